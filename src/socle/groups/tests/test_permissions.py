"""Who may do what: the eight who look at a group × every page and act × how the group is joined.

One reads it line by line. The columns:

    visitor        not signed in
    stranger       signed in, nothing in this group
    member         of the group
    organiser      of the group
    delegate       speaks for the institution, and is nothing else in it
    mentor         of the group, and nothing else in it
    coordinator    organises the coalition
    administrator  of the site

And what stands in them:

    200   the page
    302   it is done, or is done already, and one is led on
    422   the form is shown again, to be filled in
    in    one is asked to sign in first, and comes back
    404   there is no such page, for all they know
    410   it was there, and says what to do instead

Whoever may send a form gets 422 here, since it is sent empty. The names are those of ``urls.py``.
"""

import re

import pytest

from socle.groups.tests.world import PEOPLE, World
from socle.groups.urls import urlpatterns
from socle.web.tests.reading import words_of

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("belgium", "absent_in_short"),
]

# A group that lives, in whatever way one joins it.
LIVING = """
                        visi stra memb orga dele ment coor admi
GET  group               200  200  200  200  200  200  200  200
GET  edit                 in  404  404  200  404  404  200  200
POST edit                 in  404  404  422  404  404  422  422
GET  write               200  200  200  200  200  200  200  200
POST write               422  422  422  422  422  422  422  422
GET  sent                200  200  200  200  200  200  200  200
GET  follow              200  200  200  200  200  200  200  200
POST follow              422  422  422  422  422  422  422  422
GET  accept-charter       in  404  404  200  404  404  200  200
POST accept-charter       in  404  404  302  404  404  302  302
GET  archive              in  404  404  200  404  404  200  200
POST archive              in  404  404  302  404  404  302  302
GET  bring-back           in  404  404  404  404  404  404  404
POST bring-back           in  404  404  404  404  404  404  404
GET  tell-coalition       in  404  404  200  200  404  404  404
POST tell-coalition       in  404  404  422  422  404  404  404
GET  leave                in  404  200  200  200  200  404  404
POST leave                in  404  302  302  302  302  404  404
GET  members              in  404  200  200  200  200  200  200
GET  members-csv          in  404  404  200  404  404  200  200
GET  voices               in  404  404  200  404  404  200  200
GET  member               in  404  404  200  404  404  200  200
POST role-give            in  404  404  302  404  404  302  302
POST role-end             in  404  404  302  404  404  302  302
GET  member-remove        in  404  404  200  404  404  200  200
POST member-remove        in  404  404  422  404  404  422  422
GET  hand-over            in  404  404  200  404  404  404  404
POST hand-over            in  404  404  422  404  404  404  404
GET  delegate             in  404  404  200  404  404  200  200
POST delegate             in  404  404  422  404  404  422  422
POST request-accept       in  404  404  302  404  404  302  302
GET  request-decline      in  404  404  200  404  404  200  200
POST request-decline      in  404  404  422  404  404  422  422
GET  invite               in  404  404  200  404  404  200  200
POST invite               in  404  404  422  404  404  422  422
POST invite-link          in  404  404  302  404  404  302  302
POST invitation-revoke    in  404  404  302  404  404  302  302
GET  invitation          200  200  302  302  200  200  200  200
POST invitation           in  302  302  302  302  302  302  302
GET  delegation           in  404  404  302  200  404  302  302
POST delegation           in  404  404  302  302  404  302  302
POST delegation-end       in  404  404  302  302  404  302  302
GET  link-ask             in  404  404  200  404  404  200  200
POST link-ask             in  404  404  302  404  404  302  302
POST link-accept          in  404  404  302  404  404  302  302
GET  link-decline         in  404  404  200  404  404  200  200
POST link-decline         in  404  404  422  404  404  422  422
POST link-end             in  404  404  302  404  404  302  302
GET  merge                in  404  404  200  404  404  200  200
GET  merge-into           in  404  404  404  404  404  200  200
POST merge-into           in  404  404  404  404  404  302  302
"""

