"""A text as it is typed: a field for each part of its kind, and what it was opened with."""

from typing import Any

from django import forms
from django.core.validators import MaxLengthValidator

from socle.groups.forms.carried import Carried, CarriedText
from socle.groups.forms.words import Words as Typed
from socle.texts.actions.drafting import Seen
from socle.texts.kinds import Kind, Part
from socle.texts.models import Draft
from socle.texts.queries.words import FIELDS, Words
from socle.texts.queries.writing import Opened

ROWS = {"title": 0, "summary": 4, "body": 16, "more": 8}


class PartField(Typed):
    """A draft may still be without a part that what is published needs."""

    def __init__(self, part: Part, language: str) -> None:
        column = Draft._meta.get_field(part.name)
        longest = part.longest or getattr(column, "max_length", None) or 0
        super().__init__(
            rows=ROWS[part.name], label=part.label, help_text=part.hint, required=part.required
        )
        self.longest = longest
        self.validators.append(MaxLengthValidator(longest, self.error_messages["max_length"]))
        self.widget.attrs |= {"lang": language, "dir": "auto", "data-longest": str(longest)}

    def validate(self, value: Any) -> None:
        """Nothing is required of a draft."""


class WriteForm(forms.Form):
    """``draft``, ``seen``, ``upon`` and ``was-…`` say what the writer had before their eyes:
    the draft and its version, the last revision, its words. ``translates`` is the source shown."""

    use_required_attribute = False
    draft = Carried(min_value=0, required=False)
    seen = Carried(min_value=0, required=False)
    upon = Carried(min_value=0, required=False)
    translates = Carried(min_value=0, required=False)

    def __init__(self, kind: Kind, language: str, data: Any = None, **options: Any) -> None:
        super().__init__(data, **options)
        self.part_names = [part.name for part in kind.parts]
        for part in kind.parts:
            self.fields[part.name] = PartField(part, language)
            was = CarriedText(required=False, strip=False)
            self.fields[f"was-{part.name}"] = was

    @property
    def parts(self) -> list[forms.BoundField]:
        return [self[name] for name in self.part_names]

    @property
    def carried(self) -> list[forms.BoundField]:
        return [field for field in self if field.name not in self.part_names]

    @property
    def words(self) -> Words:
        return self.words_named("")

    @property
    def was(self) -> Words:
        return self.words_named("was-")

    def words_named(self, prefix: str) -> Words:
        given = self.cleaned_data
        return Words.of(**{name: given.get(prefix + name, "") for name in self.part_names})

    @property
    def as_seen(self) -> Seen:
        return Seen(self.cleaned_data["draft"] or 0, self.cleaned_data["seen"] or 0)


def values_of(
    words: Words, *, was: Words, draft: Draft | None, upon: int | None, translates: int | None
) -> dict[str, Any]:
    """What the fields hold when the form is opened."""
    seen = Seen.of(draft)
    carried = {"draft": seen.key, "seen": seen.version, "upon": upon or 0}
    typed = {name: getattr(words, name) for name in FIELDS}
    opened = {f"was-{name}": getattr(was, name) for name in FIELDS}
    return carried | {"translates": translates or 0} | typed | opened


def values_when_opened(found: Opened) -> dict[str, Any]:
    return values_of(
        found.words,
        was=found.words,
        draft=found.draft,
        upon=found.last.pk if found.last else None,
        translates=found.source.pk if found.source else None,
    )
