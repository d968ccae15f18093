"""The demo campaign, from the files of ``demo/`` (its README says what each holds)."""

import csv
from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone, translation
from django.utils.functional import Promise

from socle.accounts.journal import record
from socle.accounts.models import Consent, User
from socle.accounts.purposes import DELEGATION_SHOWN, NAME_PUBLIC, PURPOSES
from socle.accounts.queries import label_of
from socle.accounts.rules import NAMES
from socle.foundation.actions.stamps import touch
from socle.groups.actions.showing import show
from socle.groups.models import (
    Approach,
    CharterAcceptance,
    Declaration,
    Delegation,
    Group,
    GroupLink,
    JoinRequest,
    Membership,
    StageChange,
)
from socle.groups.queries.beside_demo import people_beside_demo
from socle.groups.queries.charter import charter
from socle.groups.rules import sort_name
from socle.territories.models import Area, Topic

Row = dict[str, str]


class RealGroupsHere(Exception):
    """The site has groups that nobody invented: examples would stand among them."""


def load_demo(*, folder: Path, now: datetime, again: bool = False) -> int:
    """Load the demo unless it is there; ``again`` removes it first. How many groups were made.

    Raises RealGroupsHere.
    """
    with transaction.atomic():
        if again:
            remove_demo()
        if Group.objects.filter(is_example=True).exists():
            return 0
        if Group.objects.exists():
            raise RealGroupsHere
        campaign = Campaign(folder, now)
        campaign.load()
        record("groups.demo.loaded", now=now, target="demo:campaign")
        show(campaign.groups.values())
        touch([NAMES])
    return len(campaign.groups)


def remove_demo(*, everything: bool = False) -> None:
    """Every invented group and person, with what hangs on them; ``everything``: those of visitors
    too. Administrators stay."""
    groups = Group.objects.all() if everything else Group.objects.filter(is_example=True)
    keys = list(groups.values_list("pk", flat=True))
    groups = Group.objects.filter(pk__in=keys)
    groups.update(archived_at=None, public_since=None, merged_into=None)
    show(groups)
    groups.delete()
    User.objects.filter(is_example=True).delete()
    if everything:
        people_beside_demo().delete()


def said_in(language: str, words: str | Promise) -> str:
    with translation.override(language):
        return str(words)


