"""What the country's pack says of itself."""

import os

import pytest
from django.utils.translation import override

from socle.territories.queries import pack

WORDS = """
default_language = "nl"
[[sources]]
title = "Lijst van de gemeenten"
language = "nl"
covers_nl = "Namen"
covers_en = "Names"
[[sources]]
title = "A list"
url = "https://example.org/"
covers_nl = "Alles"
"""


@pytest.fixture
def written(settings, tmp_path):
    def write(text, second):
        settings.SOCLE_PACK_DIR = tmp_path
        path = tmp_path / "pack.toml"
        path.write_text(text)
        os.utime(path, (second, second))

    return write


def test_sources_speak_the_language_of_the_page_else_that_of_the_pack(written):
    written(WORDS, 1)
    with override("en"):
        first, second = pack.sources()

    assert (first.title, first.language) == ("Lijst van de gemeenten", "nl")
    assert (first.covers, first.covers_in) == ("Names", "en")
    assert (second.title, second.language, second.url) == ("A list", "en", "https://example.org/")
    assert (second.covers, second.covers_in) == ("Alles", "nl")


def test_a_change_of_the_file_is_seen_at_once(written):
    written(WORDS, 1)
    assert pack.own_language() == "nl"
    written(WORDS.replace('default_language = "nl"', 'default_language = "de"'), 2)

    assert pack.own_language() == "de"


def test_laws_of_belgium_are_quoted_in_french():
    assert pack.own_language() == "fr"
    assert {source.language for source in pack.sources()} == {"en"}
