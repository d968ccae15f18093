"""Where the pages of this room are, in a language: that of the page unless one is said."""

from django.utils.text import slugify

from socle.elections.models import Contest, Election, ElectoralList, Person
from socle.foundation.addresses import path_of_page


def path_in(language: str | None, name: str, *args: object) -> str:
    return path_of_page(language, f"elections:{name}", *args)


def election_path(election: Election, language: str | None = None) -> str:
    return path_in(language, "election", election.slug)


def contest_path(contest: Contest, language: str | None = None) -> str:
    """Asks for the election of the contest unless it is there."""
    return path_in(language, "contest", contest.election.slug, contest.code)


def list_path(row: ElectoralList, language: str | None = None) -> str:
    """``12-ensemble``: the key, and the name for people."""
    return path_in(language, "list", f"{row.pk}-{slugify(row.name)}".rstrip("-"))


def person_path(person: Person, language: str | None = None) -> str:
    """Of the human that a row is about. The key alone: a name may have to leave public pages."""
    return path_in(language, "person", person.standing_id)
