"""What stands in a cell of the grid, in words."""

from functools import lru_cache

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import get_language, gettext_lazy

from socle.commitments.models import Stance
from socle.commitments.queries.grid import Without

WITHOUT = {
    Without.SEALED: gettext_lazy("Sealed"),
    Without.SILENT: gettext_lazy("No answer"),
    Without.REFUSED: gettext_lazy("Refused to answer"),
    Without.NOT_INVITED: gettext_lazy("Not invited, by the rule"),
    Without.UNREACHABLE: gettext_lazy("Could not be reached"),
    Without.WAITING: gettext_lazy("Not invited yet"),
    Without.WITHDRAWN: gettext_lazy("Answer withdrawn"),
    Without.REMOVED: gettext_lazy("Answer removed"),
}


def state_in_words(state: str) -> str:
    if state in Stance:
        return capfirst(str(Stance(state).label))
    return str(WITHOUT[Without(state)])


def sign_of(state: str) -> SafeString:
    """Its sign and its words. A grid has a hundred cells and seldom more than five states."""
    return drawn(state, get_language() or "")


@lru_cache(maxsize=128)
def drawn(state: str, language: str) -> SafeString:
    label = "" if state in Stance else state_in_words(state)
    shown = {"value": state, "label": label}
    return render_to_string("commitments/parts/sign.html", shown)


def status_sign(status: str) -> SafeString:
    """What became of a promise: its sign and its words."""
    return drawn_status(status, get_language() or "")


@lru_cache(maxsize=64)
def drawn_status(status: str, language: str) -> SafeString:
    return render_to_string("commitments/parts/sign.html", {"value": status, "label": ""})
