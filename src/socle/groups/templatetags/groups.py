"""Words and addresses of groups, for templates."""

from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from socle.foundation.languages import name_of_language
from socle.groups.models import Group
from socle.groups.queries.pages import Named
from socle.groups.queries.whereabouts import Place
from socle.territories.addresses import area_path, topic_path

register = template.Library()

register.simple_tag(topic_path, name="topic_url")
register.simple_tag(area_path, name="area_url")


@register.simple_tag
def places_in_a_row(places: list[Place], links: bool = True) -> SafeString:
    """ "Gembloux, Bastogne (formerly Bertogne)", each leading to its page."""
    return format_html_join(", ", "{}", ((place_in_words(place, links),) for place in places))


def place_in_words(place: Place, links: bool) -> SafeString | str:
    name: Any = place.area.name
    if links:
        name = format_html('<a href="{}">{}</a>', area_path(place.area), name)
    if place.former is None or place.former.name == place.area.name:
        return name
    words = _("%(now)s (formerly %(former)s)")
    words = words.replace("%(now)s", "{now}").replace("%(former)s", "{former}")
    return format_html(words, now=name, former=place.former.name)


@register.filter
def language_names(group: Group) -> str:
    """ "French, Dutch"."""
    return ", ".join(map(name_of_language, group.language_codes))


@register.filter
def in_words(people: Named) -> str:
    """ "Alice Dupont and 2 others", "3 people"; never a name of who did not agree to it."""
    names, others = ", ".join(people.names), people.others
    if not others:
        return names
    if not names:
        return ngettext("%(count)s person", "%(count)s people", others) % {"count": others}
    words = ngettext("%(names)s and %(count)s other", "%(names)s and %(count)s others", others)
    return words % {"names": names, "count": others}


@register.filter
def controller(group: Group) -> str:
    """Who answers for what the group knows of its members."""
    if group.controller:
        return group.controller
    is_its_own = group.kind in {Group.Kind.ORGANISATION, Group.Kind.COALITION}
    return group.name if is_its_own else _("the coalition")


@register.filter
def host(address: str) -> str:
    """``https://www.example.org/`` is read ``www.example.org``."""
    return address.partition("://")[2].rstrip("/") or address
