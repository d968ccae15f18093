"""A line is written in one way, and a file that was touched is found out: without a database."""

import hashlib
import io
import json
import math
import subprocess
import sys

import pytest
import rfc8785
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as some

from socle.commitments.chain.canonical import canonical, is_plain
from socle.commitments.chain.lines import START, digest_of, hash_of, moment
from socle.commitments.chain.reading import LONGEST_LINE
from socle.commitments.chain.verifying import Broken, verify
from socle.commitments.tests.factories import NOW

SALT = "5" * 32
SIGNS = some.characters(codec="utf-8")
WHOLE = some.integers(-(2**53) + 1, 2**53 - 1)


def values(numbers):
    alone = some.none() | some.booleans() | WHOLE | numbers | some.text(SIGNS)
    names = some.text(SIGNS, max_size=3)
    return some.recursive(
        alone,
        lambda inner: some.lists(inner, max_size=4) | some.dictionaries(names, inner, max_size=4),
        max_leaves=12,
    )


class TestCanonicalJson:
    @given(values(some.floats(allow_nan=False, allow_infinity=False)))
    @examples(max_examples=400, deadline=None)
    def test_it_is_that_of_rfc_8785(self, value):
        assert canonical(value) == rfc8785.dumps(value)

    # A fraction is dropped from larger numbers, and what is left is beyond what can be counted.
    @given(values(some.floats(-(2**50), 2**50)))
    @examples(deadline=None)
    def test_a_value_read_again_is_written_the_same(self, value):
        assert canonical(json.loads(canonical(value))) == canonical(value)

    @pytest.mark.parametrize(
        ("value", "written"),
        [
            (
                {"b": 1, "a": [True, None, 'é\n"\\\x1f']},
                '{"a":[true,null,"é\\n\\"\\\\\\u001f"],"b":1}',
            ),
            # By UTF-16, where a sign beyond 65,535 comes before one just below it.
            ({"\ufb33": 1, "😀": 2}, '{"😀":2,"\ufb33":1}'),
            ({"n": [1.0, 1e21, 1e-7, 0.1, -0.0]}, '{"n":[1,1e+21,1e-7,0.1,0]}'),
        ],
    )
    def test_the_hard_cases(self, value, written):
        assert canonical(value).decode() == written

    @pytest.mark.parametrize("value", [math.nan, math.inf, 2**53, "\ud800", {1}])
    def test_what_has_no_place_in_it_is_refused(self, value):
        with pytest.raises(ValueError):
            canonical(value)

    def test_what_a_ledger_holds_takes_the_short_way(self):
        assert is_plain({"seq": 1, "words": "Été", "removed": None, "list": ["a", {"b": True}]})
        assert not is_plain({"seq": 1.0})
        assert not is_plain({"é": 1})
        assert not is_plain([2**53])


def line(seq, prev, payload, *, kind="answer", subject="", at=NOW):
    """``payload`` None: what came with the line was removed, or not published yet."""
    digest = digest_of(payload or {"what": "was removed"}, SALT)
    found = {
        "seq": seq,
        "at": moment(at),
        "kind": kind,
        "subject": subject or f"answer:{seq}",
        "payload_digest": digest,
        "payload": payload,
        "salt": None if payload is None else SALT,
        "prev": prev,
    }
    return found | {"hash": hash_of(found)}


def chain(*given):
    """``given`` are payloads, or payloads with more about their line."""
    lines, prev = [], START
    for seq, each in enumerate(given, 1):
        payload, more = each if isinstance(each, tuple) else (each, {})
        lines.append(line(seq, prev, payload, **more))
        prev = lines[-1]["hash"]
    return lines


def file_of(lines):
    """``lines`` are objects, or what stands on the line instead."""
    return b"".join(
        each if isinstance(each, bytes) else json.dumps(each, ensure_ascii=False).encode() + b"\n"
        for each in lines
    )


def checked(content, head=""):
    return verify(io.BytesIO(content), head)


def fault(content, head=""):
    with pytest.raises(Broken) as found:
        checked(content, head)
    return str(found.value)


def five():
    return chain(*({"words": f"Oui à {n}, dès l’été"} for n in range(5)))


def removed(reason=True):
    """The third of five lines has lost its content; the last says so."""
    told = ({"line": 3, "reason": "court_order"}, {"kind": "tombstone", "subject": "answer:3"})
    return chain({"n": 1}, {"n": 2}, None, {"n": 4}, told if reason else {"n": 5})


