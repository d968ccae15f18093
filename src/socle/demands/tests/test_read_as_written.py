"""What is published reads as it was written; what can no longer be saved is there to copy."""

import pytest

from socle.demands.actions.adopting import prepare
from socle.demands.actions.withdrawing import withdraw_demand
from socle.demands.models import Adaptation, Demand, Provision
from socle.demands.tests.factories import demand_of, memorandum_of
from socle.demands.tests.people import browser, coordinator, errors, gembloux, organiser
from socle.groups.models import CharterAcceptance
from socle.groups.tests.factories import NOW, TODAY
from socle.texts.queries.words import Words
from socle.web.tests.reading import headings, words_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("belgium")]

BLIND = "![](/files/" + "a" * 64 + ".webp)"
ELSEWHERE = "![Un bus](https://example.org/bus.png)"
DEEP = "> " * 40 + "Trop loin."
WORDS = {"title": "Un bus", "summary": "L’horaire le dit.", "body": "Mes mots.", "more": ""}
ASKED = WORDS | {"language": "fr", "level": "commune", "act": "publish"}


@pytest.fixture
def group():
    made = gembloux()
    CharterAcceptance.objects.create(
        group=made, release=1, language="fr", digest="0" * 64, accepted_at=NOW
    )
    return made


@pytest.fixture
def alice(group):
    return organiser(group)


@pytest.fixture
def page(alice):
    return browser(alice)


@pytest.fixture
def provision():
    demand = demand_of()
    memorandum_of(demand)
    return demand.provisions.get()


class TestReadAsWritten:
    """What a reader would not see is said before it is published; a draft may have it."""

    @pytest.mark.parametrize("body", [BLIND, ELSEWHERE, DEEP])
    def test_what_is_asked_of_a_level(self, page, group, body):
        address = f"/en/demand/{demand_of(group, levels=[]).pk}/measure/new/"
        refused = page.post(address, ASKED | {"body": body})
        assert (refused.status_code, list(errors(refused))) == (422, ["body"])
        assert refused.context["form"]["body"].value() == body
        assert Provision.objects.count() == 0
        assert page.post(address, ASKED | {"body": body, "act": "draft"}).status_code == 302

    def test_a_demand(self, page, group):
        sent = WORDS | {"language": "fr", "rows": "0", "act": "publish", "body": BLIND}
        refused = page.post(f"/en/group/{group.slug}/our-demands/new/", sent)
        assert list(errors(refused)) == ["body"]
        assert Demand.objects.count() == 0

    def test_a_memorandum(self):
        sent = {"language": "fr", "title": "Vivre mieux", "body": DEEP}
        refused = browser(coordinator()).post("/en/memorandums/new/", sent)
        assert errors(refused) == {
            "body": ["Lists or quotations stand too deep in one another to be shown: flatten them."]
        }

    def test_words_that_a_group_takes_over(self, page, group, provision):
        here = f"/en/take-over/{provision.pk}/?group={group.pk}"
        refused = page.post(here, WORDS | {"body": BLIND, "seen": "0"})
        assert (refused.status_code, list(errors(refused))) == (422, ["body"])
        assert Adaptation.objects.count() == 0

    def test_nor_is_a_draft_adopted_that_was_written_elsewhere(self, page, alice, group, provision):
        mine = prepare(
            provision=provision, group=group, area=None, language="fr",
            words=Words.of(**WORDS | {"body": BLIND}), seen=0, by=alice, now=NOW,
        )  # fmt: skip
        refused = page.post(f"/en/local-wording/{mine.pk}/adopt/", {"on": TODAY.isoformat()})
        assert refused.status_code == 422
        assert "says nothing to who does not see it" in words_of(refused)
        assert mine.text.revisions.count() == 0


class TestWithdrawnMeanwhile:
    def test_who_was_taking_it_over_copies_her_words(self, page, alice, group, provision):
        here = f"/en/take-over/{provision.pk}/?group={group.pk}"
        withdraw_demand(demand=provision.demand, why="Dépassée.", by=alice, now=NOW)
        told = page.post(here, WORDS | {"seen": "0"})
        assert (told.status_code, headings(told, 2)) == (410, ["What you typed"])
        assert told.context["typed"]["body"].value() == "Mes mots."
        assert headings(page.get(here), 2) == []

    def test_who_was_writing_what_it_asks_copies_hers(self, page, alice, group):
        asked = demand_of(group).provisions.get()
        withdraw_demand(demand=asked.demand, why="Dépassée.", by=alice, now=NOW)
        for address in (
            f"/en/measure/{asked.pk}/edit/",
            f"/en/demand/{asked.demand_id}/measure/new/",
        ):
            told = page.post(address, ASKED)
            assert told.status_code == 409
            assert headings(told, 1) == ["It was withdrawn while you were writing"]
            assert told.context["typed"]["body"].value() == "Mes mots."
