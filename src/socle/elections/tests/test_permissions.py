"""Who may do what on the pages that write elections: the eight who look × every page and act.

The columns and what stands in them are those of ``groups/tests/test_permissions.py``. Whoever may
send a form sends it empty, and is answered 422.
"""

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from socle.elections.models import CandidateFile, CandidateImport, PersonMerge
from socle.elections.tests.factories import (
    CandidacyFactory,
    ContestFactory,
    ElectoralListFactory,
    MajorityFactory,
    MandateFactory,
    PersonFactory,
)
from socle.elections.urls import urlpatterns
from socle.groups.tests.factories import NOW
from socle.groups.tests.test_permissions import asked, lines
from socle.groups.tests.world import PEOPLE, World

PAGES = [each.name for each in urlpatterns]

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("belgium", "absent_in_short"),
]

TABLE = """
                              visi stra memb orga dele ment coor admi
GET  elections                 200  200  200  200  200  200  200  200
GET  election                  200  200  200  200  200  200  200  200
GET  contest                   200  200  200  200  200  200  200  200
GET  list                      200  200  200  200  200  200  200  200
GET  person                    200  200  200  200  200  200  200  200
GET  coalition-elections        in  404  404  404  404  404  200  200
GET  election-new               in  404  404  404  404  404  200  200
POST election-new               in  404  404  404  404  404  422  422
GET  election-edit              in  404  404  404  404  404  200  200
POST election-edit              in  404  404  404  404  404  422  422
GET  contest-new                in  404  404  404  404  404  200  200
POST contest-new                in  404  404  404  404  404  422  422
GET  contest-edit               in  404  404  404  404  404  200  200
POST contest-edit               in  404  404  404  404  404  422  422
GET  contest-remove             in  404  404  404  404  404  200  200
POST contest-remove             in  404  404  404  404  404  422  422
GET  list-new                   in  404  404  404  404  404  200  200
POST list-new                   in  404  404  404  404  404  422  422
GET  list-numbers               in  404  404  404  404  404  200  200
POST list-numbers               in  404  404  404  404  404  302  302
GET  list-edit                  in  404  404  404  404  404  200  200
POST list-edit                  in  404  404  404  404  404  422  422
GET  list-remove                in  404  404  404  404  404  200  200
POST list-remove                in  404  404  404  404  404  422  422
GET  candidacy-new              in  404  404  404  404  404  200  200
POST candidacy-new              in  404  404  404  404  404  422  422
GET  candidacy-edit             in  404  404  404  404  404  200  200
POST candidacy-edit             in  404  404  404  404  404  422  422
GET  candidacy-remove           in  404  404  404  404  404  200  200
POST candidacy-remove           in  404  404  404  404  404  422  422
GET  person-named               in  404  404  404  404  404  200  200
POST person-named               in  404  404  404  404  404  422  422
GET  persons                    in  404  404  404  404  404  200  200
GET  person-desk                in  404  404  404  404  404  200  200
GET  person-name                in  404  404  404  404  404  200  200
POST person-name                in  404  404  404  404  404  422  422
GET  person-same                in  404  404  404  404  404  200  200
GET  person-merge               in  404  404  404  404  404  200  200
POST person-merge               in  404  404  404  404  404  422  422
GET  person-apart               in  404  404  404  404  404  200  200
POST person-apart               in  404  404  404  404  404  422  422
GET  person-split               in  404  404  404  404  404  200  200
POST person-split               in  404  404  404  404  404  422  422
GET  merge-undo                 in  404  404  404  404  404  200  200
POST merge-undo                 in  404  404  404  404  404  422  422
GET  mandate-new                in  404  404  404  404  404  200  200
POST mandate-new                in  404  404  404  404  404  422  422
GET  candidacy-mandate          in  404  404  404  404  404  200  200
POST candidacy-mandate          in  404  404  404  404  404  422  422
GET  mandate-edit               in  404  404  404  404  404  200  200
POST mandate-edit               in  404  404  404  404  404  422  422
GET  mandate-remove             in  404  404  404  404  404  200  200
POST mandate-remove             in  404  404  404  404  404  422  422
GET  contest-elected            in  404  404  404  404  404  200  200
POST contest-elected            in  404  404  404  404  404  422  422
GET  contest-uncounted          in  404  404  404  404  404  200  200
POST contest-uncounted          in  404  404  404  404  404  422  422
GET  contest-seats              in  404  404  404  404  404  200  200
POST contest-seats              in  404  404  404  404  404  422  422
GET  contest-majority           in  404  404  404  404  404  200  200
POST contest-majority           in  404  404  404  404  404  422  422
GET  majority-edit              in  404  404  404  404  404  200  200
POST majority-edit              in  404  404  404  404  404  422  422
GET  majority-remove            in  404  404  404  404  404  200  200
POST majority-remove            in  404  404  404  404  404  422  422
GET  candidates                 in  404  404  404  404  404  200  200
GET  import-candidates          in  404  404  404  404  404  200  200
POST import-candidates          in  404  404  404  404  404  422  422
GET  candidate-file             in  404  404  404  404  404  200  404
POST candidate-file             in  404  404  404  404  404  302  404
GET  candidate-report           in  404  404  404  404  404  200  404
GET  undo-import                in  404  404  404  404  404  200  200
POST undo-import                in  404  404  404  404  404  302  302
"""


