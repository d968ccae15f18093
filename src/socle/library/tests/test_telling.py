"""Whoever is signed in tells a case and changes it, at once; every change can be taken back."""

import pytest

from socle.accounts.models import JournalEntry
from socle.demands.tests.people import browser, coordinator, errors, notices
from socle.groups.tests.factories import NOW, UserFactory
from socle.library.actions.telling import (
    CaseChangedMeanwhile,
    CaseToldAlready,
    NothingChanged,
    change_case,
    tell_case,
)
from socle.library.models import Case
from socle.library.tests.factories import BUS, case_of, coalition, facts_of
from socle.territories.models import Area, Topic
from socle.texts.actions.answering import accept_suggestion
from socle.texts.actions.suggesting import confirm_suggestion
from socle.texts.models import Suggestion
from socle.texts.queries.revisions import latest, words_of
from socle.texts.queries.words import Words
from socle.web.tests.reading import headings, html_of
from socle.web.tests.reading import words_of as read

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("belgium")]

NEW = "/en/we-did-it/new/"
TOLD = {
    "language": "fr",
    "title": "Un bus sur appel",
    "summary": "On appelle la veille.",
    "body": "La commune a prêté le bus.",
    "more": "Douze mille euros.",
    "where": "Gembloux",
    "since": "2021",
    "who": "La régie",
    "url": "https://example.org/bus",
    "seen_on": "2026-11-12",
    "contact": "https://example.org/contact",
    "act": "publish",
}


@pytest.fixture
def anne():
    return UserFactory(name="Anne")


@pytest.fixture
def page(anne):
    coalition()
    return browser(anne)


def edit_of(case, language="fr"):
    return f"/en/we-did-it/{case.pk}/edit/{language}/"


def sent_from(answer, **changes):
    """What the form of a page would send, with something else in it."""
    form = answer.context["form"]
    said = {name: form[name].value() for name in form.fields if name != "alone"}
    return {name: value for name, value in (said | changes).items() if value not in (None, "")}


class TestTold:
    def test_it_is_public_at_once_with_its_facts(self, page, client):
        topic = Topic.objects.order_by("pk").last()
        done = page.post(NEW, TOLD | {"topics": [topic.code]}, follow=True)
        assert notices(done) == ["Thank you: it is told. Anyone reads it, and can add to it."]
        case = Case.objects.get()
        assert (case.area.code, case.place, case.since, case.who) == (
            "92142",
            "",
            2021,
            "La régie",
        )
        assert list(case.topics.all()) == [topic]
        found = client.get(f"/en/we-did-it/{case.pk}-un-bus-sur-appel/")
        assert "What made it work" in headings(found, 2)
        assert "Douze mille euros." in read(found)
        assert "read on 12 November 2026" in read(found)

    def test_two_presses_tell_it_once(self, page):
        pressed = page.get(NEW).context["form"]["pressed"].value()
        for _press in range(2):
            page.post(NEW, TOLD | {"pressed": pressed})
        assert Case.objects.count() == 1

    def test_the_action_says_so(self):
        told = {"owner": coalition(), "language": "fr", "words": BUS, "facts": facts_of()}
        tell_case(by=None, now=NOW, pressed="x" * 32, **told)
        with pytest.raises(CaseToldAlready):
            tell_case(by=None, now=NOW, pressed="x" * 32, **told)

    def test_what_is_missing_is_asked_for(self, page):
        answer = page.post(NEW, {"act": "publish", "language": "fr"})
        assert answer.status_code == 422
        assert errors(answer) == {
            "title": ["Say in one line what was done."],
            "summary": ["Say in a few sentences what happened."],
            "body": ["Say what made it work: without it, nobody else can do it."],
            "where": ["Say where it was done."],
            "who": ["Say who did it."],
            "url": ["Give the address where this can be read."],
            "seen_on": ["Say on which day."],
        }

    @pytest.mark.parametrize(
        ("name", "typed", "words"),
        [
            ("since", "2999", "Write a year that has begun, as 2021."),
            ("seen_on", "2999-01-01", "That day is still to come."),
            (
                "body",
                "Write to anne@example.org.",
                "Leave e-mail addresses out: give the page through which people are reached, "
                "further down.",
            ),
            ("contact", "https://example.org/?to=a@b.org", "Give a page, not an e-mail address."),
            ("contact", "mailto:anne@example.org", "Type an address, such as https://example.org."),
        ],
    )
    def test_what_cannot_be_is_refused_and_kept(self, page, name, typed, words):
        answer = page.post(NEW, TOLD | {name: typed})
        assert errors(answer) == {name: [words]}
        assert typed in html_of(answer)
        assert not Case.objects.exists()

    def test_a_preview_keeps_nothing(self, page):
        answer = page.post(NEW, TOLD | {"act": "preview", "title": ""})
        assert answer.status_code == 200
        assert "La commune a prêté le bus." in read(answer)
        assert not Case.objects.exists()

    def test_too_many_in_an_hour_are_stopped(self, page, settings):
        settings.SOCLE_LIMITS = settings.SOCLE_LIMITS | {"library.write": "1/h/key"}
        assert page.post(NEW, TOLD).status_code == 302
        assert page.post(NEW, TOLD | {"title": "Autre"}).status_code == 429

    def test_done_after_another_it_is_a_branch_of_that_one(self, page, client):
        first = case_of("Le premier")
        page.post(NEW, TOLD | {"adapted_from": first.pk})
        mine = Case.objects.first()
        assert mine.adapted_from == first
        above = read(client.get(f"/en/we-did-it/{mine.pk}-un-bus-sur-appel/"))
        assert "They had seen it done here: Le premier" in above
        assert "Others did it too" in headings(
            client.get(f"/en/we-did-it/{first.pk}-le-premier/"), 2
        )

    def test_without_a_coalition_nobody_tells_one(self, anne):
        assert browser(anne).get(NEW).status_code == 404


