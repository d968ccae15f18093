"""What a row changes, in the words of who looks at a file before it is taken in."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from socle.elections.models import Candidacy


def in_words(row: Candidacy, wanted: dict[str, Any], *, list_too: bool, person_too: bool) -> str:
    """« place: 3 → 20, elected: — → yes ». Of an address only that it changes. ``list_too``: the
    number or the party of the list; ``person_too``: how a person is called or known."""
    labels = {
        "position": pgettext("on a list", "place"),
        "substitute_position": _("place as a substitute"),
        "elected": _("elected"),
        "source_url": _("source"),
    }
    colon = pgettext("after a label", ": ")
    found = [
        f"{labels[name]}{colon}{shown(getattr(row, name))} → {shown(wanted[name])}"
        for name in labels
        if name in wanted
    ]
    found += [_("e-mail address")] if "email" in wanted else []
    found += [_("number or party of the list")] if list_too else []
    found += [_("name or identifier")] if person_too else []
    return ", ".join(found)


def shown(value: Any) -> str:
    if value is None or value == "":
        return "—"
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return str(value)
