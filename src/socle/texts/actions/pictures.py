"""Pictures that texts show: taken in, and forgotten when no text shows them any more."""

from datetime import datetime, timedelta

from django.db import transaction

from socle.accounts.models import User
from socle.foundation.pictures import made_anew
from socle.groups.actions.living import hold
from socle.groups.models import Group
from socle.texts.models import Picture
from socle.texts.queries.pictures import digests_in_use

# Days for which a picture that no text shows is kept: its text may be on its way.
FORGET_AFTER = 7


def add_picture(*, owner: Group, sent: bytes, by: User, now: datetime) -> Picture:
    """The picture made anew; the same one, sent again, is there once.

    Raises foundation.pictures.NotAPicture, GroupIsArchived.
    """
    # Before the transaction: it takes a second.
    anew = made_anew(sent)
    with transaction.atomic():
        group = hold(owner)
        picture, is_new = Picture.objects.get_or_create(
            owner=group,
            digest=anew.digest,
            defaults={
                "width": anew.width,
                "height": anew.height,
                "content": anew.content,
                "made_at": now,
                "made_by": by,
            },
        )
        if not is_new:
            # Its text is on its way again.
            Picture.objects.filter(pk=picture.pk).update(made_at=now)
    return picture


def forget_unused_pictures(*, now: datetime) -> int:
    """Delete pictures sent more than FORGET_AFTER days ago that no text shows; says how many."""
    with transaction.atomic():
        old = Picture.objects.filter(made_at__lt=now - timedelta(days=FORGET_AFTER))
        keys = dict(old.select_for_update().values_list("pk", "digest"))
        used = digests_in_use() if keys else set()
        unused = [key for key, digest in keys.items() if digest not in used]
        Picture.objects.filter(pk__in=unused).delete()
    return len(unused)
