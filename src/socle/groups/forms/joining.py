from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from socle.accounts.models import User
from socle.accounts.purposes import GROUP_NEWSLETTER, NAME_PUBLIC, PURPOSES
from socle.accounts.queries import has_consent
from socle.groups.forms.words import Words
from socle.groups.models import Group

LONGEST_NAME = 60


class JoiningForm(forms.Form):
    """What is asked of whoever joins: a name if we have none, and consents, each unticked.

    ``with_words`` for a request. What somebody agreed to before is not asked again.
    """

    name = Words(
        label=_("Your name"),
        help_text=_("As the other people of the group will see it."),
        max_length=LONGEST_NAME,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("Say what to call you.")},
    )
    words = Words(
        label=_("A short word"),
        help_text=_("Who you are, what brings you. The organisers read it."),
        max_length=500,
        required=False,
        rows=4,
    )

    def __init__(
        self, *args: Any, user: User, group: Group, with_words: bool = False, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        if user.name:
            del self.fields["name"]
        if not with_words:
            del self.fields["words"]
        for purpose, about in ((GROUP_NEWSLETTER, group), (NAME_PUBLIC, "")):
            if not has_consent(user, purpose, about):
                words = dict(PURPOSES)[purpose]
                self.fields[purpose] = forms.BooleanField(label=words, required=False)

    @property
    def boxes(self) -> list[forms.BoundField]:
        return [self[name] for name in (GROUP_NEWSLETTER, NAME_PUBLIC) if name in self.fields]

    def consents(self) -> dict[str, str]:
        """Each purpose that was ticked, and the words that stood beside the box."""
        boxes = (GROUP_NEWSLETTER, NAME_PUBLIC)
        ticked = [purpose for purpose in boxes if self.cleaned_data.get(purpose)]
        return {purpose: str(self.fields[purpose].label) for purpose in ticked}


class ReasonForm(forms.Form):
    """Words that the person concerned will read."""

    reason = Words(
        label=_("What you write to them"),
        help_text=_("They receive these words as they are, by mail. A kind sentence is enough."),
        max_length=500,
        rows=4,
        error_messages={"required": _("Say why in a sentence: they will read it.")},
    )