class TestAChainThatHolds:
    def test_its_last_line_is_its_head(self):
        lines = five()
        found = checked(file_of(lines))
        assert (found.seq, found.hash, found.tombstones) == (5, lines[-1]["hash"], 0)

    def test_a_receipt_tells_nothing_for_ever(self):
        assert checked(file_of(chain((None, {"kind": "receipt"}), {"n": 1}))).seq == 2

    def test_what_was_removed_is_told_of_later(self):
        assert checked(file_of(removed())).tombstones == 1

    def test_a_tombstone_that_names_no_line_speaks_for_its_subject(self):
        told = ({"why": "a court said so"}, {"kind": "tombstone", "subject": "answer:1"})
        assert checked(file_of(chain(None, {"n": 2}, told))).seq == 3

    def test_the_file_may_have_gone_through_an_editor(self):
        content = b"\xef\xbb\xbf" + file_of(five()).replace(b"\n", b"\r\n") + b"\r\n\r\n"
        assert checked(content).seq == 5
        assert checked(file_of(five()).rstrip(b"\n")).seq == 5

    def test_no_line_is_no_fault(self):
        assert checked(b"").seq == 0

    def test_a_line_may_say_more_than_we_know_of(self):
        first = {**line(1, START, {"n": 1}), "region": "be"}
        first["hash"] = hash_of(first)
        assert checked(file_of([first])).hash == first["hash"]

    def test_a_head_from_elsewhere_is_found_where_it_is(self):
        lines = five()
        assert checked(file_of(lines), lines[-1]["hash"]).found_at == 5
        assert checked(file_of(lines), lines[1]["hash"]).found_at == 2

    def test_times_may_be_written_shorter(self):
        assert moment(NOW) == "2018-10-01T18:30:00.000000Z"
        first = {**line(1, START, {"n": 1}), "at": "2018-10-01T18:30:00+00:00"}
        first["hash"] = hash_of(first)
        assert checked(file_of([first, line(2, first["hash"], {"n": 2})])).seq == 2


NO_LEDGER = "Line 1 is not the first of a ledger: it "
NO_LINE = NO_LEDGER + "is no line of a ledger"
NO_DIGEST = "Line 2 was changed: its content does not give its digest"
NO_HASH = "Line 2 was changed: it does not give its own hash"
CUT_JSON = b'{"seq": 5, "at": "2018'


def with_line(index, **changed):
    lines = five()
    lines[index] |= changed
    return lines


def written_again(index, **changed):
    """By somebody who knows how hashes are made."""
    lines = with_line(index, **changed)
    content = lines[index]
    content["payload_digest"] = digest_of(content["payload"], content["salt"])
    content["hash"] = hash_of(content)
    return lines


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        (five()[:4] + [CUT_JSON], "Line 5 is no JSON, and the file ends in it: was it cut?"),
        ([five()[0], b"nothing\n", *five()[2:]], "Line 2 is no JSON"),
        ([*five()[:2], *five()[3:]], "Line 3 is number 4: 3 is missing"),
        ([five()[0], *five()[4:]], "Line 2 is number 5: 2 to 4 are missing"),
        (five()[2:], "Line 1 is number 3: 1 to 2 are missing"),
        ([five()[1], five()[0], *five()[2:]], "Line 1 is number 2: 1 is missing"),
        ([*five()[:3], five()[2], *five()[3:]], "Line 4 is number 3, which came already"),
        (
            with_line(1, payload={"words": "Non"}),
            NO_DIGEST,
        ),
        (with_line(1, salt="6" * 32), NO_DIGEST),
        (with_line(1, kind="statement"), NO_HASH),
        (
            with_line(1, at="2018-10-01T18:30:00Z"),
            NO_HASH,
        ),
        (with_line(1, hash="0" * 64), NO_HASH),
        (with_line(1, extra=1), NO_HASH),
        (written_again(1, payload={"words": "Non"}), "Line 3 does not follow the line before it"),
        (with_line(1, seq=2.0), "Line 2 has no number"),
        (with_line(1, seq=True), "Line 2 has no number"),
        (with_line(1, payload=None), "Line 2 has lost half of its content"),
        (with_line(1, payload={"n": math.nan}), "Line 2 says NaN, which is no JSON"),
        (with_line(1, payload=2**60), "Line 2 holds what canonical JSON cannot write"),
        (
            with_line(1, payload=None, salt=None),
            "Line 2 has lost its content, and no later tombstone says why",
        ),
        (removed(reason=False), "Line 3 has lost its content, and no later tombstone says why"),
        (written_again(1, at="yesterday"), "Line 2 has no time in UTC"),
        (written_again(1, at="2018-13-01T18:30:00Z"), "Line 2 has no time in UTC"),
        (written_again(1, at="2018-10-01T18:30:00+02:00"), "Line 2 has no time in UTC"),
        (written_again(1, at=5), "Line 2 has no time in UTC"),
        (
            written_again(1, at="2018-10-01T18:29:59Z"),
            "Line 2 says an earlier time than the line before it",
        ),
        ([b'{"seq": 1, "seq": 1}\n'], NO_LEDGER + "says a name twice"),
        ([b"[1, 2]\n"], NO_LINE),
        ([b'{"count": 3, "results": []}\n'], NO_LINE),
        ([b"seq;at;kind\n"], NO_LEDGER + "is no JSON"),
        ([b"\xff\xfe\x00\x01"], NO_LEDGER + "is no JSON, and the file ends in it: was it cut?"),
        ([b"[" * 100_000 + b"\n"], NO_LEDGER + "is no JSON"),
        ([b" " * (LONGEST_LINE + 1)], NO_LEDGER + "is too long to be one"),
        ([dict.fromkeys(("seq", "at", "kind"), 1)], NO_LINE),
    ],
)
def test_each_way_to_spoil_a_file_is_told_with_its_line(lines, words):
    assert fault(file_of(lines)) == words


