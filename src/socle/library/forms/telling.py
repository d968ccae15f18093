"""A case as it is told and changed: its words, then what is said beside them."""

import re
from datetime import date
from secrets import token_hex
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from socle.groups.forms.carried import Carried, CarriedText
from socle.groups.forms.words import Day, Website
from socle.groups.forms.words import Words as Line
from socle.library.kinds import CASE_KIND
from socle.library.models import LONGEST_PLACE, LONGEST_URL, LONGEST_WHO, Case
from socle.library.queries.facts import Facts
from socle.territories.models import Topic
from socle.territories.queries.areas import area_called
from socle.texts.forms.publishing import Note
from socle.texts.forms.writing import PartField
from socle.texts.queries.checking import amiss
from socle.texts.queries.words import FIELDS, Words

EARLIEST = 1800
ADDRESS = re.compile(r"[\w.+-]+@[\w-]+\.\w", re.ASCII)
FACTS = ("where", "who", "since", "url", "seen_on", "contact", "topics")
MISSING = {
    "title": _("Say in one line what was done."),
    "summary": _("Say in a few sentences what happened."),
    "body": _("Say what made it work: without it, nobody else can do it."),
}


class CaseWords(forms.Form):
    """The words alone, as for a translation. ``seen`` and ``upon``: the change and the words that
    stood in the form when it was opened."""

    use_required_attribute = False
    seen = Carried(required=False, min_value=0)
    upon = Carried(required=False, min_value=0)
    note = Note()

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        language: str,
        is_new: bool = False,
        **options: Any,
    ) -> None:
        """``is_new``: nothing is published in the language yet, so that nothing changes."""
        super().__init__(data, **options)
        if is_new:
            del self.fields["note"]
        for part in CASE_KIND.parts:
            self.fields[part.name] = PartField(part, language)
        self.language = (get_language() or "")[:2]

    @property
    def parts(self) -> list[forms.BoundField]:
        return [self[part.name] for part in CASE_KIND.parts]

    def words(self) -> Words:
        return Words.of(**{name: self.cleaned_data.get(name, "") for name in FIELDS})

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        for name, words in MISSING.items():
            if name in given and not given[name].strip():
                self.add_error(name, words)
        for name in FIELDS:
            if ADDRESS.search(given.get(name, "")):
                self.add_error(name, NO_ADDRESS)
        for fault in amiss(CASE_KIND, self.words()):
            self.add_error(fault.part, str(fault.words))
        return given


NO_ADDRESS = _(
    "Leave e-mail addresses out: give the page through which people are reached, further down."
)


class CaseForm(CaseWords):
    """With its facts; the language and a secret too where it is told for the first time."""

    pressed = CarriedText(required=False, max_length=32)
    adapted_from = Carried(required=False, min_value=0)
    where = Line(
        label=_("Where"),
        help_text=_("A commune, a province, a region; or any other place, in words."),
        max_length=LONGEST_PLACE,
        error_messages={"required": _("Say where it was done.")},
    )
    since = forms.IntegerField(
        label=_("Since which year"),
        min_value=EARLIEST,
        required=False,
        error_messages=dict.fromkeys(
            ("invalid", "min_value", "max_value"), _("Write a year that has begun, as 2021.")
        ),
    )
    who = Line(
        label=_("Who did it"),
        help_text=_("An organisation, a group, a council: no private person’s name."),
        max_length=LONGEST_WHO,
        error_messages={"required": _("Say who did it.")},
    )
    url = Website(
        label=_("Where this can be read"),
        help_text=_("A page, an article, minutes: anyone can check what you tell."),
        max_length=LONGEST_URL,
        required=True,
        error_messages={"required": _("Give the address where this can be read.")},
    )
    seen_on = Day(label=_("You read it there on"))
    contact = Website(
        label=_("Page to reach them"),
        help_text=_("Their own contact page. No e-mail address, no telephone number."),
        max_length=LONGEST_URL,
    )
    topics: Any = forms.ModelMultipleChoiceField(
        label=_("What it is about"),
        queryset=Topic.objects.order_by("pk"),
        to_field_name="code",
        required=False,
    )

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        language: str,
        day: date,
        after: Case | None = None,
        is_new: bool = False,
        **options: Any,
    ) -> None:
        super().__init__(data, language=language, is_new=is_new, **options)
        self.day, self.after = day, after
        self.initial.setdefault("seen_on", day)
        self.initial.setdefault("adapted_from", after.pk if after else 0)
        if after is not None and not is_new:
            self.fields["alone"] = forms.BooleanField(
                label=_("They had not seen it done there: take that away"), required=False
            )
        if is_new:
            self.initial["pressed"] = token_hex(16)
            self.fields["language"] = forms.ChoiceField(
                label=_("Language it is written in"), choices=settings.LANGUAGES, initial=language
            )

    def clean_since(self) -> int | None:
        since: int | None = self.cleaned_data["since"]
        if since is not None and since > self.day.year:
            raise ValidationError(self.fields["since"].error_messages["invalid"])
        return since

    def clean_seen_on(self) -> date:
        seen: date = self.cleaned_data["seen_on"]
        if seen > self.day:
            raise ValidationError(_("That day is still to come."))
        return seen

    def clean_contact(self) -> str:
        contact: str = self.cleaned_data["contact"]
        if ADDRESS.search(contact):
            raise ValidationError(_("Give a page, not an e-mail address."))
        return contact

    def facts(self) -> Facts:
        given = self.cleaned_data
        area = area_called(given["where"], self.day)
        return Facts(
            area=area,
            place="" if area else given["where"],
            who=given["who"],
            since=given["since"],
            url=given["url"],
            seen_on=given["seen_on"],
            contact=given["contact"],
            adapted_from=None if given.get("alone") else self.after,
            topics=tuple(given["topics"]),
        )


def fields_of(facts: Facts) -> dict[str, Any]:
    """What the fields hold when the form is opened."""
    said = {name: getattr(facts, name) for name in FACTS if name not in ("where", "topics")}
    where = facts.area.name if facts.area else facts.place
    return said | {"where": where, "topics": [topic.code for topic in facts.topics]}


class WithdrawForm(forms.Form):
    why = Line(
        label=_("Why"),
        help_text=_("Shown on its page."),
        max_length=500,
        rows=3,
        error_messages={"required": _("Say why: somebody told it in good faith.")},
    )
