"""Who enters, confirms and reads answers that came by letter or e-mail."""

from datetime import date, datetime

from django.http import Http404

from socle.commitments.models import Invitation, InvitationRule, Letter
from socle.commitments.rules.asking import OF_INVITATION, Asking
from socle.commitments.rules.reading import may_read_sealed
from socle.groups.models import Group
from socle.groups.rules import Who


def handles_letters(asking: Asking) -> bool:
    """Groups that ask in the contest or invite there, and the coalition: once lists are invited."""
    questionnaire = asking.questionnaire
    if questionnaire is None or not asking.is_open:
        return False
    own = asking.group
    if own.kind == Group.Kind.COALITION:
        return True
    asks = questionnaire.asks.standing().filter(asked_by=own)
    rule = InvitationRule.objects.filter(questionnaire=questionnaire, group=own)
    return asks.exists() or rule.exists()


def open_invitation(asking: Asking, key: int) -> Invitation:
    """Of whoever answered by letter: they need not be reached yet."""
    rows = Invitation.objects.select_related(*OF_INVITATION)
    found = rows.filter(pk=key, questionnaire=asking.questionnaire).first()
    if found is None or not handles_letters(asking):
        raise Http404
    return found


def open_letter(asking: Asking, key: int) -> Letter:
    """One of the contest, for those who enter and confirm there."""
    beside = [f"invitation__{name}" for name in OF_INVITATION]
    rows = Letter.objects.select_related(*beside, "entered_by").defer("scan")
    found = rows.filter(pk=key, invitation__questionnaire=asking.questionnaire).first()
    if found is None or not handles_letters(asking):
        raise Http404
    return found


def may_read_letter(who: Who, letter: Letter, *, day: date, now: datetime) -> bool:
    """While it waits, or is to be mended, whoever may confirm it; then the two who read it already,
    and moderators from the deadline on."""
    if who.user is None:
        return False
    answers = list(letter.answers.all())
    waits = any(not (row.confirmed_at or row.sent_back_at) for row in answers)
    # Mended or taken back, it has no scan any more.
    if waits or (letter.scan_type and any(row.sent_back_why for row in answers)):
        return True
    seconds = {key for row in answers for key in (row.confirmed_by_id, row.sent_back_by_id)}
    if who.user.pk in {letter.entered_by_id, *seconds}:
        return True
    return may_read_sealed(who, letter.invitation.questionnaire, day=day, now=now)
