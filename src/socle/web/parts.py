"""What every commune of one part of the country shows alike, as HTML; built once for all."""

from collections.abc import Iterator
from datetime import date

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from socle.commitments.queries.here import AskedThere, grid_here
from socle.commitments.rules import ANSWERS, ASKS
from socle.elections.models import Contest
from socle.elections.rules import ELECTIONS, LISTS
from socle.foundation.parts import Part, Sections, made_ready_after
from socle.groups.rules import GROUPS
from socle.territories.addresses import topic_word
from socle.territories.queries.scopes import Scope, scopes
from socle.territories.rules import AREAS, BODIES, COMPETENCES, TOPICS
from socle.web.queries.shared_parts import bodies_and_votes, overview_of

STAMPS = (COMPETENCES, TOPICS, BODIES)
IN_A_GRID = (ASKS, ANSWERS, ELECTIONS, LISTS, GROUPS, AREAS, BODIES)


def of_communes(scope: Scope, language: str, today: date) -> Part:
    """Who decides what at a glance, who governs, who votes: ``overview``, ``bodies``, ``votes``."""

    def build() -> Sections:
        overview = {"themes": overview_of(scope, day=today), "topic_word": topic_word()}
        bodies, votes = bodies_and_votes(scope)
        return {
            "overview": render_to_string("web/parts/overview.html", overview),
            "bodies": render_to_string("web/parts/bodies.html", {"bodies": bodies}),
            "votes": render_to_string("web/parts/votes.html", {"votes": votes}),
        }

    return Part(f"{scope.key}:{today}", language, STAMPS, build)


def shared_by_communes(scope: Scope, today: date) -> Sections:
    return of_communes(scope, get_language() or settings.LANGUAGE_CODE, today).sections()


def grid_of_contest(contest: Contest, there: AskedThere) -> SafeString:
    """What its lists answered, as all communes that vote in it show it."""

    def build() -> Sections:
        shown = {"grid": grid_here(contest, there)}
        return {"grid": render_to_string("web/parts/promised_grid.html", shown)}

    language = get_language() or settings.LANGUAGE_CODE
    part = Part(f"grid:{contest.pk}", language, IN_A_GRID, build, by_process=True)
    return mark_safe(part.sections()["grid"])  # noqa: S308 -- our own template


@made_ready_after(*STAMPS)
def every_part() -> Iterator[Part]:
    today = timezone.localdate()
    for scope in scopes(today):
        for language, _name in settings.LANGUAGES:
            yield of_communes(scope, language, today)
