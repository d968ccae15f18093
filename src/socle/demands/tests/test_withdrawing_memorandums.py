"""A coordinator withdraws a whole memorandum, which stays to be read, and brings it back."""

from datetime import timedelta

import pytest

from socle.accounts.models import JournalEntry
from socle.demands.actions.memorandums import ChangedMeanwhile, release_memorandum
from socle.demands.actions.withdrawing_memorandums import (
    bring_memorandum_back,
    withdraw_memorandum,
)
from socle.demands.models import Memorandum
from socle.demands.tests.factories import demand_of, memorandum_of
from socle.demands.tests.people import browser, coordinator, errors, notices
from socle.foundation.search import find
from socle.groups.tests.factories import NOW
from socle.web.tests.reading import headings, main_links, words_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("belgium")]
LATER = NOW + timedelta(days=1)


@pytest.fixture
def memorandum():
    made = memorandum_of(demand_of(title="Des bus"))
    release_memorandum(memorandum=made, by=None, now=NOW)
    return Memorandum.objects.get(pk=made.pk)


@pytest.fixture
def claire():
    return coordinator()


def journal():
    verbs = JournalEntry.objects.order_by("pk").values_list("verb", "reason")
    return [each for each in verbs if each[0].startswith("demands.memorandum.")][-2:]


def test_with_a_reason_which_its_page_says(client, memorandum, claire):
    page, here = browser(claire), f"/en/memorandum/{memorandum.pk}"
    assert errors(page.post(f"{here}/withdraw/", {"why": " "})) == {
        "why": ["Say why: people may have linked to it."]
    }
    done = page.post(f"{here}/withdraw/", {"why": "Un autre le remplace."}, follow=True)
    assert notices(done) == ["The memorandum is withdrawn."]
    assert page.get(f"{here}/edit/")["Location"] == f"{here}/bring-back/"

    read = client.get(f"{here}-vivre-mieux-ici/")
    assert "Un autre le remplace. Its demands may live on elsewhere." in words_of(read)
    assert headings(read, 2)[1:] == ["1. Des bus in French", "Releases"]
    assert client.get(f"{here}/release/1/").status_code == 200
    assert client.get(f"/en/demand/{memorandum.demands.get().pk}-des-bus/").status_code == 200
    listed = client.get("/en/memorandums/")
    assert f"{here}-vivre-mieux-ici/" not in main_links(listed)
    assert find("vivre mieux", language="fr", kinds=["memorandum"]).count == 0
    assert client.get("/api/v1/memorandums").json()["count"] == 0
    told = client.get(f"/api/v1/memorandums/{memorandum.pk}").json()
    assert told["withdrawn_why"] == "Un autre le remplace."


def test_it_comes_back_as_it_was(client, memorandum, claire):
    withdraw_memorandum(memorandum=memorandum, why="Par erreur.", by=claire, now=LATER)
    page, here = browser(claire), f"/en/memorandum/{memorandum.pk}"
    assert f"{here}/bring-back/" in main_links(page.get("/en/coalition/demands/"))
    assert "Par erreur." in words_of(page.get(f"{here}/bring-back/"))
    back = page.post(f"{here}/bring-back/", follow=True)
    assert notices(back) == ["The memorandum stands again, as it was."]
    memorandum.refresh_from_db()
    assert (memorandum.withdrawn_at, memorandum.withdrawn_why) == (None, "")
    assert memorandum.text.withdrawn_at is None
    assert "Par erreur." not in words_of(client.get(f"{here}-vivre-mieux-ici/"))
    assert find("vivre mieux", language="fr", kinds=["memorandum"]).count == 1
    assert journal() == [
        ("demands.memorandum.withdrawn", "Par erreur."),
        ("demands.memorandum.restored", ""),
    ]


def test_pressed_twice_it_is_withdrawn_and_brought_back_once(memorandum, claire):
    for _press in range(2):
        withdraw_memorandum(memorandum=memorandum, why="Fini.", by=claire, now=LATER)
    for _press in range(2):
        bring_memorandum_back(memorandum=memorandum, by=claire, now=LATER)
    assert [verb for verb, _reason in journal()] == [
        "demands.memorandum.withdrawn",
        "demands.memorandum.restored",
    ]


def test_nothing_is_released_of_it_meanwhile(memorandum, claire):
    withdraw_memorandum(memorandum=memorandum, why="Fini.", by=claire, now=LATER)
    with pytest.raises(ChangedMeanwhile):
        release_memorandum(memorandum=memorandum, by=claire, now=LATER)
