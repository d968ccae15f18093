"""A translation renders one revision; what changed since is shown to who translates and to who
reads."""

from datetime import timedelta

import pytest
from django.template import Context, Template
from django.utils.translation import override

from socle.groups.tests.factories import NOW, GroupFactory
from socle.texts.actions.publishing import begin_text, publish
from socle.texts.models import Draft
from socle.texts.queries.revisions import latest
from socle.texts.queries.translations import Debt, shown_of, shown_one, translation_debt
from socle.texts.tests.factories import text_of, words
from socle.texts.tests.people import address, filled, organiser
from socle.web.tests.reading import headings, html_of, words_in, words_of

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=1)
DUTCH = words(title="Bussen ’s avonds", body="Elk uur een bus. Tot middernacht.")


@pytest.fixture
def group():
    return GroupFactory(name="Gembloux en transition")


@pytest.fixture
def alice(client, group):
    user = organiser(group, "Alice")
    client.force_login(user)
    return user


@pytest.fixture
def text(group, alice):
    return text_of(group, by=alice)


def in_dutch(text, said=DUTCH, now=NOW):
    return publish(text=text, language="nl", words=said, by=None, now=now)


def corrected(text, said="A bus each hour. Until two."):
    return publish(
        text=text, language="en", words=words(body=said), by=None, note="Later.", now=LATER
    )


def at(text, name="translate", language="nl"):
    return address(name, text.pk, language)


def test_the_original_stands_beside_each_part(client, text):
    page = client.get(at(text))
    assert headings(page, 1) == ["Translate into Dutch"]
    assert "The original, in English" in words_of(page)
    assert "Until midnight." in words_of(page)
    assert filled(page)["translates"] == str(latest(text).pk)
    assert filled(page)["title"] == ""


def test_writing_in_another_language_is_translating(client, text):
    answer = client.get(at(text, "write"))
    assert (answer.status_code, answer["Location"]) == (302, at(text))
    other = client.get(at(text, "translate", "en"))
    assert (other.status_code, other["Location"]) == (302, at(text, "write", "en"))


def test_a_text_is_published_in_its_own_language_first(client, group, alice):
    text = begin_text(owner=group, kind="essay", language="en", by=alice, now=NOW)
    page = client.get(at(text), follow=True)
    assert page.redirect_chain == [(at(text, "write", "en"), 302)]
    assert "Publish the text in its own language first: then translate it." in words_of(page)


def translate(client, text, **changes):
    client.post(at(text), filled(client.get(at(text))) | changes)
    page = client.get(at(text, "publish"))
    return client.post(at(text, "publish"), filled(page) | {"note": "Translated."})


def test_what_is_published_renders_the_revision_that_stood_beside_it(client, text):
    translate(client, text, title="Bussen")
    assert (latest(text, "nl").title, latest(text, "nl").translates) == ("Bussen", latest(text))


def test_what_changed_since_it_was_translated_is_shown_beside_it(client, text):
    in_dutch(text)
    second = corrected(text)
    page = client.get(at(text))
    assert "What changed in the original since it was translated" in words_of(page)
    said = words_of(page)
    assert "Between revision 1, which was translated, and revision 2." in said
    assert "midnight" in html_of(page).partition("<del>")[2].partition("</del>")[0]

    translate(client, text, body="Elk uur een bus. Tot twee uur.")
    assert latest(text, "nl").translates == second
    page = client.get(at(text))
    assert "What changed in the original" not in words_of(page)


def test_the_same_words_may_render_a_newer_revision(client, text):
    in_dutch(text)
    second = corrected(text)
    translate(client, text)
    assert (latest(text, "nl").number, latest(text, "nl").translates) == (2, second)


def test_corrected_while_she_translates_the_draft_keeps_what_it_renders(client, text):
    first = latest(text)
    client.post(at(text), filled(client.get(at(text))) | {"title": "Bussen"})
    corrected(text)
    assert Draft.objects.get().translates == first
    page = client.get(at(text, "publish"))
    assert (
        "This translation renders revision 1 of the original, which is at revision 2 by now."
        in words_of(page)
    )
    client.post(at(text, "publish"), filled(page))
    assert latest(text, "nl").translates == first


# --- what a page shows ---


def written(shown, source, language="en"):
    with override(language):
        return Template("{% load texts %}" + source).render(Context({"shown": shown}))


def test_a_page_shows_its_language_or_the_text_as_it_is(text):
    in_dutch(text)
    assert shown_of([text], "nl")[text.pk].revision == latest(text, "nl")
    assert shown_of([text], "de")[text.pk].revision == latest(text)
    german = written(shown_of([text], "de")[text.pk], "{% words shown 'title' %}", "de")
    assert '<span lang="en" dir="auto">Buses in the evening</span>' in german
    body = written(shown_of([text], "en")[text.pk], "{% words shown 'body' 3 %}")
    assert words_in(body) == "A bus each hour. Until midnight."
    assert written(shown_of([text], "en")[text.pk], "{% words shown 'more' %}").strip() == ""


def test_the_reader_of_a_late_translation_is_told(text):
    first = in_dutch(text).translates
    assert written(shown_of([text], "nl")[text.pk], "{% behind shown %}") == ""
    second = corrected(text)
    found = shown_of([text], "nl")[text.pk]
    assert found.newer == second
    told = written(found, "{% behind shown %}")
    assert "This translation renders revision 1" in words_in(told)
    assert f"?from={first.pk}&amp;to={second.pk}" in told
    assert written(latest(text, "nl"), "{% behind shown %}") == told
    assert written(latest(text), "{% behind shown %}") == ""
    assert shown_one(second).newer is None


@pytest.mark.parametrize("count", [1, 10])
def test_what_is_shown_and_what_is_late_cost_one_query_each(
    group, count, django_assert_num_queries
):
    texts = [text_of(group) for _each in range(count)]
    for text in texts:
        in_dutch(text)
        corrected(text)
    with django_assert_num_queries(1):
        found = shown_of(texts, "nl")
        assert all(written(found[text.pk], "{% behind shown %}") for text in texts)
    with django_assert_num_queries(1):
        assert translation_debt(texts) == [
            Debt(text.pk, "nl", "Bussen ’s avonds", 1, 2) for text in texts
        ]


def test_what_is_up_to_date_owes_nothing(text):
    in_dutch(text)
    assert translation_debt([text]) == []
