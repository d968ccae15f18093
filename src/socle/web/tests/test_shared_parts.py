"""What communes of one part of the country share shows what their facts say, in each language."""

from datetime import date, timedelta

import pytest
from django.utils.translation import override

from socle.foundation.actions.stamps import touch
from socle.territories.models import Body, Competence, Level, Topic
from socle.territories.queries.areas import area_by_code
from socle.territories.queries.competences import Actor, competences_for
from socle.territories.queries.scopes import scope_of
from socle.territories.rules import ALL_STAMPS
from socle.web.queries.area_pages import standing
from socle.web.queries.shared_parts import overview_of
from socle.web.tests.reading import part, words_in

pytestmark = pytest.mark.usefixtures("belgium")

TODAY = date(2026, 11, 20)
PARTS = ["92094", "21009", "63023", "11002"]


def shown(code):
    """Topic, verb and name of who acts, as the overview says them."""
    return {
        (line.slug, verb, actor.text)
        for theme in overview_of(scope_of(standing(code)), day=TODAY)
        for line in theme.lines
        for verb in ("decides", "funds", "executes", "advises")
        for actor in getattr(line, verb)
    }


@pytest.mark.parametrize("code", PARTS)
@pytest.mark.parametrize("language", ["fr", "nl", "de", "en"])
def test_the_overview_names_all_who_act(code, language):
    with override(language):
        rows = competences_for(area_by_code(code), day=TODAY)
        whole = {
            (row.topic.slug, row.verb, Actor(row.level, row.area, row.body).name) for row in rows
        }
        assert shown(code) == whole
        assert len(whole) > 200


def test_it_takes_one_question(django_assert_num_queries):
    scope = scope_of(standing("92094"))
    with django_assert_num_queries(1):
        overview_of(scope, day=TODAY)


def test_each_day_is_asked_about_for_itself():
    scope, tomorrow = scope_of(standing("92094")), TODAY + timedelta(days=1)
    Competence.objects.filter(topic__code="trains").update(valid_from=tomorrow)

    def topics(day):
        return {line.slug for theme in overview_of(scope, day=day) for line in theme.lines}

    with override("fr"):
        found = [topics(day) for day in (TODAY, tomorrow, TODAY)]
    assert found[0] == found[2]
    assert len(found[1] - found[0]) == 1


def overview(client):
    page = client.get("/nl/gemeente/92094-namen/")
    return words_in(part(page, '<div class="themes">', '<ul class="plain bodies">'))


def test_a_name_without_translation_says_in_which_language_it_is(client):
    before = overview(client)
    Topic.objects.rewrite(False).filter(code="trains").update(name_nl="")
    Level.objects.rewrite(False).filter(code="commune").update(name_nl="")
    touch(ALL_STAMPS)
    after = overview(client)

    assert "in het Frans" not in before
    french = Topic.objects.rewrite(False).get(code="trains").name_fr
    # Once in the line of its theme, once for itself.
    assert after.count(f"{french} in het Frans") == 2
    assert after.count("Commune in het Frans") > 10


def test_signs_in_a_name_stay_signs(client):
    Topic.objects.rewrite(False).filter(code="trains").update(name_nl="<b>Treinen & trams")
    Body.objects.rewrite(False).filter(area__code="92094").update(name_nl="<i>Raad")
    touch(ALL_STAMPS)
    page = client.get("/nl/gemeente/92094-namen/").content.decode()

    assert page.count("&lt;b&gt;Treinen &amp; trams") == 2
    assert "<b>Treinen" not in page
