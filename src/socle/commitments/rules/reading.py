"""Who reads sealed words once the deadline is past, and the doors of the ledger."""

from datetime import date, datetime

from django.http import Http404

from socle.commitments.chain.lines import RECEIPT, TOMBSTONE
from socle.commitments.models import LedgerLine, Questionnaire
from socle.groups.models import Membership
from socle.groups.queries.declarations import stepping_aside
from socle.groups.rules import Who


def may_read_sealed(who: Who, questionnaire: Questionnaire, *, day: date, now: datetime) -> bool:
    """Moderators read words from the deadline on: coordinators and organisers of the groups that
    ask, unless they stand in that contest themselves. Nobody reads them before."""
    if who.user is None or questionnaire.deadline is None or now < questionnaire.deadline:
        return False
    asking = set(questionnaire.asks.standing().values_list("asked_by", flat=True))
    organises = {key for key, roles in who.roles.items() if Membership.Role.ORGANISER in roles}
    if not (who.is_coordinator or asking & organises):
        return False
    contest = questionnaire.contest
    return not stepping_aside([who.user.pk], area=contest.area, body=contest.body, day=day)


def open_reading(who: Who, key: int, *, day: date, now: datetime) -> Questionnaire:
    rows = Questionnaire.objects.select_related(
        "contest__election", "contest__area", "contest__body"
    )
    found = rows.filter(pk=key).first()
    if found is None or not may_read_sealed(who, found, day=day, now=now):
        raise Http404
    return found


def open_line(seq: int) -> LedgerLine:
    """For coordinators: of the ledger, one that holds or held something to read."""
    found = LedgerLine.objects.exclude(kind__in=[RECEIPT, TOMBSTONE]).filter(pk=seq).first()
    if found is None:
        raise Http404
    return found
