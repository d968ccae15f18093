"""Who may, how names compare, and the names of this room's stamps."""

import re
import unicodedata

from django.db.models import QuerySet
from django.http import Http404

from socle.elections.models import (
    Candidacy,
    Contest,
    Election,
    ElectoralList,
    Majority,
    Mandate,
    Person,
    PersonMerge,
)
from socle.foundation.asking import put_once
from socle.groups.rules import Who

# Stamps (see foundation/kept.py).
ELECTIONS = "elections.elections"  # elections and contests
LISTS = "elections.lists"  # lists, candidacies, persons, mandates and majorities


def sort_name(given: str, family: str) -> str:
    """Family name first, lower case, without accents nor signs: what orders and compares names.

    « DUPONT-L’Heureux, Zoé » and « Dupont l’heureux Zoe » are both ``dupont l heureux zoe``.
    """
    plain = f"{family} {given}".casefold().replace("œ", "oe").replace("æ", "ae")
    letters = [c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c)]
    return " ".join(re.findall(r"[^\W_]+", "".join(letters)))[:200]


def may_write(who: Who) -> bool:
    """Elections, lists, persons: coordinators."""
    return who.is_coordinator


# --- doors ---


def open_election(slug: str) -> Election:
    found = Election.objects.filter(slug=slug).first()
    if found is None:
        raise Http404
    return found


def open_contest(slug: str, code: str) -> Contest:
    found = contests_called(slug, code)
    if not found:
        raise Http404
    return found[0]


@put_once
def contests_called(slug: str, code: str) -> QuerySet[Contest]:
    """One at most."""
    rows = Contest.objects.select_related("election", "body__level", "area__level", "voting")
    return rows.filter(election__slug=slug, code=code)


def open_contest_at(key: int) -> Contest:
    """By its key, for who writes."""
    rows = Contest.objects.select_related("election", "body__level", "area__level", "voting")
    found = rows.filter(pk=key).first()
    if found is None:
        raise Http404
    return found


def open_list(key: int) -> ElectoralList:
    rows = ElectoralList.objects.select_related(
        "contest__election", "contest__body__level", "contest__area__level", "party"
    )
    found = rows.filter(pk=key).first()
    if found is None:
        raise Http404
    return found


def open_candidacy(key: int) -> Candidacy:
    rows = Candidacy.objects.select_related(
        "person",
        "list__party",
        *(f"list__contest__{name}" for name in ("election", "body__level", "area__level")),
    )
    found = rows.filter(pk=key).first()
    if found is None:
        raise Http404
    return found


def open_person(key: int) -> Person:
    """The row of that key, merged into another too: who asks is led there."""
    found = Person.objects.filter(pk=key).first()
    if found is None:
        raise Http404
    return found


def open_mandate(key: int) -> Mandate:
    rows = Mandate.objects.select_related(
        "person", "body", "area__level", "candidacy__contest__area", "candidacy__list"
    )
    found = rows.filter(pk=key).first()
    if found is None:
        raise Http404
    return found


def open_majority(key: int) -> Majority:
    """With the lists that form it, and the contest in which they stood."""
    of = [f"lists__contest__{name}" for name in ("election", "body__level", "area__level")]
    found = Majority.objects.select_related("body", "area").prefetch_related(*of)
    row = found.filter(pk=key).first()
    if row is None:
        raise Http404
    return row


def open_merge(key: int) -> PersonMerge:
    found = PersonMerge.objects.select_related("gone", "kept").filter(pk=key).first()
    if found is None:
        raise Http404
    return found
