"""Other words for a text, typed by anyone, made clean."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext_lazy as _

from socle.accounts.models import User
from socle.groups.forms.carried import Carried
from socle.groups.forms.words import Words as Line
from socle.texts.kinds import Kind
from socle.texts.models import Revision, Suggestion
from socle.texts.models.words import LONGEST
from socle.texts.queries.checking import Fault, unshown
from socle.texts.queries.revisions import words_of
from socle.texts.queries.words import FIELDS, Words

ROWS = {"summary": 4, "body": 12, "more": 6}
LONGEST_WHY = 2_000
TOO_LONG = _("Shorten it to %(limit_value)s signs: it has %(show_value)s.")


class WordsForm(forms.Form):
    """The parts that a kind of text has, in their order; the others stay as they were."""

    def __init__(self, data: Any = None, *, kind: Kind, start: Words) -> None:
        super().__init__(data)
        self.kind, self.start = kind, start
        for part in reversed(kind.parts):
            field = forms.CharField(
                label=str(part.label),
                required=part.required or part.name == "title",
                initial=getattr(start, part.name),
                strip=False,
                error_messages={"required": _("Write something here.")},
                validators=[MaxLengthValidator(LONGEST[part.name], TOO_LONG)],
            )
            if part.name != "title":
                field.widget = forms.Textarea(attrs={"rows": ROWS[part.name], "dir": "auto"})
            self.fields = {part.name: field} | self.fields

    def tell(self, faults: list[Fault]) -> None:
        for fault in faults:
            self.add_error(fault.part, ValidationError(str(fault.words)))

    def words(self) -> Words:
        given = {name: self.cleaned_data.get(name, getattr(self.start, name)) for name in FIELDS}
        return Words.of(**given)


class SuggestForm(WordsForm):
    """``revision`` is the key of the one whose words stood in the form. ``subject`` is left empty
    by people, who do not see it; what fills it in is a program."""

    revision = Carried()
    why = Line(
        label=_("Why your words are better"),
        help_text=_("What is better so? One or two lines help those who decide."),
        max_length=LONGEST_WHY,
        rows=3,
        error_messages={"required": _("Say in a line why these words are better.")},
    )
    name = Line(label=_("Your name"), max_length=80, required=False)
    email = forms.EmailField(
        label=_("Your e-mail address"),
        help_text=_("For the link that confirms it, and for the answer. Nobody sees it."),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"required": _("Give an e-mail address: a link to confirm goes there.")},
    )
    may_name = forms.BooleanField(
        label=_("My name may stand beside the words if they are taken"), required=False
    )
    subject = forms.CharField(
        label=_("Leave this empty"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )

    def __init__(
        self, data: Any = None, *, kind: Kind, revision: Revision, user: User | None
    ) -> None:
        super().__init__(data, kind=kind, start=words_of(revision))
        self.fields["revision"].initial = revision.pk
        self.fields["name"].widget.attrs["autocomplete"] = "name"
        self.parts = [self[part.name] for part in kind.parts]
        if user is not None:
            del self.fields["name"], self.fields["email"]

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if given.get("may_name") and "name" in self.fields and not given.get("name"):
            self.add_error("name", ValidationError(_("Give your name, or leave the box empty.")))
        self.tell(self.unshown_changes())
        return given

    def unshown_changes(self) -> list[Fault]:
        """Said to who can mend it. What stood there already is not theirs to mend."""
        said = self.words()
        return [
            fault
            for fault in unshown(self.kind, said)
            if getattr(said, fault.part) != getattr(self.start, fault.part)
        ]

    @property
    def is_from_a_program(self) -> bool:
        return bool(self.data.get("subject"))


class AcceptForm(WordsForm):
    """The words to publish: as suggested, or amended."""

    answer = Line(label=_("A word to its author"), max_length=LONGEST_WHY, rows=2, required=False)

    def __init__(self, data: Any = None, *, kind: Kind, start: Words) -> None:
        super().__init__(data, kind=kind, start=start)
        self.parts = [self[part.name] for part in kind.parts]


class DeclineForm(forms.Form):
    reason = Line(
        label=_("Why you do not take it"),
        help_text=_("Its author reads this."),
        max_length=LONGEST_WHY,
        rows=3,
        error_messages={"required": _("Say why: its author reads it.")},
    )


STATES = Suggestion.State


class InboxForm(forms.Form):
    """What of the inbox to show; anything else than what is offered shows all."""

    state = forms.ChoiceField(label=_("State"), required=False)
    text = forms.ChoiceField(label=_("Text"), required=False)

    def __init__(self, data: Any, *, texts: list[Revision]) -> None:
        super().__init__(data)
        shown = [
            (STATES.OPEN, _("Waiting for an answer")),
            (STATES.ACCEPTED, _("Accepted")),
            (STATES.DECLINED, _("Declined")),
            (STATES.WITHDRAWN, _("Withdrawn")),
        ]
        self.fields["state"].choices = [("", _("All")), *shown]  # type: ignore[attr-defined]
        named = [(str(revision.text_id), revision.title) for revision in texts]
        self.fields["text"].choices = [("", _("All")), *named]  # type: ignore[attr-defined]
