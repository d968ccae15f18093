"""Loading the elections of a country, with its other facts and in the same transaction."""

from datetime import datetime
from pathlib import Path

from django.db.models import Model, QuerySet

from socle.elections import rules
from socle.elections.actions.pack_files import Elections, read_elections
from socle.elections.models import Contest, Election
from socle.foundation.actions.stamps import touch
from socle.territories.actions.merging import Tally, put, sweep
from socle.territories.actions.pack import LoadReport
from socle.territories.models import Area, Body, VotingRight

Through = Contest.areas.through


def load_elections(folder: Path, now: datetime, before: LoadReport) -> dict[str, Tally]:
    """Make elections and contests that came with the country say what its files say; those made by
    hand are left alone. Pages that name a council as it was called are told too. Raises PackError.
    """
    found = read_elections(folder)
    known = set(Contest.objects.order_by().values_list("pk", flat=True))
    elections, kept = put(Election, ["slug"], found.elections, ids={}, now=now)
    contests, wanted = put_contests(found, now)
    contests.add(put_areas(found, known))
    contests.add(sweep(mine(Contest).exclude(pk__in=wanted)))
    elections.add(sweep(mine(Election).exclude(pk__in=kept)))
    if elections or contests or before.tables["bodies"]:
        touch([rules.ELECTIONS])
    return {"elections": elections, "contests": contests}


def mine(model: type[Election] | type[Contest]) -> QuerySet:
    return model._default_manager.filter(in_pack=True).order_by()


def keys(model: type[Model], name: str = "code") -> dict[str, int]:
    return dict(model._default_manager.order_by().values_list(name, "pk"))


def put_contests(found: Elections, now: datetime) -> tuple[Tally, set[int]]:
    ids = {
        "election": keys(Election, "slug"),
        "body": keys(Body),
        "area": keys(Area),
        "voting": keys(VotingRight),
    }
    return put(Contest, ["election", "code"], found.contests, ids=ids, now=now)


def put_areas(found: Elections, known: set[int]) -> Tally:
    """Where the voters of each contest live; those known before that now lie elsewhere changed."""
    ids, contests = keys(Area), contest_keys()
    wanted = {
        (contests[place], ids[code]) for place, codes in found.areas.items() for code in codes
    }
    rows = Through.objects.filter(contest__in_pack=True).values_list("pk", "contest", "area")
    present = {(contest, area): pk for pk, contest, area in rows}
    gone, new = present.keys() - wanted, wanted - present.keys()
    Through.objects.filter(pk__in=[present[pair] for pair in gone]).delete()
    pairs = [Through(contest_id=contest, area_id=area) for contest, area in sorted(new)]
    Through.objects.bulk_create(pairs, batch_size=500)
    return Tally(changed=len({contest for contest, _area in gone | new} & known))


def contest_keys() -> dict[tuple[str, str], int]:
    rows = Contest.objects.order_by().values_list("election__slug", "code", "pk")
    return {(slug, code): pk for slug, code, pk in rows}
