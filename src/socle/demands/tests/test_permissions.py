"""Who may do what with texts and demands: the eight who look × every page and act × its state.

The columns and what stands in them are those of ``groups/tests/test_permissions.py``, and:

    409   what was sent stands against what is there now
    401   one is not signed in: said to a script, which sends nobody away

The group is a local one. What it wrote is public, a draft, or withdrawn; so is a memorandum of the
coalition, and the group’s own wording of what that asks. A page that takes no form has one line.
"""

import pytest

from socle.demands.tests.world import STATES, World
from socle.demands.urls import urlpatterns as demands
from socle.groups.tests.test_permissions import asked, lines
from socle.groups.tests.world import PEOPLE
from socle.texts.urls import urlpatterns as texts

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("belgium", "absent_in_short"),
]

# Demands, public: a file that was sent is shown to who sent it alone; without a responsible
# publisher there is no PDF.
DEMANDS_PUBLIC = """
                                  visi stra memb orga dele ment coor admi
GET  memorandum-new                 in  404  404  404  404  404  200  200
POST memorandum-new                 in  404  404  404  404  404  422  422
GET  memorandum-edit                in  404  404  404  404  404  200  200
POST memorandum-edit                in  404  404  404  404  404  422  422
GET  memorandum-status              in  404  404  404  404  404  200  200
POST memorandum-status              in  404  404  404  404  404  200  200
GET  memorandum-withdraw            in  404  404  404  404  404  200  200
POST memorandum-withdraw            in  404  404  404  404  404  422  422
GET  memorandum-restore             in  404  404  404  404  404  404  404
POST memorandum-restore             in  404  404  404  404  404  404  404
GET  memorandum-arrange             in  404  404  404  404  404  200  200
POST memorandum-arrange             in  404  404  404  404  404  422  422
GET  memorandum-release-new         in  404  404  404  404  404  200  200
POST memorandum-release-new         in  404  404  404  404  404  422  422
GET  demand-new                     in  404  404  200  404  404  200  200
POST demand-new                     in  404  404  422  404  404  422  422
GET  demand-edit                    in  404  404  200  404  404  200  200
POST demand-edit                    in  404  404  422  404  404  422  422
GET  demand-evidence                in  404  404  200  404  404  200  200
POST demand-evidence                in  404  404  422  404  404  422  422
GET  demand-withdraw                in  404  404  200  404  404  200  200
POST demand-withdraw                in  404  404  422  404  404  422  422
GET  demand-restore                 in  404  404  404  404  404  404  404
POST demand-restore                 in  404  404  404  404  404  404  404
GET  demand-offer                   in  404  404  200  404  404  200  200
POST demand-offer                   in  404  404  422  404  404  422  422
GET  provision-new                  in  404  404  200  404  404  200  200
POST provision-new                  in  404  404  422  404  404  422  422
GET  provision-edit                 in  404  404  200  404  404  200  200
POST provision-edit                 in  404  404  422  404  404  422  422
GET  provision-withdraw             in  404  404  200  404  404  200  200
POST provision-withdraw             in  404  404  302  404  404  302  302
GET  coalition-demands              in  404  404  404  404  404  200  200
GET  coalition-demands-csv          in  404  404  404  404  404  200  200
GET  offers                         in  404  404  404  404  404  200  200
GET  offer                          in  404  404  404  404  404  200  200
POST offer                          in  404  404  404  404  404  422  422
GET  memorandum-import              in  404  404  404  404  404  200  200
POST memorandum-import              in  404  404  404  404  404  422  422
GET  memorandum-import-check        in  404  404  404  404  404  404  404
POST memorandum-import-check        in  404  404  404  404  404  404  404
GET  memorandum-pdf                404  404  404  404  404  404  404  404
GET  memorandum-release-pdf        404  404  404  404  404  404  404  404
GET  memorandum-markdown           200  200  200  200  200  200  200  200
GET  memorandum-release-markdown   200  200  200  200  200  200  200  200
GET  memorandum-json               200  200  200  200  200  200  200  200
GET  memorandums                   200  200  200  200  200  200  200  200
GET  memorandum                    200  200  200  200  200  200  200  200
GET  memorandum-release            200  200  200  200  200  200  200  200
GET  demand                        200  200  200  200  200  200  200  200
GET  demand-places                 200  200  200  200  200  200  200  200
GET  adaptation                    200  200  200  200  200  200  200  200
GET  adopt                         200  200  200  200  200  200  200  200
GET  adopt-wording                 200  200  200  200  200  200  200  200
GET  adaptation-follow              in  404  404  302  404  404  302  302
POST adaptation-follow              in  404  404  302  404  404  302  302
GET  adopt-confirm                  in  404  404  302  404  404  302  302
POST adopt-confirm                  in  404  404  302  404  404  302  302
GET  adaptation-withdraw            in  404  404  200  404  404  200  200
POST adaptation-withdraw            in  404  404  422  404  404  422  422
GET  group-demands                 200  200  200  200  200  200  200  200
"""

