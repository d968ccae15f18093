"""Each kind of line says what it may, and nothing else; no trace of a person enters by us."""

import pytest
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as some
from pydantic import ValidationError

from socle.commitments.kinds import PAYLOADS, Tombstone
from socle.commitments.kinds.fields import LONGEST_WORDS
from socle.commitments.kinds.traces import traces_in
from socle.commitments.models import LedgerLine
from socle.commitments.tests.factories import (
    ABOUT,
    ANSWERED,
    answer,
    correction,
    hold,
    reply,
    statement,
    withdrawal,
)

EVERY_KIND = (
    answer(),
    answer(stance="yes_if", condition="si la Région paie"),
    correction(),
    withdrawal(),
    hold(),
    statement(),
    statement(status="broken", reason="« Le budget n’a pas suivi. »"),
    statement(observed_on="2019-03-14", method=1, corrects=3, why="« Une autre année. »"),
    reply(),
    Tombstone.model_validate({"line": 1, "reason": "erasure"}),
)


def test_the_list_of_kinds_is_closed_and_the_same_everywhere():
    known = dict(LedgerLine._meta.get_field("kind").flatchoices)
    assert {*PAYLOADS} == {each.kind for each in EVERY_KIND}
    assert {*known} == {*PAYLOADS, "receipt"}


def test_an_answer_says_exactly_this():
    assert answer(words="Oui.").as_json() == {
        **ABOUT,
        "stance": "yes",
        "condition": "",
        "words": "Oui.",
        "language": "fr",
        "channel": "link",
        "sureness": "published_address",
        "received_at": "2018-10-01T18:30:00.000000Z",
        "source": "",
    }


@pytest.mark.parametrize("payload", EVERY_KIND, ids=lambda each: each.kind)
class TestEveryKind:
    def test_is_read_again_from_what_it_says(self, payload):
        assert type(payload).model_validate_json(payload.model_dump_json()) == payload

    def test_refuses_a_field_nobody_named(self, payload):
        with pytest.raises(ValidationError, match="Extra inputs are not permitted"):
            type(payload).model_validate(payload.model_dump() | {"email": "x"})


@pytest.mark.parametrize(
    "wrong",
    [
        {"stance": "maybe"},
        {"stance": "yes_if"},
        {"stance": "yes_if", "condition": " \n"},
        {"stance": "yes", "condition": "si on peut"},
        {"channel": "rumour"},
        {"language": "es"},
        {"ask_digest": "A" * 64},
        {"ask": 12},
        {"ask": "douze virgule"},
        {"received_at": "2018-10-01T18:30:00"},
        {"received_at": "2018-10-01T18:30:00Z\n"},
        {"source": "mailto:alice@example.org"},
        {"source": "https://alice@example.org/"},
        {"words": "a" * (LONGEST_WORDS + 1)},
        {"words": "\0"},
        {"words": "\ud800"},
        {"words": "Écrivez à alice@example.org"},
        {"condition": "Appelez le 0470 12 34 56", "stance": "yes_if"},
        {"respondent": {"kind": "person", "id": "4", "name": "Alice"}},
        {"respondent": {"kind": "list", "id": "4", "name": ""}},
        {"respondent": {"kind": "list", "id": "4", "name": "Alice, 081 24 60 00"}},
        {"respondent": {"kind": "list", "id": "4", "name": "Alice", "email": "a"}},
    ],
    ids=str,
)
def test_what_makes_no_answer(wrong):
    with pytest.raises(ValidationError):
        answer(**(ANSWERED | wrong))


def test_only_what_is_broken_is_explained():
    with pytest.raises(ValidationError, match="only what is broken has a reason"):
        statement(reason="Parce que.")


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("Écrivez à alice.dupont@example.org.", ["alice.dupont@example.org"]),
        ("ALICE@EXAMPLE.ORG", ["ALICE@EXAMPLE.ORG"]),
        ("0470 12 34 56", ["0470 12 34 56"]),
        ("+32 470/12.34.56", ["+32 470/12.34.56"]),
        ("au 02/555.12.12 le soir", ["02/555.12.12"]),
        ("+32(0)2 555 12 12", ["+32(0)2 555 12 12"]),
        ("(02) 555 12 12", ["(02) 555 12 12"]),
        ("0032 2 555 12 12", ["0032 2 555 12 12"]),
        ("a@b.be ou 0470123456", ["a@b.be", "0470123456"]),
        ("1 250 000 000 € en 2018-2024", []),
        ("20.000.000 €", []),
        ("le 01/09/2024 à 10:00, pas le 14-10-2018 à 20:00", []),
        ("art. 12.3, 0,5 % et 100 %", []),
        ("@namur, avec vous", []),
    ],
)
def test_what_leads_to_a_person_is_seen(words, found):
    assert traces_in(words) == found


@given(some.integers(400_000_000, 499_999_999), some.sampled_from(["", " ", ".", "/", "-", " / "]))
@examples(deadline=None)
def test_however_a_number_is_spaced(number, between):
    figures = f"0{number}"
    written = between.join([figures[:4], figures[4:6], figures[6:8], figures[8:]])
    assert traces_in(f"Appelez {written}, merci.") == [written]
