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

from socle.elections.tests.factories import (
    CandidacyFactory,
    ContestFactory,
    ElectoralListFactory,
)
from socle.elections.urls import candidates, urlpatterns
from socle.groups.tests.test_permissions import asked, lines
from socle.groups.tests.world import PEOPLE, World

# The pages that import candidates have stories of their own.
PAGES = [each.name for each in urlpatterns if each not in candidates]

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.same_on_any_database,
    pytest.mark.usefixtures("belgium"),
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
"""


class Vote:
    """One of each thing, and the eight who look at it."""

    def __init__(self):
        self.sessions = World(joining="open", archived=False).sessions
        self.contest = ContestFactory()
        self.list = ElectoralListFactory(contest=self.contest)
        self.candidacy = CandidacyFactory(list=self.list)

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
        }
        if page in ours:
            return ours[page]
        of_contest = page.startswith("contest") or page in {"list-new", "list-numbers"}
        rows = {"list": self.list, "person": self.candidacy.person, "candidacy": self.candidacy}
        kind = "list" if page == "candidacy-new" else page.partition("-")[0]
        return [self.contest.pk if of_contest else rows[kind].pk]

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
            reverse(f"elections:{name}", args=[0] if isinstance(given[0], int) else ["nowhere"])
            for name in keyed
            if (given := vote.arguments(name))
        ]
    assert {client.get(url).status_code for url in urls} == {404}
