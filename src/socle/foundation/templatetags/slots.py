"""``{% slot "demand.aside" demand %}``: see ``foundation/slots.py``."""

from typing import Any

from django import template
from django.template.base import FilterExpression, Parser, Token
from django.template.context import Context
from django.utils.safestring import SafeString

from socle.foundation.slots import SLOTS, show_slot

register = template.Library()


class SlotNode(template.Node):
    def __init__(self, name: str, shown: FilterExpression) -> None:
        self.name, self.shown = name, shown

    def render(self, context: Context) -> SafeString:
        flat: dict[str, Any] = context.flatten()  # type: ignore[assignment]
        return show_slot(self.name, self.shown.resolve(context), flat)


@register.tag
def slot(parser: Parser, token: Token) -> SlotNode:
    """A name that does not exist is refused when the template is read, not when it is shown."""
    words = token.split_contents()
    if len(words) != 3 or words[1].strip("\"'") not in SLOTS:
        raise template.TemplateSyntaxError(
            f'{{% {token.contents} %}}: say {{% slot "name" object %}}, with a name of '
            "foundation/slots.py"
        )
    return SlotNode(words[1].strip("\"'"), parser.compile_filter(words[2]))
