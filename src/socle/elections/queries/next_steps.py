"""What coordinators are asked to do next with elections."""

from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext

from socle.elections.models import Candidacy, CandidateFile, Contest
from socle.groups.queries.steps import Counted, NextStep
from socle.groups.rules import Who

# A result that nobody told for so long is not asked for again.
ASK_FOR = timedelta(days=180)
# When a file that nobody confirms is forgotten.
KEPT = timedelta(days=2)


def files_begun(who: Who, now: datetime) -> QuerySet[CandidateFile] | None:
    """Of candidates, read on trial: they wait for answers, or to be taken in."""
    if not who.is_coordinator:
        return None
    return CandidateFile.objects.filter(made_by=who.user, state=CandidateFile.State.READ)


def go_on(count: int, first: datetime) -> NextStep:
    words = ngettext(
        "Go on with the candidates you sent",
        "Go on with the %(count)s files of candidates you sent",
        count,
    )
    due = timezone.localdate(first + KEPT)
    return NextStep("candidates", words % {"count": count}, reverse("elections:candidates"), due)


def without_result(who: Who, now: datetime) -> QuerySet[Contest] | None:
    """Contests held lately of which candidates are known, and nobody who was elected."""
    if not who.is_coordinator:
        return None
    today = timezone.localdate(now)
    there = Candidacy.objects.filter(contest=OuterRef("pk"))
    rows = Contest.objects.filter(
        Exists(there),
        ~Exists(there.filter(elected=True)),
        election__day__lt=today,
        election__day__gte=today - ASK_FOR,
    )
    # Else the columns of every language come along, and nothing is counted.
    counted: QuerySet[Contest] = rows.rewrite(False)
    return counted


def tell_result(count: int, first: datetime) -> NextStep:
    words = ngettext(
        "Say who was elected in a contest", "Say who was elected in %(count)s contests", count
    )
    return NextStep("results", words % {"count": count}, reverse("elections:elections"))


COUNTED = [
    Counted(files_begun, go_on, since="made_at"),
    Counted(without_result, tell_result, since="updated_at"),
]