# How one joins it.
OPEN = """
GET  join                 in  200  302  302  200  200  200  200
POST join                 in  302  302  302  302  302  302  302
"""
ON_REQUEST = """
GET  join                 in  200  302  302  200  200  200  200
POST join                 in  302  302  302  302  302  302  302
"""
BY_INVITATION = """
GET  join                404  404  302  302  404  404  404  404
POST join                404  404  302  302  404  404  404  404
"""

# An archived group: its page stays to be read, and whoever was named to speak for it still sees so.
ARCHIVED = """
                        visi stra memb orga dele ment coor admi
GET  group               200  200  200  200  200  200  200  200
GET  edit                 in  404  404  404  404  404  404  404
POST edit                 in  404  404  404  404  404  404  404
GET  write               404  404  404  404  404  404  404  404
POST write               404  404  404  404  404  404  404  404
GET  sent                404  404  404  404  404  404  404  404
GET  follow              404  404  404  404  404  404  404  404
POST follow              404  404  404  404  404  404  404  404
GET  accept-charter       in  404  404  404  404  404  404  404
POST accept-charter       in  404  404  404  404  404  404  404
GET  archive              in  404  404  404  404  404  404  404
POST archive              in  404  404  404  404  404  404  404
GET  bring-back           in  404  404  404  404  404  200  200
POST bring-back           in  404  404  404  404  404  302  302
GET  tell-coalition       in  404  404  404  404  404  404  404
POST tell-coalition       in  404  404  404  404  404  404  404
GET  join                404  404  404  404  404  404  404  404
POST join                404  404  404  404  404  404  404  404
GET  leave                in  404  404  404  404  404  404  404
POST leave                in  404  404  404  404  404  404  404
GET  members              in  404  404  404  404  404  200  200
GET  members-csv          in  404  404  404  404  404  404  404
GET  voices               in  404  404  404  404  404  404  404
GET  member               in  404  404  404  404  404  404  404
POST role-give            in  404  404  404  404  404  404  404
POST role-end             in  404  404  404  404  404  404  404
GET  member-remove        in  404  404  404  404  404  404  404
POST member-remove        in  404  404  404  404  404  404  404
GET  hand-over            in  404  404  404  404  404  404  404
POST hand-over            in  404  404  404  404  404  404  404
GET  delegate             in  404  404  404  404  404  404  404
POST delegate             in  404  404  404  404  404  404  404
POST request-accept       in  404  404  404  404  404  404  404
GET  request-decline      in  404  404  404  404  404  404  404
POST request-decline      in  404  404  404  404  404  404  404
GET  invite               in  404  404  404  404  404  404  404
POST invite               in  404  404  404  404  404  404  404
POST invite-link          in  404  404  404  404  404  404  404
POST invitation-revoke    in  404  404  404  404  404  404  404
GET  invitation          410  410  410  410  410  410  410  410
POST invitation          410  410  410  410  410  410  410  410
GET  delegation           in  404  404  404  200  404  404  404
POST delegation           in  404  404  404  302  404  404  404
POST delegation-end       in  404  404  404  302  404  404  404
GET  link-ask             in  404  404  404  404  404  404  404
POST link-ask             in  404  404  404  404  404  404  404
POST link-accept          in  404  404  404  404  404  404  404
GET  link-decline         in  404  404  404  404  404  404  404
POST link-decline         in  404  404  404  404  404  404  404
POST link-end             in  404  404  404  404  404  404  404
GET  merge                in  404  404  404  404  404  404  404
GET  merge-into           in  404  404  404  404  404  404  404
POST merge-into           in  404  404  404  404  404  404  404
"""