class TestChanged:
    def test_by_anyone_signed_in_with_a_reason(self, page, client):
        case = case_of()
        opened = page.get(edit_of(case))
        done = page.post(
            edit_of(case),
            sent_from(opened, who="Deux régies", note="Elles sont deux."),
            follow=True,
        )
        assert notices(done) == ["Saved: anyone reads it so."]
        case.refresh_from_db()
        assert case.who == "Deux régies"
        assert [change.note for change in case.changes.all()] == ["Elles sont deux.", ""]
        history = client.get(f"/en/we-did-it/{case.pk}/history/")
        assert "Who did it Before: La régie de Valcreux After: Deux régies" in read(history)

    def test_names_are_for_the_coalition_alone(self, page, client, anne):
        case = case_of(by=anne)
        address = f"/en/we-did-it/{case.pk}/history/"
        assert "Anne" not in read(client.get(address))
        assert "Anne" in read(browser(coordinator()).get(address))
        assert "Anne" not in read(client.get("/en/we-did-it/changes/"))
        assert "Anne" in read(browser(coordinator("Karim")).get("/en/we-did-it/changes/"))

    def test_a_change_without_a_reason_is_refused(self, page):
        case = case_of()
        answer = page.post(edit_of(case), sent_from(page.get(edit_of(case)), body="Autre."))
        assert errors(answer) == {"note": ["Say in one sentence what changed, and why."]}

    def test_nothing_changed_is_no_change(self, page):
        case = case_of()
        page.post(edit_of(case), sent_from(page.get(edit_of(case)), note="Rien."))
        assert case.changes.count() == 1
        with pytest.raises(NothingChanged):
            change_case(
                case=case,
                language="fr",
                words=words_of(latest(case.text)),
                facts=facts_of(),
                note="",
                seen=case.changes.first().pk,
                by=UserFactory(),
                now=NOW,
            )

    def test_any_change_is_taken_back(self, page):
        case = case_of()
        first = case.changes.get()
        opened = page.get(edit_of(case))
        page.post(edit_of(case), sent_from(opened, body="N’importe quoi.", who="X", note="?"))
        back = page.get(edit_of(case) + f"?again={first.pk}")
        assert "As it stood on" in read(back)
        page.post(edit_of(case), sent_from(back))
        case.refresh_from_db()
        assert (words_of(latest(case.text)), case.who) == (BUS, "La régie de Valcreux")
        assert [change.note for change in case.changes.all()] == ["Put back as it was.", "?", ""]

    def test_two_at_once_in_other_places_are_put_together(self, page):
        case = case_of()
        opened = page.get(edit_of(case))
        theirs = browser(UserFactory())
        theirs.post(
            edit_of(case),
            sent_from(theirs.get(edit_of(case)), more="Dix mille euros.", since=2020, note="x"),
        )
        mine = sent_from(opened, body="Trois personnes.", who="Une autre", note="y")
        both = page.post(edit_of(case), mine)
        assert both.status_code == 409
        assert page.post(edit_of(case), sent_from(both)).status_code == 302
        case.refresh_from_db()
        found = latest(case.text)
        assert (found.body, found.more) == ("Trois personnes.", "Dix mille euros.")
        assert (case.since, case.who) == (2020, "Une autre")

    def test_two_at_once_in_the_same_words_are_told(self, page):
        case = case_of()
        opened = page.get(edit_of(case))
        theirs = browser(UserFactory())
        theirs.post(
            edit_of(case), sent_from(theirs.get(edit_of(case)), body="Les leurs.", note="x")
        )
        both = page.post(edit_of(case), sent_from(opened, body="Les miens.", note="y"))
        assert both.status_code == 409
        assert "Les leurs." in read(both)
        assert both.context["form"]["body"].value() == "Les miens."
        assert latest(case.text).body == "Les leurs."

    def test_the_action_refuses_what_was_opened_before(self):
        case = case_of()
        with pytest.raises(CaseChangedMeanwhile):
            change_case(
                case=case,
                language="fr",
                words=BUS,
                facts=facts_of(),
                note="",
                seen=0,
                by=UserFactory(),
                now=NOW,
            )

    def test_translated_its_facts_stay(self, page, client):
        case = case_of()
        opened = page.get(edit_of(case, "nl"))
        assert not {"where", "note"} & set(opened.context["form"].fields)
        said = {"title": "Een belbus", "summary": "Men belt.", "body": "Een bus."}
        page.post(edit_of(case, "nl"), sent_from(opened, **said))
        history = client.get(f"/en/we-did-it/{case.pk}/history/")
        assert [step.is_last for step in history.context["steps"]] == [True, True]
        dutch = client.get(f"/nl/het-is-gelukt/{case.pk}-een-belbus/")
        assert headings(dutch, 1) == ["Een belbus"]
        assert "Valcreux" in read(dutch)
        assert latest(case.text, "nl").translates == latest(case.text)


