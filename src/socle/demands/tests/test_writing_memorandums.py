"""A coordinator begins a memorandum, puts its demands in order, opens it, publishes versions."""

import pytest

from socle.demands.actions.demanding import reword
from socle.demands.models import Memorandum, Release
from socle.demands.tests.factories import demand_of, memorandum_of
from socle.demands.tests.people import browser, coordinator, errors, notices
from socle.groups.tests.factories import NOW, GroupFactory
from socle.texts.actions.drafting import save_draft
from socle.texts.queries.words import Words
from socle.web.tests.reading import words_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("belgium")]

BEGUN = {
    "language": "fr",
    "title": "Vivre mieux ici",
    "summary": "Ce que nous demandons ensemble.",
    "from_year": "2026",
    "until_year": "2030",
    "publisher": "C. Leroy, rue Haute 1, 5030 Gembloux",
}


@pytest.fixture
def claire():
    return coordinator()


@pytest.fixture
def page(claire):
    return browser(claire)


def titles(memorandum):
    places = memorandum.places.order_by("position")
    return [place.demand.text.revisions.first().title for place in places]


def test_she_begins_a_memorandum_that_organisations_carry(page, claire):
    house = GroupFactory(kind="organisation", name="Maison du monde")
    sent = BEGUN | {"carried_by": [house.pk]}
    response = page.post("/en/memorandums/new/", sent, follow=True)

    made = Memorandum.objects.get()
    assert response.redirect_chain == [(f"/en/memorandum/{made.pk}/order/", 302)]
    assert notices(response) == ["The memorandum is begun: it is a draft that only you all see."]
    assert (made.status, made.from_year, made.until_year) == ("draft", 2026, 2030)
    assert list(made.carried_by.all()) == [house]
    assert made.text.revisions.get().title == "Vivre mieux ici"


def test_two_presses_begin_one_memorandum(page):
    secret = page.get("/en/memorandums/new/").context["form"]["pressed"].value()
    sent = BEGUN | {"pressed": secret}
    page.post("/en/memorandums/new/", sent)
    second = page.post("/en/memorandums/new/", sent)
    memorandum = Memorandum.objects.get()
    assert second.url == f"/en/memorandum/{memorandum.pk}/edit/"


def test_what_is_missing_or_makes_no_sense_is_told(page):
    sent = BEGUN | {"title": " ", "until_year": "2025"}
    response = page.post("/en/memorandums/new/", sent)
    assert response.status_code == 422
    assert errors(response) == {
        "title": ["Write it in a few words: nothing is kept without a title."],
        "until_year": ["It ends before it begins: change one of the years."],
    }
    assert Memorandum.objects.count() == 0


def test_two_coordinators_at_once_the_second_is_told_who_and_keeps_what_she_typed(page, claire):
    memorandum = memorandum_of()
    seen = memorandum.version
    address = f"/en/memorandum/{memorandum.pk}/edit/"
    first = browser(coordinator("Denis")).post(
        address, {"version": seen, "publisher": "D. Noël, Namur"}, follow=True
    )
    assert notices(first) == ["Saved."]

    second = page.post(address, {"version": seen, "publisher": "C. Leroy, Gembloux"})
    assert second.status_code == 409
    assert "Denis changed this while you were at it" in words_of(second)
    assert second.context["form"]["publisher"].value() == "C. Leroy, Gembloux"
    memorandum.refresh_from_db()
    assert memorandum.publisher == "D. Noël, Namur"

    again = {"version": memorandum.version, "publisher": "C. Leroy, Gembloux"}
    assert second.context["form"]["version"].value() == str(memorandum.version)
    assert notices(page.post(address, again, follow=True)) == ["Saved."]


class TestOrder:
    @pytest.fixture
    def memorandum(self):
        return memorandum_of(*(demand_of(title=title) for title in ["A", "B", "C", "D"]))

    @pytest.fixture
    def send(self, page, memorandum):
        def send(**buttons):
            memorandum.refresh_from_db()
            sent = {"version": memorandum.version} | buttons
            return page.post(f"/en/memorandum/{memorandum.pk}/order/", sent, follow=True)

        return send

    def key(self, memorandum, title):
        return next(p.demand_id for p in memorandum.places.all() if titles_one(p) == title)

    def test_up_and_down_by_buttons_which_keep_the_focus(self, memorandum, send):
        response = send(down=self.key(memorandum, "A"))
        assert titles(memorandum) == ["B", "A", "C", "D"]
        assert words_of(response).count("Down") == 4
        moved = self.key(memorandum, "A")
        assert f'name="down" value="{moved}"  autofocus' in response.text
        send(up=self.key(memorandum, "A"))
        send(up=self.key(memorandum, "A"))
        assert titles(memorandum) == ["A", "B", "C", "D"]

    def test_by_numbers(self, memorandum, send):
        places = {title: f"place-{self.key(memorandum, title)}" for title in "ABCD"}
        response = send(**{places["A"]: 1, places["B"]: 2, places["C"]: 3, places["D"]: 1})
        assert titles(memorandum) == ["D", "A", "B", "C"]
        assert notices(response) == ["The order is saved."]
        send(**{places["D"]: 3, places["A"]: 2, places["B"]: "?", places["C"]: 4})
        assert titles(memorandum) == ["A", "B", "D", "C"]

    def test_out_and_in_again(self, memorandum, send):
        key = self.key(memorandum, "B")
        response = send(out=key)
        assert titles(memorandum) == ["A", "C", "D"]
        assert notices(response) == [
            "The demand is taken out. It stands as it is, and can be added again."
        ]
        assert [label for _key, label in response.context["form"].fields["demand"].choices] == ["B"]
        send(add="yes", demand=key)
        assert titles(memorandum) == ["A", "C", "D", "B"]

    def test_what_a_group_wrote_is_not_added_but_offered(self, memorandum, page):
        own = demand_of(GroupFactory(name="Here", areas=["92142"]), title="Own")
        sent = {"version": memorandum.version, "add": "yes", "demand": own.pk}
        response = page.post(f"/en/memorandum/{memorandum.pk}/order/", sent)
        assert errors(response) == {
            "demand": ["It is in the memorandum already, or was withdrawn."]
        }

    def test_the_second_at_once_is_told_and_nothing_of_hers_is_kept(self, memorandum, page, send):
        memorandum.refresh_from_db()
        seen = memorandum.version
        send(out=self.key(memorandum, "B"))
        sent = {"version": seen, "down": self.key(memorandum, "A")}
        response = page.post(f"/en/memorandum/{memorandum.pk}/order/", sent)
        assert response.status_code == 409
        assert "Claire changed this while you were at it" in words_of(response)
        assert titles(memorandum) == ["A", "C", "D"]


