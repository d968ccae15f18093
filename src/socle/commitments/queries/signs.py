"""The signs of answers as SVG that stands alone: on paper, and in pictures on other sites."""

from functools import lru_cache

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from socle.commitments.models import Stance

# As in the light theme of the design system.
TINTS = {Stance.YES: "#34563c", Stance.YES_IF: "#6a531a", Stance.NO: "#84342a"}
CALM, UNKNOWN = "#45586a", "#655f55"
# No style sheet reaches there: what the classes of a sign mean.
LOOKS = {
    "full": 'fill="{tint}"',
    "line": 'fill="none" stroke="{tint}" stroke-width="2"',
    "cut": 'fill="none" stroke="#fff" stroke-width="2.4"',
    "dots": 'fill="none" stroke="{tint}" stroke-width="2.6" stroke-linecap="round"',
}


def tint_of(state: str) -> str:
    return TINTS.get(state, CALM if state in Stance else UNKNOWN)  # type: ignore[call-overload]


@lru_cache(maxsize=32)
def shape_of(state: str) -> SafeString:
    """Its strokes, in a square of 20."""
    drawn: str = render_to_string("design/status/sign.html", {"value": state})
    for name, look in LOOKS.items():
        drawn = drawn.replace(f'class="{name}"', look.format(tint=tint_of(state)))
    return mark_safe(drawn)  # noqa: S308 -- our own template, without anybody's words


def picture_of(state: str) -> str:
    """A picture in itself."""
    box = 'xmlns="http://www.w3.org/2000/svg" viewBox="-1 -1 22 22"'
    return f"<svg {box}>{shape_of(state)}</svg>"
