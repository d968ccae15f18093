"""Hints to who writes: what is long, what could be plainer. Never a grade.

Syllables are counted by groups of vowels, and figures as one: about right over a page, not for one
word. So is the figure that is made of them; it says nothing of what a text is about.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from socle.texts.queries.comparing import WORD, count_words
from socle.texts.queries.plain_words import pattern, plainer
from socle.texts.queries.structure import structure_of
from socle.texts.queries.units import units_of

LONG_SENTENCE = 25
# In letters: German and Dutch write in one word what others write in three.
LONG_WORD = {"fr": 14, "nl": 18, "de": 20, "en": 13}
MOST_TOLD = 12
# With fewer words, one long name changes everything.
FEWEST = 50
READ = {"paragraph", "item", "note"}


@dataclass(frozen=True, slots=True)
class LongSentence:
    text: str
    words: int


@dataclass(frozen=True, slots=True)
class HardWord:
    """``plainer`` is empty for a word that is only long."""

    word: str
    plainer: str
    times: int


@dataclass(frozen=True, slots=True)
class Formula:
    """``words`` and ``syllables``: what each word of a sentence, and each syllable of a word, on
    average, takes from the ``start``. 100 is easy, 0 hard."""

    name: str
    source: str
    start: float
    words: float
    syllables: float


FORMULAS = {
    "fr": Formula(
        "Kandel-Moles",
        "L. Kandel, A. Moles, « Application de l’indice de Flesch à la langue française », "
        "Cahiers d’études de radio-télévision 19, 1958",
        207, 1.015, 73.6,
    ),
    "nl": Formula(
        "Flesch-Douma",
        "W. H. Douma, De leesbaarheid van landbouwbladen, Wageningen, 1960",
        206.84, 0.93, 77,
    ),
    "de": Formula(
        "Amstad",
        "T. Amstad, Wie verständlich sind unsere Zeitungen?, Zürich, 1978",
        180, 1, 58.5,
    ),
    "en": Formula(
        "Flesch Reading Ease",
        "R. Flesch, “A new readability yardstick”, Journal of Applied Psychology 32, 1948",
        206.835, 1.015, 84.6,
    ),
}  # fmt: skip
MEANINGS = [
    (70, _("Most people read this with ease.")),
    (50, _("People who read often read this with ease; others take their time.")),
    (30, _("This takes an effort. Shorter sentences and shorter words would help.")),
    (0, _("Few people read this to the end. Cut the longest sentences first.")),
]


@dataclass(frozen=True, slots=True)
class Figure:
    """``value`` from 0 (hard) to 100 (easy), and what that means in words."""

    value: int
    formula: Formula
    meaning: str | Promise


@dataclass(frozen=True, slots=True)
class Hints:
    """``figure`` is None for a text too short to tell, or in a language without a formula."""

    words: int
    sentences: int
    long_sentences: tuple[LongSentence, ...]
    hard_words: tuple[HardWord, ...]
    figure: Figure | None


def hints(text: str, language: str) -> Hints:
    """Of what is read in sentences: tables, code and headings are left aside."""
    read = [block.text for block in structure_of(text).blocks if block.kind in READ]
    sentences = [unit.strip() for block in read for unit in units_of(block, language)]
    lengths = [(sentence, count_words(sentence)) for sentence in sentences]
    found = [(sentence, words) for sentence, words in lengths if words]
    whole = "\n".join(sentence for sentence, _words in found)
    return Hints(
        sum(words for _sentence, words in found),
        len(found),
        tuple(LongSentence(*each) for each in found if each[1] > LONG_SENTENCE),
        tuple(hard_words(whole, language)),
        figure(whole, len(found), language),
    )


def hard_words(text: str, language: str) -> Iterator[HardWord]:
    """Those that have a plainer one first, each as it is first met; a dozen at most."""
    text = text.replace("'", "’").lower()
    offered = plainer(language)
    known = Counter(pattern(language).findall(text))
    longest = LONG_WORD.get(language, max(LONG_WORD.values()))
    long = Counter(
        word
        for word in re.findall(r"[^\W\d_]+", text)
        if len(word) >= longest and word not in known
    )
    found = [(word, offered[word], times) for word, times in known.items()]
    found += [(word, "", times) for word, times in long.items()]
    yield from (HardWord(*each) for each in found[:MOST_TOLD])


def figure(text: str, sentences: int, language: str) -> Figure | None:
    formula, words = FORMULAS.get(language), WORD.findall(text)
    if formula is None or len(words) < FEWEST:
        return None
    syllables = sum(map(SYLLABLES[language], words))
    value = (
        formula.start
        - formula.words * len(words) / sentences
        - formula.syllables * syllables / len(words)
    )
    rounded = max(0, min(100, round(value)))
    return Figure(rounded, formula, next(words for least, words in MEANINGS if rounded >= least))


# --- syllables, about ---

FRENCH = re.compile(r"[éëïü]|[aeiouàâäèêîôöùûœæ]+y?|y")
SILENT_IN_FRENCH = re.compile(r"(?<=.)es?$")
DUTCH = re.compile(
    r"aai|ooi|oei|eeu|ieu|aa|ee|oo|uu|ie|oe|eu|ui|ij|ei|au|ou|[aeiouyàáâäèéêëìíîïòóôöùúûü]"
)
GERMAN = re.compile(r"aa|ee|oo|ie|ei|ai|au|äu|eu|[aeiouyäöüàéè]")
ENGLISH = re.compile(r"[aeiouy]+")
SILENT_IN_ENGLISH = re.compile(r"(?<=[^aeiouyl])e$|(?<=[^aeiouytd])ed$|(?<=[^aeiouyscxzgh])es$")


def at_least_one(vowels: re.Pattern[str], silent: re.Pattern[str] | None) -> Callable[[str], int]:
    def count(word: str) -> int:
        word = word.lower()
        heard = silent.sub("", word) if silent else word
        return max(1, len(vowels.findall(heard)))

    return count


SYLLABLES = {
    "fr": at_least_one(FRENCH, SILENT_IN_FRENCH),
    "nl": at_least_one(DUTCH, None),
    "de": at_least_one(GERMAN, None),
    "en": at_least_one(ENGLISH, SILENT_IN_ENGLISH),
}
