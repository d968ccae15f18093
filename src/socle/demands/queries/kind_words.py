"""Ready-made words for a demand that is not taken: to begin from, and to make one's own."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class KindWords:
    label: str | Promise
    words: str | Promise


KIND_WORDS = {
    "there": KindWords(
        _("It is there already"),
        _(
            "Thank you for writing this and for offering it. The memorandum already has a demand "
            "that says much the same: … Your words and your examples would make it better: will "
            "you suggest them on its page? Your own demand stays yours, and you can go on asking "
            "it in your commune."
        ),
    ),
    "local": KindWords(
        _("It is strongest at home"),
        _(
            "Thank you for writing this and for offering it. It is right for where you live, and "
            "we think that it is strongest there: in other communes things stand otherwise, since "
            "… Go on asking it; tell us what comes of it, so that others can learn from you."
        ),
    ),
    "later": KindWords(
        _("Not this time"),
        _(
            "Thank you for writing this and for offering it. The groups that carry the memorandum "
            "agreed on its demands for this election, and cannot add one now, because … We keep "
            "yours for the next one, and will write to you when that work begins."
        ),
    ),
}
