"""Who may read, write, take over and answer for demands, and the doors of their pages."""

from django.db.models import Exists, OuterRef, Q
from django.http import Http404

from socle.demands.models import (
    Adaptation,
    Demand,
    Memorandum,
    MemorandumDemand,
    Offer,
    Provision,
)
from socle.groups.models import Group
from socle.groups.rules import Who, may_manage
from socle.texts.models import Revision
from socle.texts.queries.words import Words

# Stamps (see foundation/kept.py).
DEMANDS = "demands.demands"  # public memorandums and demands, what they ask of each level
ADAPTATIONS = "demands.adaptations"  # what groups took over, in their words

# The kinds of texts of this room (texts/kinds.py).
MEMORANDUM, DEMAND, PROVISION, ADAPTATION = "memorandum", "demand", "provision", "adaptation"


def is_public(demand: Demand) -> bool:
    """It stands in a memorandum anyone may read, or a group published it as its own."""
    return Demand.objects.filter(public_demands(), pk=demand.pk).exists()


def public_demands() -> Q:
    """The same, as a condition on demands; those withdrawn are in it."""
    published = Exists(Revision.objects.filter(text=OuterRef("text")))
    places = MemorandumDemand.objects.filter(demand=OuterRef("pk"))
    in_the_open = Exists(places.exclude(memorandum__status=Memorandum.Status.DRAFT))
    own = ~Q(text__owner__kind=Group.Kind.COALITION) & Q(text__owner__public_since__isnull=False)
    return Q(published) & (Q(in_the_open) | own)


def may_write_memorandum(who: Who, memorandum: Memorandum) -> bool:
    return memorandum.withdrawn_at is None and may_manage(who, memorandum.text.owner)


def may_bring_memorandum_back(who: Who, memorandum: Memorandum) -> bool:
    return memorandum.withdrawn_at is not None and may_manage(who, memorandum.text.owner)


def statuses_from(memorandum: Memorandum) -> list[str]:
    """Where a coordinator may take it by hand. It is published by its first release; what was
    released once is never hidden again."""
    status = Memorandum.Status
    released = memorandum.releases.exists()
    after = {
        status.DRAFT: [status.OPEN],
        status.OPEN: [status.PUBLISHED] if released else [status.DRAFT],
        status.PUBLISHED: [status.OPEN],
    }
    return [each.value for each in after[status(memorandum.status)]]


def may_write_demand(who: Who, demand: Demand) -> bool:
    """Its owner; coordinators once it stands in a memorandum of the coalition."""
    return demand.withdrawn_at is None and (
        may_manage(who, demand.text.owner) or (who.is_coordinator and demand.memorandums.exists())
    )


def is_another_ask(said: Revision | None, words: Words) -> bool:
    """By what anyone can tell it was done is not what it was: an answer to the one is no answer to
    the other."""
    return said is not None and said.summary != words.summary


def may_take_over(who: Who, group: Group) -> bool:
    """Take demands over in the name of a local group: prepared at once, adopted when it can."""
    return group.kind == Group.Kind.LOCAL and may_manage(who, group)


def may_begin_demand(who: Who, group: Group) -> bool:
    """A local group's or an organisation's own; the coalition's, for its memorandums."""
    return group.kind != Group.Kind.WORKING and may_manage(who, group)


def may_withdraw_demand(who: Who, demand: Demand) -> bool:
    """Whoever answers for its owner; coordinators do for every group."""
    return demand.withdrawn_at is None and may_manage(who, demand.text.owner)


def may_bring_back(who: Who, demand: Demand) -> bool:
    return demand.withdrawn_at is not None and may_manage(who, demand.text.owner)


def may_offer(who: Who, demand: Demand) -> bool:
    """Offer it upward, or take that back: whoever organises the group that wrote it."""
    owner = demand.text.owner
    return owner.kind != Group.Kind.COALITION and may_withdraw_demand(who, demand)


# --- doors ---


class NoLongerStands(Exception):
    """Nobody changes ``row`` any more; whoever answers for it may bring it back."""

    def __init__(self, row: Demand | Memorandum) -> None:
        self.row = row
        super().__init__(str(row))


def open_memorandum_to_write(who: Who, key: int) -> Memorandum:
    """Raises NoLongerStands."""
    found = open_memorandum(who, key)
    if may_bring_memorandum_back(who, found):
        raise NoLongerStands(found)
    if not may_write_memorandum(who, found):
        raise Http404
    return found


def open_memorandum_to_bring_back(who: Who, key: int) -> Memorandum:
    found = open_memorandum(who, key)
    if not may_bring_memorandum_back(who, found):
        raise Http404
    return found


