import pytest

from socle.elections.tests.desk import Desk
from socle.elections.tests.factories import ContestFactory, ElectionFactory
from socle.foundation import kept


@pytest.fixture(autouse=True)
def _nothing_in_memory():
    """Each story begins with no page kept in the process: the one before was about other rows."""
    kept.memory.entries.clear()
    kept.memory.size = 0


@pytest.fixture
def namur(belgium):
    """The contest of its communal council, at an invented election."""
    return ContestFactory(election=ElectionFactory(slug="coming"))


@pytest.fixture
def desk(tmp_path):
    return Desk(tmp_path)
