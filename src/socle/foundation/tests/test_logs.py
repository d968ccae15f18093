"""What is logged names no person and opens no door."""

import pytest

from socle.config.logs import scrub


@pytest.mark.parametrize(
    ("said", "logged"),
    [
        ("Bad address: alice.dupont+x@mail.example.org!", "Bad address: …@…!"),
        ("Not Found: /fr/places/?q=alice", "Not Found: /fr/places/?…"),
        (
            "Forbidden: /fr/answer/eyJpZCI6NH0:1tXyZq:0aBcDeFgHiJkLmNoPq/",
            "Forbidden: /fr/answer/…/",
        ),
        ("Not Found: /fr/commune/92094-namur/", "Not Found: /fr/commune/92094-namur/"),
        ("job failed", "job failed"),
    ],
)
def test_addresses_questions_and_signed_links_are_left_out(said, logged):
    assert scrub(said) == logged
