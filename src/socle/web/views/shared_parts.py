"""What every commune of one part of the country shows alike, as HTML; built once for all."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.template.loader import render_to_string
from django.utils.translation import get_language

from socle.foundation.kept import kept_part
from socle.territories.addresses import topic_word
from socle.territories.models import Area
from socle.territories.queries.bodies import bodies_over
from socle.territories.queries.competences import Scope, overview_for
from socle.territories.queries.voting import votes_for
from socle.territories.rules import BODIES, COMPETENCES, TOPICS


@dataclass(frozen=True, slots=True)
class SharedParts:
    area: Area
    scope: Scope
    today: date

    def kept(self, name: str, template: str, ask: Callable[[], Any]) -> str:
        """``ask`` gives what the template calls by that name."""

        def build() -> str:
            return render_to_string(template, {name: ask(), "topic_word": topic_word()})

        key = f"{name}:{self.scope.key}:{get_language()}:{self.today}"
        return kept_part(key, COMPETENCES, TOPICS, BODIES, build=build)

    @property
    def overview(self) -> str:
        """Who decides what at a glance."""
        return self.kept(
            "themes", "web/parts/overview.html", lambda: overview_for(self.scope, day=self.today)
        )

    @property
    def bodies(self) -> str:
        return self.kept("bodies", "web/parts/bodies.html", lambda: bodies_over(self.area))

    @property
    def votes(self) -> str:
        return self.kept("votes", "web/parts/votes.html", lambda: votes_for(self.area))
