"""One institution, one voice: who may speak for whom, on a day."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from socle.accounts.models import Consent, User
from socle.accounts.purposes import DELEGATION_SHOWN
from socle.accounts.queries import label_of
from socle.groups.models import Delegation, Group, GroupLink


@dataclass(frozen=True, slots=True)
class Voice:
    """An institution, and the people any of whom may give its one voice; there may be none."""

    institution: Group
    people: tuple[User, ...]


def institutions_of(whole: Group, day: date) -> QuerySet[Group]:
    """Organisations that are part of ``whole`` on that day, by name."""
    links = GroupLink.objects.on(day).filter(whole=whole)
    living = Group.objects.filter(kind=Group.Kind.ORGANISATION, archived_at=None)
    return living.filter(pk__in=links.values("part"))


def running_delegations(day: date) -> QuerySet[Delegation]:
    found: QuerySet[Delegation] = Delegation.objects.on(day).filter(user__is_active=True)
    return found.select_related("user").order_by("since", "pk")


def voices(whole: Group, *, day: date) -> list[Voice]:
    """One entry for each institution that is part of ``whole``, however many speak for it.

    By name of the institution; two queries whatever the size.
    """
    institutions = list(institutions_of(whole, day))
    people: dict[int, dict[int, User]] = defaultdict(dict)
    for row in running_delegations(day).filter(institution__in=[g.pk for g in institutions]):
        people[row.institution_id].setdefault(row.user_id, row.user)
    return [Voice(group, tuple(people[group.pk].values())) for group in institutions]


def speaks_for(user: User, whole: Group, *, day: date) -> list[Group]:
    """The institutions of ``whole`` whose voice this person may give, by name; one query."""
    spoken_for = Delegation.objects.on(day).filter(user=user, user__is_active=True)
    return list(institutions_of(whole, day).filter(pk__in=spoken_for.values("institution")))


def delegates_of(institution: Group) -> QuerySet[Delegation]:
    """Every delegation there was and is, latest first: for the institution's own eyes."""
    return institution.delegations.select_related("user", "given_by").order_by("-since", "-pk")


def delegates_shown(institutions: Iterable[Group], *, day: date) -> dict[int, list[User]]:
    """Who speaks for each, as anyone may see it: only those who agreed to be shown beside it.

    By key of the institution; two queries.
    """
    labels = {label_of(group): group.pk for group in institutions}
    agreed = Consent.objects.filter(
        purpose=DELEGATION_SHOWN, about__in=labels, withdrawn_at=None
    ).values_list("about", "user_id")
    pairs = {(labels[about], user_id) for about, user_id in agreed}
    shown: dict[int, list[User]] = defaultdict(list)
    if pairs:
        rows = running_delegations(day).filter(institution__in=labels.values())
        for row in rows:
            if (row.institution_id, row.user_id) in pairs:
                shown[row.institution_id].append(row.user)
    return dict(shown)
