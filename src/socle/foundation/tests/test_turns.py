"""Those who write the same things do it one after the other."""

import pytest
from django.db import OperationalError, connection, transaction

from socle.foundation.actions.turns import take_turns
from socle.foundation.tests.turns import TURN, somebody_writing

pytestmark = pytest.mark.django_db


def test_on_sqlite_there_is_one_writer_at_a_time_anyway(django_assert_num_queries):
    with django_assert_num_queries(TURN):
        take_turns(["room.things", "room.others"])


def test_who_comes_second_waits_for_the_same_things_and_no_others():
    if connection.vendor == "sqlite":
        return
    with somebody_writing("room.things"):
        take_turns(["room.others"])
        with pytest.raises(OperationalError), transaction.atomic():
            take_turns(["room.others", "room.things"])
    take_turns(["room.things"])
