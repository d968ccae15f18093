"""What the templates of the design system need and Django does not have."""

from collections.abc import Mapping
from typing import Any

from django import template
from django.core.paginator import Page
from django.forms.utils import flatatt
from django.http import QueryDict
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from socle.foundation.difference import blocks
from socle.foundation.languages import name_of_language

register = template.Library()


@register.filter
def extra(attributes: Any) -> SafeString:
    """The attributes a component's contract does not name, escaped (cotton's own are not)."""
    given: Mapping[str, Any] = attributes.attrs_dict()
    return flatatt({name: value for name, value in given.items() if value not in (None, "")})


@register.filter
def numbers(page: Page) -> list[int | str]:
    """The page numbers worth showing, with an ellipsis where some are left out."""
    return list(page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1))


@register.filter
def is_other_language(code: str) -> bool:
    """Whether ``code`` is not the language the page is shown in."""
    return bool(code) and code.split("-")[0] != (get_language() or "").split("-")[0]


@register.filter
def said_in(text: object, language: str = "") -> SafeString | str:
    """What people wrote, inside a sentence of the page: in its own direction, and marked with its
    language where that is not the page's. For a line that stands alone, see ``<c-in-language>``."""
    if not text:
        return ""
    if is_other_language(language):
        return format_html('<bdi lang="{}">{}</bdi>', language, text)
    return format_html("<bdi>{}</bdi>", text)


@register.filter
def titled(row: object) -> SafeString | str:
    """The title of what has a title and a language, said in a sentence of the page."""
    return said_in(getattr(row, "title", ""), getattr(row, "language", ""))


register.filter("as_blocks", blocks)
register.filter("language_in_words", name_of_language)


@register.simple_block_tag
def description(content: str) -> str:
    """What a search engine shows under the title; a page that has nothing to say says nothing."""
    return format_html('<meta name="description" content="{}">', content) if content.strip() else ""


@register.simple_tag(takes_context=True)
def address_of_page(context: template.Context, number: int, parameter: str = "page") -> str:
    """This address with another page number, and the rest of its query as it was."""
    request = context.get("request")
    query = request.GET.copy() if request else QueryDict(mutable=True)
    query[parameter] = str(number)
    return f"?{query.urlencode()}"