def open_demand_to_write(who: Who, key: int) -> Demand:
    """Raises NoLongerStands."""
    found = open_standing(who, key)
    if not may_write_demand(who, found):
        raise Http404
    return found


def open_standing(who: Who, key: int) -> Demand:
    found = open_demand(who, key)
    if may_bring_back(who, found):
        raise NoLongerStands(found)
    return found


def open_demand_to_withdraw(who: Who, key: int) -> Demand:
    """Raises NoLongerStands."""
    found = open_standing(who, key)
    if not may_withdraw_demand(who, found):
        raise Http404
    return found


def open_demand_to_bring_back(who: Who, key: int) -> Demand:
    found = open_demand(who, key)
    if not may_bring_back(who, found):
        raise Http404
    return found


def open_demand_to_offer(who: Who, key: int) -> Demand:
    found = open_demand(who, key)
    if not may_offer(who, found):
        raise Http404
    return found


def open_provision_to_write(who: Who, key: int) -> Provision:
    """Raises NoLongerStands."""
    found = open_provision(who, key)
    if may_bring_back(who, found.demand):
        raise NoLongerStands(found.demand)
    if found.withdrawn_at is not None or not may_write_demand(who, found.demand):
        raise Http404
    return found


def open_group_to_ask(who: Who, key: int) -> Group:
    """The group in whose name a demand is begun."""
    found = Group.objects.filter(pk=key).first()
    if found is None or not may_begin_demand(who, found):
        raise Http404
    return found


def open_offer(who: Who, key: int) -> Offer:
    """For coordinators, answered too."""
    rows = Offer.objects.select_related(
        "demand__text__owner", "demand__born_in", "made_by", "answered_by"
    )
    found = rows.filter(pk=key).first()
    if found is None or not who.is_coordinator:
        raise Http404
    return found


def open_memorandum(who: Who, key: int) -> Memorandum:
    """For anyone once it is public; before, for who may write it."""
    found = Memorandum.objects.select_related("text__owner").filter(pk=key).first()
    if found is None:
        raise Http404
    if found.status == Memorandum.Status.DRAFT and not who.is_inside(found.text.owner):
        raise Http404
    return found


def open_demand(who: Who, key: int) -> Demand:
    """One withdrawn too: its page says why, and where it went."""
    rows = Demand.objects.select_related("text__owner", "merged_into__text", "born_in__level")
    found = rows.annotate(is_open=public_demands()).filter(pk=key).first()
    if found is None or not (found.is_open or who.is_inside(found.text.owner)):
        raise Http404
    return found


def is_read(who: Who, key: int) -> bool:
    """Whether the page of that demand is there for them."""
    rows = Demand.objects.select_related("text__owner").annotate(is_open=public_demands())
    found = rows.filter(pk=key).first()
    return found is not None and (found.is_open or who.is_inside(found.text.owner))


def open_provision(who: Who, key: int) -> Provision:
    rows = Provision.objects.select_related("demand__text__owner", "text", "level", "area")
    found = rows.filter(pk=key).first()
    if found is None:
        raise Http404
    open_demand(who, found.demand_id)
    return found


class WordingIsGone(Exception):
    """Anyone could read these words; nobody stands by them any more."""

    def __init__(self, wording: Adaptation) -> None:
        self.wording = wording
        super().__init__(str(wording))


def open_wording_to_take(who: Who, key: int) -> Adaptation:
    """What a group adopted, for anyone: another one may make it its own. Raises WordingIsGone."""
    found = open_adaptation(who, key)
    if found.was_public or found.text.owner.archived_at is not None:
        raise WordingIsGone(found)
    if found.status != Adaptation.Status.ADOPTED or found.text.owner.public_since is None:
        raise Http404
    return found


def open_wording_to_follow(who: Who, key: int) -> Adaptation:
    """One that its organisers may let follow another original."""
    found = open_adaptation(who, key)
    is_gone = found.status == Adaptation.Status.WITHDRAWN
    if is_gone or not may_take_over(who, found.text.owner):
        raise Http404
    return found


def open_adaptation(who: Who, key: int) -> Adaptation:
    """Adopted: anyone; prepared: those inside the group. Withdrawn after it was public: anyone is
    told so, and no more."""
    rows = Adaptation.objects.select_related(
        "text__owner",
        "text__base__text__owner",
        "provision__demand__text",
        "provision__demand__merged_into__text",
        "provision__level",
        "area__level",
    )
    found = rows.filter(pk=key).first()
    if found is None:
        raise Http404
    shown = found.status == Adaptation.Status.ADOPTED and found.text.owner.public_since is not None
    if not (shown or found.was_public or who.is_inside(found.text.owner)):
        raise Http404
    return found
