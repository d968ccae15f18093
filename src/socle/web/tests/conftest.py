import pytest
from django.core.cache import cache

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
        cache.clear()


@pytest.fixture
def _some_indexed(belgium):
    """Every topic, and the areas around Eupen, can be found; all of Belgium would take long."""
    index(row for row in documents() if row.kind == "topic" or "/63" in row.url)
