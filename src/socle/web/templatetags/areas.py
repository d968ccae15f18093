"""Words and addresses of areas, topics and competences, for templates."""

from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from socle.foundation.languages import name_of_language
from socle.foundation.templatetags.days import day_in_words
from socle.territories.addresses import area_path, topic_path, topics_path
from socle.territories.addresses import topic_word as word_of_topics
from socle.territories.models import Area, Body, Competence, Level, Topic
from socle.territories.queries import pack
from socle.territories.queries.competences import Actor
from socle.territories.queries.history import HistoryLine
from socle.territories.queries.words import Words, in_two, words

register = template.Library()

register.simple_tag(area_path, name="area_url")
register.simple_tag(topic_path, name="topic_url")
register.simple_tag(lambda: word_of_topics(), name="topic_word")
register.simple_tag(pack.own_language, name="language_of_pack")


@register.filter
def other_names(area: Area) -> list[tuple[str, str]]:
    """Names in the languages of the area that differ from the one shown."""
    found: dict[str, str] = {}
    for code in area.language_codes:
        name = getattr(area, f"name_{code}", "")
        if name and name != area.name and name not in found.values():
            found[code] = name
    return list(found.items())


@register.filter
def spoken_languages(area: Area) -> str:
    return capfirst(", ".join(map(name_of_language, area.language_codes)))


@register.filter
def actor(row: Competence) -> Area | Body | None:
    """Who acts, when the name of the level alone does not tell."""
    who = Actor(row.level, row.area, row.body).who
    return None if isinstance(who, Level) else who


@register.filter
def said(words: Words) -> str:
    """A text that was read in the language of the page; says so where it is in another one."""
    if not words.language:
        return words.text
    return render_to_string("web/parts/words.html", {"text": words.text, "lang": words.language})


@register.filter
def all_said(several: list[Words], between: str) -> SafeString:
    return mark_safe(between.join(conditional_escape(said(words)) for words in several))  # noqa: S308


SECTIONS = {
    "promised": gettext_lazy("What is promised here"),
    "asked": gettext_lazy("What we ask here"),
    "decides": gettext_lazy("Who decides what"),
    "active": gettext_lazy("Who is active here"),
    "elsewhere": gettext_lazy("It worked elsewhere"),
}


@register.filter
def section_title(key: str) -> str:
    """The heading of a part of a commune's page."""
    return str(SECTIONS[key])


@register.filter
def kind_of_hit(kind: str) -> str:
    """What was found, in a word."""
    return {
        "area": _("Place"),
        "topic": _("Who decides what"),
        "group": _("Group"),
        "case": _("We did it!"),
        "memorandum": _("Memorandum"),
        "demand": _("Demand"),
        "adaptation": _("Local wording of a demand"),
        "person": _("Candidate or elected person"),
    }.get(kind, "")


def link_to(area: Area) -> SafeString:
    return format_html('<a href="{}">{}</a>', area_path(area), area.name)


def in_a_row(links: list[SafeString]) -> SafeString:
    """ "Gooik, Galmaarden and Herne"."""
    last = links[-1]
    if len(links) == 1:
        return last
    some = format_html_join(", ", "{}", ((link,) for link in links[:-1]))
    words = _("%(some)s and %(last)s").replace("%(some)s", "{some}").replace("%(last)s", "{last}")
    return format_html(words, some=some, last=last)


@register.simple_tag
def history_line(line: HistoryLine) -> SafeString:
    """One change of an area, as a sentence with links."""
    words = {
        "merge": _("On %(day)s, %(before)s merged into %(after)s."),
        "absorb": _("On %(day)s, %(before)s joined %(after)s."),
        "recode": _("On %(day)s, the official code of %(after)s changed from %(old)s to %(new)s."),
    }[line.kind]
    parts = {
        "day": day_in_words(line.day),
        "before": in_a_row([link_to(area) for area in line.before]),
        "after": link_to(line.after),
        "old": line.before[0].code,
        "new": line.after.code,
    }
    for name in parts:
        words = words.replace(f"%({name})s", f"{{{name}}}")
    return format_html(words, **parts)


@register.simple_tag
def words_of(row: Any, field: str) -> str:
    """A text in the language of the page; in French, saying so, where it is not translated."""
    here, own = (getattr(row, column, "") for column in in_two(field))
    return said(words(here, own))


@register.simple_tag
def topic_trail(topic: Topic) -> list[dict[str, str]]:
    """Where a topic stands: all topics, its theme, itself."""
    items = [{"url": topics_path(), "label": _("Who decides what")}]
    if topic.parent is not None:
        items.append({"url": topic_path(topic.parent), "label": topic.parent.name})
    return [*items, {"url": "", "label": capfirst(topic.name)}]
