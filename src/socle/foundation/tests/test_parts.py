"""Sections that many pages share: right at once after a change, and built before they are read."""

import pytest
from django.core.cache import cache
from django.db import transaction
from django.utils.translation import get_language, override

from socle.foundation import jobs, kept, parts
from socle.foundation.actions.stamps import touch
from socle.foundation.models import Stamp

pytestmark = pytest.mark.django_db


class Words:
    """Something that sections show, in two languages, and what was built of it."""

    def __init__(self):
        self.now, self.built, self.meanwhile = "first", [], None

    def part(self, language):
        return parts.Part("words", language, ("words",), self.build)

    def build(self):
        shown = f"{self.now} ({get_language()})"
        self.built.append(shown)
        if self.meanwhile:
            self.meanwhile()
        return {"words": shown, "more": "<b>more</b>"}

    def every_part(self):
        return [self.part("fr"), self.part("nl")]

    def read(self, language="fr"):
        """As a page in that language does."""
        with override(language):
            return self.part(language).sections()["words"]


@pytest.fixture
def words(monkeypatch):
    cache.clear()
    forget_memory()
    words = Words()
    monkeypatch.setattr(parts, "DECLARED", [])
    parts.made_ready_after("words")(words.every_part)
    return words


def forget_memory():
    """What another process sees: the shared cache only."""
    kept.memory.entries.clear()
    kept.memory.size = 0


def test_they_are_built_once_for_many_pages(words):
    assert [words.read(), words.read(), words.read("nl")] == [
        "first (fr)",
        "first (fr)",
        "first (nl)",
    ]
    assert words.built == ["first (fr)", "first (nl)"]
    assert words.part("fr").sections()["more"] == "<b>more</b>"


def test_after_a_change_they_are_ready_before_anybody_reads_them(
    words, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        words.now = "new"
        touch(["words"])
        assert words.built == []
    forget_memory()

    assert words.built == ["new (fr)", "new (nl)"]
    assert [words.read(), words.read("nl")] == ["new (fr)", "new (nl)"]
    assert words.built == ["new (fr)", "new (nl)"]


def test_who_comes_before_they_are_ready_builds_them_and_sees_the_change(words):
    parts.make_ready()
    assert words.read() == "first (fr)"
    words.now = "new"
    touch(["words"])

    assert words.read() == "new (fr)"
    assert words.built == ["first (fr)", "first (nl)", "new (fr)"]


def test_several_touches_of_one_change_build_once(words, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as asked:
        touch(["words"])
        touch(["words", "others"])

    assert asked == [parts.make_ready]


def test_a_change_of_something_else_builds_nothing(words, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as asked:
        touch(["others"])

    assert asked == []


def test_the_worker_builds_what_is_missing_and_no_more(words):
    jobs.make_parts_ready()
    jobs.make_parts_ready()
    assert words.built == ["first (fr)", "first (nl)"]

    cache.clear()
    assert parts.make_ready() == 2


def test_a_worker_asked_to_stop_begins_no_other(words):
    assert parts.make_ready(stop=lambda: len(words.built) == 1) == 1
    assert words.built == ["first (fr)"]


def test_what_was_overtaken_while_it_was_built_is_not_kept_for_others(words):
    words.meanwhile = lambda: touch(["words"])
    words.part("fr").make_ready()
    words.meanwhile, words.now = None, "second"

    assert cache.get(words.part("fr").key) is None
    assert words.read() == "second (fr)"


@pytest.mark.django_db(transaction=True)
def test_a_change_holds_though_they_cannot_be_built(words):
    def fail():
        raise LookupError

    words.meanwhile = fail
    with transaction.atomic():
        touch(["words"])

    assert Stamp.objects.filter(name="words").exists()
    assert words.built == ["first (fr)"]


def test_one_that_is_ready_takes_one_question(words, django_assert_num_queries):
    parts.make_ready()
    seen = kept.versions(["words"])
    token = kept.told.set(seen)
    try:
        with django_assert_num_queries(1):
            words.read()
        with django_assert_num_queries(0):
            words.read()
    finally:
        kept.told.reset(token)
