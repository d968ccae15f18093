"""The four parts of a text as fields of a form, named and explained by its kind."""

from secrets import token_hex
from typing import Any

from django import forms
from django.conf import settings
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from socle.groups.forms.carried import CarriedText
from socle.texts.kinds import KINDS, Part
from socle.texts.models import Revision
from socle.texts.models.words import (
    LONGEST_BODY,
    LONGEST_MORE,
    LONGEST_SUMMARY,
    LONGEST_TITLE,
)
from socle.texts.queries.checking import amiss
from socle.texts.queries.words import FIELDS, Words

LONGEST = {
    "title": LONGEST_TITLE,
    "summary": LONGEST_SUMMARY,
    "body": LONGEST_BODY,
    "more": LONGEST_MORE,
}
ROWS = {"summary": 4, "body": 10, "more": 6}
TOO_LONG = _("Shorten it to %(limit_value)s signs: it has %(show_value)s.")


class Markdown(forms.CharField):
    """Whoever pastes too much is told, and keeps it: the browser cuts nothing."""

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {}


class BeforePublishing(Markdown):
    """Not optional, since nothing is published without it; a draft may do without."""

    def validate(self, value: Any) -> None:
        """What is missing is said when it is published (``require_published_parts``)."""


def field_of(part: Part) -> forms.CharField:
    required = _("Write it in a few words: nothing is kept without a title.")
    kept_without = part.required and part.name != "title"
    field = BeforePublishing if kept_without else Markdown
    return field(
        label=part.label,
        help_text=part.hint,
        required=part.required,
        max_length=part.longest or LONGEST[part.name],
        widget=(
            forms.TextInput()
            if part.name == "title"
            else forms.Textarea(attrs={"rows": ROWS[part.name], "dir": "auto"})
        ),
        error_messages={"max_length": TOO_LONG, "required": required},
    )


class WithWords(forms.Form):
    """``language`` is that of a new text; None where its words have one already."""

    KIND = ""

    # What was begun by this very page: two presses make one.
    pressed = CarriedText(required=False, max_length=32)

    def add_words(self, *, language: str = "", said: Words | None = None) -> None:
        for part in KINDS[self.KIND].parts:
            self.fields[part.name] = field_of(part)
            if said is not None:
                self.initial[part.name] = getattr(said, part.name)
        if language:
            self.initial["pressed"] = new_secret()
            self.fields["language"] = forms.ChoiceField(
                label=_("Language it is written in"),
                choices=settings.LANGUAGES,
                initial=language,
            )

    def words(self) -> Words:
        given = self.cleaned_data
        return Words.of(**{name: given[name] for name in FIELDS if name in given})

    def pressed_once(self) -> str:
        """The secret of the page, where it is one that we gave."""
        given = self.cleaned_data.get("pressed", "")
        return given if len(given) == 32 else ""

    def require_published_parts(self) -> None:
        """What may be left for later in a draft is there before anybody reads it, and all of it can
        be read."""
        kind = KINDS[self.KIND]
        faults = amiss(kind, self.words()) if "title" in self.fields else []
        for part in kind.parts:
            if part.required and not self.cleaned_data.get(part.name, "x").strip():
                words = _("Write it before you publish, or keep this as a draft.")
                self.add_error(part.name, words)
        for fault in faults:
            self.add_error(fault.part, str(fault.words))


class Typed(WithWords):
    """What was sent to a page that can no longer save it, to be copied."""

    def __init__(self, kind: str, sent: QueryDict) -> None:
        super().__init__()
        self.KIND = kind
        self.add_words(said=Words.of(**{name: sent.get(name, "") for name in FIELDS}))


def new_secret() -> str:
    """Of a page that begins something, so that two presses begin it once."""
    return token_hex(16)


def number_seen(revision: Revision | None) -> int:
    """Of the last revision in its language; 0 where nothing was published."""
    return revision.number if revision else 0
