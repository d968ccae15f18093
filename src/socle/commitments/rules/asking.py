"""Who may ask and invite in the name of a group, and the doors of those pages."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.http import Http404

from socle.accounts.models import User
from socle.commitments.models import (
    Ask,
    AskRound,
    Invitation,
    InvitationRule,
    Questionnaire,
)
from socle.demands.models import Adaptation
from socle.elections.models import Candidacy, Contest, ElectoralList
from socle.groups.models import Group
from socle.groups.queries.declarations import declarations_by, stepping_aside
from socle.groups.rules import Who, may_manage, may_speak_publicly
from socle.territories.queries.areas import ids_above

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


def still_stands(ask: Ask) -> bool:
    """What it asks was withdrawn neither from its demand, nor by whoever worded it."""
    own, asked = ask.adaptation, ask.provision
    if own is not None and own.status == Adaptation.Status.WITHDRAWN:
        return False
    return asked.withdrawn_at is None and asked.demand.withdrawn_at is None


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
        "provision__level",
        "provision__area",
        "provision__text",
        "provision__demand",
        "election",
        "region",
        "asked_by",
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
