"""Links that let a contact accept the charter without an account."""

from dataclasses import dataclass

from django.core.signing import BadSignature, Signer

from socle.groups.models import Approach, CharterAcceptance

signer = Signer(salt="groups.charter", sep=".")


@dataclass(frozen=True, slots=True)
class Sent:
    """What a link says: whose it is, which sending, and the release that was current then."""

    approach: Approach
    nonce: str
    release: int


def token_of(approach: Approach, release: int) -> str:
    """What stands in the link; the same in the message and in its reminder."""
    return signer.sign(f"{approach.pk}.{approach.nonce}.{release}")


def sent_with(token: str) -> Sent | None:
    """For a link that was made here and not altered, whatever became of it since."""
    try:
        key, nonce, release = signer.unsign(token).split(".")
    except (BadSignature, ValueError):
        return None
    rows = Approach.objects.select_related("group", "follower")
    approach = rows.filter(pk=key).first()
    return Sent(approach, nonce, int(release)) if approach else None


def acceptance_of(approach: Approach, release: int) -> CharterAcceptance | None:
    return approach.group.charter_acceptances.filter(release=release).first()
