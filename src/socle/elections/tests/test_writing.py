"""Coordinators write elections, contests and lists on their pages."""

from datetime import date

import pytest

from socle.accounts.models import JournalEntry
from socle.elections.models import Contest, Election, ElectoralList, Party
from socle.elections.tests.factories import (
    CandidacyFactory,
    ContestFactory,
    ElectionFactory,
    ElectoralListFactory,
    PartyFactory,
)
from socle.elections.tests.people import browser, coordinator, errors
from socle.territories.models import Body

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("belgium")]
NEW = {
    "name_fr": "Communales anticipées",
    "name_nl": "Vervroegde verkiezing",
    "day": "2027-03-14",
    "opens_on": "2026-12-01",
    "source_title": "Arrêté du Gouvernement wallon",
    "source_url": "https://wallonie.example/arrete",
}
LIST = {"name": "Ensemble", "number": "4", "source_title": "Poster of the commune"}


@pytest.fixture
def alice(client):
    return browser(coordinator())


def journal():
    rows = JournalEntry.objects.filter(verb__startswith="elections.").order_by("pk")
    return list(rows.values_list("verb", flat=True))


def council():
    return Body.objects.get(code="communal-council-wal").pk


class TestElections:
    def test_one_is_made_then_what_is_voted_for_is_said(self, alice):
        there = alice.post("/en/coalition/elections/new/", NEW)
        election = Election.objects.get(slug="2027-communales-anticipees")
        assert there["Location"] == f"/en/coalition/elections/{election.slug}/contest/"
        assert (election.day, election.name_nl) == (date(2027, 3, 14), "Vervroegde verkiezing")
        contest = {
            "body": council(),
            "area": "5000 Namur",
            "seats": "47",
            "language": "nl",
            "source_title": "Arrêté",
        }
        done = alice.post(there["Location"], contest)
        made = Contest.objects.get(election=election)
        assert done["Location"] == f"/en/elections/{election.slug}/{made.code}/"
        assert (made.code, made.seats, made.language) == ("communal-council-wal-92094", 47, "nl")
        assert list(made.areas.values_list("code", flat=True)) == ["92094"]
        assert journal() == ["elections.election.made", "elections.contest.made"]
        twice = alice.post(there["Location"], contest)
        assert errors(twice) == {"area": ["This contest is there already."]}

    def test_what_is_wrong_is_said_and_what_was_typed_is_kept(self, alice):
        sent = NEW | {"name_fr": "", "opens_on": "2027-04-01", "source_title": ""}
        answer = alice.post("/en/coalition/elections/new/", sent)
        assert (answer.status_code, errors(answer)) == (
            422,
            {
                "name_fr": ["Give it a name."],
                "opens_on": ["It opens on the day of the vote at the latest."],
                "source_title": ["Say what this is known from."],
            },
        )
        assert 'value="Vervroegde verkiezing"' in answer.content.decode()
        ElectionFactory(slug="2027-communales-anticipees")
        taken = alice.post("/en/coalition/elections/new/", NEW)
        assert errors(taken) == {"name_fr": ["An election of this year has this name already."]}

    def test_the_second_of_two_who_change_it_is_told(self, alice):
        election = ElectionFactory(slug="2027-vote", name_fr="Vote")
        url = "/en/coalition/elections/2027-vote/edit/"
        seen = alice.get(url).context["form"]["seen"].value()
        bob = browser(coordinator("Bob"))
        assert bob.post(url, NEW | {"seen": seen}).status_code == 302
        late = alice.post(url, NEW | {"seen": seen, "name_fr": "Mine"})
        assert late.status_code == 409
        assert "Bob changed this while you were at it" in late.content.decode()
        again = late.context["form"]["seen"].value()
        assert alice.post(url, NEW | {"seen": again, "name_fr": "Mine"}).status_code == 302
        election.refresh_from_db()
        assert election.name_fr == "Mine"

    def test_those_of_the_country_are_changed_in_its_files(self, alice):
        url = "/en/coalition/elections/2018-local/edit/"
        assert "It came with the country" in alice.get(url).content.decode()
        seen = alice.get(url).context["form"]["seen"].value()
        alice.post(url, NEW | {"seen": seen})
        assert Election.objects.get(slug="2018-local").day == date(2018, 10, 14)

    def test_the_list_of_them_asks_the_same_for_one_and_for_ten(
        self, alice, django_assert_num_queries
    ):
        alice.get("/en/coalition/elections/")
        with django_assert_num_queries(7):
            alice.get("/en/coalition/elections/")
        ElectionFactory.create_batch(9)
        with django_assert_num_queries(7):
            alice.get("/en/coalition/elections/")


class TestContests:
    def test_a_council_that_is_not_there_and_two_places_are_refused(self, alice):
        ElectionFactory(slug="vote")
        url = "/en/coalition/elections/vote/contest/"
        sent = {"body": council(), "source_title": "Arrêté"}
        halle = alice.post(url, sent | {"area": "1500 Halle"})
        assert errors(halle) == {
            "area": ["Halle has no such council: choose another council or another place."]
        }
        two = alice.post(url, sent | {"area": "5000 Namur, 5030 Gembloux"})
        assert errors(two) == {
            "area": ["Say one place: the council of each is a contest of its own."]
        }

    def test_one_is_changed_and_its_constituency_named(self, alice):
        contest = ContestFactory()
        url = f"/en/coalition/contest/{contest.pk}/edit/"
        seen = alice.get(url).context["form"]["seen"].value()
        sent = {
            "areas": "5000 Namur, 5030 Gembloux",
            "name_fr": "Les deux",
            "seats": "9",
            "source_title": "Arrêté",
            "seen": seen,
        }
        assert alice.post(url, sent).status_code == 302
        contest.refresh_from_db()
        assert (contest.seats, contest.name_fr, contest.language) == (9, "Les deux", "")
        assert set(contest.areas.values_list("code", flat=True)) == {"92094", "92142"}
        assert alice.get(url).context["form"]["areas"].value() == "5000 Namur, 5030 Gembloux"
        assert alice.post(url, sent).status_code == 409

    def test_one_with_lists_is_not_removed(self, alice):
        contest = ContestFactory()
        row = ElectoralListFactory(contest=contest)
        url = f"/en/coalition/contest/{contest.pk}/remove/"
        refused = alice.post(url, {"reason": "Twice."})
        assert errors(refused) == {
            "__all__": ["Lists stand in this contest: take them away first."]
        }
        row.delete()
        assert alice.post(url, {"reason": "Twice."}).status_code == 302
        assert not Contest.objects.filter(pk=contest.pk).exists()


