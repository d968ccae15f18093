"""What must still be written or mended before a text can be published."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from socle.foundation.markdown import images_in, is_ours, too_deep
from socle.texts.kinds import Kind, kind_of
from socle.texts.models import Text
from socle.texts.models.words import LONGEST
from socle.texts.queries.words import Words


@dataclass(frozen=True, slots=True)
class Fault:
    """``part`` is the name of the part of the text in which something is missing."""

    part: str
    words: str | Promise


def faults_of(text: Text, words: Words) -> list[Fault]:
    kind = kind_of(text)
    return [*missing(kind, words), *too_long(kind, words), *amiss(kind, words)]


def amiss(kind: Kind, words: Words) -> list[Fault]:
    """What would not be read as it was written."""
    return [*unshown(kind, words), *pictures_amiss(kind, words)]


def missing(kind: Kind, words: Words) -> Iterator[Fault]:
    for part in kind.parts:
        if part.required and not getattr(words, part.name).strip():
            yield Fault(part.name, _("This part is still empty."))


def too_long(kind: Kind, words: Words) -> Iterator[Fault]:
    """Words that came of a merge were typed in no field that counts them."""
    for part in kind.parts:
        longest, length = part.longest or LONGEST[part.name], len(getattr(words, part.name))
        if length > longest:
            said = _("Shorten it to %(limit_value)s signs: it has %(show_value)s.")
            yield Fault(part.name, said % {"limit_value": longest, "show_value": length})


def unshown(kind: Kind, words: Words) -> Iterator[Fault]:
    for part in kind.parts:
        if part.name != "title" and too_deep(getattr(words, part.name)):
            said = _("Lists or quotations stand too deep in one another to be shown: flatten them.")
            yield Fault(part.name, said)


def pictures_amiss(kind: Kind, words: Words) -> Iterator[Fault]:
    """Who does not see a picture reads its alternative text. One that stands on another site would
    tell that site who reads."""
    for part in kind.parts:
        if part.name == "title":
            continue
        for number, (address, alternative) in enumerate(images_in(getattr(words, part.name)), 1):
            named = {"number": number, "address": address}
            if not alternative:
                yield Fault(part.name, SAYS_NOTHING % named)
            if not is_ours(address):
                yield Fault(part.name, STANDS_ELSEWHERE % named)


SAYS_NOTHING = _(
    "Picture %(number)s (%(address)s) says nothing to who does not see it:"
    " write what it shows between the brackets of ![…]."
)
STANDS_ELSEWHERE = _(
    "Picture %(number)s (%(address)s) stands on another site, and is not shown:"
    " add it here, with the button “Picture”."
)
