"""A demand is withdrawn with a reason, or merged into another; its groups are told once."""

from datetime import timedelta

import pytest

from socle.demands.actions.adopting import take_over, withdraw_adaptation
from socle.demands.actions.demanding import DemandIsWithdrawn
from socle.demands.actions.memorandums import release_memorandum
from socle.demands.actions.withdrawing import (
    CannotComeBack,
    CannotMerge,
    bring_demand_back,
    withdraw_demand,
)
from socle.demands.models import Adaptation
from socle.demands.tests.factories import demand_of, memorandum_of
from socle.demands.tests.people import (
    browser,
    coordinator,
    errors,
    gembloux,
    last_mail,
    mails,
    notices,
    organiser,
)
from socle.groups.models import Group
from socle.groups.tests.factories import NOW, GroupFactory
from socle.texts.models import Text
from socle.web.tests.reading import words_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("belgium")]
LATER = NOW + timedelta(days=1)


@pytest.fixture
def claire():
    return coordinator()


@pytest.fixture
def bus():
    return demand_of(title="Des bus le soir", levels=("commune", "region"))


@pytest.fixture
def alice(bus):
    """Of a group that took over both things the demand asks."""
    group = gembloux()
    alice = organiser(group)
    for provision in bus.provisions.all():
        take_over(provision=provision, group=group, area=None, language="fr", by=alice, now=NOW)
    return alice


def test_with_a_reason_on_its_page_and_in_one_mail_to_each_group(bus, claire, alice):
    memorandum_of(bus)
    page = browser(claire)
    address = f"/en/demand/{bus.pk}/withdraw/"
    assert "1 group took something of it over" in words_of(page.get(address))
    assert errors(page.post(address, {"why": ""})) == {
        "why": ["Say why: groups may have built on it."]
    }
    response = page.post(address, {"why": "C’est fait."}, follow=True)
    again = page.post(address, {"why": "C’est fait."})

    assert notices(response) == ["The demand is withdrawn."]
    assert again["Location"] == f"/en/demand/{bus.pk}/bring-back/"
    bus.refresh_from_db()
    assert (bus.withdrawn_why, bus.merged_into) == ("C’est fait.", None)
    assert [to for to, _subject in mails()] == [alice.email]
    assert "C’est fait." in last_mail().text
    assert Text.objects.filter(kind__in=["demand", "provision"], withdrawn_at=None).count() == 0
    assert Adaptation.objects.exclude(status="withdrawn").count() == 2


def test_merged_into_another_it_leads_there(bus, claire):
    tram = demand_of(title="Des trams")
    memorandum_of(bus, tram)
    page = browser(claire)
    form = page.get(f"/en/demand/{bus.pk}/withdraw/").context["form"]
    assert [label for _key, label in form.fields["into"].choices][1:] == ["Des trams"]
    sent = {"why": "C’est la même chose.", "into": tram.pk}
    response = page.post(f"/en/demand/{bus.pk}/withdraw/", sent, follow=True)
    assert "was merged into “Des trams”" in words_of(response)
    bus.refresh_from_db()
    assert bus.merged_into == tram


def test_it_never_merges_into_itself_nor_into_what_no_longer_stands(bus, claire):
    tram = demand_of(title="Des trams")
    with pytest.raises(CannotMerge):
        withdraw_demand(demand=bus, into=bus, why="x", by=claire, now=NOW)
    withdraw_demand(demand=tram, why="x", by=claire, now=NOW)
    with pytest.raises(CannotMerge):
        withdraw_demand(demand=bus, into=tram, why="x", by=claire, now=NOW)
    with pytest.raises(DemandIsWithdrawn):
        withdraw_demand(demand=tram, why="x", by=claire, now=NOW)


def test_it_comes_back_as_it_was_and_its_groups_are_told(bus, claire, alice):
    memorandum_of(bus)
    withdraw_demand(demand=bus, why="Par erreur.", by=claire, now=LATER)
    page = browser(claire)
    address = f"/en/demand/{bus.pk}/bring-back/"
    assert "1 group was told by mail: it is told again" in words_of(page.get(address))
    response = page.post(address, follow=True)
    assert notices(response) == ["The demand stands again, as it was."]
    bus.refresh_from_db()
    assert (bus.withdrawn_at, bus.withdrawn_why) == (None, "")
    assert Text.objects.filter(withdrawn_at__isnull=False).count() == 0
    assert [to for to, _subject in mails()] == [alice.email, alice.email]


def test_it_does_not_come_back_once_something_came_of_it(bus, claire, alice):
    memorandum = memorandum_of(bus, demand_of(title="De l’eau"))
    withdraw_demand(demand=bus, why="Par erreur.", by=claire, now=NOW)
    release_memorandum(memorandum=memorandum, by=claire, now=LATER)
    with pytest.raises(CannotComeBack):
        bring_demand_back(demand=bus, by=claire, now=LATER)

    tram = demand_of(title="Des trams")
    withdraw_demand(demand=tram, why="x", by=claire, now=NOW)
    bring_demand_back(demand=tram, by=claire, now=LATER)
    bring_demand_back(demand=tram, by=claire, now=LATER)


def test_nor_once_a_group_answered_or_the_other_one_went_too(bus, claire, alice):
    withdraw_demand(demand=bus, why="Par erreur.", by=claire, now=NOW)
    mine = Adaptation.objects.first()
    withdraw_adaptation(adaptation=mine, by=alice, now=LATER)
    page = browser(claire)
    address = f"/en/demand/{bus.pk}/bring-back/"
    assert "It can no longer be brought back" in words_of(page.get(address))
    response = page.post(address, follow=True)
    assert notices(response) == ["It can no longer be brought back: see why below."]

    one, two = demand_of(title="Un"), demand_of(title="Deux")
    withdraw_demand(demand=one, into=two, why="x", by=claire, now=NOW)
    withdraw_demand(demand=two, why="x", by=claire, now=NOW)
    with pytest.raises(CannotComeBack):
        bring_demand_back(demand=one, by=claire, now=LATER)


def test_what_is_no_longer_asked_is_told_once_to_each_group_that_took_it(bus, claire, alice):
    asked = bus.provisions.get(level__code="region")
    namur = GroupFactory(name="Namur", areas=["92094"])
    ended = GroupFactory(name="Parti", areas=["92094"])
    olga, ulla = organiser(namur, name="Olga"), organiser(ended, name="Ulla")
    for group, by in ((namur, olga), (ended, ulla)):
        take_over(provision=asked, group=group, area=None, language="fr", by=by, now=NOW)
    Group.objects.filter(pk=ended.pk).update(archived_at=NOW)
    page, address = browser(claire), f"/en/measure/{asked.pk}/withdraw/"
    assert "2 groups took it over." in words_of(page.get(address))
    for _press in range(2):
        page.post(address, {"why": "La Région l’a voté."})

    assert [to for to, _subject in mails()] == [alice.email, olga.email]
    assert last_mail().subject == (
        "Ce que vous aviez repris n’est plus demandé\u00a0: Un bus par heure (region)"
    )
    assert "La Région l’a voté." in last_mail().text
    assert "ne fait plus partie de «\u00a0Des bus le soir\u00a0»" in last_mail().text
