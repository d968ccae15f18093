"""Who may ask and invite in the name of a group, the doors of those pages, and the stamps."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from django.http import Http404

from socle.accounts.models import User
from socle.commitments.chain.lines import RECEIPT, TOMBSTONE
from socle.commitments.models import (
    Ask,
    AskRound,
    Invitation,
    InvitationRule,
    LedgerLine,
    Letter,
    Questionnaire,
    StageEvent,
)
from socle.elections.models import Candidacy, Contest, ElectoralList
from socle.groups.models import Group, Membership
from socle.groups.queries.declarations import declarations_by, stepping_aside
from socle.groups.rules import Who, may_manage, may_speak_publicly
from socle.territories.queries.areas import ids_above

# The stamp of pages that show lines of the ledger, or its head.
LEDGER = "ledger"
# As links in messages name what is followed: the kind, and the key of the only one there is.
LEDGER_KEY = "ledger:all"

# That of pages that show what is asked of lists, by what rule they are invited, what was tried.
ASKS = "commitments.asks"
# That of pages that show published answers: whatever changes one, or takes its words away.
ANSWERS = "commitments.answers"

# How many asks of all groups together a list is put: more get thinner answers, or none.
ADVISED, MOST = 5, 10


# What pages show of an invitation besides its row.
OF_INVITATION = (
    "questionnaire__contest__election",
    "questionnaire__contest__body",
    "questionnaire__contest__area",
    "list",
    "candidacy__person",
)


class Refusal(StrEnum):
    """Why somebody who organises a group may not ask in its name yet, or no more."""

    NOT_WELCOMED = "not_welcomed"
    STANDS = "stands"
    VOTED = "voted"


@dataclass(frozen=True, slots=True)
class Asking:
    """A group that asks in a contest, as one of its organisers meets it."""

    group: Group
    contest: Contest
    questionnaire: Questionnaire | None
    refusal: Refusal | None

    @property
    def is_open(self) -> bool:
        """Lists were invited: no ask is added any more."""
        return self.questionnaire is not None and self.questionnaire.opened_at is not None

    @property
    def is_published(self) -> bool:
        return self.questionnaire is not None and self.questionnaire.published_at is not None


def concerns(group: Group, contest: Contest) -> bool:
    """Its voters live where the group is; those of every contest concern the coalition, and an
    organisation that is of no place."""
    areas = list(group.areas.all())
    if group.kind == Group.Kind.COALITION or (not areas and group.kind == Group.Kind.ORGANISATION):
        return True
    where = contest.areas.all()
    return any(
        where.filter(pk=area.pk).exists() or where.filter(pk__in=ids_above(area)).exists()
        for area in areas
    )


def refusal_of(who: Who, group: Group, contest: Contest, *, day: date) -> Refusal | None:
    """Who stands in a contest steps aside from its asks; another organiser may go on."""
    if not may_speak_publicly(group):
        return Refusal.NOT_WELCOMED
    if who.user is not None and stepping_aside(
        [who.user.pk], area=contest.area, body=contest.body, day=day
    ):
        return Refusal.STANDS
    return Refusal.VOTED if contest.election.day < day else None


def stands_in(user: User, contests: Iterable[Contest], *, day: date) -> Contest | None:
    """The first of them from which the user steps aside. Who declared nothing costs one query."""
    if not declarations_by([user.pk]):
        return None
    for row in contests:
        if stepping_aside([user.pk], area=row.area, body=row.body, day=day):
            return row
    return None


# --- doors ---


def open_asking(who: Who, group_key: int, contest_key: int, *, day: date) -> Asking:
    """For who manages the group, where the contest concerns it; the page says why they may not."""
    group = Group.objects.filter(pk=group_key).first()
    contests = Contest.objects.select_related("election", "body__level", "area__level")
    contest = contests.filter(pk=contest_key).first()
    if group is None or contest is None or not may_manage(who, group):
        raise Http404
    if not concerns(group, contest):
        raise Http404
    return Asking(
        group,
        contest,
        Questionnaire.objects.filter(contest=contest).first(),
        refusal_of(who, group, contest, day=day),
    )


def open_own_ask(asking: Asking, key: int) -> Ask:
    """One of the group's, in that contest."""
    rows = Ask.objects.select_related("questionnaire", "provision", "adaptation")
    found = rows.filter(
        pk=key, questionnaire=asking.questionnaire, asked_by=asking.group, withdrawn_at=None
    ).first()
    if found is None:
        raise Http404
    return found


