"""Everybody a page may be shown to, around one group; and what each page and act is asked with."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from socle.accounts.models import User
from socle.groups.models import (
    Approach,
    Declaration,
    Delegation,
    Group,
    ImportFile,
    Invitation,
    JoinRequest,
    Membership,
)
from socle.groups.queries.charter import current_release
from socle.groups.queries.charter_links import token_of as charter_token_of
from socle.groups.queries.invitations import token_of
from socle.groups.tests.factories import (
    DelegationFactory,
    GroupFactory,
    GroupLinkFactory,
    MembershipFactory,
    UserFactory,
)

PEOPLE = (
    "visitor",
    "stranger",
    "member",
    "organiser",
    "delegate",
    "mentor",
    "coordinator",
    "administrator",
)


class World:
    """One group, the eight who look at it, and one of everything they may do something with."""

    def __init__(self, *, joining: str, archived: bool) -> None:
        now = timezone.now()
        self.now = now
        self.coalition = GroupFactory(kind="coalition", name="Campaign")
        self.group = GroupFactory(kind="organisation", name="House", joining=joining)
        self.people: dict[str, User | None] = {name: self.person(name) for name in PEOPLE}
        # With a second organiser, the first one may leave.
        MembershipFactory(group=self.group, role="organiser")
        self.paul = MembershipFactory(group=self.group, user__name="Paul").user
        self.treasurer = MembershipFactory(group=self.group, user=self.paul, role="treasurer")
        self.request = JoinRequest.objects.create(user=UserFactory(), group=self.group, made_at=now)
        self.link = self.invitation("")
        self.letter = self.invitation("somebody@example.com")
        self.asking = GroupLinkFactory(
            part=GroupFactory(kind="working"), whole=self.group, since=None
        )
        self.running = GroupLinkFactory(part=self.group, whole=GroupFactory(kind="working"))
        self.other = GroupFactory(kind="organisation", name="Other house")
        self.local = GroupFactory(name="New here", welcomed_at=None)
        # The stranger waits at another door.
        self.waited_for = GroupFactory(joining="on_request")
        JoinRequest.objects.create(user=self.people["stranger"], group=self.waited_for, made_at=now)
        self.approach = self.approached(now)
        self.file = ImportFile.objects.create(
            name="table.csv",
            content=b"name,kind\nThird house,organisation\n",
            made_by=self.people["coordinator"],
            made_at=now,
        )
        self.sessions = {name: self.sign_in(user) for name, user in self.people.items()}
        if archived:
            Group.objects.filter(pk=self.group.pk).update(archived_at=now)

    def person(self, name: str) -> User | None:
        if name == "visitor":
            return None
        user = UserFactory(name=name.title(), is_superuser=name == "administrator")
        if name in Membership.Role.values:
            MembershipFactory(user=user, group=self.group, role=name)
        if name == "delegate":
            DelegationFactory(user=user, institution=self.group)
        if name == "coordinator":
            MembershipFactory(user=user, group=self.coalition, role="organiser")
        Declaration.objects.create(user=user, stands=False, holds=False, made_at=self.now)
        return user

    def sign_in(self, user: User | None) -> str:
        client = Client()
        if user is None:
            return ""
        client.force_login(user)
        return client.cookies[settings.SESSION_COOKIE_NAME].value

    def invitation(self, email: str) -> Invitation:
        return Invitation.objects.create(
            group=self.group,
            email=email,
            made_at=self.now,
            expires_at=self.now + timedelta(days=9),
        )

    def approached(self, now) -> Approach:
        """An organisation nobody else knows of yet, to which the charter was sent."""
        return Approach.objects.create(
            group=GroupFactory(kind="organisation", name="Third house", public_since=None),
            charter_sent_at=now,
            created_at=now,
            updated_at=now,
        )

    # --- what a page is asked with ---

    def arguments(self, page: str) -> list:
        """What stands in its address, after the group if it is a page of one."""
        group, hidden = self.group.slug, self.approach.group.slug
        ours = {
            "charter-release": [1],
            "follow-commune": ["92094"],
            "request-withdraw": [self.waited_for.slug],
            "request-accept": [group, self.request.pk],
            "request-decline": [group, self.request.pk],
            "invitation": [token_of(self.link)],
            "invitation-revoke": [group, self.letter.pk],
            "delegation": [Delegation.objects.get().pk],
            "delegation-end": [Delegation.objects.get().pk],
            "link-accept": [group, self.asking.pk],
            "link-decline": [group, self.asking.pk],
            "link-end": [group, self.running.pk],
            "merge-into": [group, self.other.slug],
            "welcome": [self.local.slug],
            "import-check": [self.file.pk],
            "sign-charter": [charter_token_of(self.approach, current_release())],
        }
        of_paul = ("member", "role-", "hand-over", "delegate")
        if page in ours:
            return ours[page]
        if page in NOT_OF_A_GROUP:
            return []
        if page.startswith(("approach", "charter-s", "charter-r")):
            return [hidden]
        one = page.startswith(of_paul) and not page.startswith(("members", "delegation"))
        return [group, self.paul.pk] if one else [group]

    def sent(self, page: str, user: User | None) -> dict:
        """What the button sends; a form is sent empty, and answers 422 to whoever may fill it."""
        declared = Declaration.objects.filter(user=user).first()
        card = f"{self.approach.group_id}.to_contact.contacted"
        return {
            "edit": {"name": ""},
            "follow": {"frequency": ""},
            "follow-commune": {"frequency": ""},
            "role-give": {"role": "witness"},
            "role-end": {"role": self.treasurer.pk},
            "link-ask": {"whole": self.other.pk},
            "declaration-end": {"row": declared.pk if declared else ""},
            "pipeline-move": {"move": card},
            "approach-move": {"to": "contacted", "seen": "to_contact"},
        }.get(page, {})

    def answer(self, method: str, page: str, person: str) -> str:
        """``in``: asked to sign in first. Whatever was done is undone."""
        client = Client()
        if self.sessions[person]:
            client.cookies[settings.SESSION_COOKIE_NAME] = self.sessions[person]
        with override("en"):
            address = reverse(f"groups:{page}", args=self.arguments(page))
            sign_in = reverse("account_login")
        address += QUERIES.get(page, "")
        mark = transaction.savepoint()
        if method == "GET":
            response = client.get(address)
        else:
            response = client.post(address, self.sent(page, self.people[person]))
        transaction.savepoint_rollback(mark)
        asks = response.status_code == 302 and response["Location"].startswith(sign_in)
        return "in" if asks else str(response.status_code)

    def line(self, method: str, page: str) -> str:
        answers = [self.answer(method, page, person) for person in PEOPLE]
        return f"{method:5}{page:18}" + "".join(f"{answer:>5}" for answer in answers)


QUERIES = {"start": "?commune=92094"}
NOT_OF_A_GROUP = {
    "directory",
    "start",
    "places",
    "charter",
    "declaration",
    "declaration-end",
    "coalition",
    "coalition-setup",
    "coalition-groups",
    "pipeline",
    "pipeline-move",
    "pipeline-list",
    "pipeline-table",
    "pipeline-add",
    "import",
}