# Drafts: nothing of the demand was published, and the memorandum is seen by coordinators.
DEMANDS_DRAFT = """
                                  visi stra memb orga dele ment coor admi
GET  memorandum-new                 in  404  404  404  404  404  200  200
POST memorandum-new                 in  404  404  404  404  404  422  422
GET  memorandum-edit                in  404  404  404  404  404  200  200
POST memorandum-edit                in  404  404  404  404  404  422  422
GET  memorandum-status              in  404  404  404  404  404  200  200
POST memorandum-status              in  404  404  404  404  404  200  200
GET  memorandum-withdraw            in  404  404  404  404  404  200  200
POST memorandum-withdraw            in  404  404  404  404  404  422  422
GET  memorandum-restore             in  404  404  404  404  404  404  404
POST memorandum-restore             in  404  404  404  404  404  404  404
GET  memorandum-arrange             in  404  404  404  404  404  200  200
POST memorandum-arrange             in  404  404  404  404  404  422  422
GET  memorandum-release-new         in  404  404  404  404  404  200  200
POST memorandum-release-new         in  404  404  404  404  404  422  422
GET  demand-new                     in  404  404  200  404  404  200  200
POST demand-new                     in  404  404  422  404  404  422  422
GET  demand-edit                    in  404  404  200  404  404  200  200
POST demand-edit                    in  404  404  422  404  404  422  422
GET  demand-evidence                in  404  404  200  404  404  200  200
POST demand-evidence                in  404  404  422  404  404  422  422
GET  demand-withdraw                in  404  404  200  404  404  200  200
POST demand-withdraw                in  404  404  422  404  404  422  422
GET  demand-restore                 in  404  404  404  404  404  404  404
POST demand-restore                 in  404  404  404  404  404  404  404
GET  demand-offer                   in  404  404  200  404  404  200  200
POST demand-offer                   in  404  404  422  404  404  422  422
GET  provision-new                  in  404  404  200  404  404  200  200
POST provision-new                  in  404  404  422  404  404  422  422
GET  provision-edit                 in  404  404  200  404  404  200  200
POST provision-edit                 in  404  404  422  404  404  422  422
GET  provision-withdraw             in  404  404  200  404  404  200  200
POST provision-withdraw             in  404  404  302  404  404  302  302
GET  coalition-demands              in  404  404  404  404  404  200  200
GET  coalition-demands-csv          in  404  404  404  404  404  200  200
GET  offers                         in  404  404  404  404  404  200  200
GET  offer                          in  404  404  404  404  404  200  200
POST offer                          in  404  404  404  404  404  422  422
GET  memorandum-import              in  404  404  404  404  404  200  200
POST memorandum-import              in  404  404  404  404  404  422  422
GET  memorandum-import-check        in  404  404  404  404  404  404  404
POST memorandum-import-check        in  404  404  404  404  404  404  404
GET  memorandum-pdf                404  404  404  404  404  404  404  404
GET  memorandum-release-pdf        404  404  404  404  404  404  404  404
GET  memorandum-markdown           404  404  404  404  404  404  200  200
GET  memorandum-release-markdown   404  404  404  404  404  404  404  404
GET  memorandum-json               404  404  404  404  404  404  200  200
GET  memorandums                   200  200  200  200  200  200  200  200
GET  memorandum                    404  404  404  404  404  404  200  200
GET  memorandum-release            404  404  404  404  404  404  404  404
GET  demand                        404  404  200  200  200  200  200  200
GET  demand-places                 404  404  200  200  200  200  200  200
GET  adaptation                    404  404  200  200  200  200  200  200
GET  adopt                         404  404  404  404  404  404  200  200
GET  adopt-wording                 404  404  404  404  404  404  404  404
GET  adaptation-follow              in  404  404  302  404  404  302  302
POST adaptation-follow              in  404  404  302  404  404  302  302
GET  adopt-confirm                  in  404  404  200  404  404  200  200
POST adopt-confirm                  in  404  404  422  404  404  422  422
GET  adaptation-withdraw            in  404  404  200  404  404  200  200
POST adaptation-withdraw            in  404  404  422  404  404  422  422
GET  group-demands                 200  200  200  200  200  200  200  200
"""

