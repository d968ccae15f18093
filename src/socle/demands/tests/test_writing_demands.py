"""A demand is begun, says what it asks of each level of power, is warned where it should be."""

import re
from dataclasses import replace

import pytest
from django.urls import reverse
from django.utils.translation import override

from socle.accounts.models import JournalEntry
from socle.demands.actions.adopting import adopt, take_over
from socle.demands.models import Demand, Provision
from socle.demands.tests.factories import coalition, demand_of, memorandum_of
from socle.demands.tests.people import browser, coordinator, errors, gembloux, notices, organiser
from socle.groups.models import CharterAcceptance
from socle.groups.tests.factories import NOW, TODAY, GroupFactory
from socle.territories.models import Topic
from socle.texts.actions.drafting import save_draft, throw_draft_away
from socle.texts.queries.revisions import words_of as said_in
from socle.web.tests.reading import html_of, words_in, words_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("belgium")]

BENCHES = {
    "language": "fr",
    "title": "Un banc tous les deux cents mètres",
    "summary": "On s’assied. On parle. On sort plus longtemps.",
    "body": "Sans banc, les aînés restent chez eux.",
    "more": "",
    "topics": ["trains"],
    "rows": "2",
    "source_title_0": "Enquête du quartier",
    "source_url_0": "https://example.org/enquete",
    "source_title_1": "",
    "source_url_1": "",
    "act": "publish",
}
ASKED = {
    "language": "fr",
    "level": "commune",
    "area": "",
    "competent": "",
    "by_when": "2027-12-31",
    "title": "Un banc tous les deux cents mètres",
    "summary": "On compte les bancs sur un plan.",
    "body": "Des bancs avec dossier.",
    "more": "",
    "act": "publish",
}

WHY = "Les habitants l’ont demandé."


@pytest.fixture
def group():
    return gembloux()


@pytest.fixture
def alice(group):
    return organiser(group)


@pytest.fixture
def page(alice):
    return browser(alice)


def marked_optional(response):
    """Labels of the parts of a text that say so, source rows left aside."""
    labels = re.findall(r"<label[^>]*>(.*?)</label>", html_of(response), re.DOTALL)
    said = [words_in(each) for each in labels if "optional" in each]
    return [each.removesuffix(" (optional)") for each in said if not each.startswith("Source")]


def new(group):
    return f"/en/group/{group.slug}/our-demands/new/"