def titles_one(place):
    return place.demand.text.revisions.first().title


class TestStatus:
    def test_it_is_opened_after_a_yes(self, page):
        memorandum = memorandum_of(demand_of(), status="draft")
        address = f"/en/memorandum/{memorandum.pk}/status/"
        asked = page.get(address + "?to=open")
        assert "Anyone will read it and suggest other words" in words_of(asked)
        sent = {"to": "open", "version": memorandum.version}
        response = page.post(address, sent, follow=True)
        assert notices(response) == ["The memorandum is now: open to suggestions."]
        memorandum.refresh_from_db()
        assert memorandum.status == "open"

    def test_what_was_released_is_never_hidden_again(self, page):
        memorandum = memorandum_of(demand_of(), status="open")
        page.post(f"/en/memorandum/{memorandum.pk}/publish/", {"note": ""})
        address = f"/en/memorandum/{memorandum.pk}/status/"
        for to in ["draft", "published", "nonsense", ""]:
            response = page.get(f"{address}?to={to}")
            assert response["Location"] == f"/en/memorandum/{memorandum.pk}/edit/"


class TestRelease:
    @pytest.fixture
    def bus(self):
        return demand_of(title="Des bus le soir", levels=("commune", "region"))

    @pytest.fixture
    def memorandum(self, bus):
        return memorandum_of(bus, demand_of(title="De l’eau"))

    def address(self, memorandum):
        return f"/en/memorandum/{memorandum.pk}/publish/"

    def test_the_first_one_and_then_nothing_is_new(self, page, memorandum):
        seen = page.get(self.address(memorandum))
        assert "Publish release 1" in words_of(seen)
        sent = {"shown": seen.context["preview"].digest, "note": "Le début."}
        first = page.post(self.address(memorandum), sent, follow=True)
        again = page.post(self.address(memorandum), sent, follow=True)

        assert notices(first) == notices(again) == ["Release 1 is published."]
        release = Release.objects.get()
        assert (release.number, release.note, release.by.name) == (1, "Le début.", "Claire")
        assert "says all there is" in words_of(page.get(self.address(memorandum)))

    def test_the_next_one_shows_what_changed_and_how_many_took_it_over(
        self, page, claire, memorandum, bus
    ):
        page.post(self.address(memorandum), {})
        provision = bus.provisions.get(level__code="commune")
        said = Words.of("Un bus par heure (commune)", "L’horaire le montre.", "Deux bus.", "")
        reword(provision=provision, language="fr", words=said, by=claire, now=NOW)
        new = demand_of(title="Des bancs")
        page.post(
            f"/en/memorandum/{memorandum.pk}/order/",
            {"version": version(memorandum), "add": "yes", "demand": new.pk},
        )
        response = page.get(self.address(memorandum))
        preview = response.context["preview"]
        assert [(each.title.title, each.kind) for each in preview.changed] == [
            ("Des bus le soir", "changed"),
            ("Des bancs", "new"),
        ]
        assert [each.title.title for each in preview.same] == ["Vivre mieux ici", "De l’eau"]
        parts = [part.label for part in response.context["changed"][0]["changes"][0]["differences"]]
        assert parts == [
            "How anyone can tell it was done",
            "The decision asked",
            "Possible projects",
        ]
        page.post(self.address(memorandum), {"shown": preview.digest})
        assert Release.objects.count() == 2

    def test_words_published_meanwhile_are_shown_first(self, page, claire, memorandum, bus):
        shown = page.get(self.address(memorandum)).context["preview"].digest
        said = Words.of("Autre chose", "On le voit.", "Un tram.", "")
        reword(provision=bus.provisions.first(), language="fr", words=said, by=claire, now=NOW)
        response = page.post(self.address(memorandum), {"shown": shown, "note": "Ma note."})
        assert response.status_code == 409
        assert "Words changed while you were looking" in words_of(response)
        assert response.context["form"]["note"].value() == "Ma note."
        assert Release.objects.count() == 0

    def test_drafts_are_named_since_they_are_not_in_it(self, page, claire, memorandum, bus):
        save_draft(
            text=bus.text, language="fr", words=Words.of("Plus tard"), seen=0, by=claire, now=NOW
        )
        assert "1 draft is not in this release" in words_of(page.get(self.address(memorandum)))

    @pytest.mark.parametrize("count", [1, 10])
    def test_the_preview_asks_as_much_for_one_demand_as_for_ten(
        self, page, django_assert_num_queries, count
    ):
        memorandum = memorandum_of(*(demand_of(title=f"D{n}") for n in range(count)))
        page.post(self.address(memorandum), {})
        with django_assert_num_queries(15):
            page.get(self.address(memorandum))


def version(memorandum):
    return Memorandum.objects.get(pk=memorandum.pk).version
