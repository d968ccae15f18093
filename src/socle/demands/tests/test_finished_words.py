"""What candidates answer says the decision and how anyone can tell it was done; it is adopted where
it is asked, and not before it was published."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.translation import override

from socle.demands.actions.adopting import AskedElsewhere, take_over
from socle.demands.actions.demanding import ask_of_level, reword
from socle.demands.actions.memorandums import WordsAreMissing, release_memorandum
from socle.demands.models import Adaptation
from socle.demands.queries.preparing import preview_release
from socle.demands.tests.factories import demand_of, memorandum_of
from socle.demands.tests.people import browser, coordinator, errors, gembloux, organiser
from socle.groups.models import CharterAcceptance
from socle.groups.tests.factories import NOW, TODAY
from socle.territories.models import Area, Level
from socle.texts.actions.publishing import publish
from socle.texts.queries.words import Words
from socle.web.tests.reading import headings, main_links, words_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("belgium")]

TITLE_ONLY = Words.of("Un bus", "", "", "")
WHOLE = {"title": "Un bus", "summary": "L’horaire le dit.", "body": "Un bus.", "more": ""}


@pytest.fixture
def group():
    made = gembloux()
    CharterAcceptance.objects.create(
        group=made, release=1, language="fr", digest="0" * 64, accepted_at=NOW
    )
    return made


@pytest.fixture
def in_english():
    with override("en"):
        yield


@pytest.fixture
def alice(group):
    return organiser(group)


def asked_of_regions(demand, *codes):
    region = Level.objects.get(code="region")
    given = {"level": region, "words": Words.of(**WHOLE), "by": None, "now": NOW}
    areas = [Area.objects.get(code=code) for code in codes]
    return [ask_of_level(demand=demand, area=area, **given) for area in areas]


class TestFinished:
    def test_a_release_waits_for_the_words_of_what_it_asks(self, in_english):
        demand = demand_of()
        memorandum, provision = memorandum_of(demand), demand.provisions.get()
        reword(provision=provision, language="fr", words=TITLE_ONLY, by=None, now=NOW)
        page, here = (
            browser(coordinator()),
            reverse("demands:memorandum-release-new", args=[memorandum.pk]),
        )
        shown = page.get(here)
        assert "Some of what it asks is not written yet" in words_of(shown)
        assert reverse("texts:write", args=[provision.text_id, "fr"]) in main_links(shown)
        refused = page.post(here, {"note": ""})
        assert (refused.status_code, memorandum.releases.count()) == (422, 0)
        with pytest.raises(WordsAreMissing):
            release_memorandum(memorandum=memorandum, by=None, now=NOW)
        words = Words.of(**WHOLE)
        reword(provision=provision, language="fr", words=words, by=None, now=NOW)
        assert release_memorandum(memorandum=memorandum, by=None, now=NOW).number == 1

    def test_a_local_wording_says_how_anyone_can_tell(self, alice, group):
        demand = demand_of()
        memorandum_of(demand)
        here = f"/en/take-over/{demand.provisions.get().pk}/?group={group.pk}"
        sent = browser(alice).post(here, WHOLE | {"summary": "", "body": "", "seen": "0"})
        assert sent.status_code == 422
        assert errors(sent) == {
            "summary": ["Say how anyone can tell it was done."],
            "body": ["Say what you ask of those who decide."],
        }


class TestWhere:
    def test_what_is_asked_of_flanders_is_not_adopted_in_gembloux(self, alice, group):
        demand = demand_of(levels=[])
        memorandum_of(demand)
        theirs, ours = asked_of_regions(demand, "02000", "03000")
        page = browser(alice)
        told = page.get(f"/en/take-over/{theirs.pk}/?group={group.pk}")
        assert headings(told, 1) == ["This is asked elsewhere"]
        assert f"/en/take-over/{ours.pk}/?group={group.pk}" in main_links(told)
        sent = page.post(f"/en/take-over/{theirs.pk}/?group={group.pk}", WHOLE | {"seen": "0"})
        assert (sent.status_code, Adaptation.objects.count()) == (422, 0)
        with pytest.raises(AskedElsewhere):
            take_over(provision=theirs, group=group, area=None, language="fr", by=alice, now=NOW)
        page.post(f"/en/take-over/{ours.pk}/?group={group.pk}", WHOLE | {"seen": "0"})
        assert Adaptation.objects.get().provision == ours


class TestWhen:
    def test_nobody_adopted_it_before_it_was_published(self, alice, group):
        demand = demand_of()
        memorandum_of(demand)
        page = browser(alice)
        here = f"/en/take-over/{demand.provisions.get().pk}/?group={group.pk}"
        third = page.post(here, WHOLE | {"seen": "0"}).url
        early = page.post(third, {"on": "1900-01-01"})
        assert early.status_code == 422
        assert errors(early) == {
            "on": ["It was published on 20 November 2026: take that day or a later one."]
        }
        assert page.post(third, {"on": (TODAY - timedelta(days=1)).isoformat()}).status_code == 422
        page.post(third, {"on": TODAY.isoformat()})
        assert Adaptation.objects.get().adopted_on == TODAY


def test_the_next_release_names_demands_in_the_language_of_the_page():
    demand = demand_of(title="Des bus le soir")
    memorandum = memorandum_of(demand)
    for language, title in (("de", "Abends Busse"), ("nl", "Bussen")):
        words = Words.of(title, "a", "b", "")
        publish(text=demand.text, language=language, words=words, by=None, now=NOW)
    release_memorandum(memorandum=memorandum, by=None, now=NOW)
    named = {}
    for language in ("fr", "nl", "de", "en"):
        with override(language):
            named[language] = preview_release(memorandum).same[1].title.title
    assert named == {
        "fr": "Des bus le soir",
        "nl": "Bussen",
        "de": "Abends Busse",
        "en": "Des bus le soir",
    }
