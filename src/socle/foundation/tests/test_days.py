"""Days as people write them."""

from datetime import UTC, date, datetime

import pytest
from django.template import Context, Template
from django.utils.translation import override

SAID = [
    ("fr", date(2026, 10, 1), "1er octobre 2026"),
    ("fr", date(2026, 10, 11), "11 octobre 2026"),
    ("nl", date(2026, 10, 1), "1 oktober 2026"),
    ("de", date(2026, 10, 1), "1. Oktober 2026"),
    ("en", date(2026, 10, 1), "1 October 2026"),
    ("fr", None, ""),
]


@pytest.mark.parametrize(("language", "day", "said"), SAID)
def test_as_the_language_writes_it(language, day, said):
    with override(language):
        assert Template("{{ day|day_in_words }}").render(Context({"day": day})) == said


def test_a_moment_is_told_by_the_clock_of_the_site():
    late = datetime(2026, 9, 30, 22, 30, tzinfo=UTC)
    with override("fr"):
        assert Template("{{ at|day_in_words }}").render(Context({"at": late})) == "1er octobre 2026"
