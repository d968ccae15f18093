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
