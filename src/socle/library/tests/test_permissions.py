"""Who may do what with cases: the eight who look × every page and act × its state.

The columns and what stands in them are those of ``groups/tests/test_permissions.py``. A page that
takes no form has one line.
"""

import pytest
from django.utils import timezone

from socle.demands.tests.world import World
from socle.groups.tests.factories import GroupFactory
from socle.groups.tests.test_permissions import asked, lines
from socle.groups.tests.world import PEOPLE
from socle.library.actions.withdrawing import withdraw_case
from socle.library.tests.factories import case_of, coalition
from socle.library.urls import urlpatterns

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("belgium", "absent_in_short"),
]

STANDING = """
                                  visi stra memb orga dele ment coor admi
GET  cases                         200  200  200  200  200  200  200  200
GET  changes                       200  200  200  200  200  200  200  200
GET  case                          200  200  200  200  200  200  200  200
GET  case-history                  200  200  200  200  200  200  200  200
GET  case-new                       in  200  200  200  200  200  200  200
POST case-new                       in  422  422  422  422  422  422  422
GET  case-edit                      in  200  200  200  200  200  200  200
POST case-edit                      in  422  422  422  422  422  422  422
GET  case-withdraw                  in  404  404  404  404  404  200  200
POST case-withdraw                  in  404  404  404  404  404  422  422
"""

# Its page says that it was withdrawn, and its history leads there.
WITHDRAWN = """
                                  visi stra memb orga dele ment coor admi
GET  cases                         200  200  200  200  200  200  200  200
GET  changes                       200  200  200  200  200  200  200  200
GET  case                          410  410  410  410  410  410  410  410
GET  case-history                  302  302  302  302  302  302  302  302
GET  case-new                       in  200  200  200  200  200  200  200
POST case-new                       in  422  422  422  422  422  422  422
GET  case-edit                      in  404  404  404  404  404  404  404
POST case-edit                      in  404  404  404  404  404  404  404
GET  case-withdraw                  in  404  404  404  404  404  302  302
POST case-withdraw                  in  404  404  404  404  404  302  302
"""


class CaseWorld(World):
    def __init__(self, state):
        self.now = timezone.now()
        self.coalition, self.group = coalition(), GroupFactory(name="Here")
        self.people = {name: self.person(name) for name in PEOPLE}
        self.case = case_of()
        if state == "withdrawn":
            by = self.people["coordinator"]
            withdraw_case(case=self.case, why="Fini.", by=by, now=self.now)
        self.sessions = {name: self.sign_in(user) for name, user in self.people.items()}

    def arguments(self, room, page):
        if page in ("cases", "changes", "case-new"):
            return []
        if page == "case":
            return [f"{self.case.pk}-un-bus-sur-appel"]
        return [self.case.pk, "fr"] if page == "case-edit" else [self.case.pk]

    def sent(self, page):
        return {}


TABLES = {"standing": STANDING, "withdrawn": WITHDRAWN}


@pytest.mark.parametrize("state", TABLES)
def test_cases_in_a_state(state):
    world = CaseWorld(state)
    rows = lines(TABLES[state])
    assert [world.line("library", *asked(row)) for row in rows] == rows


@pytest.mark.parametrize("state", TABLES)
def test_every_page_of_the_room_is_in_the_table(state):
    pages = {page for _method, page in map(asked, lines(TABLES[state]))}
    assert pages == {pattern.name for pattern in urlpatterns}
