"""What was typed, in one form; and the digest that tells two texts apart."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st

from socle.texts.queries.words import FIELDS, Words, clean


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("One.\r\n\r\nTwo.\r\n", "One.\n\nTwo."),
        ("One.\rTwo.", "One.\nTwo."),
        ("\n \n\t\n    code\n\n", "    code"),
        ("two spaces break  \na line", "two spaces break  \na line"),
        ("e\u0301te\u0301", "été"),
        ("a\0b\ud800c", "a\ufffdb\ufffdc"),
        ("  \n \t\n", ""),
        ("مرحبا \u200fabc", "مرحبا \u200fabc"),
    ],
)
def test_what_was_typed_has_one_form(typed, kept):
    assert clean(typed) == kept


@given(st.text(alphabet=st.characters(codec=None), max_size=60))
@examples(max_examples=300, deadline=None, derandomize=True, database=None)
def test_clean_words_stay_as_they_are_and_can_be_kept(text):
    once = clean(text)
    assert clean(once) == once
    assert "\0" not in once and "\r" not in once
    once.encode()


def test_a_title_is_one_line():
    assert Words.of(title=" Water\r\n for  all ", body="a\r\n") == Words(
        "Water for all", "", "a", ""
    )


def test_the_digest_is_that_of_the_canonical_json():
    words = Words('L’eau, "bien commun"', "Résumé.", "Une ligne\nune autre\t\u20ac", "")
    canonical = (
        '{"body":"Une ligne\\nune autre\\t€","language":"fr","more":"",'
        '"summary":"Résumé.","title":"L’eau, \\"bien commun\\""}'
    )
    assert words.digest("fr") == hashlib.sha256(canonical.encode()).hexdigest()


def test_every_field_and_the_language_count_in_the_digest():
    words = [Words(**(dict.fromkeys(FIELDS, "") | {field: "x"})) for field in FIELDS]
    digests = {each.digest("fr") for each in words} | {words[0].digest("nl")}
    assert len(digests) == len(FIELDS) + 1


def test_no_sign_turns_the_direction_of_the_page():
    said = Words.of(title="Bus \u202egnp.exe", body="a\u2066b\u2069c \u05d0\u200f")
    assert (said.title, said.body) == ("Bus gnp.exe", "abc \u05d0\u200f")
