"""Declarations of interest: dated, only added to."""

from datetime import date, datetime

from django.db import transaction

from socle.accounts.journal import record
from socle.accounts.models import User
from socle.groups.models import Declaration
from socle.territories.models import Area, Body


class SaysNotWhere(Exception):
    """Who stands in an election or holds a mandate says where."""


def declare(
    *,
    user: User,
    stands: bool,
    holds: bool,
    now: datetime,
    area: Area | None = None,
    body: Body | None = None,
    election_on: date | None = None,
    words: str = "",
) -> Declaration:
    """Add a declaration; those before stay.

    Neither ``stands`` nor ``holds``: no longer for that area and body, or for none at all where no
    area is named. Raises SaysNotWhere.
    """
    if (stands or holds) and area is None:
        raise SaysNotWhere
    with transaction.atomic():
        declaration = Declaration.objects.create(
            user=user,
            stands=stands,
            holds=holds,
            area=area,
            body=body,
            election_on=election_on,
            words=words,
            made_at=now,
        )
        record("groups.declaration.made", now=now, by=user, target=declaration)
    return declaration
