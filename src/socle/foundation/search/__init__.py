"""Finding what the rooms declare. ``actions.search`` writes the index. See docs/decisions/0005."""

from socle.foundation.search.declarations import Document, declare, declared
from socle.foundation.search.found import Hit, Results, find
from socle.foundation.search.snippets import Part

__all__ = ["Document", "Hit", "Part", "Results", "declare", "declared", "find"]
