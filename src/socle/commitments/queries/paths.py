"""Where the public pages of this room are, in a language: that of the page unless one is said."""

from django.utils.text import slugify

from socle.commitments.models import Ask, AskWords
from socle.elections.models import Contest
from socle.foundation.addresses import path_of_page

# Longer ones are cut.
LONGEST = 60


def path_in(language: str | None, name: str, *args: object) -> str:
    return path_of_page(language, f"commitments:{name}", *args)


def grid_path(contest: Contest, language: str | None = None, name: str = "grid") -> str:
    """``name``: of another page about the same grid."""
    return path_in(language, name, contest.election.slug, contest.code)


def ask_path(ask: Ask, words: AskWords | None = None, language: str | None = None) -> str:
    """``12-des-bus-le-soir``: the key, and the title for people."""
    title = slugify(words.title)[:LONGEST].rstrip("-") if words else ""
    return path_in(language, "ask", f"{ask.pk}-{title}".rstrip("-"))
