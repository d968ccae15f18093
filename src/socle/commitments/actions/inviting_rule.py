"""A group adopts and publishes the rule by which lists are invited; which lists it leaves out."""

from datetime import date, datetime

from django.db import transaction

from socle.accounts.journal import record
from socle.accounts.models import User
from socle.commitments.actions.asking import hold_questionnaire
from socle.commitments.models import Exclusion, InvitationRule, Questionnaire
from socle.commitments.rules import ASKS
from socle.elections.models import Contest, ElectoralList
from socle.foundation.actions.stamps import touch
from socle.groups.models import Group


class RuleStands(Exception):
    """A rule was published, and lists are known or invited since: it changes no more."""


class NoWords(Exception):
    """Every rule but « all lists » says in words whom it invites."""


class InvitesAll(Exception):
    """The rule invites all lists: it leaves none out."""


class NoReason(Exception):
    """A list is left out with the reason, which everyone reads."""


class Invited(Exception):
    """The list was invited already."""


def publish_rule(
    *,
    contest: Contest,
    group: Group,
    kind: str,
    words: str,
    language: str,
    adopted_on: date,
    by: User | None,
    now: datetime,
    reach: str = InvitationRule.Reach.LISTS,
) -> InvitationRule:
    """For the contest, whoever else asks in it. It says whether lists were known by then. Another
    one may replace it until they are. Raises NoWords, RuleStands."""
    if kind != InvitationRule.Kind.ALL and not words.strip():
        raise NoWords
    with transaction.atomic():
        held = hold_questionnaire(contest, now)
        known = contest.lists.exists()
        standing = InvitationRule.objects.filter(questionnaire=held).first()
        if standing is not None and (known or held.opened_at is not None):
            raise RuleStands
        rule = standing or InvitationRule(questionnaire=held)
        rule.group, rule.kind, rule.words, rule.language = group, kind, words.strip(), language
        rule.adopted_on, rule.published_at, rule.published_by = adopted_on, now, by
        rule.reach, rule.lists_known = reach, known
        rule.save()
        record("commitments.rule.published", now=now, by=by, target=rule)
        touch([ASKS])
    return rule


def leave_out(
    *, row: ElectoralList, questionnaire: Questionnaire, why: str, by: User, now: datetime
) -> Exclusion:
    """It is shown as not invited, by the rule, with this reason. Raises NoReason, InvitesAll,
    Invited."""
    if not why.strip():
        raise NoReason
    with transaction.atomic():
        held = hold_questionnaire(questionnaire.contest, now)
        rule = InvitationRule.objects.filter(questionnaire=held).first()
        if rule is None or rule.kind == InvitationRule.Kind.ALL:
            raise InvitesAll
        if row.invitations.exclude(sent_at=None, due_at=None).exists():
            raise Invited
        found, _made = Exclusion.objects.update_or_create(
            list=row,
            defaults={"rule": rule, "reason": why.strip()[:500], "made_at": now, "made_by": by},
        )
        record("commitments.list.left_out", now=now, by=by, target=row, reason=found.reason)
        touch([ASKS])
    return found


def take_in(*, row: ElectoralList, by: User, now: datetime) -> None:
    """The rule invites it after all. Idempotent."""
    with transaction.atomic():
        gone, _rows = Exclusion.objects.filter(list=row).delete()
        if gone:
            record("commitments.list.taken_in", now=now, by=by, target=row)
            touch([ASKS])
