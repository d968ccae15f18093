"""Merging three texts of 3,000 words, by the clock: what a job does for each adaptation."""

import random
import statistics
import time
from collections.abc import Iterator

from bench.measure import Row, p95

WORDS = 3_000
VOCABULARY = """
la commune plante des arbres et ouvre une maison de repos pour les habitants du quartier qui
demandent plus de bus le samedi eau école logement jardin voisin énergie prix loyer marché
"""
# What share of the sentences each side reworded: (ours, theirs).
STATES = {
    "a few sentences changed": (0.05, 0.05),
    "all of ours reworded": (1.0, 0.1),
    "both reworded throughout": (1.0, 1.0),
}
Page = list[list[str]]


def written(chance: random.Random) -> Page:
    """Paragraphs of sentences of 8 to 22 words."""
    page, count, words = list[list[str]](), 0, VOCABULARY.split()
    while count < WORDS:
        lengths = [chance.randint(8, 22) for _sentence in range(chance.randint(3, 7))]
        page.append([" ".join(chance.choices(words, k=length)) for length in lengths])
        count += sum(lengths)
    return page


def reworded(page: Page, share: float, word: str, chance: random.Random) -> Page:
    return [
        [
            text.replace(" ", f" {word} ", 1) if chance.random() < share else text
            for text in paragraph
        ]
        for paragraph in page
    ]


def text_of(page: Page) -> str:
    return "\n\n".join(
        " ".join(f"{text.capitalize()}." for text in paragraph) for paragraph in page
    )


def rows(rounds: int) -> Iterator[Row]:
    from socle.texts.queries.merging import merge  # noqa: PLC0415 -- after Django is set up

    chance = random.Random(3)
    page = written(chance)
    base = text_of(page)
    for state, (our_share, their_share) in STATES.items():
        ours = text_of(reworded(page, our_share, "vraiment", chance))
        theirs = text_of(reworded(page, their_share, "bientôt", chance))
        times = list[float]()
        for _round in range(rounds):
            begun = time.perf_counter()
            merge(base, ours, theirs, "fr")
            times.append((time.perf_counter() - begun) * 1_000)
        yield Row("Merging 3,000 words", state, 0, statistics.median(times), p95(times))
