"""What every commune of one part of the country shows alike, as HTML; built once for all."""

from collections.abc import Iterator
from datetime import date

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import get_language

from socle.foundation.parts import Part, Sections, made_ready_after
from socle.territories.addresses import topic_word
from socle.territories.queries.scopes import Scope, scopes
from socle.territories.rules import BODIES, COMPETENCES, TOPICS
from socle.web.queries.shared_parts import bodies_and_votes, overview_of

STAMPS = (COMPETENCES, TOPICS, BODIES)


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


@made_ready_after(*STAMPS)
def every_part() -> Iterator[Part]:
    today = timezone.localdate()
    for scope in scopes(today):
        for language, _name in settings.LANGUAGES:
            yield of_communes(scope, language, today)
