"""Two who reword at once, in two tabs or on two phones: nothing that was typed is lost."""

import pytest

from socle.demands.models import Adaptation
from socle.demands.tests.factories import demand_of, memorandum_of
from socle.demands.tests.people import browser, errors, gembloux, organiser
from socle.groups.models import CharterAcceptance
from socle.groups.tests.factories import NOW
from socle.texts.models import Draft
from socle.web.tests.reading import headings, words_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("belgium")]


@pytest.fixture
def group():
    group = gembloux()
    CharterAcceptance.objects.create(
        group=group, release=1, language="fr", digest="0" * 64, accepted_at=NOW
    )
    return group


@pytest.fixture
def page(group):
    return browser(organiser(group))


@pytest.fixture
def here(group):
    """Where the group rewords what is asked."""
    demand = demand_of()
    memorandum_of(demand)
    return f"/en/take-over/{demand.provisions.get().pk}/?group={group.pk}"


def carried(answer):
    """What the browser would send: each field as it stands in the form."""
    form = answer.context["form"]
    found = {field.html_name: field.value() for field in form}
    return {name: value for name, value in found.items() if value is not None}


def test_the_second_of_two_tabs_brings_both_together(page, here):
    """Whoever opened the form before the other saved overwrites nothing."""
    opened = carried(page.get(here))
    first = {**opened, "body": "Un bus par heure. Jusqu’à minuit. Le dimanche aussi."}
    assert page.post(here, first).status_code == 302
    second = {**opened, "title": "Un bus par heure à Grand-Leez"}
    told = page.post(here, second)

    assert told.status_code == 409
    assert "Alice saved this draft" in words_of(told)
    assert "Both changes stand together below" in words_of(told)
    both = carried(told)
    assert (both["title"], both["body"]) == (second["title"], first["body"])
    assert page.post(here, both).status_code == 302
    draft = Draft.objects.get()
    assert (draft.title, draft.body) == (second["title"], first["body"])


def test_where_both_changed_the_same_words_one_chooses(page, here):
    opened = carried(page.get(here))
    page.post(here, {**opened, "title": "Un bus jusqu’à Grand-Leez"})
    told = page.post(here, {**opened, "title": "Deux bus par heure", "more": "- Un banc."})
    assert told.status_code == 409
    assert headings(told, 1) == ["Put both together"]
    assert "Yours Deux bus par heure Theirs Un bus jusqu’à Grand-Leez" in words_of(told)
    sides = carried(told)
    assert page.post(here, sides).status_code == 422
    emptied = page.post(here, {**sides, "choice-0": "write", "words-0": ""})
    assert emptied.status_code == 422
    assert "Say the decision in one line: it is the title." in words_of(emptied)

    assert page.post(here, {**sides, "choice-0": "ours"}).status_code == 302
    draft = Draft.objects.get()
    assert (draft.title, draft.more) == ("Deux bus par heure", "- Un banc.")


def test_adopted_in_the_other_tab_nothing_typed_is_lost(page, here):
    opened = carried(page.get(here))
    step = page.post(here, {**opened, "body": "Un bus par heure. Le soir aussi."})
    page.post(step["Location"], {"on": "2026-11-25"})
    told = page.post(here, {**opened, "title": "Un bus pour Grand-Leez"})
    assert told.status_code == 409
    assert "Alice published this text" in words_of(told)
    step = page.post(here, carried(told))
    # Adopted already, it keeps its day; as anywhere, other words come with a note.
    assert "The group adopted it on" not in words_of(page.get(step["Location"]))
    asked = page.post(step["Location"], {"note": ""})
    assert errors(asked) == {"note": ["Say in one sentence what changed, and why."]}
    page.post(step["Location"], {"note": "Grand-Leez le demande."})
    last = Adaptation.objects.get().text.revisions.order_by("number").last()
    assert (last.number, last.title) == (2, "Un bus pour Grand-Leez")
    assert (last.body, last.note) == ("Un bus par heure. Le soir aussi.", "Grand-Leez le demande.")
