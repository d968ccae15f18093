"""What runs on one database alone asks it nothing, or the same as on any."""

from conftest import ON_BOTH, asks_a_database


def test_the_journeys_named_for_both_are_there(request):
    """Other tests that are given no database cannot reach one; a journey starts a site, and may."""
    stories = {item.path.stem for item in request.session.items if "/journeys/" in item.nodeid}
    assert stories & ON_BOTH in (set(), ON_BOTH)


def test_of_this_file_neither_is_given_one(request):
    here = [item for item in request.session.items if item.path == request.path]
    assert [bool(asks_a_database(item)) for item in here] == [False] * len(here)
