"""Everybody a page may be shown to, around what one local group and the coalition wrote: public, a
draft, or withdrawn. The people are those of ``groups/tests/world.py``, in a local group."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from socle.demands.actions.adopting import adopt, take_over, withdraw_adaptation
from socle.demands.actions.demanding import ask_of_level, make_demand, reword
from socle.demands.actions.memorandums import release_memorandum
from socle.demands.actions.offering import offer_demand
from socle.demands.actions.withdrawing import withdraw_demand
from socle.demands.actions.withdrawing_memorandums import withdraw_memorandum
from socle.demands.models import Memorandum, Provision
from socle.demands.tests.factories import coalition, demand_of, memorandum_of
from socle.groups.models import CharterAcceptance, Declaration, Membership
from socle.groups.tests.factories import (
    DelegationFactory,
    GroupFactory,
    MembershipFactory,
    UserFactory,
)
from socle.groups.tests.world import PEOPLE
from socle.territories.models import Area, Level
from socle.texts.actions.drafting import save_draft
from socle.texts.models import Suggestion, Update
from socle.texts.queries.revisions import words_of as said_in
from socle.texts.queries.suggestions import token_of
from socle.texts.queries.words import Words

STATES = ("public", "draft", "withdrawn")
WORDS = Words.of("Des bancs", "On s’assied.", "Des bancs partout.", "")


class World:
    """One of each thing, in a state; the eight who look at it."""

    def __init__(self, state: str) -> None:
        self.state, self.now = state, timezone.now()
        self.coalition = coalition()
        self.group = GroupFactory(name="Here", areas=["92142"])
        self.accept_charter()
        self.people = {name: self.person(name) for name in PEOPLE}
        self.writer = MembershipFactory(group=self.group, role="organiser").user
        self.theirs = demand_of(self.coalition, title="Des bus")
        self.memorandum = self.make_memorandum()
        self.own, self.provision = self.make_own()
        self.adaptation = self.make_adaptation()
        self.offered = demand_of(self.group, title="Des haies", levels=[])
        self.offer = offer_demand(demand=self.offered, words="x", by=self.writer, now=self.now)
        self.update = Update.objects.filter(text=self.adaptation.text).last()
        self.suggestion = self.suggested()
        self.end()
        self.sessions = {name: self.sign_in(user) for name, user in self.people.items()}

    def accept_charter(self) -> None:
        CharterAcceptance.objects.create(
            group=self.group, release=1, language="fr", digest="0" * 64, accepted_at=self.now
        )

    def person(self, name):
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

    def sign_in(self, user) -> str:
        client = Client()
        if user is None:
            return ""
        client.force_login(user)
        return client.cookies[settings.SESSION_COOKIE_NAME].value

    # --- what there is ---

    def make_memorandum(self) -> Memorandum:
        status = "draft" if self.state == "draft" else "open"
        made = memorandum_of(self.theirs, status=status)
        if self.state != "draft":
            release_memorandum(memorandum=made, by=None, now=self.now)
        return made

    def make_own(self):
        """A demand of the group’s and what it asks; as a draft, nothing of them was published."""
        words = None if self.state == "draft" else WORDS
        given = {"words": words, "language": "fr", "by": self.writer, "now": self.now}
        demand = make_demand(owner=self.group, **given)
        level = Level.objects.get(code="commune")
        provision = ask_of_level(demand=demand, level=level, **given)
        for text in [demand.text, provision.text] if words is None else []:
            kept = {"text": text, "language": "fr", "words": WORDS, "seen": 0}
            save_draft(by=self.writer, now=self.now, **kept)
        return demand, provision

    def make_adaptation(self):
        """Of what the coalition asks, which has changed since."""
        asked = Provision.objects.get(demand=self.theirs)
        by = {"by": self.writer, "now": self.now}
        area = Area.objects.get(code="92142")
        mine = take_over(provision=asked, group=self.group, area=area, language="fr", **by)
        if self.state != "draft":
            adopt(adaptation=mine, words=said_in(mine.text.drafts.get()), on=self.now.date(), **by)
        reword(provision=asked, language="fr", words=WORDS, **by)
        return mine

    def suggested(self) -> Suggestion:
        text = self.offered.text if self.state == "draft" else self.own.text
        return Suggestion.objects.create(
            revision=text.revisions.get(),
            title="Des bancs et des arbres",
            language="en",
            nonce="n",
            email="sam@example.org",
            state=Suggestion.State.OPEN,
            made_at=self.now,
            confirmed_at=self.now,
        )

    def end(self) -> None:
        if self.state != "withdrawn":
            return
        by = {"by": self.writer, "now": self.now + timedelta(seconds=1)}
        withdraw_adaptation(adaptation=self.adaptation, **by)
        withdraw_demand(demand=self.own, why="Fini.", **by)
        withdraw_memorandum(memorandum=self.memorandum, why="Fini.", **by)

    # --- what a page is asked with ---

    def arguments(self, room: str, page: str) -> list:
        here = self.group.slug
        if room == "texts":
            text = self.own.text.pk
            ours = {
                "history": [text],
                "compare": [text],
                "lineage": [self.adaptation.text.pk],
                "revision": [text, "fr", 1],
                "translate": [text, "nl"],
                "update": [self.update.pk],
                "updates": [here],
                "suggestions": [here],
                "suggestion": [self.suggestion.pk],
                "suggestion-link": [token_of(self.suggestion)],
                "picture-add": [here],
                "preview": [here, "demand"],
                "charter": [],
            }
            return ours.get(page, [text, "fr"])
        asked = Provision.objects.get(demand=self.theirs)
        ours = {
            "demand-new": [here],
            "group-demands": [here],
            "memorandum-release": [self.memorandum.pk, 1],
            "memorandum-release-pdf": [self.memorandum.pk, 1],
            "memorandum-release-markdown": [self.memorandum.pk, 1],
            "adaptation": [self.adaptation.pk],
            "demand-offer": [self.offered.pk],
            "offer": [self.offer.pk],
            "adopt": [asked.pk],
            "adopt-wording": [self.adaptation.pk],
            "adopt-confirm": [self.adaptation.pk],
            "memorandum-import": [],
            # A file is shown to who sent it, and to nobody else.
            "memorandum-import-check": [0],
        }
        if page in ours:
            return ours[page]
        if page in NOT_OF_ONE:
            return []
        if page.startswith("memorandum"):
            return [self.memorandum.pk]
        if page.startswith("provision"):
            return [self.provision.pk if page != "provision-new" else self.own.pk]
        if page.startswith("adaptation"):
            return [self.adaptation.pk]
        return [self.own.pk]

    def sent(self, page: str) -> dict:
        """What the button sends; a form is sent empty, and answers 422 to whoever may fill it."""
        return {
            "memorandum-edit": {"version": "x"},
            "memorandum-status": {"to": "open", "version": "x"},
            "memorandum-arrange": {"version": self.memorandum.version, "add": "yes"},
            "memorandum-release-new": {"note": "x" * 600},
            "demand-evidence": {"rows": 1, "title_0": "x"},
            "demand-edit": {"rows": 1, "source_url_0": "https://example.org"},
        }.get(page, {})

    def answer(self, room: str, method: str, page: str, person: str) -> str:
        client = Client()
        if self.sessions[person]:
            client.cookies[settings.SESSION_COOKIE_NAME] = self.sessions[person]
        with override("en"):
            address = reverse(f"{room}:{page}", args=self.arguments(room, page))
            sign_in = reverse("account_login")
        address += QUERIES.get(page, "")
        mark = transaction.savepoint()
        if method == "GET":
            response = client.get(address)
            if response.headers.get("Location", "").startswith(address.rstrip("/")):
                # The same page, with its title in the address.
                response = client.get(response["Location"])
        else:
            response = client.post(address, self.sent(page))
        transaction.savepoint_rollback(mark)
        asks = response.status_code == 302 and response["Location"].startswith(sign_in)
        return "in" if asks else str(response.status_code)

    def line(self, room: str, method: str, page: str) -> str:
        answers = [self.answer(room, method, page, person) for person in PEOPLE]
        return f"{method:5}{page:28}" + "".join(f"{answer:>5}" for answer in answers)


QUERIES = {"memorandum-status": "?to=open"}
NOT_OF_ONE = {
    "memorandums",
    "memorandum-new",
    "coalition-demands",
    "coalition-demands-csv",
    "offers",
}
