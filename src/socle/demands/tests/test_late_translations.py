"""Who reads a translation is told when its original has changed since."""

import pytest
from django.urls import reverse
from django.utils.translation import override

from socle.demands.actions.adopting import adopt, take_over
from socle.demands.actions.memorandums import release_memorandum
from socle.demands.queries.addresses import path_of
from socle.demands.tests.factories import demand_of, memorandum_of
from socle.demands.tests.people import gembloux, organiser
from socle.groups.models import CharterAcceptance
from socle.groups.tests.factories import NOW, TODAY
from socle.texts.actions.publishing import publish
from socle.texts.queries.revisions import latest, words_of
from socle.texts.queries.words import Words
from socle.web.tests.reading import html_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("belgium")]
TOLD = "This translation renders revision 1"


def say(text, language, title):
    words = Words.of(title=title, summary="Bus.", body="Bus.")
    publish(text=text, language=language, words=words, by=None, note="Plus tard.", now=NOW)


def test_on_the_page_of_a_demand_and_in_its_memorandum(client):
    demand = demand_of()
    memorandum = memorandum_of(demand)
    texts = [demand.text, demand.provisions.get().text, memorandum.text]
    for text in texts:
        say(text, "en", "Buses in the evening")
    with override("en"):
        pages = [path_of(row, latest(row.text, "en")) for row in (demand, memorandum)]
    assert [html_of(client.get(page)).count(TOLD) for page in pages] == [0, 0]

    for text in texts:
        say(text, "fr", "Des bus plus tard")
    # A demand shows its words and its provision's; a memorandum its own besides.
    assert [html_of(client.get(page)).count(TOLD) for page in pages] == [2, 3]
    french = [path_of(row, latest(row.text, "fr"), "fr") for row in (demand, memorandum)]
    assert ["l’original a changé" in html_of(client.get(page)) for page in french] == [False] * 2


def test_on_a_release_that_froze_a_late_translation(client):
    demand = demand_of()
    memorandum = memorandum_of(demand)
    texts = [demand.text, demand.provisions.get().text, memorandum.text]
    for text in texts:
        say(text, "en", "Buses in the evening")
    release_memorandum(memorandum=memorandum, by=None, now=NOW)
    for text in texts:
        say(text, "fr", "Des bus plus tard")
    release_memorandum(memorandum=memorandum, by=None, now=NOW)

    def told(language, number):
        with override(language):
            page = reverse("demands:memorandum-release", args=[memorandum.pk, number])
        return html_of(client.get(page)).count(TOLD)

    # When the first was frozen its translations were up to date, and they stay so.
    assert [told("en", 1), told("en", 2), told("fr", 2)] == [0, 3, 0]


def test_on_the_page_of_a_local_wording(client):
    group = gembloux()
    CharterAcceptance.objects.create(
        group=group, release=1, language="fr", digest="0" * 64, accepted_at=NOW
    )
    alice, asked = organiser(group), demand_of().provisions.get()
    mine = take_over(provision=asked, group=group, area=None, language="fr", by=alice, now=NOW)
    said = words_of(mine.text.drafts.get())
    adopt(adaptation=mine, words=said, by=alice, now=NOW, on=TODAY)
    say(mine.text, "en", "A bus each hour")
    with override("en"):
        page = path_of(mine, latest(mine.text, "en"))
    assert html_of(client.get(page)).count(TOLD) == 0

    say(mine.text, "fr", "Deux bus par heure")
    assert html_of(client.get(page)).count(TOLD) == 1
