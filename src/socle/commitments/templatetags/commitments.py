"""Words, signs and addresses of asks and answers, for templates."""

from collections.abc import Iterable
from typing import NamedTuple

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from socle.commitments.models import Answer, Ask, Commitment
from socle.commitments.queries.councils import Council, through
from socle.commitments.queries.grid import AskAsked, Grid, ListAsked, Without, best_of
from socle.commitments.queries.paths import ask_path, grid_path
from socle.commitments.queries.promise_pages import promise_path
from socle.commitments.queries.state_words import sign_of, state_in_words, status_sign
from socle.demands.models import Provision
from socle.foundation.templatetags.design import titled

register = template.Library()

register.simple_tag(grid_path, name="grid_url")
register.simple_tag(ask_path, name="ask_url")
register.filter("sign", sign_of)
register.filter("state_in_words", state_in_words)
register.filter("status", status_sign)


class Drawn(NamedTuple):
    """The cells of a grid as HTML: each ask with its title and those of its line in the table, each
    list with one ask after another."""

    by_ask: list[tuple[AskAsked, SafeString | str, SafeString]]
    by_list: list[tuple[ListAsked, SafeString]]


@register.filter
def asks_through(councils: Iterable[Council], provision: Provision) -> list[Council]:
    """Councils it is asked of whose members are not elected to them."""
    return through(councils, provision)


@register.filter
def answer_sign(answer: Answer) -> SafeString:
    """Its stance, or that it was withdrawn or removed since."""
    if answer.removed_at is not None:
        return sign_of(Without.REMOVED)
    return sign_of(Without.WITHDRAWN if answer.withdrawn_at is not None else answer.stance)


@register.simple_tag
def promise_url(promise: Commitment) -> str:
    """With the words of its question read along."""
    return promise_path(promise, best_of(promise.answer.ask.words.all()))


@register.filter
def asked_in_words(ask: Ask) -> SafeString | str:
    """The title of its frozen words, in the language of the page where they are in it."""
    words = best_of(ask.words.all())
    return titled(words) if words else ""


@register.simple_tag
def drawn(grid: Grid) -> Drawn:
    """A grid has a hundred cells, shown twice: templates would take longer over them than over all
    the rest. Each leads to the words of the list; its name is for who hears it out of its table."""
    named, faces = escape(gettext("%(stance)s: %(list)s, %(ask)s")), Faces()
    lists = [(f"#list-{each.row.pk}", escape(str(each.row))) for each in grid.lists]
    lines: list[list[str]] = [[] for _each in lists]
    by_ask = []
    for ask in grid.asks:
        title, asked = titled(ask.words), escape(ask.words.title if ask.words else "")
        question, row = f'<li><a href="{ask.path}">{title}</a><a class="grid-cell"', []
        for cell, (place, name), line in zip(ask.cells, lists, lines, strict=True):
            stance, sign = faces[cell.state]
            said = named % {"stance": stance, "list": name, "ask": asked}
            link = f' href="{ask.path}{place}" aria-label="{said}">{sign}</a>'
            row.append(f"<td><a{link}</td>")
            line.append(f"{question}{link}</li>")
        by_ask.append((ask, title, safe(row)))
    return Drawn(by_ask, [(each, safe(line)) for each, line in zip(grid.lists, lines, strict=True)])


def safe(pieces: list[str]) -> SafeString:
    return mark_safe("".join(pieces))  # noqa: S308 -- escaped above


class Faces(dict[str, tuple[SafeString, SafeString]]):
    """A state in words, and its sign."""

    def __missing__(self, state: str) -> tuple[SafeString, SafeString]:
        self[state] = escape(state_in_words(state)), sign_of(state)
        return self[state]
