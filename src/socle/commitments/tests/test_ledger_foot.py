"""Whoever prints or photographs a page about a contest takes the head of the ledger along."""

import pytest

from socle.commitments.queries.ledger import head
from socle.commitments.tests.asked import Asked
from socle.commitments.tests.factories import add_answers
from socle.elections.queries.addresses import list_path
from socle.foundation import kept
from socle.web.tests.reading import html_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("belgium")]


@pytest.fixture(autouse=True)
def _nothing_in_memory():
    kept.memory.entries.clear()
    kept.memory.size = 0


def pages_of(namur):
    contest = namur.path.removesuffix("answers/")
    return {
        "contest": contest,
        "grid": namur.path,
        "ask": f"/en/question/{namur.trams.pk}-trams-at-night/",
        "compare": f"{namur.path}compare/",
        "embed": f"{namur.path}embed/",
        "fair treatment": f"/en/fair-treatment/{namur.contest.pk}/",
        "list": list_path(namur.lists[0], "en"),
    }


def foot(response):
    assert response.status_code == 200
    return html_of(response).partition('class="section ledger-foot"')[2].partition("</footer>")[0]


def test_every_page_of_a_contest_ends_with_the_head_as_it_is_now(client):
    pages = pages_of(Asked())
    add_answers(1)
    for name, path in pages.items():
        assert head().hash in foot(client.get(path)), name
    add_answers(1)
    for name, path in pages.items():
        assert head().hash in foot(client.get(path)), name


def test_before_the_first_line_there_is_no_head_to_show(client):
    for path in pages_of(Asked()).values():
        assert foot(client.get(path)) == ""
