"""Hints to who writes, part by part."""

from dataclasses import dataclass

from socle.texts.kinds import Kind, Label
from socle.texts.queries.readability import Hints, hints
from socle.texts.queries.words import Words


@dataclass(frozen=True, slots=True)
class PartHinted:
    label: Label
    hints: Hints


def hints_for(words: Words, kind: Kind, language: str) -> list[PartHinted]:
    """Of the parts of which there is something to say; a title is too short for it."""
    found = []
    for part in kind.parts:
        if part.name != "title":
            said = hints(getattr(words, part.name), language)
            if said.long_sentences or said.hard_words or said.figure:
                found.append(PartHinted(part.label, said))
    return found