class TestBegun:
    def test_a_local_group_writes_its_own_born_where_it_is(self, page, group):
        response = page.post(new(group), BENCHES, follow=True)
        demand = Demand.objects.get()
        assert response.redirect_chain == [(f"/en/demand/{demand.pk}/edit/", 302)]
        assert notices(response) == [
            "The demand is published. Now say what it asks of each level of power."
        ]
        assert (demand.text.owner, demand.born_in.name) == (group, "Gembloux")
        assert [topic.code for topic in demand.topics.all()] == ["trains"]
        assert [(source.title, source.url) for source in demand.sources.all()] == [
            ("Enquête du quartier", "https://example.org/enquete")
        ]
        assert demand.text.revisions.get().summary == BENCHES["summary"]

    def test_as_a_draft_it_may_lack_its_plain_words_but_no_title(self, page, group):
        sent = BENCHES | {"summary": "", "act": "draft"}
        page.post(new(group), sent)
        demand = Demand.objects.get()
        assert demand.text.revisions.count() == 0
        assert demand.text.drafts.get().title == BENCHES["title"]

        published = page.post(new(group), sent | {"act": "publish"})
        assert published.status_code == 422
        assert errors(published) == {
            "summary": ["Write it before you publish, or keep this as a draft."]
        }
        untitled = page.post(new(group), sent | {"title": ""})
        assert errors(untitled) == {
            "title": ["Write it in a few words: nothing is kept without a title."]
        }
        assert Demand.objects.count() == 1

    def test_only_what_one_may_publish_without_is_marked_optional(self, page, group):
        address = f"/en/demand/{demand_of(group).pk}/measure/new/"
        assert marked_optional(page.get(new(group))) == ["Why", "Here and elsewhere"]
        assert marked_optional(page.get(address))[-1:] == ["Possible projects"]

    def test_one_more_source_is_a_row_more_and_nothing_is_kept_yet(self, page, group):
        sent = BENCHES | {"title": "", "add_source": "yes"}
        response = page.post(new(group), sent)
        form = response.context["form"]
        assert (response.status_code, form.count, form.errors) == (200, 3, {})
        assert form["source_title_0"].value() == "Enquête du quartier"
        assert form["summary"].value() == BENCHES["summary"]
        assert Demand.objects.count() == 0

        sent = BENCHES | {"source_title_1": "Autre", "remove_source": "0"}
        form = page.post(new(group), sent).context["form"]
        assert (form.count, form["source_title_0"].value()) == (1, "Autre")

    def test_a_source_has_a_title(self, page, group):
        sent = BENCHES | {"source_title_0": ""}
        assert errors(page.post(new(group), sent)) == {
            "source_title_0": ["Give this source a title, or empty its address."]
        }

    def test_a_coordinator_writes_one_in_a_memorandum(self):
        memorandum, page = memorandum_of(demand_of()), browser(coordinator())
        address = f"{new(coalition())}?memorandum={memorandum.pk}"
        assert "It will stand at the end of “Vivre mieux ici”." in words_of(page.get(address))
        page.post(address, BENCHES)
        last = memorandum.places.order_by("-position").first().demand
        assert last.text.revisions.get().title == BENCHES["title"]
        assert last.born_in is None

    def test_nobody_puts_a_demand_in_a_memorandum_of_others(self, page, group):
        memorandum = memorandum_of()
        assert page.get(f"{new(group)}?memorandum={memorandum.pk}").status_code == 404
        assert page.get(f"{new(group)}?memorandum=%00").status_code == 404


class TestChanged:
    @pytest.fixture
    def demand(self, group):
        return demand_of(group, sources=[("Une étude", "https://example.org")])

    def sent(self, demand, **more):
        first = {"seen": Demand.objects.get(pk=demand.pk).updated_at.isoformat(), "rows": "1"}
        return first | {"source_title_0": "Une étude", "source_url_0": ""} | more

    def test_its_topics_and_sources(self, page, demand):
        sent = self.sent(demand, topics=["climate-energy"], source_url_0="https://example.org/2")
        response = page.post(f"/en/demand/{demand.pk}/edit/", sent, follow=True)
        assert notices(response) == ["Saved."]
        assert [topic.code for topic in demand.topics.all()] == ["climate-energy"]
        assert [source.url for source in demand.sources.all()] == ["https://example.org/2"]
        verb = JournalEntry.objects.order_by("-pk").first().verb
        assert verb == "demands.demand.changed"

    def test_the_second_at_once_is_told_and_keeps_what_she_typed(self, page, demand):
        opened = self.sent(demand, topics=["climate-energy"])
        other = browser(organiser(demand.text.owner, "Bob"))
        other.post(f"/en/demand/{demand.pk}/edit/", self.sent(demand, topics=["housing"]))
        response = page.post(f"/en/demand/{demand.pk}/edit/", opened)
        assert response.status_code == 409
        assert "Bob changed this while you were at it" in words_of(response)
        assert response.context["form"]["topics"].value() == ["climate-energy"]
        again = response.context["form"]["seen"].value()
        response = page.post(f"/en/demand/{demand.pk}/edit/", opened | {"seen": again})
        assert [topic.code for topic in demand.topics.all()] == ["climate-energy"]

    @pytest.mark.parametrize("count", [1, 6])
    def test_its_page_asks_as_much_for_one_level_as_for_six(
        self, page, group, django_assert_num_queries, count
    ):
        levels = ["commune", "province", "region", "community", "federation", "eu"][:count]
        demand = demand_of(group, levels=levels, topics=Topic.objects.all()[:3])
        with django_assert_num_queries(25):
            page.get(f"/en/demand/{demand.pk}/edit/")


