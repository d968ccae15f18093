"""What one text says otherwise than another, part by part, to be read."""

from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from socle.texts.models import Draft, Revision
from socle.texts.queries.comparing import Passage, compare_words, passages
from socle.texts.queries.revisions import words_of

PARTS: dict[str, str | Promise] = {
    "title": _("The decision, in one line"),
    "body": _("The decision asked"),
    "summary": _("How anyone can tell it was done"),
    "more": _("Possible projects"),
}
OF_A_DEMAND: dict[str, str | Promise] = {
    "title": _("Title"),
    "summary": _("In plain words"),
    "body": _("Why"),
    "more": _("Here and elsewhere"),
}


class Changed(NamedTuple):
    label: str | Promise
    passages: list[Passage]


def changes_of(
    before: Revision | None,
    after: Revision | Draft | None,
    parts: dict[str, str | Promise] = PARTS,
) -> list[Changed]:
    """The parts that differ; none between two languages, whose words cannot be compared."""
    if before is None or after is None or before.language != after.language:
        return []
    found = compare_words(words_of(before), words_of(after), before.language)
    return [
        Changed(label, passages(found[name]))
        for name, label in parts.items()
        if any(piece.kind != "same" for piece in found[name])
    ]
