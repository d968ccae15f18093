"""Few names of a country are compared with what was typed, and none that is near is lost."""

import random
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from socle.territories.queries.places import country
from socle.territories.queries.slips import Near
from socle.territories.queries.spelling import slips_allowed

TODAY = date(2026, 11, 20)
LETTERS = "abcdefghijklmnopqrstuvwxyz"


def compared_with_all(by_key: dict[str, list[int]], typed: str) -> dict[int, int]:
    """What ``Near.places`` says, the long way."""
    found: dict[int, int] = {}
    for key, places in by_key.items():
        ways = [(OSA.distance(typed, key), 0)]
        lengths = range(len(typed) - 1, len(typed) + 2)
        ways += [(OSA.distance(typed, key[:n]), 1) for n in lengths if len(key) > n]
        costs = [2 * slips + start for slips, start in ways if slips <= slips_allowed(len(typed))]
        for place in places if costs else ():
            found[place] = min(*costs, found.get(place, 99), 99)
    return found


def mistyped(chance: random.Random, word: str) -> str:
    at, letter = chance.randrange(len(word)), chance.choice(LETTERS)
    return chance.choice(
        [
            word[:at] + letter + word[at:],
            word[:at] + word[at + 1 :],
            word[:at] + letter + word[at + 1 :],
            word[:at] + word[at : at + 2][::-1] + word[at + 2 :],
        ]
    )


@settings(deadline=None, max_examples=500)
@given(
    st.text(LETTERS, min_size=4, max_size=12),
    st.integers(0, 2),
    st.text(LETTERS, max_size=3),
    st.randoms(use_true_random=False),
)
def test_a_name_that_is_near_is_found_and_no_other(typed, slips, rest, chance):
    name = typed
    for _slip in range(slips):
        name = mistyped(chance, name)
    near = Near([(name + rest, 0), (name, 1), (rest + name, 2), ("".join(sorted(typed)), 3)])
    assert near.places(typed) == compared_with_all(near.by_key, typed)


@pytest.mark.usefixtures("belgium")
def test_no_name_of_belgium_is_lost():
    near, chance = country().places_at(TODAY).names.near, random.Random(1)
    typed = [mistyped(chance, key) for key in near.keys[::200] if len(key) > 4]
    typed += [mistyped(chance, mistyped(chance, key[:8])) for key in near.keys[7::200]]
    found = {word: near.places(word) for word in typed}
    assert found == {
        word: compared_with_all(near.by_key, word) if slips_allowed(len(word)) else {}
        for word in typed
    }
    assert sum(map(bool, found.values())) > len(found) * 3 / 4


@pytest.mark.usefixtures("belgium")
@pytest.mark.parametrize("typed", ["nammur", "ottigny", "mouskron", "bruxeles", "geraardsbergn"])
def test_few_names_of_belgium_are_compared(typed):
    near = country().places_at(TODAY).names.near
    assert len(near.likely(typed, slips_allowed(len(typed)))) < len(near.keys) / 100


@pytest.mark.parametrize("typed", ["", "nam", "5000", "r2d2x", "a" * 100])
def test_nothing_is_near_what_is_short_or_no_name(typed):
    assert Near([("namur", 0), ("namr", 1)]).places(typed) == {}
