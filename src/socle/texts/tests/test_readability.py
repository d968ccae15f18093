"""Hints to who writes, in four languages: what is long, what could be plainer."""

import pytest
from django.utils.translation import override

from socle.texts.queries.plain_words import LISTS, plainer
from socle.texts.queries.readability import SYLLABLES, HardWord, LongSentence, hints

PLAIN = (
    "Nous demandons que la commune ouvre ses comptes. Chaque année, avant le vote du budget, elle"
    " explique en mots simples ce que les impôts paient. Les habitants posent leurs questions"
    " pendant une soirée. Les réponses sont publiées. Tout le monde peut les lire.\n\n"
    "# Un titre que personne ne compte\n\n|un|tableau|\n|-|-|\n\n- Un bus passe chaque heure."
)
HEAVY = (
    "Dans le cadre de la mise en œuvre du plan d'action relatif à la gouvernance intercommunale, il"
    " conviendra de procéder à une concertation préalable avec l'ensemble des acteurs"
    " institutionnels concernés afin d'optimiser les synergies entre les dispositifs existants."
)


def test_a_plain_text_has_nothing_to_say_but_its_length():
    found = hints(PLAIN, "fr")
    assert (found.words, found.sentences) == (48, 6)
    assert (found.long_sentences, found.hard_words) == ((), ())


def test_a_heavy_text_is_told_what_could_be_plainer():
    found = hints(HEAVY + " Toutes les synergies.", "fr")
    assert found.long_sentences == (LongSentence(HEAVY, 38),)
    assert found.hard_words == (
        HardWord("dans le cadre de", "dans, pour", 1),
        HardWord("mise en œuvre", "faire, appliquer", 1),
        HardWord("gouvernance", "façon de décider", 1),
        HardWord("procéder à", "faire", 1),
        HardWord("concertation", "discussion", 1),
        HardWord("afin d’", "pour", 1),
        HardWord("optimiser", "améliorer", 1),
        HardWord("synergies", "travail commun", 2),
        HardWord("dispositifs", "mesure, aide", 1),
        HardWord("intercommunale", "", 1),
        HardWord("institutionnels", "", 1),
    )


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        ("nl", "Teneinde dit te doen, dient men te gaan.", ["teneinde", "dient men te"]),
        ("nl", "De gemeenteraadsverkiezingen.", ["gemeenteraadsverkiezingen"]),
        ("de", "Zwecks Klärung, IM RAHMEN DER Sitzung.", ["zwecks", "im rahmen der"]),
        ("en", "In order to commence, prior to noon.", ["in order to", "commence", "prior to"]),
        ("fr", "Un impacteur, une optimisation.", ["optimisation"]),
        ("pt", "Um fim inconstitucionalissimamente longo.", ["inconstitucionalissimamente"]),
    ],
)
def test_hard_words_in_each_language(language, text, found):
    assert [word.word for word in hints(text, language).hard_words] == found


@pytest.mark.parametrize("language", LISTS)
def test_every_list_offers_words_that_are_plain_themselves(language):
    assert len(plainer(language)) > 80
    for hard, plain in plainer(language).items():
        assert hard == hard.lower().strip() and "'" not in hard and plain
        assert [word.word for word in hints(f"a {hard} a", language).hard_words] == [hard]
        assert hints(plain, language).hard_words == ()


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("fr", {"commune": 2, "l’eau": 1, "idées": 2, "théâtre": 2, "les": 1, "citoyennes": 3}),
        ("nl", {"gemeente": 3, "mooie": 2, "geïnformeerd": 4, "eeuw": 1, "burgemeester": 4}),
        ("de", {"Gemeinde": 3, "Bürgerinnen": 4, "Häuser": 2, "Europa": 3, "Straße": 2}),
        ("en", {"people": 2, "make": 1, "wanted": 2, "asked": 1, "houses": 2, "table": 2, "12": 1}),
    ],
)
def test_syllables_are_counted_about_right(language, words):
    assert {word: SYLLABLES[language](word) for word in words} == words


@pytest.mark.parametrize(
    ("language", "formula", "value"),
    # Ten sentences of five words, each of two syllables in all four languages.
    [
        ("fr", "Kandel-Moles", 207 - 1.015 * 5 - 73.6 * 2),
        ("nl", "Flesch-Douma", 206.84 - 0.93 * 5 - 77 * 2),
        ("de", "Amstad", 180 - 5 - 58.5 * 2),
        ("en", "Flesch Reading Ease", 206.835 - 1.015 * 5 - 84.6 * 2),
    ],
)
def test_the_figure_is_that_of_the_formula_it_names(language, formula, value):
    found = hints("Lado lado lado lado lado.\n\n" * 10, language).figure
    assert (found.formula.name, found.value) == (formula, round(value))
    assert found.formula.source


def test_what_a_figure_means_is_said_in_words():
    with override("en"):
        easy, hard = hints(PLAIN * 2, "fr").figure, hints(HEAVY * 2, "fr").figure
        assert (easy.value, str(easy.meaning)) == (92, "Most people read this with ease.")
        assert (hard.value, str(hard.meaning)) == (
            0,
            "Few people read this to the end. Cut the longest sentences first.",
        )


@pytest.mark.parametrize(("text", "language"), [("", "fr"), ("Un mot.", "fr"), (PLAIN * 2, "pt")])
def test_there_is_no_figure_where_it_would_say_nothing(text, language):
    assert hints(text, language).figure is None


def test_a_dozen_of_hard_words_is_enough():
    assert len(hints(" ".join(plainer("fr")), "fr").hard_words) == 12
