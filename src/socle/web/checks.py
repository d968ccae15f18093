"""What is wrong with how a campaign is set up, told to the person who deploys it."""

from django.conf import settings
from django.core.checks import Error

from socle.foundation.checks import Found, check, see
from socle.web.rules import PHASES


@check()
def phase_is_known() -> Found:
    if settings.SOCLE_PHASE not in PHASES:
        yield see(
            Error,
            "E008",
            f'The campaign has no phase "{settings.SOCLE_PHASE}".',
            f"Set SOCLE_PHASE to one of: {', '.join(PHASES)}.",
        )
