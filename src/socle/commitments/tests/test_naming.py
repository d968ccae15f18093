"""Whom each public page names: candidates until the next election of that body opens, then those
elected and those who agreed. Silence is shown of lists and of who heads them, of nobody else."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override
from pypdf import PdfReader

from socle.commitments.tests.asked import Asked
from socle.commitments.tests.factories import receive_and_publish
from socle.commitments.tests.rows import InvitationFactory
from socle.elections.actions.finding import find_persons
from socle.elections.queries.addresses import list_path, person_path
from socle.elections.tests.factories import CandidacyFactory, ContestFactory, ElectionFactory
from socle.elections.transfer.exports import whole_candidates, whole_popolo
from socle.foundation import kept

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("belgium")]
NAME, WORDS = "Quarante-Exemple", "I shall ride them myself."


@pytest.fixture(autouse=True)
def _nothing_in_memory():
    kept.memory.entries.clear()


class Stood:
    """Zénobie stood for Cime, which is silent, and answered for herself. Yvan, who is invited
    too, said nothing; Xavière heads the list. ``over``: the next election of that council is open.
    """

    def __init__(self, *, over=False, elected=False, agreed=False, heads=False):
        self.asked = asked = Asked()
        self.cime = asked.lists[2]
        now = timezone.now()
        self.zenobie = CandidacyFactory(
            list=self.cime,
            position=2,
            is_head=heads,
            elected=elected,
            person__given_name="Zénobie",
            person__family_name=NAME,
            person__stays_named_at=now if agreed else None,
        )
        yvan = CandidacyFactory(list=self.cime, position=3, person__family_name="Silent-Exemple")
        head = CandidacyFactory(
            list=self.cime, position=1, is_head=not heads, person__family_name="Head-Exemple"
        )
        asked.answer(self.cime, asked.trams, candidacy=self.zenobie, words=WORDS)
        for row in (self.zenobie, yvan, head):
            InvitationFactory(questionnaire=asked.questionnaire, list=self.cime, candidacy=row)
            asked.log(self.cime, "invited", candidacy=row)
        if over:
            opened = timezone.localdate() - timedelta(days=1)
            later = asked.contest.election.day + timedelta(days=2_200)
            ContestFactory(election=ElectionFactory(slug="later", day=later, opens_on=opened))
        find_persons([self.zenobie.person], now=now)

    def pages(self):
        """By name: what anyone can fetch that shows persons or answers."""
        asked = self.asked
        with override("en"):
            found = {
                "contest": asked.path.removesuffix("answers/"),
                "grid": asked.path,
                "compare": f"{asked.path}compare/",
                "embed": f"{asked.path}embed/",
                "picture": f"{asked.path}embed/image/",
                "pdf": f"{asked.path}pdf/",
                "ask": reverse("commitments:ask", args=[asked.trams.pk]),
                "log": reverse("commitments:fairness", args=[asked.contest.pk]),
                "list": list_path(self.cime, "en"),
                "person": person_path(self.zenobie.person, "en"),
                "commune": "/en/commune/92094-namur/",
                "search": "/en/search/?q=Zénobie",
                "ledger": reverse("commitments:ledger"),
            }
        api = ("answers", "candidacies", f"contests/{asked.contest.pk}/grid", "asks", "lists")
        found["api person"] = f"/api/v1/persons/{self.zenobie.person_id}"
        return found | {f"api {name}": f"/api/v1/{name}?limit=100" for name in api}

    def named_on(self, client, words=(NAME,)):
        """The pages on which any of these words stand."""
        found = {
            name
            for name, path in self.pages().items()
            if any(word in text_of(client.get(path, follow=True)) for word in words)
        }
        for name, export in (("candidates.csv", whole_candidates), ("popolo", whole_popolo)):
            text = b"".join(part if isinstance(part, bytes) else part.encode() for part in export())
            if any(word in text.decode() for word in words):
                found.add(name)
        return found


def text_of(answer):
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    assert answer.status_code in {200, 404}, answer.request
    if answer["Content-Type"] == "application/pdf":
        return "".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages)
    return content.decode()


NAMED = {
    "ask",
    "list",
    "person",
    "search",
    "api candidacies",
    "api person",
    "candidates.csv",
    "popolo",
}


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        ({}, NAMED),
        ({"heads": True}, NAMED | {"contest"}),
        ({"over": True}, set()),
        ({"over": True, "heads": True}, set()),
        ({"over": True, "elected": True}, NAMED),
        ({"over": True, "agreed": True}, NAMED),
    ],
    ids=["before", "head", "over", "head, over", "elected, over", "agreed, over"],
)
def test_who_stood_is_named_on(client, state, expected):
    assert Stood(**state).named_on(client) == expected


def test_who_says_nothing_is_silent_nowhere_unless_they_head_the_list(client):
    """Yvan stands on the pages of those who stand, and on no page of answers."""
    stood = Stood()
    stands = {"list", "api candidacies", "candidates.csv", "popolo"}
    assert stood.named_on(client, ["Silent-Exemple"]) == stands


def test_what_they_said_leaves_with_their_name(client):
    shown = {"ask", "person", "api answers"}
    assert Stood().named_on(client, [WORDS]) == shown


@pytest.mark.parametrize("state", [{"over": True}, {"over": True, "heads": True}])
def test_once_they_are_no_longer_named_neither_are_their_words_shown(client, state):
    assert Stood(**state).named_on(client, [WORDS]) == set()


def test_the_page_of_the_ledger_names_nobody_and_its_file_keeps_every_line(client):
    stood = Stood(over=True)
    respondent = {
        "kind": "candidacy",
        "id": str(stood.zenobie.pk),
        "name": stood.zenobie.person.name,
    }
    receive_and_publish(respondent=respondent)
    assert stood.named_on(client) == set()
    assert NAME in text_of(client.get("/en/ledger/ledger.jsonl"))