# What belongs to no group, or to one that only coordinators know. The stranger waits at another
# door; the coordinator sent the table that is looked at; a coalition is there already.
ELSEWHERE = """
                        visi stra memb orga dele ment coor admi
GET  directory           200  200  200  200  200  200  200  200
GET  start               200  200  200  200  200  200  200  200
POST start               422  422  422  422  422  422  422  422
GET  places              200  200  200  200  200  200  200  200
GET  charter             200  200  200  200  200  200  200  200
GET  charter-release     200  200  200  200  200  200  200  200
GET  follow-commune      200  200  200  200  200  200  200  200
POST follow-commune      422  422  422  422  422  422  422  422
POST request-withdraw     in  302  404  404  404  404  404  404
GET  declaration          in  200  200  200  200  200  200  200
POST declaration          in  422  422  422  422  422  422  422
POST declaration-end      in  302  302  302  302  302  302  302
GET  coalition            in  404  404  404  404  404  200  200
GET  coalition-setup      in  404  404  404  404  404  404  404
POST coalition-setup      in  404  404  404  404  404  404  404
GET  coalition-groups     in  404  404  404  404  404  200  200
GET  welcome              in  404  404  404  404  404  200  200
POST welcome              in  404  404  404  404  404  302  302
GET  pipeline             in  404  404  404  404  404  200  200
POST pipeline-move        in  404  404  404  404  404  302  302
GET  pipeline-list        in  404  404  404  404  404  200  200
GET  pipeline-table       in  404  404  404  404  404  200  200
GET  pipeline-add         in  404  404  404  404  404  200  200
POST pipeline-add         in  404  404  404  404  404  422  422
GET  import               in  404  404  404  404  404  200  200
POST import               in  404  404  404  404  404  422  422
GET  import-check         in  404  404  404  404  404  200  404
POST import-check         in  404  404  404  404  404  302  404
GET  approach             in  404  404  404  404  404  200  200
POST approach             in  404  404  404  404  404  422  422
GET  approach-contact     in  404  404  404  404  404  200  200
POST approach-move        in  404  404  404  404  404  302  302
GET  charter-send         in  404  404  404  404  404  200  200
POST charter-send         in  404  404  404  404  404  422  422
POST charter-revoke       in  404  404  404  404  404  302  302
GET  charter-signature    in  404  404  404  404  404  200  200
POST charter-signature    in  404  404  404  404  404  422  422
GET  sign-charter        200  200  200  200  200  200  200  200
POST sign-charter        422  422  422  422  422  422  422  422
"""


def lines(table):
    return [line for line in table.strip("\n").splitlines() if line[:4].strip()]


def asked(line):
    method, page = line.split()[:2]
    return method, page


def answers(world, table):
    return [world.line(*asked(line)) for line in lines(table)]


@pytest.mark.parametrize(
    ("joining", "door"),
    [("open", OPEN), ("on_request", ON_REQUEST), ("by_invitation", BY_INVITATION)],
)
def test_a_living_group(joining, door):
    world = World(joining=joining, archived=False)
    assert answers(world, door) == lines(door)
    # The rest does not depend on it: two of the three show that.
    if door != BY_INVITATION:
        assert answers(world, LIVING) == lines(LIVING)


def test_an_archived_group():
    assert answers(World(joining="open", archived=True), ARCHIVED) == lines(ARCHIVED)


def test_what_belongs_to_no_group():
    world = World(joining="open", archived=False)
    assert answers(world, ELSEWHERE) == lines(ELSEWHERE)


def test_absent_and_forbidden_look_the_same_to_a_stranger(client):
    world = World(joining="open", archived=False)
    client.force_login(world.people["stranger"])
    forbidden = client.get(f"/en/group/{world.group.slug}/members/")
    absent = client.get("/en/group/999999/members/")
    hidden = client.get(f"/en/group/{world.approach.group.slug}/")

    assert forbidden.status_code == absent.status_code == hidden.status_code == 404
    assert words_of(forbidden) == words_of(absent) == words_of(hidden)


def test_every_page_of_the_room_is_in_the_table():
    # An area is followed in one way, whatever its level.
    pages = {re.sub("^follow-.*", "follow-commune", pattern.name) for pattern in urlpatterns}
    living = {asked(line)[1] for line in lines(LIVING + OPEN)}
    assert living | {asked(line)[1] for line in lines(ELSEWHERE)} == pages
    assert {asked(line)[1] for line in lines(ARCHIVED)} == living
    for table in (LIVING + OPEN, LIVING + ON_REQUEST, LIVING + BY_INVITATION, ARCHIVED, ELSEWHERE):
        rows = [asked(line) for line in lines(table)]
        assert len(rows) == len(set(rows))
        assert all(len(line.split()) == 2 + len(PEOPLE) for line in lines(table))