# Withdrawn: read on, written no more; a demand may be brought back.
DEMANDS_WITHDRAWN = """
                                  visi stra memb orga dele ment coor admi
GET  memorandum-new                 in  404  404  404  404  404  200  200
POST memorandum-new                 in  404  404  404  404  404  422  422
GET  memorandum-edit                in  404  404  404  404  404  302  302
POST memorandum-edit                in  404  404  404  404  404  302  302
GET  memorandum-status              in  404  404  404  404  404  302  302
POST memorandum-status              in  404  404  404  404  404  302  302
GET  memorandum-withdraw            in  404  404  404  404  404  302  302
POST memorandum-withdraw            in  404  404  404  404  404  302  302
GET  memorandum-restore             in  404  404  404  404  404  200  200
POST memorandum-restore             in  404  404  404  404  404  302  302
GET  memorandum-arrange             in  404  404  404  404  404  302  302
POST memorandum-arrange             in  404  404  404  404  404  302  302
GET  memorandum-release-new         in  404  404  404  404  404  302  302
POST memorandum-release-new         in  404  404  404  404  404  302  302
GET  demand-new                     in  404  404  200  404  404  200  200
POST demand-new                     in  404  404  422  404  404  422  422
GET  demand-edit                    in  404  404  302  404  404  302  302
POST demand-edit                    in  404  404  302  404  404  302  302
GET  demand-evidence                in  404  404  302  404  404  302  302
POST demand-evidence                in  404  404  302  404  404  302  302
GET  demand-withdraw                in  404  404  302  404  404  302  302
POST demand-withdraw                in  404  404  302  404  404  302  302
GET  demand-restore                 in  404  404  200  404  404  200  200
POST demand-restore                 in  404  404  302  404  404  302  302
GET  demand-offer                   in  404  404  200  404  404  200  200
POST demand-offer                   in  404  404  422  404  404  422  422
GET  provision-new                  in  404  404  302  404  404  302  302
POST provision-new                  in  404  404  302  404  404  302  302
GET  provision-edit                 in  404  404  302  404  404  302  302
POST provision-edit                 in  404  404  302  404  404  302  302
GET  provision-withdraw             in  404  404  302  404  404  302  302
POST provision-withdraw             in  404  404  302  404  404  302  302
GET  coalition-demands              in  404  404  404  404  404  200  200
GET  coalition-demands-csv          in  404  404  404  404  404  200  200
GET  offers                         in  404  404  404  404  404  200  200
GET  offer                          in  404  404  404  404  404  200  200
POST offer                          in  404  404  404  404  404  422  422
GET  memorandum-import              in  404  404  404  404  404  200  200
POST memorandum-import              in  404  404  404  404  404  422  422
GET  memorandum-import-check        in  404  404  404  404  404  404  404
POST memorandum-import-check        in  404  404  404  404  404  404  404
GET  memorandum-pdf                404  404  404  404  404  404  404  404
GET  memorandum-release-pdf        404  404  404  404  404  404  404  404
GET  memorandum-markdown           200  200  200  200  200  200  200  200
GET  memorandum-release-markdown   200  200  200  200  200  200  200  200
GET  memorandum-json               200  200  200  200  200  200  200  200
GET  memorandums                   200  200  200  200  200  200  200  200
GET  memorandum                    200  200  200  200  200  200  200  200
GET  memorandum-release            200  200  200  200  200  200  200  200
GET  demand                        200  200  200  200  200  200  200  200
GET  demand-places                 200  200  200  200  200  200  200  200
GET  adaptation                    410  410  200  200  200  200  200  200
GET  adopt                         200  200  200  200  200  200  200  200
GET  adopt-wording                 410  410  410  410  410  410  410  410
GET  adaptation-follow              in  404  404  404  404  404  404  404
POST adaptation-follow              in  404  404  404  404  404  404  404
GET  adopt-confirm                  in  404  404  302  404  404  302  302
POST adopt-confirm                  in  404  404  302  404  404  302  302
GET  adaptation-withdraw            in  404  404  302  404  404  302  302
POST adaptation-withdraw            in  404  404  302  404  404  302  302
GET  group-demands                 200  200  200  200  200  200  200  200
"""

