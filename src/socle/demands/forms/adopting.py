"""A local group's words for what is asked, the day it adopted them, why it withdraws them."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from socle.demands.models import Adaptation
from socle.demands.rules import ADAPTATION
from socle.foundation.templatetags.days import day_in_words
from socle.groups.forms.carried import Carried, CarriedText
from socle.groups.forms.words import Words as Typed
from socle.texts.forms.publishing import Note
from socle.texts.kinds import KINDS
from socle.texts.models.words import LONGEST_BODY, LONGEST_MORE, LONGEST_SUMMARY, LONGEST_TITLE
from socle.texts.queries.checking import amiss
from socle.texts.queries.words import FIELDS, Words


class WordsForm(forms.Form):
    """The four parts of a local wording. ``seen``, ``upon``, ``made_from`` and ``was-…`` say what
    the writer had before their eyes: the version of the draft, the last revision, that of the
    original, the words."""

    title = Typed(
        label=_("The decision, in one line"),
        max_length=LONGEST_TITLE,
        error_messages={"required": _("Say the decision in one line: it is the title.")},
    )
    body = Typed(
        label=_("The decision asked"),
        help_text=_("Name your streets, your villages, your dates: what fits your commune."),
        max_length=LONGEST_BODY,
        rows=12,
        error_messages={"required": _("Say what you ask of those who decide.")},
    )
    summary = Typed(
        label=_("How anyone can tell it was done"),
        help_text=_("One or two sentences that everybody can check."),
        max_length=LONGEST_SUMMARY,
        rows=3,
        error_messages={"required": _("Say how anyone can tell it was done.")},
    )
    more = Typed(
        label=_("Possible projects"),
        help_text=_("A line that begins with a dash is a point of a list."),
        max_length=LONGEST_MORE,
        rows=6,
        required=False,
    )
    seen = Carried(required=False, min_value=0)
    upon = Carried(required=False, min_value=0)
    made_from = Carried(required=False, min_value=0)

    def __init__(self, *given: Any, **options: Any) -> None:
        super().__init__(*given, **options)
        for name in FIELDS:
            was = CarriedText(required=False, strip=False)
            self.fields[f"was-{name}"] = was

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if not self.errors:
            for fault in amiss(KINDS[ADAPTATION], self.words()):
                self.add_error(fault.part, str(fault.words))
        return given

    @classmethod
    def showing(cls, words: Words, was: Words, **carried: int) -> "WordsForm":
        return cls(initial=as_sent(words, was) | carried)

    @classmethod
    def sent(cls, words: Words, was: Words, **carried: int) -> "WordsForm":
        return cls(as_sent(words, was) | carried)

    def words(self) -> Words:
        return Words.of(**{name: self.cleaned_data[name] for name in FIELDS})

    def was(self, otherwise: Words) -> Words:
        """``otherwise``: of a page that did not carry them."""
        if "was-title" not in self.data:
            return otherwise
        return Words.of(**{name: self.cleaned_data[f"was-{name}"] for name in FIELDS})


def as_sent(words: Words, was: Words) -> dict[str, Any]:
    opened = {f"was-{name}": getattr(was, name) for name in FIELDS}
    return {name: getattr(words, name) for name in FIELDS} | opened


class AdoptForm(forms.Form):
    """``day`` is today: nobody adopts tomorrow; nor before ``since``, when the original was
    published first. What stands already (``is_adopted``) keeps its day; words that take the place
    of published ones (``changes``) come with a note."""

    on = forms.DateField(
        label=_("The group adopted it on"),
        widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"),
        error_messages={
            "required": _("Say on which day the group adopted it."),
            "invalid": _("Write the day as 2026-11-30."),
        },
    )

    note = Note()

    def __init__(
        self, data: Any = None, *, day: date, since: date, is_adopted: bool, changes: bool
    ) -> None:
        super().__init__(data, initial={"on": day})
        self.day, self.since = day, since
        if is_adopted:
            del self.fields["on"]
        if not changes:
            del self.fields["note"]

    def clean_on(self) -> date:
        on: date = self.cleaned_data["on"]
        if on > self.day:
            raise ValidationError(_("That day is still to come: take today or a day before."))
        if on < self.since:
            words = _("It was published on %(day)s: take that day or a later one.")
            raise ValidationError(words % {"day": day_in_words(self.since)})
        return on

    def given(self, adaptation: Adaptation) -> dict[str, Any]:
        """What an action takes."""
        said = self.cleaned_data
        return {"on": said.get("on") or adaptation.adopted_on, "note": said.get("note", "")}


class WithdrawForm(forms.Form):
    reason = Typed(
        label=_("Why"),
        help_text=_("A sentence. Where the wording was public, its page says so to everyone."),
        max_length=500,
        rows=3,
        error_messages={"required": _("Say in a sentence why the group withdraws it.")},
    )