class Campaign:
    """The files as rows, each under its key in them."""

    def __init__(self, folder: Path, now: datetime) -> None:
        self.folder, self.now = folder, now
        self.today = timezone.localdate(now)
        self.people: dict[str, User] = {}
        self.groups: dict[str, Group] = {}
        self.stages = {row["group"]: row["stage"] for row in self.rows("approaches")}

    def rows(self, name: str) -> list[Row]:
        with (self.folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    def ago(self, days: str) -> datetime:
        return self.now - timedelta(days=int(days))

    def load(self) -> None:
        self.load_people()
        self.load_groups()
        self.load_charters()
        self.load_roles()
        self.load_requests()
        self.load_declarations()
        self.load_delegations()
        self.load_links()
        self.load_approaches()

    def load_people(self) -> None:
        rows = self.rows("people")
        for row in rows:
            person = User(email=row["email"], name=row["name"], language=row["language"])
            person.is_example, person.last_login = True, self.now
            person.set_unusable_password()
            self.people[row["key"]] = person
        User.objects.bulk_create(self.people.values())
        named = [self.people[row["key"]] for row in rows if row["name_public"]]
        Consent.objects.bulk_create(self.consents(named, NAME_PUBLIC))

    def consents(self, people: Iterable[User], purpose: str, about: str = "") -> list[Consent]:
        words = dict(PURPOSES)[purpose]
        return [
            Consent(
                user=person,
                purpose=purpose,
                about=about,
                words=said_in(person.language, words),
                language=person.language,
                given_at=self.now,
            )
            for person in people
        ]

    def load_groups(self) -> None:
        rows = self.rows("groups")
        for row in rows:
            self.groups[row["key"]] = self.group(row)
        Group.objects.bulk_create(self.groups.values())
        self.place(rows)

    def group(self, row: Row) -> Group:
        alive = self.ago(row["last_sign_days"])
        group = Group(kind=row["kind"], name=row["name"], sort_name=sort_name(row["name"]))
        for name in ("presentation", "place", "what_next", "languages", "joining"):
            setattr(group, name, row[name])
        group.is_example = True
        settled = row["welcomed"] or row["charter"]
        group.created_at = self.ago("300" if settled else row["last_sign_days"])
        group.alive_at = group.updated_at = alive
        if self.stages.get(row["key"], "member") == "member":
            group.public_since = group.created_at
        if row["welcomed"]:
            group.welcomed_at = group.created_at + timedelta(days=2)
        return group

    def place(self, rows: list[Row]) -> None:
        """Areas and topics, in one writing each."""
        areas = {area.code: area.pk for area in Area.objects.all()}
        topics = {topic.code: topic.pk for topic in Topic.objects.all()}
        places, subjects = [], []
        for row in rows:
            key = self.groups[row["key"]].pk
            places += [(key, areas[code]) for code in row["areas"].split()]
            subjects += [(key, topics[code]) for code in row["topics"].split()]
        place: Any = Group.areas.through
        place.objects.bulk_create(place(group_id=a, area_id=b) for a, b in places)
        subject: Any = Group.topics.through
        subject.objects.bulk_create(subject(group_id=a, topic_id=b) for a, b in subjects)

    def load_charters(self) -> None:
        rows = [row for row in self.rows("groups") if row["charter"]]
        CharterAcceptance.objects.bulk_create(self.acceptance(row) for row in rows)

    def acceptance(self, row: Row) -> CharterAcceptance:
        group = self.groups[row["key"]]
        words = charter(group.language_codes[0])
        return CharterAcceptance(
            group=group,
            release=words.release,
            language=words.language,
            digest=words.digest,
            accepted_at=group.created_at + timedelta(days=5),
        )

    def load_roles(self) -> None:
        Membership.objects.bulk_create(self.role(row) for row in self.rows("roles"))

    def role(self, row: Row) -> Membership:
        """Nobody is in a group before it began."""
        group = self.groups[row["group"]]
        since = max(self.ago(row["since_days"]), group.created_at).date()
        return Membership(
            user=self.people[row["person"]], group=group, role=row["role"], since=since
        )

    def load_requests(self) -> None:
        JoinRequest.objects.bulk_create(
            JoinRequest(
                user=self.people[row["person"]],
                group=self.groups[row["group"]],
                words=row["words"],
                made_at=self.ago(row["days"]),
            )
            for row in self.rows("requests")
        )

    def load_declarations(self) -> None:
        areas = {area.code: area for area in Area.objects.filter(level__code="commune")}
        Declaration.objects.bulk_create(
            Declaration(
                user=self.people[row["person"]],
                stands=False,
                holds=bool(row["holds"]),
                area=areas[row["area"]] if row["area"] else None,
                made_at=self.ago(row["days"]),
            )
            for row in self.rows("declarations")
        )

    def load_delegations(self) -> None:
        rows = self.rows("delegations")
        Delegation.objects.bulk_create(
            Delegation(
                user=self.people[row["person"]],
                institution=self.groups[row["institution"]],
                since=self.ago(row["since_days"]).date(),
            )
            for row in rows
        )
        shown = [
            consent
            for row in rows
            if row["shown"]
            for consent in self.consents(
                [self.people[row["person"]]],
                DELEGATION_SHOWN,
                about=label_of(self.groups[row["institution"]]),
            )
        ]
        Consent.objects.bulk_create(shown)

    def load_links(self) -> None:
        GroupLink.objects.bulk_create(
            GroupLink(
                part=self.groups[row["part"]],
                whole=self.groups[row["whole"]],
                asked_at=self.ago(row["since_days"]),
                since=self.ago(row["since_days"]).date(),
            )
            for row in self.rows("links")
        )

    def load_approaches(self) -> None:
        made = [self.approach(row) for row in self.rows("approaches")]
        Approach.objects.bulk_create(made)
        StageChange.objects.bulk_create(
            StageChange(approach=approach, after=approach.stage, at=self.now) for approach in made
        )

    def approach(self, row: Row) -> Approach:
        approach = Approach(group=self.groups[row["group"]], stage=row["stage"])
        for name in ("contact_name", "contact_email", "phone", "note", "next_step"):
            setattr(approach, name, row[name])
        approach.follower = self.people[row["follower"]]
        if row["due_in_days"]:
            approach.due_on = self.today + timedelta(days=int(row["due_in_days"]))
        approach.created_at = approach.updated_at = self.now
        return approach