class Vote:
    """One of each thing, and the eight who look at it. A file is for whoever sent it."""

    def __init__(self):
        world = World(joining="open", archived=False)
        self.sessions = world.sessions
        self.contest = ContestFactory()
        self.list = ElectoralListFactory(contest=self.contest)
        self.candidacy = CandidacyFactory(list=self.list)
        self.person = self.candidacy.person
        self.also = CandidacyFactory().person
        # Who stood twice may be two people.
        CandidacyFactory(person=self.person)
        self.mandate = MandateFactory(person=self.person)
        self.majority = MajorityFactory()
        self.majority.lists.add(self.list)
        gone = PersonFactory(merged_into=self.also)
        self.merge = PersonMerge.objects.create(
            gone=gone, kept=self.also, reason="One", at=NOW, source_title="Poster"
        )
        election = self.contest.election
        self.file = CandidateFile.objects.create(
            election=election,
            made_by=world.people["coordinator"],
            made_at=NOW,
            state=CandidateFile.State.READ,
            source_title="Poster",
        )
        figures = dict.fromkeys(["created", "updated", "unchanged", "refused"], 0)
        self.taken = CandidateImport.objects.create(
            election=election, file_name="a", source_title="b", at=NOW, **figures
        )

    def arguments(self, page):
        slug = self.contest.election.slug
        ours = {
            "elections": [],
            "coalition-elections": [],
            "election-new": [],
            "election": [slug],
            "election-edit": [slug],
            "contest-new": [slug],
            "contest": [slug, self.contest.code],
            "persons": [],
            "candidates": [],
            "import-candidates": [slug],
        }
        if page in ours:
            return ours[page]
        if page in {"person-merge", "person-apart"}:
            return [self.person.pk, self.also.pk]
        return [self.row_of(page).pk]

    def row_of(self, page):
        """What the page is about, whose name the name of the page begins with."""
        others = {
            "list-new": self.contest,
            "list-numbers": self.contest,
            "candidacy-new": self.list,
            "mandate-new": self.person,
            "undo-import": self.taken,
            "candidate-file": self.file,
            "candidate-report": self.file,
        }
        return others.get(page) or getattr(self, page.partition("-")[0])

    def answer(self, method, page, person):
        client = Client()
        if self.sessions[person]:
            client.cookies[settings.SESSION_COOKIE_NAME] = self.sessions[person]
        with override("en"):
            address = reverse(f"elections:{page}", args=self.arguments(page))
            sign_in = reverse("account_login")
        mark = transaction.savepoint()
        response = client.get(address) if method == "GET" else client.post(address)
        if response.status_code == 301:
            response = client.get(response["Location"])
        transaction.savepoint_rollback(mark)
        asks = response.status_code == 302 and response["Location"].startswith(sign_in)
        return "in" if asks else str(response.status_code)

    def line(self, method, page):
        answers = [self.answer(method, page, person) for person in PEOPLE]
        return f"{method:5}{page:24}" + "".join(f"{answer:>5}" for answer in answers)


def test_who_may():
    vote = Vote()
    rows = lines(TABLE)
    assert [vote.line(*asked(row)) for row in rows] == rows


def test_every_page_of_the_room_is_in_the_table():
    rows = [asked(row) for row in lines(TABLE)]
    assert {page for _method, page in rows} == set(PAGES)
    assert len(rows) == len(set(rows))


def test_what_is_not_there_is_not_there_for_coordinators_either():
    vote = Vote()
    client = Client()
    client.cookies[settings.SESSION_COOKIE_NAME] = vote.sessions["coordinator"]
    keyed = [name for name in PAGES if "-" in name]
    with override("en"):
        urls = [
            reverse(
                f"elections:{name}",
                args=[0] * len(given) if isinstance(given[0], int) else ["nowhere"],
            )
            for name in keyed
            if (given := vote.arguments(name))
        ]
    assert {client.get(url).status_code for url in urls} == {404}
