"""Who decides what, for the whole country."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language

from socle.foundation.kept import kept_page
from socle.territories.addresses import topic_path, topics_path
from socle.territories.queries.competences import competences_across, topic_by_slug, topics_tree
from socle.territories.queries.levels import levels
from socle.territories.rules import ALL_STAMPS
from socle.web.context import alternates
from socle.web.views.reading import read_only


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
@kept_page(*ALL_STAMPS)
def topic(request: HttpRequest, slug: str) -> HttpResponse:
    """One topic across the levels of power, or all the topics of a theme."""
    found = topic_by_slug(slug, get_language())
    if found is None:
        raise Http404
    theme = next(t for t in topics_tree() if t.topic == (found.parent or found))
    context = {
        "topic": found,
        "theme": theme,
        "levels": competences_across(found, day=timezone.localdate()),
        "alternates": alternates(lambda language: topic_path(found, language)),
    }
    return render(request, "web/topic.html", context)
