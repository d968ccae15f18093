"""One button pressed by six processes at the same moment: one effect, and five are told so."""

import json
import os
import subprocess
import sys
from datetime import timedelta

import pytest
from django.db import connection

from socle.foundation.tests.site import copied_to, postgres_address
from socle.groups.tests.factories import NOW, GroupFactory
from socle.texts.actions.adapting import adapt
from socle.texts.actions.comparing import compare_due_updates
from socle.texts.actions.publishing import publish
from socle.texts.models import Suggestion, Update
from socle.texts.queries.revisions import latest
from socle.texts.tests.factories import text_of, words
from socle.texts.tests.people import organiser
from socle.texts.tests.presses import PRESSES

pytestmark = pytest.mark.django_db(transaction=True)
EARLIER = NOW - timedelta(days=1)


@pytest.fixture
def group():
    return GroupFactory(name="Gembloux")


@pytest.fixture
def alice(group):
    return organiser(group, "Alice")


def pressed(act, row, user, folder):
    """What each press was told, and what there is afterwards."""
    at = folder / "texts.sqlite3"
    database = postgres_address() if connection.vendor == "postgresql" else copied_to(at)
    env = os.environ | {"DATABASE_URL": database, "SOCLE_DATA_DIR": str(folder)}
    env["DJANGO_SETTINGS_MODULE"] = "socle.config.settings"
    command = [sys.executable, "-m", "socle.texts.tests.presses", act, str(row.pk), str(user.pk)]
    done = subprocess.run(command, env=env, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
    return json.loads(done.stdout)


def told(instead):
    return sorted([*[instead] * (PRESSES - 1), "done"])


def test_publish(group, alice, tmp_path):
    text = text_of(group, by=alice, now=EARLIER)
    found = pressed("publish", text, alice, tmp_path)
    assert found["told"] == told("NothingNew")
    assert found["revisions"] == [[text.pk, 1], [text.pk, 2]]
    assert found["verbs"] == ["texts.revision.published"]


def test_take_the_update(group, alice, tmp_path):
    original = text_of(GroupFactory(), now=EARLIER)
    mine = adapt(revision=latest(original), owner=group, kind="essay", by=alice, now=EARLIER)
    own = words(body="A bus each half hour. Until midnight.")
    publish(text=mine, language="en", words=own, by=alice, now=EARLIER)
    publish(text=original, language="en", words=words(title="Trams"), by=None, now=EARLIER)
    compare_due_updates(now=EARLIER)
    found = pressed("take", Update.objects.get(), alice, tmp_path)
    assert found["told"] == told("AlreadyAnswered")
    assert [row for row in found["revisions"] if row[0] == mine.pk] == [[mine.pk, 1], [mine.pk, 2]]
    assert found["verbs"] == ["texts.revision.published", "texts.update.taken"]


def test_accept_a_suggestion(group, alice, tmp_path):
    text = text_of(group, by=alice, now=EARLIER)
    suggestion = Suggestion.objects.create(
        revision=latest(text), title="Trams in the evening", body="A tram each hour.",
        language="en", nonce="n", email="sam@example.org", state=Suggestion.State.OPEN,
        made_at=EARLIER, confirmed_at=EARLIER,
    )  # fmt: skip
    found = pressed("accept", suggestion, alice, tmp_path)
    assert found["told"] == told("SuggestionIsAnswered")
    assert found["revisions"] == [[text.pk, 1], [text.pk, 2]]
    assert found["verbs"] == ["texts.revision.published", "texts.suggestion.accepted"]
    assert found["mails"] == 1