class TestAsked:
    @pytest.fixture
    def demand(self, group):
        return demand_of(group, levels=[], topics=Topic.objects.filter(code__in=["trains"]))

    def address(self, demand):
        return f"/en/demand/{demand.pk}/measure/new/"

    def test_something_is_asked_of_a_level_by_a_day(self, page, demand):
        response = page.post(self.address(demand), ASKED | {"level": "region"}, follow=True)
        made = Provision.objects.get()
        assert response.redirect_chain == [(f"/en/demand/{demand.pk}/edit/#p{made.pk}", 302)]
        assert notices(response) == ["Published."]
        assert (made.level.code, made.by_when.isoformat()) == ("region", "2027-12-31")

    def test_a_level_that_is_not_competent_draws_a_warning_that_names_who_is(self, page, demand):
        response = page.post(self.address(demand), ASKED, follow=True)
        made = Provision.objects.get()
        assert made.level.code == "commune"
        assert notices(response) == [
            "Published.",
            "For what this demand is about, the competent level is not “Commune” but: "
            "Region, Federal state, European Union. You may leave it so.",
        ]
        said = "“Commune” is not competent for what this demand is about. Competent:"
        assert said in words_of(response)
        assert said in words_of(page.get(f"/en/measure/{made.pk}/edit/"))

    def test_who_is_competent_is_named_apart_and_of_its_level_only(self, page, demand):
        offered = page.get(self.address(demand)).content.decode()
        names = re.findall(r"<option[^>]*>([^<]+)</option>", offered.split('name="competent"')[1])
        assert len(names) == len(set(names)) > 1
        page.post(self.address(demand), ASKED)
        edited = page.get(f"/en/measure/{Provision.objects.get().pk}/edit/").content.decode()
        levels = edited.split('name="competent"')[1].split("</select>")[0]
        assert re.findall(r'<optgroup label="([^"]+)"', levels) == ["Commune"]

    def test_one_level_is_asked_one_thing(self, page, demand):
        page.post(self.address(demand), ASKED)
        response = page.post(self.address(demand), ASKED)
        assert errors(response) == {
            "level": [
                "This demand asks something of that level there already: change that one instead."
            ]
        }
        assert Provision.objects.count() == 1

    def test_where_areas_differ_each_is_of_the_level(self, page, demand):
        wallonia = {"level": "region", "area": "03000"}
        page.post(self.address(demand), ASKED | wallonia)
        assert Provision.objects.get().area.name == "Walloon Region"
        response = page.post(self.address(demand), ASKED | wallonia | {"level": "commune"})
        assert errors(response) == {
            "area": [
                "Walloon Region is not of this level: choose the level of Walloon Region, "
                "or everywhere."
            ]
        }

    def test_a_draft_first_then_published(self, page, demand):
        page.post(self.address(demand), ASKED | {"act": "draft"})
        made = Provision.objects.get()
        assert (made.text.revisions.count(), made.text.drafts.get().title) == (0, ASKED["title"])
        form = page.get(f"/en/measure/{made.pk}/edit/").context["form"]
        sent = ASKED | {"number": form["number"].value(), "seen": form["seen"].value()}
        page.post(f"/en/measure/{made.pk}/edit/", sent)
        assert (made.text.revisions.count(), made.text.drafts.count()) == (1, 0)

    def test_no_longer_asked(self, page, demand):
        page.post(self.address(demand), ASKED)
        made = Provision.objects.get()
        address = f"/en/measure/{made.pk}/withdraw/"
        assert "No group took it over." in words_of(page.get(address))
        response = page.post(address, follow=True)
        assert notices(response) == ["It is no longer asked. What groups adopted stays theirs."]
        made.refresh_from_db()
        assert made.withdrawn_at is not None
        assert page.get(address).status_code == 404


