"""What someone is to a group, what they may do there, and the doors of its pages.

Absent and forbidden look the same to a stranger: every door answers 404.
"""

import re
import unicodedata
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum

from django.contrib.auth.models import AnonymousUser
from django.http import Http404
from django.utils import timezone

from socle.accounts.models import User
from socle.groups.models import (
    Approach,
    Declaration,
    Delegation,
    Group,
    Invitation,
    Membership,
    Stage,
)

# Stamps (see foundation/kept.py).
CHARTER = "groups.charter"  # the words of the charter
GROUPS = "groups.groups"  # public groups: their pages, the directory, who is active in a commune

Role = Membership.Role
DELEGATE = "delegate"
# Short words for legal forms say nothing of who an organisation is.
LEGAL_FORMS = {"asbl", "vzw", "aisbl", "ivzw", "scrl", "sc", "cv", "vog", "eg", "ltd", "cic"}


def sort_name(name: str) -> str:
    """Lower case, without accents, signs nor legal form: « L’Échange ASBL » is ``l echange``."""
    plain = unicodedata.normalize("NFKD", name.casefold().replace("ß", "ss").replace("œ", "oe"))
    words = re.findall(r"[^\W_]+", "".join(c for c in plain if not unicodedata.combining(c)))
    kept = [word for word in words if word not in LEGAL_FORMS]
    return " ".join(kept or words)[:120]


@dataclass(frozen=True, slots=True)
class Who:
    """A person and every role they have on a day, read once: no question costs more queries."""

    user: User | None
    is_administrator: bool = False
    is_coordinator: bool = False
    roles: dict[int, frozenset[str]] = field(default_factory=dict)

    def roles_in(self, group: Group) -> frozenset[str]:
        return self.roles.get(group.pk, frozenset())

    def is_inside(self, group: Group) -> bool:
        """Has any role there, or coordinates the whole."""
        return self.is_coordinator or bool(self.roles_in(group))

    def organises(self, group: Group) -> bool:
        return Role.ORGANISER in self.roles_in(group)


def who(user: User | AnonymousUser | None, *, day: date) -> Who:
    """Two queries for someone signed in, none for a visitor. A coordinator organises the
    coalition; an administrator may do what a coordinator may."""
    if not isinstance(user, User) or not user.is_active:
        return Who(user=None)
    running = Membership.objects.on(day).filter(user=user, group__archived_at=None)
    roles: dict[int, set[str]] = {}
    coordinates = user.is_superuser
    for group_id, role, kind in running.values_list("group_id", "role", "group__kind"):
        roles.setdefault(group_id, set()).add(role)
        coordinates |= kind == Group.Kind.COALITION and role == Role.ORGANISER
    spoken_for = Delegation.objects.on(day).filter(user=user, institution__archived_at=None)
    for group_id in spoken_for.values_list("institution_id", flat=True):
        roles.setdefault(group_id, set()).add(DELEGATE)
    return Who(
        user=user,
        is_administrator=user.is_superuser,
        is_coordinator=coordinates,
        roles={group_id: frozenset(names) for group_id, names in roles.items()},
    )


# --- who may: each takes who asks and the group ---


def may_see(who: Who, group: Group) -> bool:
    """A public group, archived too; one that is only being approached: those inside."""
    return group.public_since is not None or who.is_inside(group)


def may_be_written_to(group: Group) -> bool:
    """By anyone, through its page."""
    return group.public_since is not None and group.archived_at is None


def may_see_inside(who: Who, group: Group) -> bool:
    """Who is in it, what they declared, what it prepares."""
    return who.is_inside(group)


def is_member(who: Who, group: Group) -> bool:
    """Has joined, or began it; a mentor and a delegate may yet join."""
    return bool(who.roles_in(group) & {Role.MEMBER, Role.ORGANISER})


def may_join(who: Who, group: Group) -> bool:
    """A visitor too: they are asked to sign in on the way. Not who is in it already."""
    open_to_all = group.public_since is not None and group.archived_at is None
    by_itself = group.joining != Group.Joining.BY_INVITATION
    return open_to_all and by_itself and not is_member(who, group)


def may_leave(who: Who, group: Group) -> bool:
    return bool(who.roles_in(group))


