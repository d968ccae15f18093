"""What the directory is asked; whatever makes no sense is left out, never refused."""

from datetime import date
from typing import Any

from django import forms
from django.conf import settings
from django.http import QueryDict
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from socle.groups.forms.words import sentences
from socle.groups.models import Group
from socle.groups.queries.directory import Asked
from socle.territories.models import Area, Topic
from socle.territories.queries.areas import area_by_code, keys_inside
from socle.territories.queries.competences import Theme, topics_tree
from socle.territories.queries.history import area_in_force
from socle.territories.queries.places import Match
from socle.territories.queries.typed import as_typed, meant_by

LONGEST = 200
PARAMETERS = ("q", "where", "area", "kind", "topic", "language", "page")


class DirectoryForm(forms.Form):
    # A search has no question one must answer, and need not say so of each.
    use_required_attribute = False

    q = forms.CharField(label=_("Name of the group"))
    where = forms.CharField(
        label=_("Where"),
        help_text=_("A commune, a postcode, a province or a region."),
        widget=forms.SearchInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    kind = forms.ChoiceField(
        label=_("Kind"), choices=[("", _("All kinds")), *sentences(Group.Kind.choices)]
    )
    topic = forms.ChoiceField(label=_("Works on"))
    language = forms.ChoiceField(
        label=_("Language"), choices=[("", _("All languages")), *settings.LANGUAGES]
    )

    def __init__(self, data: QueryDict, *, day: date) -> None:
        self.day, self.spoken = day, (get_language() or "")[:2]
        themes = topics_tree()
        self.topics = {topic.code: topic for theme in themes for topic in of(theme)}
        self.asked_for = {name: said(data, name) for name in PARAMETERS}
        # Bound to nothing: there is nothing to be refused, only boxes to be filled again.
        super().__init__(initial=self.asked_for | {"where": self.where_said})
        self.fields["topic"].choices = topic_choices(themes)  # type: ignore[attr-defined]

    @cached_property
    def matches(self) -> list[Match]:
        """Places that what was typed may mean, best first."""
        typed = self.asked_for["where"]
        return meant_by(typed, self.spoken, self.day) if typed else []

    @cached_property
    def area(self) -> Area | None:
        """In force; what is no more leads to what took its place."""
        if self.asked_for["where"]:
            return self.matches[0].area if self.matches else None
        found = area_by_code(self.asked_for["area"])
        return area_in_force(found, self.day) if found else None

    @property
    def where_said(self) -> str:
        if self.area is None:
            return self.asked_for["where"]
        return as_typed(self.area, self.spoken, self.day)

    @property
    def says_more(self) -> bool:
        return any(self.asked_for[name] for name in ("q", "kind", "language"))

    @property
    def knows_no_such_place(self) -> bool:
        return bool(self.asked_for["where"]) and self.area is None

    @cached_property
    def asked(self) -> Asked:
        kind, language = self.asked_for["kind"], self.asked_for["language"]
        return Asked(
            name=self.asked_for["q"],
            kind=kind if kind in Group.Kind.values else "",
            inside=keys_inside(self.area, self.day) if self.area else None,
            topic=self.topics.get(self.asked_for["topic"]),
            language=language if language in dict(settings.LANGUAGES) else "",
        )


def said(data: QueryDict, name: str) -> str:
    return data.get(name, "")[:LONGEST].replace("\0", "").strip()


def of(theme: Theme) -> list[Topic]:
    return [theme.topic, *theme.topics]


def topic_choices(themes: list[Theme]) -> list[Any]:
    """Each theme as a whole, then its topics."""
    groups = [
        (theme.topic.name, [(topic.code, topic.name) for topic in of(theme)]) for theme in themes
    ]
    return [("", _("All topics")), *groups]
