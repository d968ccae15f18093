"""The link by which who promised reads what is said of it, and replies."""

from django.core.signing import BadSignature, Signer
from django.urls import reverse
from django.utils import translation

from socle.commitments.models import Holder, Statement

signer = Signer(salt="commitments.holder", sep=".")


def reply_path(holder: Holder) -> str:
    token = signer.sign(f"{holder.pk}.{holder.nonce}")
    with translation.override(holder.language):
        return reverse("commitments:reply", args=[token])


def holder_of(token: str) -> Holder | None:
    """Of a link that was made here and stands."""
    try:
        key, nonce = signer.unsign(token).split(".")
    except (BadSignature, ValueError):
        return None
    rows = Holder.objects.select_related("list__contest__election", "person")
    found = rows.filter(pk=key).first()
    return found if found is not None and found.nonce == nonce else None


def holders_to_tell() -> list[int]:
    """Keys of those of whom something was said that no message told of yet."""
    rows = Statement.objects.to_tell().order_by()
    return sorted(rows.values_list("commitment__holder", flat=True).distinct())


def told_to(holder: Holder) -> list[Statement]:
    """What they were told of, or anyone can read, the latest first."""
    rows = Statement.objects.filter(commitment__holder=holder, dropped_at=None)
    rows = rows.exclude(request=None, published_at=None)
    rows = rows.select_related("commitment__answer__ask", "group")
    rows = rows.prefetch_related("sources", "replies", "commitment__answer__ask__words")
    return list(rows.order_by("-pk"))
