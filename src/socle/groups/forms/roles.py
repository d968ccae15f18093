from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from socle.accounts.purposes import DELEGATION_SHOWN, PURPOSES
from socle.groups.forms.words import Day
from socle.groups.models import Membership


class RoleForm(forms.Form):
    role = forms.ChoiceField(label=_("Another role"))

    def __init__(self, *args: Any, roles: Iterable[str], **options: Any) -> None:
        super().__init__(*args, **options)
        choices = [(role, Membership.Role(role).label) for role in roles]
        self.fields["role"].choices = choices  # type: ignore[attr-defined]


class HandOverForm(forms.Form):
    then = forms.ChoiceField(
        label=_("And you?"),
        choices=[
            ("member", _("I stay a member")),
            ("leave", _("I leave the group")),
            ("organiser", _("I stay an organiser too")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the three.")},
    )


class DelegationForm(forms.Form):
    since = Day(label=_("From"))
    until = Day(
        label=_("Until"),
        help_text=_("From that day on they no longer speak for it. Leave it empty if not known."),
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        since, until = given.get("since"), given.get("until")
        if since and until and until <= since:
            self.add_error("until", _("This day comes before the first one, or is the same."))
        return given


class ShownForm(forms.Form):
    """Explicit consent: it can tell a faith or a union (article 9 of the GDPR)."""

    shown = forms.BooleanField(label=dict(PURPOSES)[DELEGATION_SHOWN], required=False)