class TestLists:
    def test_one_is_added_with_a_party_its_source_and_a_private_address(self, alice):
        contest = ContestFactory()
        sent = LIST | {
            "new_party": "Invented party",
            "party_source": "Its programme, page 1",
            "contact_email": "list@example.org",
            "contact_source": "Its page",
        }
        done = alice.post(f"/en/coalition/contest/{contest.pk}/list/", sent)
        row = ElectoralList.objects.get()
        assert done["Location"] == f"/en/list/{row.pk}-ensemble/"
        assert (row.number, row.party.name, row.party_source) == (
            4,
            "Invented party",
            "Its programme, page 1",
        )
        assert Party.objects.get().source_title == "Its programme, page 1"
        assert "list@example.org" not in alice.get(done["Location"]).content.decode()
        assert journal() == ["elections.party.made", "elections.list.added"]

    def test_a_party_and_an_address_need_a_source(self, alice):
        contest = ContestFactory()
        party = PartyFactory()
        sent = LIST | {"party": party.pk, "new_party": "Other", "contact_email": "a@example.org"}
        answer = alice.post(f"/en/coalition/contest/{contest.pk}/list/", sent)
        assert errors(answer) == {
            "new_party": ["Choose a party, or name another one: not both."],
            "party_source": ["Say where the list says so."],
            "contact_source": ["Say where the list published it."],
        }

    def test_a_number_and_a_name_that_are_taken_leave_no_party_behind(self, alice):
        contest = ContestFactory()
        ElectoralListFactory(contest=contest, number=4, name="Aube")
        url = f"/en/coalition/contest/{contest.pk}/list/"
        sent = LIST | {"new_party": "Invented party", "party_source": "Its page"}
        assert errors(alice.post(url, sent)) == {"number": ["“4 Aube” has this number already."]}
        named = alice.post(url, sent | {"number": "5", "name": "Aube"})
        assert errors(named) == {"name": ["“4 Aube” has this name already."]}
        assert not Party.objects.exists()

    def test_the_second_of_two_who_change_it_is_told(self, alice):
        row = ElectoralListFactory()
        url = f"/en/coalition/list/{row.pk}/edit/"
        seen = alice.get(url).context["form"]["seen"].value()
        assert alice.post(url, LIST | {"seen": seen}).status_code == 302
        late = alice.post(url, LIST | {"seen": seen, "name": "Aube"})
        assert (late.status_code, late.context["form"]["name"].value()) == (409, "Aube")
        row.refresh_from_db()
        assert row.name == "Ensemble"

    def test_two_lists_change_places(self, alice):
        contest = ContestFactory()
        one = ElectoralListFactory(contest=contest, number=1, name="Aube")
        two = ElectoralListFactory(contest=contest, number=2, name="Brise")
        url = f"/en/coalition/contest/{contest.pk}/numbers/"
        seen = alice.get(url).context["form"]["seen"].value()
        sent = {f"list_{one.pk}": "2", f"list_{two.pk}": "2", "seen": seen}
        assert errors(alice.post(url, sent)) == {
            f"list_{two.pk}": ["“Aube” has this number already."]
        }
        sent[f"list_{two.pk}"] = "1"
        assert alice.post(url, sent).status_code == 302
        rows = ElectoralList.objects.in_ballot_order()
        assert [str(row) for row in rows] == ["1 Brise", "2 Aube"]
        late = alice.post(url, sent)
        assert late.status_code == 409
        assert "Somebody saved it before you" in late.content.decode()

    def test_one_on_which_somebody_stands_is_not_removed(self, alice):
        stands = CandidacyFactory().list
        refused = alice.post(f"/en/coalition/list/{stands.pk}/remove/", {"reason": "Twice."})
        assert errors(refused) == {
            "__all__": ["Somebody stands on this list, or it governs: it cannot be removed."]
        }
        empty = ElectoralListFactory(contest=stands.contest)
        alice.post(f"/en/coalition/list/{empty.pk}/remove/", {"reason": "Twice."})
        assert list(ElectoralList.objects.all()) == [stands]


def test_what_coordinators_do_is_offered_to_them_and_to_nobody_else(alice, client):
    row = ElectoralListFactory(name="Ensemble")
    contest = row.contest
    pages = {
        f"/en/elections/{contest.election.slug}/": "Add a contest",
        f"/en/elections/{contest.election.slug}/{contest.code}/": "Number the lists",
        f"/en/list/{row.pk}-ensemble/": "Change this list",
    }
    offered = [words in alice.get(url).content.decode() for url, words in pages.items()]
    assert offered == [True, True, True]
    hidden = [words in client.get(url).content.decode() for url, words in pages.items()]
    assert hidden == [False, False, False]
