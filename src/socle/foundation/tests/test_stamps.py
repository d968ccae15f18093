"""The versions that kept pages are compared with."""

import pytest

from socle.foundation.actions.stamps import set_version, touch
from socle.foundation.kept import versions

pytestmark = pytest.mark.django_db


def test_each_touch_gives_each_thing_another_version():
    touch(["room.things", "room.others", "room.things"])
    first = versions(["room.things", "room.others", "room.more"])
    touch(["room.things"])
    second = versions(["room.things", "room.others", "room.more"])

    assert "" not in {first["room.things"], first["room.others"], second["room.things"]}
    assert first["room.things"] != second["room.things"]
    assert (first["room.others"], first["room.more"]) == (second["room.others"], "")


def test_a_version_may_name_what_something_was_made_from():
    set_version("pack:xx", "a" * 32)
    set_version("pack:xx", "b" * 32)

    assert versions(["pack:xx"]) == {"pack:xx": "b" * 32}
