"""Who is silent: invited, and heard of by no way, the stage and letters included."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from socle.commitments.models import Answer, Approach, Invitation


def of_the_same(rows: QuerySet[Any], invitation: str = "") -> Q:
    """Whether some of ``rows`` (answers, lines of the log) are of the list, or of the candidate,
    whose invitation it is: what a list does is not done by its candidates. ``invitation``: how it
    is reached from the rows that are looked for, as ``"invitation__"``."""
    listed = rows.filter(list=OuterRef(f"{invitation}list"), candidacy=None)
    own = rows.filter(candidacy=OuterRef(f"{invitation}candidacy"))
    return Q(Exists(listed), **{f"{invitation}candidacy": None}) | Q(Exists(own))


def refused() -> Q:
    return of_the_same(Approach.objects.refusals())


def answered() -> Q:
    """By whichever way; what was withdrawn was answered all the same."""
    return Q(finished_at__isnull=False) | of_the_same(Answer.objects.current())


def silent(rows: QuerySet[Invitation]) -> QuerySet[Invitation]:
    """Those that left, stand, and were neither answered nor refused."""
    left = rows.filter(revoked_at=None, sent_at__isnull=False)
    return left.exclude(answered()).exclude(refused())


def stands(said: Iterable[Approach], kind: str, *undone_by: str) -> bool:
    """Of one list or candidate: a line of that kind, and none since of those that undo it."""
    lines = list(said)
    last = max((line.pk for line in lines if line.kind == kind), default=None)
    return last is not None and not any(line.pk > last and line.kind in undone_by for line in lines)


def has_refused(said: Iterable[Approach]) -> bool:
    return stands(said, Approach.Kind.REFUSED, Approach.Kind.WILLING)


def was_unreached(said: Iterable[Approach]) -> bool:
    kind = Approach.Kind
    return stands(said, kind.UNREACHABLE, kind.INVITED, kind.SENT_AGAIN)


def has_come_back(invitation: Invitation | None, said: Iterable[Approach]) -> bool:
    """The same, of lines of the log that were read already."""
    left = invitation.sent_at if invitation is not None else None
    return left is not None and any(
        line.kind == Approach.Kind.BOUNCED and line.at >= left for line in said
    )


def came_back(invitation: Invitation) -> bool:
    """Its last message, or letter, did not arrive: another address is needed."""
    if invitation.sent_at is None:
        return False
    lines = Approach.objects.filter(kind=Approach.Kind.BOUNCED, at__gte=invitation.sent_at)
    return lines.filter(list=invitation.list_id, candidacy=invitation.candidacy_id).exists()
