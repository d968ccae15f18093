"""Two change what is asked of a level at once: both are put together, and for each place where they
changed the same words the second chooses. Nothing that was typed is lost."""

import pytest

from socle.demands.tests.factories import demand_of
from socle.demands.tests.people import browser, errors, gembloux, organiser
from socle.web.tests.reading import headings, words_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("belgium")]

WHY = "Les habitants l’ont demandé."


@pytest.fixture
def group():
    return gembloux()


@pytest.fixture
def alice(group):
    return browser(organiser(group))


@pytest.fixture
def bob(group):
    return browser(organiser(group, "Bob"))


@pytest.fixture
def provision(group):
    return demand_of(group).provisions.get()


@pytest.fixture
def here(provision):
    return f"/en/measure/{provision.pk}/edit/"


def carried(answer):
    """What the browser would send: each field as it stands in the form."""
    form = answer.context["form"]
    found = {field.html_name: field.value() for field in form if field.name != "another_ask"}
    return {name: value for name, value in found.items() if value is not None}


def opened(browser, here, **typed):
    return carried(browser.get(here)) | {"act": "publish", "note": WHY} | typed


def test_where_they_changed_other_words_both_stand_together(alice, bob, here, provision):
    first = opened(bob, here, more="- Un banc.")
    second = opened(alice, here, title="Un bus, la nuit")
    bob.post(here, first)
    told = alice.post(here, second)
    assert told.status_code == 409
    assert "Bob changed this while you were at it" in words_of(told)
    assert "Both changes stand together below" in words_of(told)
    both = carried(told)
    assert (both["title"], both["more"]) == ("Un bus, la nuit", "- Un banc.")
    assert provision.text.revisions.count() == 2

    alice.post(here, both | {"act": "publish"})
    last = provision.text.revisions.get(number=3)
    assert (last.title, last.more) == ("Un bus, la nuit", "- Un banc.")


@pytest.mark.parametrize(
    ("choice", "stays"),
    [
        ({"choice-0": "ours"}, "Ceux d’Alice."),
        ({"choice-0": "theirs"}, "Ceux de Bob."),
        ({"choice-0": "write", "words-0": "Ceux des deux."}, "Ceux des deux."),
    ],
)
def test_where_they_changed_the_same_words_one_chooses(alice, bob, here, provision, choice, stays):
    first = opened(bob, here, body="Ceux de Bob.", more="- Un banc.")
    typed = {"body": "Ceux d’Alice.", "by_when": "2030-01-31", "title": "Un bus, la nuit"}
    second = opened(alice, here, **typed)
    bob.post(here, first)
    told = alice.post(here, second)
    assert told.status_code == 409
    assert headings(told, 1) == ["Put both together"]
    assert "Yours Ceux d’Alice. Theirs Ceux de Bob." in words_of(told)
    asked = carried(told)
    unanswered = alice.post(here, asked)
    assert errors(unanswered) == {"choice-0": ["Choose which words stay."]}

    whole = alice.post(here, asked | choice)
    assert whole.status_code == 200
    assert "Both changes stand together below" in words_of(whole)
    assert provision.text.revisions.count() == 2
    sent = carried(whole)
    assert (sent["by_when"], sent["note"], sent["more"]) == ("2030-01-31", WHY, "- Un banc.")
    assert alice.post(here, sent | {"act": "publish"}).status_code == 302
    last = provision.text.revisions.get(number=3)
    assert (last.body, last.title, last.more) == (stays, "Un bus, la nuit", "- Un banc.")
    provision.refresh_from_db()
    assert provision.by_when.isoformat() == "2030-01-31"


def test_the_choice_holds_when_a_third_was_quicker_still(alice, bob, here, provision):
    second = opened(alice, here, body="Ceux d’Alice.")
    bob.post(here, opened(bob, here, body="Ceux de Bob."))
    asked = carried(alice.post(here, second))
    bob.post(here, opened(bob, here, more="- Deux bancs."))
    whole = alice.post(here, asked | {"choice-0": "ours"})
    again = alice.post(here, carried(whole) | {"act": "publish"})
    assert again.status_code == 409
    both = carried(again)
    assert (both["body"], both["more"]) == ("Ceux d’Alice.", "- Deux bancs.")
    alice.post(here, both | {"act": "publish"})
    assert provision.text.revisions.get(number=4).body == "Ceux d’Alice."


def test_of_whom_and_by_when_the_other_is_told(alice, bob, here, provision):
    second = opened(alice, here, by_when="2030-01-31")
    bob.post(here, opened(bob, here, by_when="2028-06-30"))
    told = alice.post(here, second)
    assert told.status_code == 409
    assert "In the form stands what you said. Saved is: By when 30 June 2028" in words_of(told)
    assert carried(told)["by_when"] == "2030-01-31"


def test_as_a_draft_too(alice, bob, here, provision):
    draft = {"act": "draft", "note": ""}
    second = opened(alice, here, body="Ceux d’Alice.", **draft)
    bob.post(here, opened(bob, here, body="Ceux de Bob.", **draft))
    whole = alice.post(here, carried(alice.post(here, second)) | {"choice-0": "theirs"})
    assert alice.post(here, carried(whole) | draft).status_code == 302
    assert provision.text.drafts.get().body == "Ceux de Bob."
    assert provision.text.revisions.count() == 1
