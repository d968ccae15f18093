from functools import cache

import pytest
from django.core.cache import cache as kept_by_the_site

# What is written to the ledger from up here is looked through as in its own room.
from socle.commitments.tests.conftest import _no_line_leads_to_a_person  # noqa: F401
from socle.foundation import kept
from socle.foundation.actions.search import index
from socle.territories.search import documents


@pytest.fixture(autouse=True)
def _nothing_kept(request):
    """Each story begins with no page kept: the one before was about rows that are gone."""
    kept.memory.entries.clear()
    kept.memory.size = 0
    if "belgium" in request.fixturenames:
        request.getfixturevalue("belgium")
        kept_by_the_site.clear()


@cache
def some_documents():
    """Of every topic, and of the areas around Eupen; all of Belgium would take long."""
    return [row for row in documents() if row.kind == "topic" or "/63" in row.url]


@pytest.fixture(scope="module")
def _some_indexed(made_once):
    index(some_documents())
