from django import forms
from django.utils.translation import gettext_lazy as _

from socle.groups.models import Membership


class FilterForm(forms.Form):
    """Among the people of a group; whatever is typed is an answer, if only that nobody is there."""

    q = forms.CharField(
        label=_("Part of a name"), max_length=100, required=False, widget=forms.SearchInput
    )
    role = forms.ChoiceField(
        label=_("Role"),
        choices=[("", _("Any role")), *Membership.Role.choices],
        required=False,
    )