# The text is that of the group’s demand; the lineage that of its own wording.
TEXTS_PUBLIC = """
                                  visi stra memb orga dele ment coor admi
GET  write                          in  404  404  200  404  404  200  200
POST write                          in  404  404  302  404  404  302  302
GET  translate                      in  404  404  200  404  404  200  200
POST translate                      in  404  404  302  404  404  302  302
POST preview                       401  404  404  200  404  404  200  200
POST save                          401  404  404  200  404  404  200  200
GET  publish                        in  404  404  302  404  404  302  302
POST publish                        in  404  404  302  404  404  302  302
GET  throw-away                     in  404  404  302  404  404  302  302
POST throw-away                     in  404  404  302  404  404  302  302
GET  picture-add                    in  404  404  200  404  404  200  200
POST picture-add                    in  404  404  422  404  404  422  422
GET  history                       200  200  200  200  200  200  200  200
GET  compare                       200  200  200  200  200  200  200  200
GET  revision                      200  200  200  200  200  200  200  200
GET  updates                        in  404  200  200  200  200  200  200
GET  update                         in  404  200  200  200  200  200  200
POST update                         in  404  200  409  200  200  409  409
GET  suggest                       200  200  200  200  200  200  200  200
POST suggest                       422  422  422  422  422  422  422  422
GET  suggest-thanks                200  200  200  200  200  200  200  200
GET  suggestions                    in  404  404  200  404  404  200  200
GET  suggestion                     in  404  404  200  404  404  200  200
POST suggestion                     in  404  404  200  404  404  200  200
GET  suggestion-link               200  200  200  200  200  200  200  200
POST suggestion-link               302  302  302  302  302  302  302  302
GET  charter                        in  404  404  404  404  404  200  200
POST charter                        in  404  404  404  404  404  302  302
GET  lineage                       200  200  200  200  200  200  200  200
"""

