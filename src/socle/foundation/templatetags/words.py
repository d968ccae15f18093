"""Text that people write, on pages."""

from django import template
from django.utils.safestring import SafeString

from socle.foundation.markdown import markdown as as_html
from socle.foundation.markdown import plain_text, sizes_in

register = template.Library()


@register.filter
def markdown(text: str, top: int = 3) -> SafeString:
    """Markdown as HTML under a heading of the page, a new line being one."""
    return as_html(text, top=top, keep_lines=True, pictures=sizes_in(text))


@register.filter
def document(text: str) -> SafeString:
    """A whole page of Markdown, beginning with its title; lines are joined, as in any document."""
    return as_html(text, top=1)


register.filter("plain_text", plain_text)
