"""How many communes took a demand over: the numbers are those of the rows, after every act."""

import json
from datetime import date, timedelta

import pytest
from django.utils.translation import override

from socle.demands.actions.adopting import adopt, take_over, withdraw_adaptation
from socle.demands.actions.demanding import reword, withdraw_provision
from socle.demands.models import Adaptation
from socle.demands.queries.adopted import Tally, adopted_of, communes_of, tally_of
from socle.demands.queries.withdrawals import groups_that_took
from socle.demands.queries.working import groups_that_adopted
from socle.demands.templatetags.demands import in_words
from socle.demands.tests.factories import demand_of, memorandum_of
from socle.foundation.search import find
from socle.groups.actions.archiving import archive_group, bring_back_group
from socle.groups.models import CharterAcceptance
from socle.groups.tests.factories import NOW, TODAY, GroupFactory, UserFactory
from socle.territories.models import Area
from socle.territories.queries.history import area_in_force
from socle.texts.queries.revisions import latest, words_of
from socle.texts.queries.words import Words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("belgium")]
LATER = NOW + timedelta(days=1)
OWN = Words.of("Un bus", "Il passe.", "Un bus chez nous.")


def local_group(code):
    group = GroupFactory(areas=[code])
    CharterAcceptance.objects.create(
        group=group, release=1, language="fr", digest="0" * 64, accepted_at=NOW
    )
    return group


def adopted(demand, code, words=None, provision=None):
    provision = provision or demand.provisions.order_by("pk").first()
    group = local_group(code)
    mine = take_over(
        provision=provision,
        group=group,
        area=Area.objects.get(code=code),
        language="fr",
        by=UserFactory(),
        now=NOW,
    )
    said = words or words_of(mine.text.drafts.get())
    return adopt(adaptation=mine, words=said, by=None, now=NOW, on=TODAY)


def counted_row_by_row(demand, day=TODAY):
    """The slow and plain way."""
    standing = [
        row
        for row in Adaptation.objects.filter(provision__demand=demand, status="adopted")
        if row.provision.withdrawn_at is None
        and row.provision.demand.withdrawn_at is None
        and row.text.owner.archived_at is None
    ]
    placed = [row for row in standing if row.area is not None]
    reworded = [row for row in placed if words_of(latest(row.text)) != words_of(row.text.base)]
    communes = [{area_in_force(row.area, day) for row in rows} for rows in (placed, reworded)]
    return Tally(*map(len, communes), wordings=len(standing))


def test_the_numbers_never_drift_from_the_rows(django_assert_num_queries):
    demand = demand_of(levels=("commune", "region"))
    memorandum_of(demand)
    first, second = demand.provisions.order_by("level__position")
    found = []

    def look():
        with django_assert_num_queries(1):
            tally = tally_of(adopted_of(demand), TODAY)
        assert tally == counted_row_by_row(demand)
        found.append((tally.communes, tally.reworded))

    look()
    namur = adopted(demand, "92094")
    look()
    adopted(demand, "92142", OWN)
    look()
    adopted(demand, "92142", provision=second)
    look()
    adopt(adaptation=namur, words=OWN, by=None, now=LATER, on=TODAY)
    look()
    original = words_of(namur.text.base)
    adopt(adaptation=namur, words=original, by=None, now=LATER, on=TODAY)
    look()
    reword(provision=first, language="fr", words=OWN, by=None, now=LATER)
    look()
    archive_group(group=namur.text.owner, by=UserFactory(), now=LATER)
    look()
    bring_back_group(group=namur.text.owner, by=UserFactory(), now=LATER)
    look()
    withdraw_adaptation(adaptation=namur, by=None, now=LATER)
    look()
    withdraw_provision(provision=first, by=None, now=LATER)
    look()
    assert found == [
        (0, 0), (1, 0), (2, 1), (2, 1), (2, 2), (2, 1), (2, 1), (1, 1), (2, 1), (1, 1), (1, 0),
    ]  # fmt: skip


def test_where_a_group_ends_its_wordings_are_found_no_more_until_it_is_back():
    demand = demand_of()
    memorandum_of(demand)
    mine = adopted(demand, "92094", OWN)
    group, by = mine.text.owner, UserFactory()

    def found():
        hits = find(query=OWN.title, language="fr", kinds=["adaptation"]).hits
        return [hit.title for hit in hits]

    assert found() == [OWN.title]
    archive_group(group=group, by=by, now=LATER)
    assert found() == []
    assert groups_that_took(demand) == groups_that_adopted(demand.provisions.get()) == 0
    bring_back_group(group=group, by=by, now=LATER)
    assert found() == [OWN.title]
    assert groups_that_took(demand) == groups_that_adopted(demand.provisions.get()) == 1


def test_communes_that_merged_count_once_for_the_one_they_became():
    demand = demand_of()
    for code in ("82003", "82005"):  # Bastogne and Bertogne before they were one
        adopted(demand, code)
    found = communes_of(adopted_of(demand), TODAY)
    assert [area.name_fr for area in found] == ["Bastogne"]
    assert tally_of(adopted_of(demand), TODAY) == Tally(1, 0, 2)
    before = tally_of(adopted_of(demand), date(2024, 1, 1))
    assert before == Tally(2, 0, 2)


def test_the_map_shows_the_communes_that_are_counted(client):
    demand = demand_of()
    memorandum_of(demand)
    for code in ("92094", "92142", "82005"):
        adopted(demand, code)
    found = json.loads(client.get(f"/en/demand/{demand.pk}/places.json").content)
    names = [row["properties"]["name"] for row in found["features"]]
    assert sorted(names) == ["Bastogne", "Gembloux", "Namur"]
    assert len(names) == tally_of(adopted_of(demand), TODAY).communes


@pytest.mark.parametrize(
    ("tally", "words"),
    [
        (Tally(0, 0), "Not taken over by any commune yet"),
        (Tally(1, 0), "Taken over in 1 commune, in the same words"),
        (Tally(34, 12), "Taken over in 34 communes, reworded in 12"),
    ],
)
def test_the_numbers_in_words(tally, words):
    with override("en"):
        assert in_words(tally) == words
