"""A file sent from a page waits to be confirmed; it is forgotten once taken in, or within a day."""

from datetime import datetime, timedelta

from socle.accounts.models import User
from socle.groups.models import ImportFile

KEPT = timedelta(days=1)


def keep_upload(*, name: str, content: bytes, by: User, now: datetime) -> ImportFile:
    """What somebody sent before and did not confirm gives way."""
    ImportFile.objects.filter(made_by=by).delete()
    return ImportFile.objects.create(name=name[-200:], content=content, made_by=by, made_at=now)


class UploadIsGone(Exception):
    """It was taken in already (a second press of the button), or gave way to another."""


def claim_upload(*, upload: ImportFile) -> None:
    """Forget it in the transaction that takes it in: of two presses, one does. Raises
    UploadIsGone."""
    if not ImportFile.objects.filter(pk=upload.pk).delete()[0]:
        raise UploadIsGone


def forget_upload(*, upload: ImportFile) -> None:
    upload.delete()


def forget_old_uploads(*, now: datetime) -> int:
    """Delete those sent more than a day ago. How many."""
    return ImportFile.objects.filter(made_at__lt=now - KEPT).delete()[0]
