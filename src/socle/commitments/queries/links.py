"""The link of an invitation: who holds it answers, without an account. Reading it burns nothing."""

from collections.abc import Callable
from datetime import datetime, time, timedelta
from enum import StrEnum

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone, translation

from socle.commitments.models import Answer, Invitation, Questionnaire
from socle.elections.models import Contest

signer = Signer(salt="commitments.invitation", sep=".")
# Where the token stands in an address that all links of a language share.
HERE = "TOKEN"


class Dead(StrEnum):
    """Why a link opens nothing."""

    ALTERED = "altered"
    REVOKED = "revoked"
    EXPIRED = "expired"


def token_of(invitation: Invitation) -> str:
    return signer.sign(f"{invitation.pk}.{invitation.nonce}")


def link_for(invitation: Invitation) -> str:
    """The whole address, in the language of the invitation."""
    return links_in(invitation.language)(invitation)


def links_in(language: str) -> Callable[[Invitation], str]:
    """Makes the links of many: what they have in common is looked up once."""
    with translation.override(language):
        path = reverse("commitments:answer", args=[HERE])
    before, _here, after = (settings.SOCLE_BASE_URL + path).rpartition(HERE)
    return lambda invitation: f"{before}{token_of(invitation)}{after}"


def invitation_of(token: str, *, now: datetime) -> Invitation | Dead:
    """Of a link that was made here; one made before the nonce changed was revoked."""
    try:
        key, nonce = signer.unsign(token).split(".")
    except (BadSignature, ValueError):
        return Dead.ALTERED
    found = Invitation.objects.select_related(
        "questionnaire__contest__election",
        "questionnaire__contest__body",
        "questionnaire__contest__area",
        "list",
        "candidacy__person",
    )
    invitation = found.filter(pk=key).first()
    if invitation is None:
        return Dead.ALTERED
    if invitation.revoked_at is not None or invitation.nonce != nonce:
        return Dead.REVOKED
    return invitation if is_open(invitation, now) else Dead.EXPIRED


def is_open(invitation: Invitation, now: datetime) -> bool:
    """Whoever answered otherwise, on stage or by letter, corrects by the link as the others do."""
    if now < open_until(invitation):
        return True
    return now < vote_begins(invitation) and answers_by(invitation).exists()


def answers_by(invitation: Invitation) -> QuerySet[Answer]:
    """Those of the same list or candidate that stand, by whichever way they came."""
    return Answer.objects.current().filter(
        list=invitation.list_id,
        candidacy=invitation.candidacy_id,
        ask__questionnaire=invitation.questionnaire_id,
    )


def invitation_of_author(answer: Answer) -> Invitation | None:
    """The address they were invited at: whoever answered otherwise may have one too."""
    rows = Invitation.objects.standing().filter(
        questionnaire__asks=answer.ask_id, list=answer.list_id, candidacy=answer.candidacy_id
    )
    return rows.select_related(
        "questionnaire__contest__election",
        "questionnaire__contest__body",
        "questionnaire__contest__area",
        "list",
        "candidacy__person",
    ).first()


def last_moment(invitation: Invitation, questionnaire: Questionnaire) -> datetime | None:
    """Of its days to answer: the deadline, or its own where it became known after. None before
    lists are invited."""
    deadline = questionnaire.deadline
    own = invitation.expires_at - timedelta(days=questionnaire.grace_days)
    return max(deadline, own) if deadline else None


def open_until(invitation: Invitation) -> datetime:
    """Its last moment for answering; who has answered may correct until the eve of the vote."""
    vote = vote_begins(invitation)
    return vote if invitation.finished_at else min(invitation.expires_at, vote)


def vote_begins(invitation: Invitation) -> datetime:
    """Midnight between the eve and the day: from then on, a change of mind is a statement."""
    return vote_begins_in(invitation.questionnaire.contest)


def vote_begins_in(contest: Contest) -> datetime:
    return timezone.make_aware(datetime.combine(contest.election.day, time.min))