def open_round(key: int) -> AskRound:
    """For coordinators."""
    rows = AskRound.objects.select_related(
        "provision__level", "provision__area", "provision__text", "election", "region", "asked_by"
    )
    found = rows.filter(pk=key).first()
    if found is None:
        raise Http404
    return found


def open_ask(key: int) -> Ask:
    """Its words are frozen: before, only those who ask in the contest see it."""
    rows = Ask.objects.frozen().select_related(
        "asked_by",
        "replaced_by",
        "replaces",
        "provision__demand__text",
        "provision__competent",
        "questionnaire__rule",
        "questionnaire__contest__election",
        "questionnaire__contest__body__level",
        "questionnaire__contest__area__level",
    )
    found = rows.filter(pk=key).first()
    if found is None:
        raise Http404
    return found


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


def open_list_of(asking: Asking, key: int) -> ElectoralList:
    """One of the contest, once something is asked or a rule stands there."""
    found = ElectoralList.objects.filter(pk=key, contest=asking.contest).first()
    if found is None or asking.questionnaire is None:
        raise Http404
    return found


def open_paper(asking: Asking, key: int) -> Invitation:
    """An invitation that goes by letter or by hand, once the lists are invited."""
    rows = Invitation.objects.standing().exclude(channel=Invitation.Channel.EMAIL)
    rows = rows.exclude(due_at=None, sent_at=None).select_related(*OF_INVITATION)
    found = rows.filter(pk=key, questionnaire=asking.questionnaire).first()
    if found is None or asking.questionnaire is None:
        raise Http404
    return found


# --- on stage ---


class NoWitness(StrEnum):
    """Why somebody may not note what is said at a meeting, or not confirm it."""

    STANDS = "stands"
    OF_THE_GROUP = "of_the_group"


def steps_aside(who: Who, contest: Contest, *, day: date) -> bool:
    """They declared that they stand, or hold a seat, there."""
    return who.user is not None and stands_in(who.user, [contest], day=day) is not None


def is_witness_of(who: Who, group: Group) -> bool:
    """Notes what is said on stage for the group: its witnesses, and who manages it."""
    return Membership.Role.WITNESS in who.roles_in(group) or may_manage(who, group)


def is_witness_elsewhere(who: Who, group: Group) -> bool:
    """Of other groups, and of this one in no way."""
    witness = any(Membership.Role.WITNESS in roles for roles in who.roles.values())
    return witness and not who.roles_in(group)


def refusal_to_confirm(who: Who, stage: StageEvent, *, day: date) -> NoWitness | None:
    """One of two witnesses is from outside the group that asks."""
    if who.roles_in(stage.group):
        return NoWitness.OF_THE_GROUP
    contest = stage.questionnaire.contest
    return NoWitness.STANDS if steps_aside(who, contest, day=day) else None


def stage_of(key: int | str) -> StageEvent:
    rows = StageEvent.objects.select_related(
        "group",
        "questionnaire__contest__election",
        "questionnaire__contest__body__level",
        "questionnaire__contest__area__level",
    )
    found = rows.filter(pk=key, group__archived_at=None).first()
    if found is None:
        raise Http404
    return found


def open_stage_to_note(who: Who, key: int) -> StageEvent:
    """For the witnesses of its group."""
    found = stage_of(key)
    if not is_witness_of(who, found.group):
        raise Http404
    return found


def open_own_stage(asking: Asking, key: int) -> StageEvent:
    """One of the group's, in that contest."""
    found = StageEvent.objects.filter(
        pk=key, group=asking.group, questionnaire=asking.questionnaire
    ).first()
    if found is None:
        raise Http404
    return found


def open_stage_to_confirm(key: str, nonce: str) -> StageEvent:
    """For whoever holds the link that stands."""
    found = stage_of(key)
    if found.nonce != nonce:
        raise Http404
    return found


# --- candidates besides their list ---


def open_candidacy_of(asking: Asking, key: int) -> Candidacy:
    """Somebody on a list of the contest whom its rule invites."""
    rows = Candidacy.objects.select_related("person", "list").filter(contest=asking.contest)
    found = rows.filter(pk=key, list__exclusion=None).first()
    rule = InvitationRule.objects.filter(questionnaire=asking.questionnaire).first()
    if found is None or rule is None or not invites(rule, found):
        raise Http404
    return found


def invites(rule: InvitationRule, candidacy: Candidacy) -> bool:
    """Themself, besides their list."""
    if rule.reach == InvitationRule.Reach.HEADS:
        return candidacy.is_head
    return rule.reach == InvitationRule.Reach.CANDIDATES


# --- answers that came by letter or e-mail ---


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
