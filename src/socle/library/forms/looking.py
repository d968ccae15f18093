"""What the list of cases is asked; whatever makes no sense is left out, never refused."""

from datetime import date

from django import forms
from django.http import QueryDict
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from socle.groups.forms.directory import of, said, topic_choices
from socle.library.queries.listed import Asked
from socle.territories.models import Area
from socle.territories.queries.areas import area_by_code, keys_inside
from socle.territories.queries.competences import topics_tree
from socle.territories.queries.history import area_in_force
from socle.territories.queries.typed import as_typed, meant_by

PARAMETERS = ("q", "where", "area", "topic", "page")


class LookingForm(forms.Form):
    use_required_attribute = False

    q = forms.CharField(label=_("Words"), widget=forms.SearchInput())
    where = forms.CharField(
        label=_("Where"),
        help_text=_("A commune, a postcode, a province or a region."),
        widget=forms.SearchInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    topic = forms.ChoiceField(label=_("Topic"))

    def __init__(self, data: QueryDict, *, day: date) -> None:
        self.day, self.spoken = day, (get_language() or "")[:2]
        themes = topics_tree()
        self.topics = {topic.code: topic for theme in themes for topic in of(theme)}
        self.asked_for = {name: said(data, name) for name in PARAMETERS}
        super().__init__(initial=self.asked_for | {"where": self.where_said})
        self.fields["topic"].choices = topic_choices(themes)  # type: ignore[attr-defined]

    @cached_property
    def area(self) -> Area | None:
        """In force; what is no more leads to what took its place."""
        typed = self.asked_for["where"]
        if typed:
            matches = meant_by(typed, self.spoken, self.day)
            return matches[0].area if matches else None
        found = area_by_code(self.asked_for["area"])
        return area_in_force(found, self.day) if found else None

    @property
    def where_said(self) -> str:
        if self.area is None:
            return self.asked_for["where"]
        return as_typed(self.area, self.spoken, self.day)

    @property
    def says_more(self) -> bool:
        return any(self.asked_for[name] for name in ("where", "area", "topic"))

    @property
    def knows_no_such_place(self) -> bool:
        return bool(self.asked_for["where"]) and self.area is None

    @cached_property
    def asked(self) -> Asked:
        nowhere = () if self.knows_no_such_place else None
        return Asked(
            words=self.asked_for["q"],
            inside=keys_inside(self.area, self.day) if self.area else nowhere,
            topic=self.topics.get(self.asked_for["topic"]),
        )

    def question(self, *, in_code: bool = False) -> dict[str, str]:
        """What is asked, from the first page on; ``in_code``: the place as its code, since its name
        is another in another language."""
        asked = self.asked_for | {"page": ""}
        if in_code and self.area is not None:
            asked |= {"where": "", "area": self.area.code}
        return {name: value for name, value in asked.items() if value}