class TestAnotherAsk:
    @pytest.fixture
    def provision(self, group, alice):
        provision = demand_of(group).provisions.get()
        other = GroupFactory(name="Namur", areas=["92094"])
        CharterAcceptance.objects.create(
            group=other, release=1, language="fr", digest="0" * 64, accepted_at=NOW
        )
        mine = take_over(
            provision=provision, group=other, area=None, language="fr", by=alice, now=NOW
        )
        words = said_in(mine.text.drafts.get())
        adopt(adaptation=mine, words=words, by=alice, now=NOW, on=TODAY)
        return provision

    def sent(self, page, provision, **more):
        form = page.get(f"/en/measure/{provision.pk}/edit/").context["form"]
        kept = {name: form[name].value() or "" for name in form.fields if name != "another_ask"}
        return kept | {"act": "publish"} | more

    def test_a_changed_indicator_is_published_after_a_warning(self, page, provision):
        sent = self.sent(page, provision, summary="On compte deux bus par heure.", note=WHY)
        address = f"/en/measure/{provision.pk}/edit/"
        response = page.post(address, sent)
        assert response.status_code == 422
        assert "This makes it another ask" in words_of(response)
        assert "1 group adopted the demand with the criterion it had" in words_of(response)
        assert provision.text.revisions.count() == 1
        page.post(address, sent | {"another_ask": "on"})
        assert provision.text.revisions.get(number=2).summary == "On compte deux bus par heure."

    def test_other_words_need_no_warning(self, page, provision):
        sent = self.sent(page, provision, body="Un bus par heure, toute la nuit.", note=WHY)
        response = page.post(f"/en/measure/{provision.pk}/edit/", sent, follow=True)
        assert notices(response) == ["Published."]

    def test_a_correction_says_what_changed_and_why(self, page, provision):
        sent = self.sent(page, provision, body="Un bus par heure, toute la nuit.")
        address = f"/en/measure/{provision.pk}/edit/"
        refused = page.post(address, sent)
        assert errors(refused) == {"note": ["Say in one sentence what changed, and why."]}
        assert refused.context["form"]["body"].value() == "Un bus par heure, toute la nuit."
        page.post(address, sent | {"note": WHY})
        assert provision.text.revisions.get(number=2).note == WHY
        # Of whom and by when is no correction of the words.
        sent = self.sent(page, provision, by_when="2030-01-31")
        assert page.post(address, sent).status_code == 302
        assert provision.text.revisions.count() == 2

    def test_the_page_that_publishes_any_text_warns_too(self, page, alice, provision):
        said = said_in(provision.text.revisions.get())
        kept = {"text": provision.text, "language": "fr", "seen": 0, "by": alice, "now": NOW}
        save_draft(words=replace(said, summary="On compte deux bus."), **kept)
        with override("en"):
            address = reverse("texts:publish", args=[provision.text.pk, "fr"])
        seen = words_of(page.get(address))
        assert "This makes it another ask" in seen
        draft = provision.text.drafts.get()
        throw_draft_away(text=provision.text, language="fr", seen=draft.version)
        save_draft(words=replace(said, body="Deux bus."), **kept)
        assert "This makes it another ask" not in words_of(page.get(address))


class TestPressedTwice:
    def test_two_presses_make_one_demand(self, page, group):
        secret = page.get(new(group)).context["form"]["pressed"].value()
        sent = BENCHES | {"pressed": secret}
        first, second = page.post(new(group), sent), page.post(new(group), sent)
        demand = Demand.objects.get()
        assert first.url == second.url == f"/en/demand/{demand.pk}/edit/"
        assert demand.text.revisions.count() == 1

    def test_other_words_from_the_same_page_are_kept_for_another_press(self, page, group):
        secret = page.get(new(group)).context["form"]["pressed"].value()
        page.post(new(group), BENCHES | {"pressed": secret})
        other = BENCHES | {"pressed": secret, "title": "Des arbres"}
        told = page.post(new(group), other)
        assert told.status_code == 409
        assert notices(told)[-1:] == [
            "This page made a demand already. To keep these other words too, press the button "
            "again."
        ]
        assert told.context["form"]["title"].value() == "Des arbres"
        again = told.context["form"]["pressed"].value()
        page.post(new(group), other | {"pressed": again})
        titles = [demand.text.revisions.get().title for demand in Demand.objects.order_by("pk")]
        assert titles == [BENCHES["title"], "Des arbres"]
