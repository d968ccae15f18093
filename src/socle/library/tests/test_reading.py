"""Anyone finds a case, reads it, sees what changed."""

import pytest
from django.utils import timezone

from socle.demands.actions.evidence import set_evidence
from socle.demands.models import Evidence
from socle.demands.tests.factories import demand_of, memorandum_of
from socle.demands.tests.people import browser, coordinator, notices
from socle.foundation import kept
from socle.foundation.search import find
from socle.groups.tests.factories import NOW, UserFactory
from socle.library.actions.withdrawing import bring_case_back, withdraw_case
from socle.library.models import Case
from socle.library.tests.factories import case_of, coalition
from socle.territories.models import Area, Topic
from socle.web.tests.reading import headings, html_of, main_links, words_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("belgium")]

LIST = "/en/we-did-it/"


@pytest.fixture(autouse=True)
def _no_page_of_another_story():
    kept.memory.entries.clear()


def titles(page):
    return [line.words.title for line in page.context["lines"]]


class TestTheList:
    def test_empty_it_says_what_one_can_do(self, client):
        coalition()
        page = client.get(LIST)
        assert "Nothing is told yet" in headings(page, 2)
        assert f"{LIST}new/" in main_links(page)

    def test_without_a_coalition_it_asks_for_nothing(self, client):
        assert f"{LIST}new/" not in main_links(client.get(LIST))

    def test_by_words_by_place_and_by_topic(self, client):
        theme = Topic.objects.filter(parent=None).first()
        topic = Topic.objects.filter(parent=theme).first()
        case_of("Un bus", area=Area.objects.get(code="92142"), place="", topics=(topic,))
        case_of("Une cantine")
        assert titles(client.get(LIST)) == ["Une cantine", "Un bus"]
        assert titles(client.get(LIST, {"q": "cantines"})) == ["Une cantine"]
        assert titles(client.get(LIST, {"where": "Gembloux"})) == ["Un bus"]
        assert titles(client.get(LIST, {"where": "Namur"})) == []
        assert titles(client.get(LIST, {"area": "90000"})) == ["Un bus"]
        assert titles(client.get(LIST, {"topic": theme.code})) == ["Un bus"]
        assert "No such case yet" in headings(client.get(LIST, {"q": "zzz"}), 2)
        nowhere = client.get(LIST, {"where": "Xyzxyz"})
        assert "We know no place called “Xyzxyz”" in headings(nowhere, 2)

    def test_in_a_commune_that_merged_it_is_found_from_what_it_became(self, client):
        case_of("Un bus", area=Area.objects.get(code="82005"), place="")
        bastogne = Area.objects.filter(name_fr="Bastogne", valid_to=None).get(level__position=1)
        assert titles(client.get(LIST, {"area": bastogne.code})) == ["Un bus"]

    def test_page_by_page(self, client):
        for number in range(21):
            case_of(f"Cas {number}")
        assert len(titles(client.get(LIST))) == 20
        assert titles(client.get(LIST, {"page": "2"})) == ["Cas 0"]

    @pytest.mark.parametrize("count", [1, 10])
    def test_ten_take_as_many_questions_as_one(self, client, count, django_assert_num_queries):
        topics = tuple(Topic.objects.all()[:3])
        for number in range(count):
            case_of(f"Cas {number}", area=Area.objects.get(code="92142"), place="", topics=topics)
        with django_assert_num_queries(9):
            client.get(LIST)


