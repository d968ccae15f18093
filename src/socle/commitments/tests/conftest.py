"""For every test of this room."""

import pytest
from django.db import connection

from socle.commitments.tests.scanning import scan_once


@pytest.fixture(autouse=True)
def _no_line_leads_to_a_person(request):
    """What a test leaves in the ledger is looked through once the test is over."""
    given = {"transactional_db", "db"} & set(request.fixturenames)
    for name in given:
        # First of all, so that its rows are still there at the end.
        request.getfixturevalue(name)
    yield
    has_rows = given or request.node.get_closest_marker("django_db")
    if has_rows and not connection.needs_rollback:
        assert scan_once() == []
