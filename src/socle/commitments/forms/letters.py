"""What a letter or an e-mail answers, as somebody who has it before them enters it."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import uuid4

from django import forms
from django.conf import settings
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from socle.commitments.actions.letters_scan import NotAScan, scan_of
from socle.commitments.forms.answering import Condition, PublicWords
from socle.commitments.models import Letter, Stance
from socle.commitments.models.answering import LONGEST_CONDITION, LONGEST_WORDS
from socle.commitments.queries.answering import Said
from socle.commitments.queries.letters import Put
from socle.groups.forms.words import Day, Words, sentences

# The value of a question to which the letter says nothing.
NOTHING = "nothing"


def names_of(put: Put) -> list[str]:
    """Of its three fields."""
    return [f"{name}-{put.ask.pk}" for name in ("stance", "condition", "words")]


def fields_of(put: Put) -> dict[str, forms.Field]:
    stance, condition, words = names_of(put)
    number = {"number": put.number}
    return {
        stance: forms.ChoiceField(
            label=gettext("Question %(number)s: what it answers") % number,
            choices=[*sentences(Stance.choices), (NOTHING, _("Nothing to this question"))],
            widget=forms.RadioSelect,
            initial=put.said.stance,
            error_messages={"required": _("Say what it answers; it may be nothing.")},
        ),
        condition: Condition(
            rows=2,
            label=gettext("Question %(number)s: on what condition?") % number,
            help_text=_("For “yes, if…”, word for word. 500 signs at most."),
            max_length=LONGEST_CONDITION,
            initial=put.said.condition,
        ),
        words: PublicWords(
            rows=5,
            label=gettext("Question %(number)s: their words") % number,
            help_text=_("Word for word, slips included. 1,500 signs at most."),
            max_length=LONGEST_WORDS,
            required=False,
            initial=put.said.words,
        ),
    }


class LetterForm(forms.Form):
    """``before``: the letter that this one mends, if any; it gives its scan, and takes no other
    where the time to answer ``is_closed``."""

    use_required_attribute = False

    uuid = forms.UUIDField(widget=forms.HiddenInput, required=False)
    via = forms.ChoiceField(
        label=_("What came?"),
        choices=sentences(Letter.Via.choices),
        widget=forms.RadioSelect,
        error_messages={"required": _("Say what came.")},
    )
    written_on = Day(label=_("Written on"), help_text=_("The date on the letter or the e-mail."))
    language = forms.ChoiceField(label=_("Language of the letter"), choices=settings.LANGUAGES)
    scan = forms.FileField(
        label=_("Scan or photograph of it"),
        help_text=_(
            "PDF, JPEG or PNG, at most 12 MB: all pages, the signature too. Only those who enter, "
            "confirm and moderate answers can open it; it is deleted half a year after the vote."
        ),
        widget=forms.ClearableFileInput(attrs={"accept": "application/pdf,image/jpeg,image/png"}),
        error_messages={
            "required": _("Choose the scan, or a photograph of the letter."),
            "empty": _("This file is empty: choose another one."),
        },
    )
    sure = forms.BooleanField(
        label=_(
            "The letter is signed by the head of the list or the candidate; the e-mail came from "
            "the address that they published."
        ),
        error_messages={
            "required": _(
                "Else nobody can be sure that it is them: ask them to sign it, or send their link."
            )
        },
    )

    def __init__(
        self,
        data: Any = None,
        files: Any = None,
        *,
        put: Sequence[Put],
        before: Letter | None = None,
        language: str,
        today: date,
        is_closed: bool = False,
    ) -> None:
        known = {
            "uuid": uuid4(),
            "via": before.via if before else Letter.Via.LETTER,
            "written_on": before.written_on if before else None,
            "language": before.language if before else language,
        }
        super().__init__(data, files, initial=known)
        self.put, self.before, self.today = put, before, today
        for each in put:
            self.fields |= fields_of(each)
        if before is not None:
            self.fields["scan"].required = False
            self.fields["scan"].help_text = _("Only if you have a better one: the first is kept.")
        if is_closed:
            del self.fields["scan"]

    def clean_written_on(self) -> date:
        day: date = self.cleaned_data["written_on"]
        if day > self.today:
            raise forms.ValidationError(_("That day is still to come."))
        return day

    def clean_scan(self) -> tuple[bytes, str] | None:
        file = self.cleaned_data["scan"]
        if file is None:
            return None
        try:
            return scan_of(file.read())
        except NotAScan as why:
            raise forms.ValidationError(str(why)) from None

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        for each in self.put:
            stance, condition, words = (given.get(name) for name in names_of(each))
            if stance == Stance.YES_IF and condition == "":
                self.add_error(
                    names_of(each)[1], _("“Yes, if…” needs its condition: say what it is.")
                )
            if condition and stance and stance != Stance.YES_IF:
                self.add_error(
                    names_of(each)[1],
                    _("Only “yes, if…” has a condition: choose it, or move these words below."),
                )
            if words and stance == NOTHING:
                self.add_error(names_of(each)[0], _("Its words answer something: say what."))
        if not self.errors and not self.said():
            raise forms.ValidationError(_("The letter answers at least one question: say which."))
        return given

    def questions(self) -> list[tuple[Put, list[forms.BoundField]]]:
        """What is asked, each with its three fields."""
        return [(each, [self[name] for name in names_of(each)]) for each in self.put]

    def said(self) -> dict[int, Said]:
        """By key of the ask, what the letter answers."""
        found = {}
        for each in self.put:
            stance, condition, words = (self.cleaned_data[name] for name in names_of(each))
            if stance != NOTHING:
                language = self.cleaned_data["language"]
                found[each.ask.pk] = Said(stance, condition, words, language)
        return found

    def letter(self) -> Letter:
        """Not saved."""
        given = self.cleaned_data
        scan, kind = given.get("scan") or (None, "")
        return Letter(
            form_id=given["uuid"] or uuid4(),
            via=given["via"],
            written_on=given["written_on"],
            language=given["language"],
            scan=scan,
            scan_type=kind,
            mends=self.before,
        )


class SendBackForm(forms.Form):
    why = Words(
        label=_("What differs from the scan"),
        help_text=_("Whoever entered it reads this and mends it. Nothing of it is public."),
        max_length=500,
        rows=3,
        error_messages={"required": _("Say what differs, so that it can be mended.")},
    )