def may_manage(who: Who, group: Group) -> bool:
    """Edit its page, its members, requests, invitations and roles."""
    return group.archived_at is None and (who.organises(group) or who.is_coordinator)


def may_archive(who: Who, group: Group) -> bool:
    """Never the coalition itself, from a page."""
    return may_manage(who, group) and group.kind != Group.Kind.COALITION


def may_bring_back(who: Who, group: Group) -> bool:
    """An archived group that was not merged."""
    return who.is_coordinator and group.archived_at is not None and group.merged_into_id is None


def may_merge(who: Who, group: Group, into: Group) -> bool:
    """Coordinators, or who organises both."""
    return (
        group.pk != into.pk
        and group.kind == into.kind != Group.Kind.COALITION
        and may_manage(who, group)
        and may_manage(who, into)
    )


def may_give_role(who: Who, group: Group, role: str, *, has_organiser: bool) -> bool:
    """A mentor is named by coordinators; an organiser by another one, or by coordinators where
    there is none; whoever joins becomes a member by joining."""
    if role == Role.MENTOR:
        return group.archived_at is None and who.is_coordinator
    if role == Role.ORGANISER and has_organiser and not who.organises(group):
        return False
    return role != Role.MEMBER and may_manage(who, group)


def may_end_role(who: Who, group: Group, membership: Membership) -> bool:
    """One's own, or that of others for who gives it; a member leaves, or is removed."""
    if who.user is None or group.archived_at is not None or membership.role == Role.MEMBER:
        return False
    if membership.user_id == who.user.pk:
        return True
    return who.is_coordinator if membership.role == Role.MENTOR else may_manage(who, group)


def may_remove(who: Who, group: Group, user_id: int, roles: Collection[str]) -> bool:
    """Not oneself; and a mentor who is nothing else there is the coalition's to take back."""
    if who.user is None or user_id == who.user.pk or not may_manage(who, group):
        return False
    return who.is_coordinator or set(roles) != {Role.MENTOR}


def may_link(who: Who, group: Group) -> bool:
    """Ask that the group be part of another."""
    return group.kind != Group.Kind.COALITION and may_manage(who, group)


def may_delegate(who: Who, group: Group) -> bool:
    """Say who speaks for the institution."""
    return group.kind == Group.Kind.ORGANISATION and may_manage(who, group)


def may_end_delegation(who: Who, delegation: Delegation) -> bool:
    """The person themself, or those who say who speaks for the institution."""
    is_own = who.user is not None and delegation.user_id == who.user.pk
    return is_own or may_delegate(who, delegation.institution)


def may_coordinate(who: Who) -> bool:
    """The pipeline, welcoming, mentors, quiet groups."""
    return who.is_coordinator


def may_welcome(who: Who, group: Group) -> bool:
    """Welcome a local group, and name who stands by it."""
    lives = group.archived_at is None and group.public_since is not None
    return who.is_coordinator and lives and group.kind == Group.Kind.LOCAL


def may_write_as(who: Who, group: Group) -> bool:
    """Tell the coalition something in the group's name."""
    return group.archived_at is None and bool(who.roles_in(group) & {Role.ORGANISER, DELEGATE})


def may_speak_publicly(group: Group) -> bool:
    """Whether the group may ask candidates, invite them, or tell of the elected.

    It lives, the coalition welcomed it (local groups) or it is a public member, and it accepted
    a release of the charter. The coalition wrote the charter, and needs neither.
    """
    if group.archived_at is not None or group.public_since is None:
        return False
    if group.kind == Group.Kind.COALITION:
        return True
    welcomed = group.kind != Group.Kind.LOCAL or group.welcomed_at is not None
    return welcomed and group.charter_acceptances.exists()


def steps_aside(
    declarations: Iterable[Declaration],
    *,
    area_ids: Collection[int],
    body_id: int | None,
    day: date,
) -> bool:
    """Whether somebody takes no part in the asks and the follow-up of a contest.

    ``declarations`` are those of one person, latest first; those made after ``day`` do not count.
    ``area_ids`` are the area of the contest and what it was or became. The latest word on it
    counts: "neither" without an area takes back all that was said before. Who stood stays aside
    after the vote too, until they say otherwise: one does not judge who won.
    """
    for declaration in declarations:
        if timezone.localdate(declaration.made_at) > day:
            continue
        if declaration.area_id is None:
            return False
        same_body = declaration.body_id is None or declaration.body_id == body_id
        if declaration.area_id in area_ids and same_body:
            return declaration.stands or declaration.holds
    return False


