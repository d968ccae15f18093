"""A coordinator makes elections and contests that did not come with the country."""

from collections.abc import Iterable
from datetime import date, datetime

from django.conf import settings
from django.db import transaction

from socle.accounts.journal import record
from socle.accounts.models import User
from socle.elections.actions.lists import remove_row
from socle.elections.actions.meanwhile import look_for_change
from socle.elections.models import Contest, Election
from socle.elections.rules import ELECTIONS
from socle.foundation.actions.stamps import touch
from socle.territories.models import Area, Body, VotingRight

LANGUAGES = tuple(dict(settings.LANGUAGES))
Names = dict[str, str]
"""The same name by language; French is needed."""


class SlugTaken(Exception):
    """Another election, or another contest of this one, has that address."""


class CameWithTheCountry(Exception):
    """Its facts stand in the country's files, and are changed there."""


class ListsStand(Exception):
    """Lists stand in the contest: it is not removed."""


def in_columns(name: str, words: Names) -> dict[str, str | None]:
    """``{"name_fr": …}``, and the plain column, which follows the first language."""
    found = {f"{name}_{language}": words.get(language) or None for language in LANGUAGES}
    return {name: words.get(LANGUAGES[0], ""), **found}


def make_election(
    *,
    slug: str,
    day: date,
    opens_on: date,
    names: Names,
    source_title: str,
    by: User | None,
    now: datetime,
    source_url: str = "",
    is_example: bool = False,
) -> Election:
    """Raises SlugTaken."""
    with transaction.atomic():
        if Election.objects.filter(slug=slug).exists():
            raise SlugTaken
        election = Election.objects.create(
            slug=slug,
            day=day,
            opens_on=opens_on,
            **in_columns("name", names),
            source_title=source_title,
            source_url=source_url,
            checked=True,
            is_example=is_example,
        )
        record("elections.election.made", now=now, by=by, target=election)
        touch([ELECTIONS])
    return election


def change_election(
    *,
    election: Election,
    day: date,
    opens_on: date,
    names: Names,
    source_title: str,
    source_url: str,
    by: User | None,
    now: datetime,
    seen: str = "",
) -> Election:
    """Raises CameWithTheCountry, ChangedMeanwhile."""
    with transaction.atomic():
        held = Election.objects.select_for_update().get(pk=election.pk)
        if held.in_pack:
            raise CameWithTheCountry
        look_for_change(held, seen)
        held.day, held.opens_on = day, opens_on
        for column, words in in_columns("name", names).items():
            setattr(held, column, words)
        held.source_title, held.source_url = source_title, source_url
        held.save()
        record("elections.election.changed", now=now, by=by, target=held)
        touch([ELECTIONS])
    return held


def make_contest(
    *,
    election: Election,
    code: str,
    body: Body,
    area: Area,
    areas: Iterable[Area],
    source_title: str,
    by: User | None,
    now: datetime,
    names: Names | None = None,
    voting: VotingRight | None = None,
    language: str = "",
    seats: int | None = None,
    source_url: str = "",
) -> Contest:
    """``area`` is what the council governs, ``areas`` where its voters live. Raises SlugTaken."""
    with transaction.atomic():
        if Contest.objects.filter(election=election, code=code).exists():
            raise SlugTaken
        contest = Contest.objects.create(
            election=election,
            code=code,
            body=body,
            area=area,
            **in_columns("name", names or {}),
            voting=voting,
            language=language,
            seats=seats,
            source_title=source_title,
            source_url=source_url,
            checked=True,
        )
        contest.areas.set(areas)
        record("elections.contest.made", now=now, by=by, target=contest)
        touch([ELECTIONS])
    return contest


def change_contest(
    *,
    contest: Contest,
    areas: Iterable[Area],
    names: Names,
    voting: VotingRight | None,
    language: str,
    seats: int | None,
    source_title: str,
    source_url: str,
    by: User | None,
    now: datetime,
    seen: str = "",
) -> Contest:
    """For which council stays as it is. Raises CameWithTheCountry, ChangedMeanwhile."""
    with transaction.atomic():
        held: Contest = Contest.objects.select_for_update(of=("self",)).get(pk=contest.pk)
        if held.in_pack:
            raise CameWithTheCountry
        look_for_change(held, seen)
        for column, words in in_columns("name", names).items():
            setattr(held, column, words)
        held.voting, held.language, held.seats = voting, language, seats
        held.source_title, held.source_url = source_title, source_url
        held.save()
        held.areas.set(areas)
        record("elections.contest.changed", now=now, by=by, target=held)
        touch([ELECTIONS])
    return held


def remove_contest(*, contest: Contest, by: User | None, now: datetime, reason: str) -> None:
    """One made by hand, in which no list stands. Raises CameWithTheCountry, ListsStand,
    SomethingRests."""
    with transaction.atomic():
        held = Contest.objects.select_for_update().get(pk=contest.pk)
        if held.in_pack:
            raise CameWithTheCountry
        if held.lists.exists():
            raise ListsStand
        record("elections.contest.removed", now=now, by=by, target=held, reason=reason)
        remove_row(held)
        touch([ELECTIONS])
