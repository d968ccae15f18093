"""A memorandum as Markdown: read as it was written, whatever people wrote in it."""

from dataclasses import replace
from datetime import date

from hypothesis import example, given
from hypothesis import settings as examples
from hypothesis import strategies as st

from socle.demands.queries.manuscripts import Asked, Done, Manuscript
from socle.demands.queries.markdown import read_manuscripts, write_manuscript
from socle.texts.queries.words import Words

LINES = st.sampled_from(
    [
        "", "Un mot.", "- un point", "# Haut", "## Sources", "## Ici et ailleurs {part=elsewhere}",
        "## Commune : des bus", "### Projets possibles", "### Un titre {}", "> cité",
        "by: 2028-01-01",
        "by:", "---", "a: b", "| a | b |", "    code", "{level=commune}", "## {level=commune}",
        "### Projets {part=projects}", "`code`", "#nohash", "####### sept", "Fin.  ", "* * *",
    ]
)  # fmt: skip
TEXTS = st.lists(LINES, max_size=8).map("\n".join)
TITLES = st.sampled_from(["Des bus", "Un {level=commune}", "C #", "Sources {}", "À nous : oui"])
WORDS = st.builds(Words.of, TITLES, TEXTS, TEXTS, TEXTS)
DAYS = st.none() | st.dates(date(2026, 1, 1), date(2040, 1, 1))
ASKED = st.builds(Asked, st.just("commune"), st.sampled_from(["", "92142"]), WORDS, DAYS)
LINE_OF = st.sampled_from(["Un bus", "## Sources", "a: b", "- un point", "{part=sources}", "```"])
DONE = st.builds(
    Done,
    LINE_OF,
    LINE_OF,
    st.just("https://example.org/d"),
    st.dates(date(2020, 1, 1), date(2026, 1, 1)),
    place=LINE_OF,
    since=st.none() | st.integers(1800, 2026),
    side=st.sampled_from(["", "north", "south"]),
)
FOUND = st.builds(
    Manuscript,
    st.just({"kind": "demand", "language": "fr"}),
    WORDS,
    st.lists(ASKED, max_size=2).map(tuple),
    st.lists(st.just(("Un décret.", "https://example.org/d")), max_size=1).map(tuple),
    evidence=st.lists(DONE, max_size=2).map(tuple),
)

QUIET = examples(max_examples=300, deadline=None, derandomize=True, database=None)


def bare(found):
    """Without the lines where things stand."""
    return replace(
        found,
        line=0,
        asked=tuple(replace(each, line=0) for each in found.asked),
        evidence=tuple(replace(each, line=0) for each in found.evidence),
    )


@QUIET
@given(found=FOUND)
@example(found=Manuscript({}, Words.of("T", "", "> cité", "")))
def test_what_is_written_reads_back_as_it_is(found):
    again = read_manuscripts(write_manuscript(found, "fr"))
    assert [bare(each) for each in again] == [bare(found)]


@QUIET
@given(found=FOUND)
def test_written_again_it_is_the_same_file(found):
    written = write_manuscript(found, "nl")
    assert write_manuscript(read_manuscripts(written)[0], "nl") == written


def test_code_is_not_taken_for_headings_and_code_left_open_is_closed():
    body = "```\n# pas un titre\n## Sources\n```\n\nAprès."
    found = Manuscript({}, Words.of("Des bus", "", body, "~~~\n## Sources"))
    again = read_manuscripts(write_manuscript(found, "fr"))[0]
    assert (again.words.body, again.words.more) == (body, "~~~\n## Sources\n~~~")
    assert again.sources == ()


def test_a_page_as_one_would_type_it():
    found = read_manuscripts(
        "\ufeff---\r\nTopics: trains\r\n# a remark: nothing\r\n---\r\n# Des bus\r\n\r\n"
        "> Le soir,\r\n> des bus.\r\n\r\nPourquoi.\r\n\r\n## Bronnen\r\n"
        "* Een wet. https://example.org\r\n* https://example.org/deux\r\n"
        "## Un bus par heure {level=region area=03000}\r\nby: 2029-06-30\r\n"
        "> L’horaire.\r\n\r\nOui.\r\n"
        "### Projets possibles\r\n- Un abri.\r\n"
    )
    assert found == [
        Manuscript(
            {"topics": "trains"},
            Words("Des bus", "Le soir,\ndes bus.", "Pourquoi.", ""),
            (
                Asked(
                    "region", "03000",
                    Words("Un bus par heure", "L’horaire.", "Oui.", "- Un abri."),
                    date(2029, 6, 30), 15,
                ),
            ),
            (("Een wet.", "https://example.org"), ("https://example.org/deux", "https://example.org/deux")),
            line=5,
        )
    ]  # fmt: skip


def test_several_demands_in_one_file_each_under_its_title():
    found = read_manuscripts("# Un\n\nA.\n\n# Deux\n\nB.\n\n## Oui {level=commune}\n\nC.\n")
    assert [each.words.title for each in found] == ["Un", "Deux"]
    assert [len(each.asked) for each in found] == [0, 1]


def test_what_is_wrong_is_told_with_its_line():
    found = read_manuscripts("Sans titre.\n\n## A {level=commune}\nby: demain\n\n## B {nom=x}\n")[0]
    assert [(each.line, each.reason) for each in found.faults] == [
        (3, "day"),
        (6, "mark"),
        (1, "title"),
    ]