# Of a draft there is no revision to read or to suggest words for. Whoever sends an empty form
# has not seen the draft that is there.
TEXTS_DRAFT = """
                                  visi stra memb orga dele ment coor admi
GET  write                          in  404  404  200  404  404  200  200
POST write                          in  404  404  409  404  404  409  409
GET  translate                      in  404  404  302  404  404  302  302
POST translate                      in  404  404  302  404  404  302  302
POST preview                       401  404  404  200  404  404  200  200
POST save                          401  404  404  409  404  404  409  409
GET  publish                        in  404  404  200  404  404  200  200
POST publish                        in  404  404  422  404  404  422  422
GET  throw-away                     in  404  404  200  404  404  200  200
POST throw-away                     in  404  404  200  404  404  200  200
GET  picture-add                    in  404  404  200  404  404  200  200
POST picture-add                    in  404  404  422  404  404  422  422
GET  history                       404  404  404  200  404  404  200  200
GET  compare                       404  404  404  200  404  404  200  200
GET  revision                      404  404  404  404  404  404  404  404
GET  updates                        in  404  200  200  200  200  200  200
GET  update                         in  404  200  200  200  200  200  200
POST update                         in  404  200  409  200  200  409  409
GET  suggest                       404  404  404  404  404  404  404  404
POST suggest                       404  404  404  404  404  404  404  404
GET  suggest-thanks                404  404  404  404  404  404  404  404
GET  suggestions                    in  404  404  200  404  404  200  200
GET  suggestion                     in  404  404  200  404  404  200  200
POST suggestion                     in  404  404  200  404  404  200  200
GET  suggestion-link               200  200  200  200  200  200  200  200
POST suggestion-link               302  302  302  302  302  302  302  302
GET  charter                        in  404  404  404  404  404  200  200
POST charter                        in  404  404  404  404  404  302  302
GET  lineage                       404  404  200  200  200  200  200  200
"""

# Of a withdrawn text everything published is read on; what was typed meanwhile is there to copy.
TEXTS_WITHDRAWN = """
                                  visi stra memb orga dele ment coor admi
GET  write                          in  404  404  404  404  404  404  404
POST write                          in  404  404  422  404  404  422  422
GET  translate                      in  404  404  404  404  404  404  404
POST translate                      in  404  404  422  404  404  422  422
POST preview                       401  404  404  200  404  404  200  200
POST save                          401  404  404  404  404  404  404  404
GET  publish                        in  404  404  404  404  404  404  404
POST publish                        in  404  404  404  404  404  404  404
GET  throw-away                     in  404  404  404  404  404  404  404
POST throw-away                     in  404  404  404  404  404  404  404
GET  picture-add                    in  404  404  200  404  404  200  200
POST picture-add                    in  404  404  422  404  404  422  422
GET  history                       200  200  200  200  200  200  200  200
GET  compare                       200  200  200  200  200  200  200  200
GET  revision                      200  200  200  200  200  200  200  200
GET  updates                        in  404  200  200  200  200  200  200
GET  update                         in  404  302  302  302  302  302  302
POST update                         in  404  302  302  302  302  302  302
GET  suggest                       410  410  410  410  410  410  410  410
POST suggest                       422  422  422  422  422  422  422  422
GET  suggest-thanks                200  200  200  200  200  200  200  200
GET  suggestions                    in  404  404  200  404  404  200  200
GET  suggestion                     in  404  404  200  404  404  200  200
POST suggestion                     in  404  404  200  404  404  200  200
GET  suggestion-link               200  200  200  200  200  200  200  200
POST suggestion-link               302  302  302  302  302  302  302  302
GET  charter                        in  404  404  404  404  404  200  200
POST charter                        in  404  404  404  404  404  302  302
GET  lineage                       404  404  200  200  200  200  200  200
"""

DEMANDS = {"public": DEMANDS_PUBLIC, "draft": DEMANDS_DRAFT, "withdrawn": DEMANDS_WITHDRAWN}
TEXTS = {"public": TEXTS_PUBLIC, "draft": TEXTS_DRAFT, "withdrawn": TEXTS_WITHDRAWN}


@pytest.mark.parametrize("state", STATES)
def test_demands_and_texts_in_a_state(state):
    world = World(state)
    for room, tables in (("demands", DEMANDS), ("texts", TEXTS)):
        rows = lines(tables[state])
        assert [world.line(room, *asked(row)) for row in rows] == rows


@pytest.mark.parametrize(("tables", "patterns"), [(DEMANDS, demands), (TEXTS, texts)])
def test_every_page_of_the_rooms_is_in_the_tables(tables, patterns):
    pages = {pattern.name for pattern in patterns}
    for table in tables.values():
        rows = [asked(row) for row in lines(table)]
        assert {page for _method, page in rows} == pages
        assert len(rows) == len(set(rows))
        assert all(len(row.split()) == 2 + len(PEOPLE) for row in lines(table))
