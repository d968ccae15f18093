"""What people wrote in another language than the page, or in another direction, is marked as such
wherever a page quotes it."""

from datetime import timedelta

import pytest

from socle.groups.tests.factories import NOW, GroupFactory
from socle.texts.actions.adapting import adapt
from socle.texts.actions.publishing import publish
from socle.texts.queries.revisions import latest
from socle.texts.tests.factories import text_of, words
from socle.texts.tests.people import address
from socle.web.tests.reading import html_of

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=1)
TITLE, NOTE = "Bussen ’s avonds", "Eenvoudiger."


@pytest.fixture
def dutch():
    text = text_of(GroupFactory(name="أهل الحي"), language="nl", said=words(title=TITLE))
    again = words(title=TITLE, body="Een bus elk uur.")
    publish(text=text, language="nl", words=again, by=None, note=NOTE, now=LATER)
    return text


def within(html, tag, after="<body"):
    """What stands in the first such tag after some words."""
    return html.partition(after)[2].partition(f"<{tag}")[2].partition(f"</{tag}>")[0]


def test_headings_and_notes_of_a_history(client, dutch):
    html = html_of(client.get(address("history", dutch.pk)))
    assert f'<span lang="nl" dir="auto">{TITLE}</span>' in within(html, "h2", "history")
    assert f'<p class="note"><bdi lang="nl">{NOTE}</bdi></p>' in html


def test_a_title_inside_a_heading_of_the_page(client, dutch):
    html = html_of(client.get(address("lineage", dutch.pk)))
    assert f'Where “<bdi lang="nl">{TITLE}</bdi>” comes from' == within(html, "h1").lstrip(">")


def test_in_the_language_of_the_page_no_mark_but_its_own_direction(client, dutch):
    html = html_of(client.get(address("lineage", dutch.pk, language="nl")))
    assert f"<bdi>{TITLE}</bdi>" in within(html, "h1")
    assert "<bdi>أهل الحي</bdi>" in html


def test_the_way_from_the_top(client, dutch):
    html = html_of(client.get(address("history", dutch.pk)))
    steps = within(html, "ol", 'class="breadcrumb"')
    assert f'<bdi lang="nl">{TITLE}</bdi>' in steps
    assert "<bdi>أهل الحي</bdi>" in steps


def test_what_it_was_made_from(client, dutch):
    mine = adapt(revision=latest(dutch), owner=GroupFactory(), kind="essay", by=None, now=LATER)
    publish(text=mine, language="nl", words=words(title="Trams"), by=None, now=LATER)
    html = html_of(client.get(address("lineage", mine.pk)))
    assert f'<span lang="nl" dir="auto">{TITLE}</span>' in html
