import pytest

from socle.foundation import kept


@pytest.fixture(autouse=True)
def _nothing_in_memory():
    """Each story begins with no page kept in the process: the one before was about other rows."""
    kept.memory.entries.clear()
    kept.memory.size = 0
