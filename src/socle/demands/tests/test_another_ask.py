"""An original changes how anyone can tell that it was done: whoever took it over is told that it is
another ask now, in the mail, in the list of updates and on the page where they decide."""

from dataclasses import replace
from datetime import timedelta

import pytest

from socle.demands.actions.adopting import adopt, take_over
from socle.demands.actions.demanding import reword
from socle.demands.tests.factories import demand_of
from socle.demands.tests.people import browser, gembloux, last_mail, organiser
from socle.groups.models import CharterAcceptance
from socle.groups.tests.factories import NOW, TODAY
from socle.texts.actions.comparing import compare_due_updates
from socle.texts.models import Update
from socle.texts.queries.revisions import latest, words_of
from socle.web.tests.reading import words_of as read

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("belgium")]
LATER = NOW + timedelta(days=1)
SAYS = "C’est une autre demande : ce qui montre que c’est fait a changé."
FOLLOWS = "Si vous prenez le nouveau critère, demandez à nouveau."


@pytest.fixture
def group():
    found = gembloux()
    CharterAcceptance.objects.create(
        group=found, release=1, language="fr", digest="0" * 64, accepted_at=NOW
    )
    return found


@pytest.fixture
def alice(group):
    found = organiser(group)
    found.language = "fr"
    found.save()
    return found


@pytest.fixture
def provision(group, alice):
    asked = demand_of().provisions.get()
    mine = take_over(provision=asked, group=group, area=None, language="fr", by=alice, now=NOW)
    said = replace(words_of(mine.text.drafts.get()), body="Un bus par heure. Aussi à Sauvenière.")
    adopt(adaptation=mine, words=said, by=alice, now=NOW, on=TODAY)
    return asked


def published_anew(provision, **changed):
    words = replace(words_of(latest(provision.text)), **changed)
    reword(provision=provision, language="fr", words=words, by=None, now=LATER)
    compare_due_updates(now=LATER)
    return Update.objects.get()


def all_that_is_said(update, alice, group):
    client = browser(alice)
    pages = [f"/fr/mise-a-jour/{update.pk}/", f"/fr/groupe/{group.slug}/mises-a-jour/"]
    seen = [read(client.get(page, follow=True)) for page in pages]
    mail = last_mail()
    return [*seen, mail.text, mail.html]


def test_a_changed_indicator_is_said_wherever_the_update_is(provision, alice, group):
    update = published_anew(provision, summary="Deux bus par heure, à l’horaire.")
    said = all_that_is_said(update, alice, group)
    assert [SAYS in words for words in said] == [True, True, True, True]
    assert FOLLOWS in said[0]


def test_other_changed_words_are_the_same_ask(provision, alice, group):
    update = published_anew(provision, title="Un bus, chaque heure", more="- Des bancs.")
    said = all_that_is_said(update, alice, group)
    assert [SAYS in words for words in said] == [False, False, False, False]
