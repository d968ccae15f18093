"""What a respondent answers to one ask, made clean."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from socle.commitments.kinds.traces import traces_in
from socle.commitments.models import Stance
from socle.commitments.models.answering import LONGEST_CONDITION, LONGEST_WORDS
from socle.commitments.queries.answering import Said
from socle.groups.forms.carried import CarriedText
from socle.groups.forms.words import Words, sentences


def leads_to_nobody(words: str) -> None:
    found = traces_in(words)
    if found:
        raise ValidationError(
            _("Take “%(found)s” out: e-mail addresses and telephone numbers are not published.")
            % {"found": found[0]}
        )


class PublicWords(Words):
    """Words that stand in the ledger for ever: no address and no number of anybody."""

    default_validators = [leads_to_nobody]

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {"dir": "auto", "data-count": str(self.max_length), "placeholder": " "}


class Condition(PublicWords):
    """Not called optional: whether it may be empty is for the answer to say, not for the field."""

    def validate(self, value: str) -> None:
        if value:
            super().validate(value)


class AnswerForm(forms.Form):
    """``seen``: the mark of what the page showed. Kept for later, it may lack its answer."""

    use_required_attribute = False

    seen = CarriedText(required=False, max_length=32)
    stance = forms.ChoiceField(
        label=_("Your answer"),
        choices=sentences(Stance.choices),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose an answer, or keep this for later.")},
    )
    condition = Condition(
        rows=3,
        label=_("On what condition?"),
        help_text=_("For “yes, if…”: say what would have to be there. 500 signs at most."),
        max_length=LONGEST_CONDITION,
    )
    words = PublicWords(
        rows=8,
        label=_("In your own words"),
        help_text=_(
            "Why, how, by when. 1,500 signs at most, published as you write them, and kept."
        ),
        max_length=LONGEST_WORDS,
        required=False,
    )
    language = forms.ChoiceField(
        label=_("Language you write in"), choices=settings.LANGUAGES, required=True
    )

    def __init__(self, data: Any = None, *, said: Said, language: str) -> None:
        super().__init__(
            data,
            initial={
                "seen": said.mark,
                "stance": said.stance,
                "condition": said.condition,
                "words": said.words,
                "language": said.language or language,
            },
        )
        self.for_later = data is not None and "later" in data
        self.fields["stance"].required = not self.for_later

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        stance, condition = given.get("stance"), given.get("condition")
        if stance == Stance.YES_IF and condition == "" and not self.for_later:
            self.add_error("condition", _("“Yes, if…” needs its condition: say what it is."))
        if condition and stance and stance != Stance.YES_IF:
            self.add_error(
                "condition",
                _("Only “yes, if…” has a condition: choose it, or move these words below."),
            )
        return given

    def said(self) -> Said:
        given = self.cleaned_data
        return Said(given["stance"], given["condition"], given["words"], given["language"])
