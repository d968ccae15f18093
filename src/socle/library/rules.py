"""Who may tell, change and withdraw a case, and the doors of their pages."""

from django.http import Http404

from socle.groups.models import Group
from socle.groups.queries.coalition import the_coalition
from socle.groups.rules import Who
from socle.library.models import Case

CASE = "case"  # what their texts are
CASES = "library.cases"  # stamp: cases, where and by whom (see foundation/kept.py)


def may_tell(who: Who) -> bool:
    """Whoever is signed in, and at once; anyone else suggests."""
    return who.user is not None


def may_change(who: Who, case: Case) -> bool:
    return may_tell(who) and case.text.withdrawn_at is None


def may_withdraw(who: Who) -> bool:
    """And bring back: what is not a case, or harms somebody."""
    return who.is_coordinator


# --- doors ---


def open_case(key: int) -> Case:
    """Anyone; one withdrawn too, whose page says so."""
    rows = Case.objects.select_related("text__owner", "area__level", "adapted_from__text")
    found = rows.filter(pk=key).first()
    if found is None:
        raise Http404
    return found


def open_case_to_change(who: Who, key: int) -> Case:
    found = open_case(key)
    if not may_change(who, found):
        raise Http404
    return found


def open_case_to_withdraw(who: Who, key: int) -> Case:
    if not may_withdraw(who):
        raise Http404
    return open_case(key)


def open_coalition() -> Group:
    """Cases are told in the coalition's library: without one there is nowhere to tell them."""
    found = the_coalition()
    if found is None:
        raise Http404
    return found
