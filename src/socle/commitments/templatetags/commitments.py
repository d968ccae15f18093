"""Words, signs and addresses of asks and answers, for templates."""

from collections.abc import Iterable
from functools import lru_cache

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext

from socle.commitments.queries.councils import Council, through
from socle.commitments.queries.grid import AskAsked, Cell
from socle.commitments.queries.paths import ask_path, grid_path
from socle.commitments.queries.state_words import sign_of, state_in_words
from socle.demands.models import Provision
from socle.foundation.templatetags.design import said_in

register = template.Library()

register.simple_tag(grid_path, name="grid_url")
register.simple_tag(ask_path, name="ask_url")
register.filter("sign", sign_of)
register.filter("state_in_words", state_in_words)

# A grid has a hundred cells, shown twice: templates would take longer over them than over all the
# rest. The name of each is for who hears it out of its table.
IN_TABLE = '<td><a href="{url}#list-{key}" aria-label="{name}">{sign}</a></td>'
IN_LIST = (
    '<li><a href="{url}">{title}</a>'
    '<a class="grid-cell" href="{url}#list-{key}" aria-label="{name}">{sign}</a></li>'
)


@register.filter
def asks_through(councils: Iterable[Council], provision: Provision) -> list[Council]:
    """Councils it is asked of whose members are not elected to them."""
    return through(councils, provision)


@register.simple_tag
def cells_of_ask(ask: AskAsked) -> SafeString:
    """Those of its line in the table, each leading to the words of the list."""
    return drawn(IN_TABLE, [(ask, cell) for cell in ask.cells])


@register.simple_tag
def cells_of_list(cells: Iterable[tuple[AskAsked, Cell]]) -> SafeString:
    """One ask after another."""
    return drawn(IN_LIST, cells)


# The same names and titles come back in every line.
escaped = lru_cache(maxsize=2_000)(escape)


@lru_cache(maxsize=500)
def title_in(page_language: str, title: str, language: str) -> SafeString | str:
    return said_in(title, language)


def drawn(pattern: str, cells: Iterable[tuple[AskAsked, Cell]]) -> SafeString:
    named, here = escape(gettext("%(stance)s: %(list)s, %(ask)s")), get_language() or ""
    faces: dict[str, tuple[SafeString, SafeString]] = {}
    lines = []
    for ask, cell in cells:
        state, row, words = cell.state, cell.list.row, ask.words
        if state not in faces:
            faces[state] = escape(state_in_words(state)), sign_of(state)
        stance, sign = faces[state]
        title, language = (words.title, words.language) if words else ("", "")
        name = named % {"stance": stance, "list": escaped(str(row)), "ask": escaped(title)}
        shown = title_in(here, title, language)
        lines.append(pattern.format(url=ask.path, key=row.pk, name=name, sign=sign, title=shown))
    return mark_safe("".join(lines))  # noqa: S308 -- escaped above
