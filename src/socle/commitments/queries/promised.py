"""Which answers become promises to follow: of the elected, and of lists that have a seat."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from socle.commitments.models import Answer, Stance
from socle.elections.models import Candidacy, Contest

BINDING = (Stance.YES, Stance.YES_IF, Stance.WILL_STUDY)


def has_results(contest: Contest) -> bool:
    """Somebody said who was elected there."""
    return contest.candidacies.filter(elected=True).exists()


def promised_in(contest: Contest) -> QuerySet[Answer]:
    """The last public answers to what stood there at the vote. Of those not elected, none."""
    seated = Candidacy.objects.filter(list=OuterRef("list"), elected=True)
    rows = Answer.objects.current().public()
    rows = rows.filter(
        Q(candidacy__elected=True) | (Q(candidacy=None) & Exists(seated)),
        ask__questionnaire__contest=contest,
        ask__withdrawn_at=None,
        stance__in=BINDING,
    )
    return rows.select_related("ask__provision", "ask__asked_by", "candidacy__person").order_by(
        "ask__position", "pk"
    )
