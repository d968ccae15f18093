"""The coordinator's view: where each thing asked stands, the same figures as its rows."""

from datetime import timedelta

import pytest
from django.utils import timezone

from socle.demands.actions.adopting import adopt, take_over
from socle.demands.actions.demanding import reword
from socle.demands.actions.memorandums import release_memorandum
from socle.demands.actions.offering import offer_demand
from socle.demands.models import Provision
from socle.demands.queries.standing import standing_of
from socle.demands.tests.factories import demand_of, memorandum_of
from socle.demands.tests.people import browser, coordinator, organiser
from socle.groups.models import CharterAcceptance
from socle.groups.tests.factories import NOW, TODAY, GroupFactory
from socle.territories.models import Area, Topic
from socle.texts.models import Suggestion, Update
from socle.texts.queries.revisions import words_of as said_in
from socle.texts.queries.words import Words
from socle.web.tests.reading import words_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("belgium")]


@pytest.fixture
def claire():
    return coordinator()


def adopted_by(provision, by, code, *, words=None):
    area = Area.objects.get(code=code)
    group = GroupFactory(name=area.name, areas=[code])
    CharterAcceptance.objects.create(
        group=group, release=1, language="fr", digest="0" * 64, accepted_at=NOW
    )
    mine = take_over(provision=provision, group=group, area=area, language="fr", by=by, now=NOW)
    said = words or said_in(mine.text.drafts.get())
    return adopt(adaptation=mine, words=said, by=by, now=NOW, on=TODAY)


def standing(provision):
    rows = Provision.objects.filter(pk=provision.pk).select_related("demand__text", "level", "area")
    return standing_of(rows, language="fr", day=TODAY, now=NOW + timedelta(days=40))[0]


def test_each_group_counts_once_by_its_last_update(claire):
    provision = demand_of().provisions.get()
    communes = ["92094", "92142", "52011", "62063", "25112"]
    other = Words.of("Un bus", "On compte.", "À Wavre, un bus.", "")
    mine = [adopted_by(provision, claire, code) for code in communes[:4]]
    mine.append(adopted_by(provision, claire, communes[4], words=other))
    assert (standing(provision).communes, standing(provision).reworded) == (5, 1)

    said = Words.of("Deux bus par heure", "L’horaire le montre.", "Deux bus.", "")
    reword(provision=provision, language="fr", words=said, by=claire, now=NOW)
    states = ["taken", "kept", "waiting", "waiting"]
    for one, state in zip(mine, states, strict=False):
        Update.objects.filter(text=one.text).update(
            state=state, reason="Nos mots." * (state == "kept")
        )
    Update.objects.filter(text=mine[3].text).update(asked_at=NOW + timedelta(days=20))
    line = standing(provision)
    # The fifth is due: it waits too.
    assert (line.taken, line.waiting, line.ignored) == (1, 3, 2)
    assert [(kept.group, kept.reason) for kept in line.kept] == [("Gembloux", "Nos mots.")]

    third = Words.of("Trois bus par heure", "L’horaire le montre.", "Trois bus.", "")
    reword(provision=provision, language="fr", words=third, by=claire, now=NOW)
    line = standing(provision)
    assert (line.taken, line.waiting, line.kept) == (0, 5, [])


def test_suggestions_that_wait_and_levels_that_are_not_competent(claire):
    demand = demand_of(topics=Topic.objects.filter(code="trains"))
    provision = demand.provisions.get()
    revision = provision.text.revisions.get()
    for state in ["open", "open", "unconfirmed", "declined"]:
        Suggestion.objects.create(
            revision=revision,
            title="Autre",
            language="fr",
            nonce=state,
            state=state,
            made_at=NOW,
            answer="Non." * (state == "declined"),
        )
    line = standing(provision)
    assert line.suggestions == 2
    assert [level.code for level in line.instead] == ["region", "federation", "eu"]


def test_the_page_filters_by_memorandum_and_by_level(claire):
    bus, water = demand_of(title="Bus", levels=("commune", "region")), demand_of(title="Eau")
    one, other = memorandum_of(bus, title="Un"), memorandum_of(water, title="Deux")
    demand_of(title="Nulle part")
    page = browser(claire)

    def shown(query):
        lines = page.get(f"/en/coalition/demands/{query}").context["lines"]
        return [(line.demand_said.title, line.provision.level.code) for line in lines]

    everything = [("Bus", "commune"), ("Bus", "region"), ("Eau", "commune")]
    assert shown("") == everything
    assert shown(f"?memorandum={one.pk}") == everything[:2]
    assert shown(f"?memorandum={other.pk}&level=region") == []
    assert shown("?level=region") == [("Bus", "region")]
    assert shown("?memorandum=x&level=%00") == everything


def test_the_table_is_taken_away(claire):
    memorandum_of(demand_of(title="=Bus"))
    response = browser(claire).get("/en/coalition/demands/table/")
    lines = response.content.decode("utf-8-sig").splitlines()
    assert lines[0] == (
        "Demand,Level of power,Area,What is asked,Communes,Adopted,Reworded,Updates waiting,"
        "Waiting for more than 30 days,Taken,Kept,Why they keep their words,Suggestions open,"
        "Competent level"
    )
    assert lines[1] == "'=Bus,Commune,,Un bus par heure (commune),0,0,0,0,0,0,0,,0,"
    assert len(lines) == 2


@pytest.mark.parametrize("count", [1, 10])
def test_it_asks_as_much_for_one_demand_as_for_ten(claire, django_assert_num_queries, count):
    demands = [demand_of(title=f"D{number}") for number in range(count)]
    memorandum_of(*demands)
    adopted_by(demands[0].provisions.get(), claire, "92094")
    page = browser(claire)
    with django_assert_num_queries(20):
        page.get("/en/coalition/demands/")


class TestWhatComesNext:
    def test_on_the_overview_and_at_home(self, claire):
        bus = demand_of(title="Bus")
        memorandum = memorandum_of(bus, title="Vivre mieux ici")
        now = timezone.now()
        release_memorandum(memorandum=memorandum, by=claire, now=now - timedelta(days=2))
        page = browser(claire)
        nothing = "No offer and no suggestion waits, and every release says what was published."
        assert nothing in words_of(page.get("/en/coalition/"))

        said = Words.of("Deux bus", "On compte.", "Deux.", "")
        reword(provision=bus.provisions.get(), language="fr", words=said, by=claire, now=now)
        group = GroupFactory(name="Gembloux", areas=["92142"])
        own = demand_of(group, title="Des bancs")
        offer_demand(demand=own, words="Ici aussi.", by=organiser(group), now=now)

        overview = words_of(page.get("/en/coalition/"))
        assert "1 group offers a demand" in overview
        assert "Words of “Vivre mieux ici” changed since its last release" in overview
        home = words_of(page.get("/en/my-home/"))
        assert "Answer a group that offers a demand" in home
        assert "Publish a release of “Vivre mieux ici”: words changed since the last one" in home
        stranger = browser(organiser(group, "Bob"))
        assert "Answer a group that offers" not in words_of(stranger.get("/en/my-home/"))