def test_half_a_sign_is_no_content():
    content = b"".join(json.dumps(each).encode() + b"\n" for each in with_line(1, payload="\ud800"))
    assert fault(content) == "Line 2 holds what canonical JSON cannot write"


def test_a_tombstone_before_what_it_tells_of_explains_nothing():
    told = ({"line": 2, "reason": "notice"}, {"kind": "tombstone"})
    words = "Line 2 has lost its content, and no later tombstone says why"
    assert fault(file_of(chain(told, None))) == words


def test_the_end_of_a_file_is_proved_by_a_head_alone():
    lines = five()
    assert checked(file_of(lines[:4])).seq == 4
    assert fault(file_of(lines[:4]), lines[4]["hash"]) == (
        "Line 4 is the last one, and none has the digest you gave: the end of the file was cut, "
        "or it is of another ledger"
    )
    assert fault(b"", lines[0]["hash"]).startswith("Line 0 is the last one")


LINES = file_of(five())


@given(some.data())
@examples(max_examples=300, deadline=None)
def test_any_one_byte_changed_is_found_or_changes_nothing_that_is_said(data):
    """Blanks between two names may be more or fewer; whatever is said is as it was."""
    place = data.draw(some.integers(0, len(LINES) - 1))
    other = data.draw(some.integers(0, 255))
    content = LINES[:place] + bytes([other]) + LINES[place + 1 :]
    try:
        checked(content)
    except Broken:
        return
    said = [json.loads(each) for each in content.split(b"\n") if each.strip()]
    assert said == five()


@given(some.permutations(range(5)), some.integers(1, 5))
@examples(max_examples=100, deadline=None)
def test_no_other_order_and_no_choice_of_lines_holds(order, count):
    chosen = order[:count]
    content = file_of([five()[index] for index in chosen])
    if chosen == list(range(count)):
        assert checked(content).seq == count
    else:
        number = next(at for at, index in enumerate(chosen, 1) if index != at - 1)
        assert fault(content).startswith(f"Line {number} is number ")


def test_anyone_can_do_the_same_with_what_python_has():
    """As docs/ledger.md tells it."""
    prev = START
    for each in five():
        plain = {"payload": each["payload"], "salt": each["salt"]}
        assert plainly(plain) == each["payload_digest"]
        rest = {name: each[name] for name in ("seq", "at", "kind", "subject", "payload_digest")}
        assert plainly(rest | {"prev": prev}) == each["hash"]
        prev = each["hash"]


def plainly(value):
    words = json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(words.encode()).hexdigest()


def test_checking_needs_no_django():
    loaded = "import sys, socle.commitments.chain.command; print('django' in sys.modules)"
    told = subprocess.run([sys.executable, "-c", loaded], capture_output=True, text=True)
    assert told.stdout == "False\n"
