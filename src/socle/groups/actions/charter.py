"""A group accepts the charter: an organiser from inside, an organisation by a signed link."""

from datetime import datetime

from django.db import transaction

from socle.accounts.journal import record
from socle.accounts.models import User
from socle.groups.actions.living import hold, show_act, show_life
from socle.groups.actions.stages import take_in_approached
from socle.groups.models import CharterAcceptance, Group
from socle.groups.queries.charter import charter, current_release


class NotTheCurrentRelease(Exception):
    """The words read are no longer, or not yet, those in force."""


def accept_charter(
    *,
    group: Group,
    by: User | None,
    release: int,
    language: str,
    now: datetime,
    signed_name: str = "",
    signed_as: str = "",
    signed_at: datetime | None = None,
) -> CharterAcceptance:
    """Keep which words were accepted, when and by whom. Accepted already, it stays as it was.

    ``by`` is None from a signed link; then ``signed_name`` and ``signed_as`` say who, and as what.
    ``signed_at`` when it was on paper, before ``now``.
    Raises NotTheCurrentRelease, GroupIsArchived.
    """
    if release != current_release():
        raise NotTheCurrentRelease(release)
    words = charter(language, release)
    with transaction.atomic():
        row = hold(group)
        acceptance, is_new = CharterAcceptance.objects.get_or_create(
            group=row,
            release=release,
            defaults={
                "language": words.language,
                "digest": words.digest,
                "accepted_at": signed_at or now,
                "accepted_by": by,
                "signed_name": signed_name,
                "signed_as": signed_as,
            },
        )
        if is_new:
            record("groups.charter.accepted", now=now, by=by, target=row, reason=str(release))
            take_in_approached(row, by=by, now=now)
            if by is None:
                show_life(row, now=now)
            else:
                show_act(row, by=by, now=now)
    return acceptance
