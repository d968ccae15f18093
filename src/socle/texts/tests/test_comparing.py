"""What changed, word by word: readable, exact, and quick on a long text."""

import pytest
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st

from socle.texts.queries.comparing import (
    Counts,
    Passage,
    Piece,
    compare,
    compare_words,
    counts,
    passages,
)
from socle.texts.queries.words import Words, clean

TEXT = (
    "La commune plante mille arbres par an. Elle ouvre deux maisons de repos. Les bus sont"
    " gratuits le samedi.\n\nLe parc ferme à huit heures du soir. Les chiens y sont admis."
)


def drawn(before, after):
    """``[-removed-]``, ``[+added+]``."""
    signs = {"same": "{}", "added": "[+{}+]", "removed": "[-{}-]"}
    return "".join(signs[kind].format(text) for kind, text in compare(before, after))


@pytest.mark.parametrize(
    ("before", "after", "seen"),
    [
        ("Un arbre.", "Un arbre.", "Un arbre."),
        ("", "Un arbre.", "[+Un arbre.+]"),
        ("Un arbre.", "", "[-Un arbre.-]"),
        ("", "", ""),
        (
            "La commune plante mille arbres par an. Elle agit.",
            "La commune plante deux mille arbres chaque an. Elle agit.",
            "La commune plante [+deux +]mille arbres [-par-][+chaque+] an. Elle agit.",
        ),
        # A word between two that changed is read with them.
        (
            "Nous ouvrons la grande maison du peuple ici.",
            "Nous ouvrons une grande villa du peuple ici.",
        )
        + ("Nous ouvrons [-la grande maison-][+une grande villa+] du peuple ici.",),
        # Little is left of it: two sentences, not confetti.
        ("Le parc ferme à huit heures. Fin.", "Ce parc est celui des enfants à midi. Fin.")
        + ("[-Le parc ferme à huit heures.-][+Ce parc est celui des enfants à midi.+] Fin.",),
        ("Il coûte 1.000 euros.", "Il coûte 2.500 euros.", "Il coûte [-1.000-][+2.500+] euros."),
        ("L’eau est à tous.", "L’eau est à tous !", "L’eau est à tous[-.-][+ !+]"),
        ("- un\n- trois", "- un\n- deux\n- trois", "- un\n[+- deux\n+]- trois"),
        (
            "|a|1|\n|b|2|",
            "|a|1|\n|b|3|",
            "|a|1|\n|b|[-2-][+3+]|",
        ),
        ("Un début. Une fin.", "Un début.\n\nUne fin.", "Un début.[+\n\n+]Une fin."),
        ("Un début.\n\nUne fin.", "Un début. Une fin.", "Un début.[-\n\n-] Une fin."),
        ("Une  ligne\nlongue.", "Une ligne longue.\r\n", "Une ligne longue."),
    ],
)
def test_what_is_seen_of_a_change(before, after, seen):
    assert drawn(before, after) == seen


def test_a_paragraph_that_was_added_is_told_whole():
    added = "Il faut un plan. Il faut un budget."
    assert drawn(TEXT, TEXT.replace("\n\n", f"\n\n{added}\n\n")) == TEXT.replace(
        "\n\n", f"\n\n[+{added}\n\n+]"
    )


def test_every_field_of_a_text():
    before = Words.of("L’eau pour tous", "Un résumé.", TEXT, "")
    after = Words.of("L’eau pour toutes", "Un résumé.", TEXT, "Une note.")
    assert compare_words(before, after) == {
        "title": [Piece("same", "L’eau pour "), Piece("removed", "tous"), Piece("added", "toutes")],
        "summary": [Piece("same", "Un résumé.")],
        "body": [Piece("same", TEXT)],
        "more": [Piece("added", "Une note.")],
    }


def test_how_many_words_came_and_went():
    assert counts(compare("Un grand arbre est là.", "Un arbre est là-bas, tout près.")) == Counts(
        3, 1
    )


WORDS = [
    "arbre",
    "Banc",
    "bus",
    "école",
    "l’eau",
    "1.000",
    "p. ex.",
    "(rue)",
    "**gras**",
    "- ",
    "| a |",
]
TEXTS = st.lists(
    st.sampled_from([*WORDS, ". ", " ", ", ", "\n", "\n\n", "! ", "# ", "```\n"]), max_size=40
).map("".join)


def test_both_texts_can_be_read_out_of_their_comparison():
    changed = []

    @given(TEXTS, TEXTS, st.booleans())
    @examples(max_examples=400, deadline=None, derandomize=True, database=None)
    def always(before, other, alike):
        after = before[:20] + other if alike else other
        pieces = compare(before, after)
        changed.append({piece.kind for piece in pieces} == {"same", "added", "removed"})
        read = {
            side: "".join(piece.text for piece in pieces if piece.kind in {"same", side})
            for side in ("added", "removed")
        }
        assert read["added"] == clean(after)
        assert read["removed"].split() == clean(before).split() or (
            "".join(read["removed"].split()) == "".join(clean(before).split())
        )
        kinds = [piece.kind for piece in pieces]
        assert all(one != two for one, two in zip(kinds, kinds[1:], strict=False))
        assert all(piece.text for piece in pieces)

    always()
    assert sum(changed) > 80, sum(changed)


def paragraphs(*changed):
    return "\n\n".join(
        f"Le paragraphe {number} parle {'du parc' if number in changed else 'de la rue'} ici."
        for number in range(12)
    )


def test_what_did_not_change_is_left_out_but_for_what_stands_beside():
    found = passages(compare(paragraphs(), paragraphs(3)))
    assert [(each.left_out, len(each.paragraphs), each.words) for each in found] == [
        (True, 2, 16),
        (False, 3, 26),
        (True, 7, 56),
    ]
    kinds = [piece.kind for piece in found[1].paragraphs[1]]
    assert kinds == ["same", "removed", "added", "same"]


def test_one_paragraph_alone_is_not_left_out():
    found = passages(compare(paragraphs(), paragraphs(3, 7)))
    assert [(each.left_out, len(each.paragraphs)) for each in found] == [
        (True, 2),
        (False, 7),
        (True, 3),
    ]


def test_a_paragraph_cut_in_two_or_joined_to_the_next_has_a_sign():
    cut, whole = "Un début.\n\nUne fin.", "Un début. Une fin."
    (added,), (removed,) = passages(compare(whole, cut)), passages(compare(cut, whole))
    start, end = Piece("same", "Un début."), Piece("same", "Une fin.")
    assert added.paragraphs == [[start, Piece("added", "¶")], [end]]
    assert removed.paragraphs == [[start, Piece("removed", "¶"), Piece("same", " Une fin.")]]


def test_nothing_to_show_of_nothing():
    assert passages(compare("", "")) == []
    assert passages(compare("Un.", "Un.")) == [Passage([[Piece("same", "Un.")]], True, 1)]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("| a |\n" * 30_000, "| b |\n" * 30_000),
        ("a " * 300_000, "b a " * 150_000),
        ("x" * 2_000_000, "y" * 2_000_000),
        ("a b. " * 100_000, "b a. " * 100_000),
        (", " * 100_000, ". " * 100_000),
    ],
    ids=range(5),
)
def test_a_huge_paste_is_compared_too(before, after):
    pieces = compare(before, after)
    assert "".join(text for kind, text in pieces if kind != "removed") == clean(after)
