"""What the templates of coordinators' pages need."""

from collections.abc import Mapping
from typing import Any

from django import template

register = template.Library()


@register.filter
def of_key(found: Mapping[int, Any], key: int) -> Any:
    """What was found for that row; nothing where nothing was."""
    return found.get(key)
