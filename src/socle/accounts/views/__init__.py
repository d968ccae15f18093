"""What other rooms need to ask somebody to sign in."""

from socle.accounts.views.doors import sign_in_first, signed_in_only

__all__ = ["sign_in_first", "signed_in_only"]