class TestAPage:
    @pytest.mark.parametrize("count", [1, 10])
    def test_ten_branches_take_as_many_questions_as_one(
        self, client, count, django_assert_num_queries
    ):
        case = case_of()
        memorandum_of(*(demand_of(title=f"D {number}") for number in range(count)))
        for number in range(count):
            case_of(f"Cas {number}", adapted_from=case)
        with django_assert_num_queries(10):
            client.get(f"{LIST}{case.pk}-un-bus-sur-appel/")

    def test_under_another_title_it_leads_to_the_right_one(self, client):
        case = case_of()
        answer = client.get(f"{LIST}{case.pk}-autre/")
        assert (answer.status_code, answer.headers["Location"]) == (
            301,
            f"{LIST}{case.pk}-un-bus-sur-appel/",
        )
        assert client.get(f"{LIST}999/").status_code == 404

    def test_a_visitor_is_led_to_sign_in_or_suggests(self, client):
        case = case_of()
        links = main_links(client.get(f"{LIST}{case.pk}-un-bus-sur-appel/"))
        assert f"/en/text/{case.text_id}/fr/suggest/" in links
        asked = client.get(f"{LIST}{case.pk}/edit/fr/", follow=True)
        assert "To tell a case or to change one, sign in." in words_of(asked)

    @pytest.mark.parametrize("count", [1, 10])
    def test_its_history_takes_as_many_questions(self, client, count, django_assert_num_queries):
        case = case_of()
        user = browser(UserFactory())
        for number in range(count):
            address = f"{LIST}{case.pk}/edit/fr/"
            form = user.get(address).context["form"]
            said = {n: form[n].value() for n in form.fields if form[n].value() is not None}
            user.post(address, said | {"who": f"Régie {number}", "note": "x"})
        with django_assert_num_queries(10):
            client.get(f"{LIST}{case.pk}/history/")

    def test_the_latest_changes_of_all(self, client):
        case_of("Un bus")
        case_of("Une cantine")
        page = client.get(f"{LIST}changes/")
        assert headings(page, 2) == ["Une cantine", "Un bus"]


class TestFound:
    def test_by_the_search_of_the_site_in_each_language(self):
        case_of("Un bus sur appel")
        for language in ("fr", "nl"):
            hits = find("Valcreux", language=language, kinds=["case"]).hits
            assert [hit.title for hit in hits] == ["Un bus sur appel"]

    def test_not_once_it_is_withdrawn(self):
        case = case_of()
        withdraw_case(case=case, why="Faux.", by=UserFactory(), now=NOW)
        assert find("Valcreux", language="fr").count == 0
        bring_case_back(case=Case.objects.get(), by=UserFactory(), now=NOW)
        assert find("Valcreux", language="fr").count == 1


class TestWithdrawn:
    def test_its_page_says_why_and_its_words_are_gone(self, client):
        case = case_of()
        karim = browser(coordinator())
        withdraw = f"{LIST}{case.pk}/withdraw/"
        assert karim.post(withdraw, {"why": ""}).status_code == 422
        karim.post(withdraw, {"why": "Ce n’est pas vrai."})
        page = client.get(f"{LIST}{case.pk}-un-bus-sur-appel/")
        assert page.status_code == 410
        assert "Ce n’est pas vrai." in words_of(page)
        assert "Deux personnes ont tenu le téléphone." not in html_of(page)
        assert client.get(f"/en/text/{case.text_id}/history/").status_code == 404
        assert client.get(f"{LIST}{case.pk}/history/").status_code == 302
        assert titles(client.get(LIST)) == []
        back = karim.post(withdraw, {"back": "yes"}, follow=True)
        assert notices(back)[-1] == "The case stands again, as it was."
        assert client.get(f"{LIST}{case.pk}-un-bus-sur-appel/").status_code == 200

    def test_no_demand_leads_to_it_any_more(self, client):
        case, demand = case_of(), demand_of()
        memorandum_of(demand)
        row = {"title": "Un bus", "place": "Valcreux", "what": "x", "url": "https://example.org"}
        set_evidence(demand, [Evidence(case=case, seen_on=NOW.date(), **row)])
        address = f"/en/demand/{demand.pk}-des-bus-le-soir/"
        assert f"{LIST}{case.pk}/" in main_links(client.get(address))
        withdraw_case(case=case, why="Faux.", by=UserFactory(), now=NOW)
        assert f"{LIST}{case.pk}/" not in main_links(client.get(address))


def test_the_page_of_a_commune_leads_to_them(client):
    page = client.get("/en/commune/92094-namur/")
    assert LIST in main_links(page)


def test_the_map_of_the_site_names_each_that_stands(client):
    case, gone = case_of("Un bus"), case_of("Autre")
    withdraw_case(case=gone, why="Faux.", by=UserFactory(), now=NOW)
    found = html_of(client.get("/sitemap.xml"))
    assert "/nl/het-is-gelukt/</loc>" in found
    assert f"/nl/het-is-gelukt/{case.pk}-un-bus/</loc>" in found
    assert f"{LIST}{gone.pk}" not in found


def test_coordinators_see_how_many_changes_there_were(client):
    case_of(now=timezone.now())
    page = browser(coordinator()).get("/en/coalition/")
    assert "1 change in the last 7 days" in words_of(page)
