"""The chain: a memorandum is released, a local group takes what it asks over in its own words."""

from datetime import timedelta

import pytest

from socle.demands.actions.adopting import (
    MayNotAdoptYet,
    TakenOverAlready,
    adopt,
    take_over,
    withdraw_adaptation,
)
from socle.demands.actions.demanding import AlreadyAsked, ask_of_level, reword
from socle.demands.actions.memorandums import NothingToRelease, digest_of, release_memorandum
from socle.demands.models import Adaptation, Demand, Memorandum
from socle.demands.rules import public_demands
from socle.demands.tests.factories import coalition, demand_of, memorandum_of
from socle.groups.models import CharterAcceptance
from socle.groups.tests.factories import NOW, TODAY, GroupFactory, UserFactory
from socle.texts.queries.revisions import words_of
from socle.texts.queries.words import Words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("belgium")]
LATER = NOW + timedelta(days=1)


@pytest.fixture
def gembloux():
    group = GroupFactory(name="Gembloux", areas=["92142"])
    CharterAcceptance.objects.create(
        group=group, release=1, language="fr", digest="0" * 64, accepted_at=NOW
    )
    return group


@pytest.fixture
def alice():
    return UserFactory(name="Alice")


def test_a_release_freezes_one_revision_of_each_text_in_order():
    bus, water = demand_of(levels=("commune", "region")), demand_of(title="De l’eau")
    memorandum = memorandum_of(bus, water)
    release = release_memorandum(memorandum=memorandum, by=None, now=NOW, note="Le début.")

    frozen = list(release.words.select_related("revision"))
    assert [word.revision.title for word in frozen] == [
        "Vivre mieux ici",
        "Des bus le soir",
        "Un bus par heure (commune)",
        "Un bus par heure (region)",
        "De l’eau",
        "Un bus par heure (commune)",
    ]
    assert release.digest == digest_of([word.revision.digest for word in frozen])
    memorandum.refresh_from_db()
    assert memorandum.status == Memorandum.Status.PUBLISHED


def test_a_release_pressed_twice_is_one_release():
    memorandum = memorandum_of(demand_of())
    first = release_memorandum(memorandum=memorandum, by=None, now=NOW)
    with pytest.raises(NothingToRelease) as told:
        release_memorandum(memorandum=memorandum, by=None, now=NOW)
    assert told.value.release == first


def test_a_demand_asks_one_thing_of_a_level():
    demand = demand_of()
    there = demand.provisions.get()
    with pytest.raises(AlreadyAsked) as told:
        ask_of_level(demand=demand, level=there.level, words=None, by=None, now=NOW)
    assert told.value.provision == there


def test_a_group_takes_over_rewords_and_adopts(gembloux, alice):
    provision = demand_of().provisions.get()
    mine = take_over(
        provision=provision, group=gembloux, area=None, language="fr", by=alice, now=NOW
    )
    with pytest.raises(TakenOverAlready):
        take_over(provision=provision, group=gembloux, area=None, language="fr", by=alice, now=NOW)
    draft = mine.text.drafts.get()
    adopt(adaptation=mine, words=words_of(draft), by=alice, now=NOW, on=TODAY)
    mine.refresh_from_db()
    assert (mine.status, mine.adopted_on, mine.reworded) == ("adopted", TODAY, False)

    said = Words.of("Un bus par heure", "L’horaire le montre.", "Jusqu’à la gare de Gembloux.", "")
    adopt(adaptation=mine, words=said, by=alice, now=LATER, on=TODAY)
    mine.refresh_from_db()
    assert (mine.reworded, mine.text.revisions.count()) == (True, 2)
    assert list(Adaptation.objects.adopted()) == [mine]

    withdraw_adaptation(adaptation=mine, by=alice, now=LATER)
    assert list(Adaptation.objects.adopted()) == []


def test_a_new_group_prepares_and_adopts_once_it_is_welcomed(alice):
    new = GroupFactory(name="New", welcomed_at=None)
    provision = demand_of().provisions.get()
    mine = take_over(provision=provision, group=new, area=None, language="fr", by=alice, now=NOW)
    with pytest.raises(MayNotAdoptYet):
        adopt(adaptation=mine, words=words_of(mine.text.drafts.get()), by=alice, now=NOW, on=TODAY)


def test_when_the_original_is_reworded_each_adaptation_has_it_to_look_at(gembloux, alice):
    provision = demand_of().provisions.get()
    mine = take_over(
        provision=provision, group=gembloux, area=None, language="fr", by=alice, now=NOW
    )
    said = Words.of("Deux bus par heure", "", "Deux bus par heure.", "")
    second = reword(provision=provision, language="fr", words=said, by=None, now=LATER)

    assert [(each.revision, each.text) for each in mine.text.updates.all()] == [(second, mine.text)]


def test_what_is_public(gembloux):
    shown, hidden, own = demand_of(title="A"), demand_of(title="B"), demand_of(gembloux, title="C")
    memorandum_of(shown)
    memorandum_of(hidden, status="draft")
    found = Demand.objects.filter(public_demands()).distinct().order_by("pk")

    assert list(found) == [shown, own]
    assert (own.born_in.name, coalition().kind) == ("Gembloux", "coalition")
