"""What another site pastes to show the grid of a contest."""

from django.conf import settings
from django.utils.html import escape
from django.utils.translation import gettext, ngettext

from socle.commitments.queries.grid import Grid
from socle.commitments.queries.paths import grid_path
from socle.elections.models import Contest
from socle.elections.queries.titles import contest_title


def title_of(contest: Contest) -> str:
    return gettext("What the lists answered: %(contest)s") % {"contest": contest_title(contest)}


def alt_of(grid: Grid) -> str:
    """What a picture of a table says to who does not see it: what it is, and where it is read."""
    lists, asks = len(grid.lists), len(grid.asks)
    parts = [
        title_of(grid.contest) + ".",
        ngettext("%(n)s question", "%(n)s questions", asks) % {"n": asks} + ",",
        ngettext("%(n)s list", "%(n)s lists", lists) % {"n": lists} + ".",
        gettext("The link leads to each answer in words."),
    ]
    return " ".join(parts)


def frame_code(contest: Contest) -> str:
    """The grid itself, in a frame."""
    address = settings.SOCLE_BASE_URL + grid_path(contest, name="embed")
    title = escape(title_of(contest))
    return f'<iframe src="{address}" title="{title}" width="100%" height="700"></iframe>'


def image_code(grid: Grid) -> str:
    """A picture of it that leads to its page."""
    page = settings.SOCLE_BASE_URL + grid_path(grid.contest)
    image = settings.SOCLE_BASE_URL + grid_path(grid.contest, name="grid-image")
    return f'<a href="{page}"><img src="{image}" alt="{escape(alt_of(grid))}" width="100%"></a>'