class TestSuggested:
    def test_a_visitor_suggests_and_a_coordinator_accepts(self, client):
        case = case_of()
        address = f"/en/text/{case.text_id}/fr/suggest/"
        form = client.get(address).context["form"]
        said = {name: form[name].value() or "" for name in form.fields}
        said |= {"more": "Rien.", "why": "C’est gratuit.", "name": "Zoé", "email": "z@example.org"}
        assert client.post(address, said).status_code == 302
        made = Suggestion.objects.get()
        confirm_suggestion(suggestion=made, now=made.made_at)
        accept_suggestion(
            suggestion=made,
            words=Words.of(BUS.title, BUS.summary, BUS.body, "Rien."),
            seen=made.revision_id,
            by=coordinator(),
            now=made.made_at,
        )
        assert [change.note for change in case.changes.all()] == ["C’est gratuit.", ""]


def test_each_act_is_in_the_journal(page):
    page.post(NEW, TOLD)
    case = Case.objects.get()
    page.post(edit_of(case), sent_from(page.get(edit_of(case)), who="Deux", note="x"))
    karim = browser(coordinator())
    withdraw = f"/en/we-did-it/{case.pk}/withdraw/"
    karim.post(withdraw, {"why": "Ce n’est pas vrai."})
    karim.post(withdraw, {"back": "yes"})
    verbs = JournalEntry.objects.filter(verb__startswith="library.").order_by("pk")
    assert list(verbs.values_list("verb", flat=True)) == [
        "library.case.told",
        "library.case.changed",
        "library.case.withdrawn",
        "library.case.restored",
    ]


def test_where_it_was_done_is_an_area_when_it_is_one(page):
    page.post(NEW, TOLD | {"where": "Port-Amarande"})
    case = Case.objects.get()
    assert (case.area, case.place) == (None, "Port-Amarande")
    page.post(edit_of(case), sent_from(page.get(edit_of(case)), where="Leuven", note="x"))
    case.refresh_from_db()
    assert (case.area, case.place) == (Area.objects.get(code="24062"), "")
