import re
from email.utils import parseaddr

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from socle.groups.actions.inviting import ROLES
from socle.groups.models import Membership

MOST_AT_ONCE = 50
BETWEEN = re.compile(r"[,;\n]+")


class InviteForm(forms.Form):
    emails = forms.CharField(
        label=_("E-mail addresses"),
        help_text=_("One on each line, or with commas between."),
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 5, "spellcheck": "false"}),
        error_messages={"required": _("Type one address at least.")},
    )
    role = forms.ChoiceField(
        label=_("They come as"),
        choices=[(role.value, role.label) for role in ROLES],
        initial=Membership.Role.MEMBER,
    )
    language = forms.ChoiceField(label=_("Language of the message"), choices=settings.LANGUAGES)

    def clean_emails(self) -> list[str]:
        """The addresses, each once; every wrong one is named with what is wrong."""
        typed = [part.strip() for part in BETWEEN.split(self.cleaned_data["emails"])]
        found = {}
        faults = []
        for part in filter(None, typed):
            address = parseaddr(part)[1] if "<" in part else part
            if fault := fault_of(address):
                faults.append(ValidationError(fault % {"typed": part[:100]}))
            found[address.casefold()] = address
        if len(found) > MOST_AT_ONCE:
            many = ngettext(
                "%(count)s address at once is the most.",
                "%(count)s addresses at once are the most.",
                MOST_AT_ONCE,
            )
            faults = [ValidationError(many % {"count": MOST_AT_ONCE})]
        if faults:
            raise ValidationError(faults)
        return list(found.values())


def fault_of(address: str) -> str:
    """What is wrong with it, with room for what was ``typed``; "" when nothing is."""
    if "@" not in address:
        return gettext("“%(typed)s” has no @.")
    if " " in address:
        return gettext("“%(typed)s” has a space in it: put each address on a line of its own.")
    try:
        validate_email(address)
    except ValidationError:
        return gettext("“%(typed)s” is not a whole address, such as name@example.org.")
    return ""
