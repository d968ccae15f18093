"""Where the public pages of this room are, in a language: that of the page unless one is said."""

from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import get_language, override

from socle.commitments.models import Ask, AskWords
from socle.elections.models import Contest

# Longer ones are cut.
LONGEST = 60


def path_in(language: str | None, name: str, *args: object) -> str:
    with override(language or get_language()):
        return reverse(f"commitments:{name}", args=args)


def grid_path(contest: Contest, language: str | None = None, name: str = "grid") -> str:
    """``name``: of another page about the same grid."""
    return path_in(language, name, contest.election.slug, contest.code)


def ask_path(ask: Ask, words: AskWords | None = None, language: str | None = None) -> str:
    """``12-des-bus-le-soir``: the key, and the title for people."""
    title = slugify(words.title)[:LONGEST].rstrip("-") if words else ""
    return path_in(language, "ask", f"{ask.pk}-{title}".rstrip("-"))
