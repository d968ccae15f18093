"""The charter as the coalition writes it: its releases, its languages, the next one."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from socle.groups.queries.charter import file_releases
from socle.groups.queries.coalition import the_coalition
from socle.groups.views.coordinating import coordinators_only
from socle.groups.views.doors import Asked
from socle.territories.addresses import LANGUAGES
from socle.texts.actions.charter import begin_charter
from socle.texts.models import Text
from socle.texts.queries.charter import charter_releases, charter_text


@coordinators_only
def charter(request: HttpRequest, asked: Asked) -> HttpResponse:
    coalition = the_coalition()
    if coalition is None:
        raise Http404
    if request.method == "POST":
        begin_charter(coalition=coalition, by=asked.user, now=asked.now)
        messages.success(request, _("The charter is yours: write its next release when you like."))
        return redirect("texts:charter")
    text = charter_text()
    context = {
        "text": text,
        "here": _("Charter"),
        "coalition": coalition,
        "releases": charter_releases() if text else [],
        "others": languages_behind(text) if text else [],
        "of_the_site": file_releases()[-1],
        "breadcrumb": [
            {"url": reverse("groups:coalition"), "label": _("Coalition")},
            {"url": "", "label": _("Charter")},
        ],
    }
    return render(request, "texts/charter.html", context)


def languages_behind(text: Text) -> list[tuple[str, bool]]:
    """Each language it is translated into, and whether it lags behind the release in force."""
    found = charter_releases()
    now = found[0].languages if found else []
    return [(code, code not in now) for code in LANGUAGES if code != text.source_language]
