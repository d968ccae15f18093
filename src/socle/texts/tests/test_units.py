"""Where sentences end, in four languages; and nothing is ever lost."""

import pytest
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st

from socle.texts.queries.units import units_of

SENTENCES = {
    "fr": [
        "Vu l'art. 12 et l’al. 3 du code, la commune agit. ",
        "Prenons un exemple, p. ex. celui de M. Dupont, de Mme. Leroy et de J.-P. Martin. ",
        "« Venez ! » ",
        "« Pourquoi ? » demande-t-elle. ",
        "Il en reste 3.5 % et 1.000 euros… ",
        "Voir https://x.org/a.b?c=d! ",
        "La fin (voir plus haut, c.-à-d. Namur). ",
        "**Tout est dit.** ",
        "Une note le précise.[^1] ",
        "École, eau, énergie, etc. ",
        "Et puis ?! ",
        "« Oui. » ",
        "Fin.",
    ],
    "nl": [
        "Zie bv. Gent, o.a. de Dampoort, en art. 5 van het decreet. ",
        "Dhr. Peeters en mevr. J. Jansen vragen dit op 1 jan. 2025. ",
        "“Kom mee!” ",
        "Dat is d.w.z. Vlaanderen. ",
        "Klaar.",
    ],
    "de": [
        "Am 1. Januar gilt Art. 3 Abs. 2 im 21. Jahrhundert. ",
        "Das heißt z. B. Eupen, d. h. Ludwig XIV. und u. a. Köln. ",
        "„Komm mit!“ ",
        "»Ja.« ",
        "Im Jahr 2024. ",
        "Ende.",
    ],
    "en": [
        "See e.g. London, i.e. Mr. Smith of the U.S. Senate. ",
        "She said no. ",
        "See no. 5 on p. 12 there. ",
        "“Come.” ",
        "They love art. ",
        "It costs £3.50. ",
        "The end.",
    ],
}


@pytest.mark.parametrize("language", SENTENCES)
def test_where_sentences_end(language):
    assert units_of("".join(SENTENCES[language]), language) == SENTENCES[language]


def test_a_line_is_a_unit_where_a_line_is_a_thing():
    lines = [
        "# A title. With two sentences.\n",
        "\n",
        "A sentence\nover two lines. ",
        "Another.\n",
        "- An item. ",
        "It goes on.\n  Here too.\n".removesuffix("Here too.\n"),
        "Here too.\n",
        "12. The twelfth point. ",
        "It goes on.\n",
        "> Said by one. ",
        "Said\n> by another.\n",
        "   \n",
        "| who | what |\n",
        "|-----|------|\n",
        "| We. All. | do |\n",
        "\n",
        "who | what\n",
        "--- | ---\n",
        "We. All. | do\n",
        "\n",
        "Set as a title\n",
        "===\n",
        "A line that breaks  \n",
        "here. ",
        "Then more.\n",
        "[link]: https://x.org\n",
        "[^1]: A note. ",
        "It goes on.\n",
        "---\n",
        "~~~~ text\n",
        "Code. Code.\n",
        "\n",
        "```\n",
        "~~~~\n",
        "Text. ",
        "Text.\n",
        "```\n",
        "Never. Closed.",
    ]
    assert units_of("".join(lines), "en") == lines


@pytest.mark.parametrize("language", ["fr", "nl", "de", "en", "ar"])
def test_nothing_is_lost_of_a_text_in_any_language(language):
    for text in ("", "\n", "a", "Une. Deux.\r\n\r\nTrois.", "هذا نص. وهذا آخر؟ نعم.", "一。二。"):
        assert "".join(units_of(text, language)) == text


PIECES = st.sampled_from(
    [
        "Un mot",
        "été",
        " ",
        "  ",
        "\n",
        "\n\n",
        "\r\n",
        ". ",
        ".",
        "! ",
        "… ",
        "« ",
        " »",
        "”",
        "[^1]",
    ]
    + [
        "- ",
        "3. ",
        "art. 12",
        "z. B. ",
        "# ",
        "```\n",
        "~~~\n",
        "|",
        "|-|\n",
        "> ",
        "[^1]: ",
        "===\n",
    ]
    + ["مرحبا", "\u202e", "\t", "\u2028", "\x0b"]
)


def test_nothing_is_lost_whatever_is_put_together():
    cut = []

    @given(st.lists(PIECES, max_size=40).map("".join), st.sampled_from(["fr", "nl", "de", "en"]))
    @examples(max_examples=400, deadline=None, derandomize=True, database=None)
    def whatever(text, language):
        units = units_of(text, language)
        cut.append(len(units) > 3)
        assert "".join(units) == text
        assert "" not in units

    whatever()
    assert sum(cut) > 100


@pytest.mark.parametrize(
    "paste",
    ["." * 2_000_000, ". " * 200_000, "\n" * 500_000, "[^" * 1_000_000, "> " * 1_000_000]
    + ["a." + " " * 1_000_000 + "b", "a." + ")" * 1_000_000, "```\n" * 200_000, "|-\n" * 200_000],
    ids=lambda paste: repr(paste[:4]),
)
def test_a_huge_paste_is_cut_too(paste):
    """Were it not in proportion to its length, this would take hours."""
    assert "".join(units_of(paste, "fr")) == paste
