"""What a group says of a promise, who follows it, what a holder replies, made clean."""

from datetime import date
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from socle.accounts.models import User
from socle.commitments.actions.statements import Observed, Source
from socle.commitments.forms.answering import PublicWords
from socle.commitments.models import Statement, StatementSource, Status
from socle.commitments.models.answering import LONGEST_WORDS
from socle.commitments.queries.statement_lines import is_address
from socle.groups.forms.words import Words, sentences
from socle.groups.models import Group

Reason = Statement.Reason


class LedgerAddress(forms.URLField):
    """As the ledger takes it: no sign in it that could be of somebody's own address."""

    def __init__(self, **more: Any) -> None:
        super().__init__(max_length=500, assume_scheme="https", **more)

    def validate(self, value: str) -> None:
        super().validate(value)
        if value and not is_address(value):
            raise forms.ValidationError(
                _("Give an address that begins with https:// and has no “@” in it.")
            )


def day_field(label: Any, **more: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput(attrs={"type": "date"}), **more)


class ObserveForm(forms.Form):
    """``groups``: those for which this person may speak, the first unless they choose."""

    use_required_attribute = False

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    group = forms.ChoiceField(label=_("In the name of"))
    status = forms.ChoiceField(
        label=_("What became of it?"),
        choices=sentences([each for each in Status.choices if each[0] != "no_information"]),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what became of it.")},
    )
    words = PublicWords(
        rows=6,
        label=_("What you observed"),
        help_text=_("Facts anyone can check: what was decided, built, paid; when and where."),
        max_length=LONGEST_WORDS,
    )
    on = day_field(_("On which day"))
    by_indicator = forms.BooleanField(
        label=_("I measured it by the indicator of this ask"), required=False
    )
    kind = forms.ChoiceField(
        label=_("Kind of source"), choices=sentences(StatementSource.Kind.choices)
    )
    source_title = Words(label=_("Title of the source"), max_length=300)
    source_url = LedgerAddress(label=_("Its address"))
    read_on = day_field(_("Read on"))
    quote = PublicWords(
        rows=3,
        label=_("The words that say so"),
        max_length=LONGEST_WORDS,
        required=False,
    )
    reason = forms.ChoiceField(
        label=_("Why, as who promised says it"),
        help_text=_("Only for a broken promise. They have not said why? Leave “not explained”."),
        choices=sentences(Reason.choices),
        initial=Reason.NOT_EXPLAINED,
        required=False,
    )
    reason_words = PublicWords(
        rows=3, label=_("In their own words"), max_length=LONGEST_WORDS, required=False
    )
    reason_source = forms.URLField(
        label=_("Where they said so"), max_length=500, assume_scheme="https", required=False
    )
    conflict = PublicWords(
        label=_("What ties you to this council, if anything"),
        help_text=_("A relative in office, a job there… It is shown with what you say."),
        max_length=300,
        required=False,
    )
    language = forms.ChoiceField(label=_("Language you write in"), choices=settings.LANGUAGES)

    def __init__(
        self, data: Any = None, *, groups: list[Group], seen: int, day: date, language: str
    ) -> None:
        initial = {"seen": seen, "on": day, "read_on": day, "language": language}
        super().__init__(data, initial=initial)
        self.groups = {str(group.pk): group for group in groups}
        choices = [(key, group.name) for key, group in self.groups.items()]
        self.fields["group"].choices = choices  # type: ignore[attr-defined]
        self.day = day

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        for name in ("on", "read_on"):
            if given.get(name) and given[name] > self.day:
                self.add_error(name, _("This day is still to come."))
        if given.get("status") != Status.BROKEN:
            return given | {"reason": "", "reason_words": "", "reason_source": ""}
        given["reason"] = given.get("reason") or Reason.NOT_EXPLAINED
        if given["reason"] == Reason.NOT_EXPLAINED:
            return given | {"reason_words": "", "reason_source": ""}
        if not given.get("reason_words"):
            self.add_error("reason_words", _("Quote who promised, or choose “not explained”."))
        if not given.get("reason_source"):
            self.add_error("reason_source", _("Say where they said so."))
        return given

    @property
    def speaks_for(self) -> Group:
        return self.groups[self.cleaned_data["group"]]

    def observed(self) -> Observed:
        given = self.cleaned_data
        source = Source(
            title=given["source_title"],
            url=given["source_url"],
            read_on=given["read_on"],
            quote=given["quote"],
            kind=given["kind"],
        )
        return Observed(
            status=given["status"],
            words=given["words"],
            on=given["on"],
            language=given["language"],
            sources=[source],
            by_indicator=given["by_indicator"],
            reason=given["reason"],
            reason_words=given["reason_words"],
            reason_source=given["reason_source"],
            conflict=given["conflict"],
        )


class CorrectForm(ObserveForm):
    why = PublicWords(
        label=_("Why it is corrected"),
        help_text=_("Shown with the correction. What was said before stays to be read."),
        max_length=500,
        rows=2,
    )


class WhyDropForm(forms.Form):
    use_required_attribute = False

    why = Words(
        label=_("Why it is dropped"),
        help_text=_("Your group reads it; nothing of this is shown."),
        max_length=500,
        rows=2,
    )


class FollowerForm(forms.Form):
    """Who of the group follows it; nobody yet is an answer too."""

    use_required_attribute = False

    group = forms.ChoiceField(label=_("Followed by the group"), required=False)
    me = forms.BooleanField(label=_("I follow it myself"), required=False)
    next_review = day_field(
        _("Look at it again on"),
        required=False,
        help_text=_("The group is reminded that day."),
    )

    def __init__(self, data: Any = None, *, groups: list[Group], **initial: Any) -> None:
        super().__init__(data, initial=initial)
        self.groups = {str(group.pk): group for group in groups}
        choices = [("", _("no group yet")), *((k, g.name) for k, g in self.groups.items())]
        self.fields["group"].choices = choices  # type: ignore[attr-defined]

    def group_chosen(self) -> Group | None:
        return self.groups.get(self.cleaned_data["group"])

    def person(self, user: User) -> User | None:
        return user if self.cleaned_data["me"] and self.group_chosen() else None


class ReachForm(forms.Form):
    """An address with its source, or what was tried."""

    use_required_attribute = False

    address = forms.EmailField(label=_("E-mail address"), max_length=254, required=False)
    source = Words(
        label=_("Where they published it"),
        help_text=_("The page of the council, their own site. Addresses are never shown."),
        max_length=500,
        required=False,
    )
    tried = PublicWords(
        label=_("No address anywhere? Say what you tried"),
        help_text=_("It is shown, and their seven days to reply begin."),
        max_length=500,
        rows=2,
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("address") and not given.get("source"):
            self.add_error("source", _("Say where they published this address."))
        if not given.get("address") and not given.get("tried") and not self.errors:
            self.add_error("address", _("Give an address, or say below what you tried."))
        return given


class ReplyForm(forms.Form):
    use_required_attribute = False

    words = PublicWords(
        rows=8,
        label=_("Your reply"),
        help_text=_(
            "1,500 signs at most, published as you write them beside what is said, and kept."
        ),
        max_length=LONGEST_WORDS,
    )
    language = forms.ChoiceField(label=_("Language you write in"), choices=settings.LANGUAGES)


class AgreementForm(forms.Form):
    use_required_attribute = False

    title = Words(label=_("Title of the agreement"), max_length=300)
    url = forms.URLField(label=_("Its address"), max_length=500, assume_scheme="https")
    read_on = day_field(_("Read on"))
