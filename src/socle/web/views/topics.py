"""Who decides what, for the whole country."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language

from socle.demands.queries.in_places import demands_on
from socle.demands.rules import DEMANDS
from socle.foundation.addresses import alternates
from socle.foundation.kept import kept_page
from socle.foundation.reading import read_only
from socle.groups.rules import GROUPS
from socle.territories.addresses import topic_path, topics_path
from socle.territories.queries.competences import competences_across, topic_by_slug, topics_tree
from socle.territories.queries.levels import levels
from socle.territories.rules import ALL_STAMPS


@read_only
@kept_page(*ALL_STAMPS)
def topics(request: HttpRequest) -> HttpResponse:
    context = {
        "themes": topics_tree(),
        "levels": levels(),
        "alternates": alternates(topics_path),
    }
    return render(request, "web/topics.html", context)


@read_only
@kept_page(*ALL_STAMPS, DEMANDS, GROUPS)
def topic(request: HttpRequest, slug: str) -> HttpResponse:
    """One topic across the levels of power, or all the topics of a theme."""
    found = topic_by_slug(slug, get_language())
    if found is None:
        raise Http404
    theme = next(t for t in topics_tree() if t.topic == (found.parent or found))
    own = [found, *(theme.topics if found.parent is None else [])]
    context = {
        "topic": found,
        "theme": theme,
        "levels": competences_across(found, day=timezone.localdate()),
        "demands": demands_on([topic.pk for topic in own]),
        "alternates": alternates(lambda language: topic_path(found, language)),
    }
    return render(request, "web/topic.html", context)
