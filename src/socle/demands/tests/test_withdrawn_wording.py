"""A wording that anyone could read is withdrawn: its page says by whom, when and why, leads to the
original and to others, and no longer shows its words. What was never public stays unknown."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from socle.demands.actions.adopting import adopt, take_over, withdraw_adaptation
from socle.demands.tests.factories import demand_of, memorandum_of
from socle.demands.tests.people import browser, gembloux, organiser
from socle.groups.models import CharterAcceptance
from socle.groups.tests.factories import NOW, TODAY
from socle.texts.queries.words import Words
from socle.web.tests.reading import headings, html_of, links
from socle.web.tests.reading import words_of as read

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("belgium")]
LATER = NOW + timedelta(days=1)
OURS = Words.of("Un bus à Sauvenière", "On le voit passer.", "Deux bus à Sauvenière.", "")
WHY = "La ligne existe depuis septembre."


@pytest.fixture
def group():
    found = gembloux()
    CharterAcceptance.objects.create(
        group=found, release=1, language="fr", digest="0" * 64, accepted_at=NOW
    )
    return found


@pytest.fixture
def alice(group):
    return organiser(group)


@pytest.fixture
def demand():
    found = demand_of()
    memorandum_of(found)
    return found


def taken(demand, group, alice):
    asked = demand.provisions.get()
    return take_over(provision=asked, group=group, area=None, language="fr", by=alice, now=NOW)


@pytest.fixture
def withdrawn(demand, group, alice):
    mine = taken(demand, group, alice)
    adopt(adaptation=mine, words=OURS, by=alice, now=NOW, on=TODAY)
    withdraw_adaptation(adaptation=mine, by=alice, now=LATER, reason=WHY)
    return mine


def address(adaptation):
    with override("en"):
        return reverse("demands:adaptation", args=[adaptation.pk])


def page_of(adaptation, who=None):
    return (who or Client()).get(address(adaptation), follow=True)


def test_a_stranger_is_told_by_whom_when_and_why_and_led_on(withdrawn, demand):
    answer = page_of(withdrawn)
    assert answer.status_code == 410
    assert headings(answer, 1) == ["Un bus à Sauvenière in French"]
    seen = read(answer)
    assert "Gembloux en transition withdrew this wording on 21 November 2026" in seen
    assert WHY in seen
    assert "Deux bus à Sauvenière." not in html_of(answer)
    there = f"/en/demand/{demand.pk}-des-bus-le-soir/"
    asked = demand.provisions.get().pk
    assert {f"{there}#p{asked}", f"{there}#taken-over"} <= set(links(html_of(answer)))


def test_what_the_group_asks_instead_is_named(withdrawn, demand, group, alice):
    again = taken(demand, group, alice)
    adopt(adaptation=again, words=OURS, by=alice, now=LATER, on=TODAY)
    assert address(again) in links(html_of(page_of(withdrawn)))


def test_the_group_still_reads_its_words_and_why(withdrawn, alice):
    answer = page_of(withdrawn, browser(alice))
    assert answer.status_code == 200
    assert "Deux bus à Sauvenière." in read(answer)
    assert WHY in read(answer)


def test_what_was_never_public_is_not_there(demand, group, alice):
    mine = taken(demand, group, alice)
    withdraw_adaptation(adaptation=mine, by=alice, now=LATER, reason=WHY)
    assert page_of(mine).status_code == 404


def test_nor_is_what_a_group_withdrew_that_is_not_public(withdrawn, group):
    group.public_since = None
    group.save()
    assert page_of(withdrawn).status_code == 404


def test_an_original_that_is_not_public_is_not_named(group, alice):
    hidden = demand_of(title="Encore secret")
    mine = taken(hidden, group, alice)
    adopt(adaptation=mine, words=OURS, by=alice, now=NOW, on=TODAY)
    withdraw_adaptation(adaptation=mine, by=alice, now=LATER)
    answer = page_of(mine)
    assert answer.status_code == 410
    assert "Encore secret" not in html_of(answer)
    assert "The group gave no public reason." in read(answer)
