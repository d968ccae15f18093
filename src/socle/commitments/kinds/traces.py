"""Finding what leads to a person: e-mail addresses and telephone numbers."""

import re

# Only where such signs begin, so that a long run of them is gone through once.
ADDRESS = re.compile(r"(?<![^\s@<>()])[^\s@<>()]+@[^\s@<>()]+\.[a-z]{2,}", re.IGNORECASE)
# As people write days, so that "01/09/2024 10" is no number to ring.
DAY = re.compile(r"\b\d{1,2}[/.-]\d{1,2}[/.-](?:19|20)\d\d\b")
# Begins as numbers to ring do, with + or 0; amounts and years begin otherwise.
NUMBER = re.compile(r"(?<![\w.,/+-])(?:\+|\(?0)(?:[\s./()-]*\d){8,14}(?![\w])")


def traces_in(words: str) -> list[str]:
    """Each as it is written."""
    words = DAY.sub("·", words)
    return [found.group().strip() for rule in (ADDRESS, NUMBER) for found in rule.finditer(words)]