def latest_by_area(declarations: Iterable[Declaration]) -> list[Declaration]:
    """Those that count: the latest for each area and body. Takes the latest first."""
    seen: dict[tuple[int | None, int | None], Declaration] = {}
    for declaration in declarations:
        seen.setdefault((declaration.area_id, declaration.body_id), declaration)
    return list(seen.values())


class Opening(StrEnum):
    """What opening an invitation leads to."""

    OPEN = "open"
    ARCHIVED = "archived"
    REVOKED = "revoked"
    EXPIRED = "expired"
    USED = "used"
    SOMEBODY_ELSE = "somebody_else"


def opening_of(
    invitation: Invitation, *, addresses: Collection[str] | None, now: datetime
) -> Opening:
    """``addresses`` are those of who opens it; None for a visitor, who may yet be the right one."""
    to = invitation.email.casefold()
    if invitation.group.archived_at is not None:
        return Opening.ARCHIVED
    if invitation.revoked_at is not None:
        return Opening.REVOKED
    if to and invitation.accepted_at is not None:
        return Opening.USED
    if invitation.expires_at <= now:
        return Opening.EXPIRED
    if to and addresses is not None and to not in {address.casefold() for address in addresses}:
        return Opening.SOMEBODY_ELSE
    return Opening.OPEN


# --- the pipeline ---

# A member is made by the charter alone, and stops being one by leaving.
OPEN_STAGES = (Stage.TO_CONTACT, Stage.CONTACTED, Stage.INTERESTED)
NEEDS_A_REASON = (Stage.LEFT, Stage.DECLINED)
# Days after it was sent for which the link to the charter opens.
CHARTER_LINK_LASTS = timedelta(days=90)


def stages_from(stage: str) -> list[Stage]:
    """Where an organisation may be moved by hand, in the order of the pipeline."""
    if stage == Stage.MEMBER:
        return [Stage.LEFT]
    reachable = [*OPEN_STAGES, *([] if stage == Stage.LEFT else [Stage.DECLINED])]
    return [other for other in reachable if other != stage]


class CharterLink(StrEnum):
    """What opening the link to the charter leads to."""

    OPEN = "open"
    ACCEPTED = "accepted"
    ARCHIVED = "archived"
    REVOKED = "revoked"
    EXPIRED = "expired"


def charter_link_of(
    approach: Approach, *, nonce: str, accepted: bool, now: datetime
) -> CharterLink:
    """``accepted``: the group accepted the release in force."""
    if approach.group.archived_at is not None:
        return CharterLink.ARCHIVED
    if nonce != approach.nonce or approach.charter_sent_at is None:
        return CharterLink.REVOKED
    if accepted and approach.stage == Stage.MEMBER:
        return CharterLink.ACCEPTED
    if approach.charter_sent_at + CHARTER_LINK_LASTS <= now:
        return CharterLink.EXPIRED
    return CharterLink.OPEN


# --- doors ---


def open_group(who: Who, key: int) -> Group:
    """The group, for whoever may see its page."""
    group = Group.objects.filter(pk=key).first()
    if group is None or not may_see(who, group):
        raise Http404
    return group


def open_group_inside(who: Who, key: int) -> Group:
    group = open_group(who, key)
    if not may_see_inside(who, group):
        raise Http404
    return group


def open_group_to_manage(who: Who, key: int) -> Group:
    group = open_group(who, key)
    if not may_manage(who, group):
        raise Http404
    return group


def require_coordinator(who: Who) -> None:
    if not may_coordinate(who):
        raise Http404


def open_approach(who: Who, key: int) -> Approach:
    """How the coalition comes to know the group of that key; for coordinators."""
    require_coordinator(who)
    rows = Approach.objects.select_related("group", "follower")
    found = rows.filter(group=key, group__archived_at=None).first()
    if found is None:
        raise Http404
    return found
