"""Where a text comes from and what was made of it."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from socle.foundation.reading import read_only
from socle.groups.rules import who
from socle.texts.kinds import KINDS, kind_of
from socle.texts.queries.lineage import ancestors, descendants, families_of, kin_of
from socle.texts.queries.revisions import latest
from socle.texts.queries.suggestions import counts_of
from socle.texts.rules import may_read, may_suggest, open_text
from socle.texts.views.doors import named

ON_A_PAGE = 50


@read_only
def lineage(request: HttpRequest, key: int) -> HttpResponse:
    asker = who(request.user, day=timezone.localdate())
    text = open_text(asker, key)
    language = (get_language() or "fr")[:2]
    revision = latest(text, language) or latest(text)
    all_above = ancestors(text)
    above = [each for each in all_above if each.kind in KINDS and may_read(asker, each)]
    within = kind_of(text).within(text)
    made_of_it = descendants([text, *(part for _name, part in within)], asker)
    shown = {each.key for each in made_of_it}
    below = Paginator(made_of_it, ON_A_PAGE).get_page(request.GET.get("page"))
    here = kind_of(text).url(text, language)
    name = named(revision, text)
    context = {
        "text": text,
        "name": name["label"],
        "language": name["language"],
        "revision": revision,
        "kind": kind_of(text),
        "above": kin_of([(each.pk, 0) for each in above], language),
        "hidden": len(all_above) - len(above),
        "page": below,
        "families": families_of(text, list(below.object_list), within, language, shown),
        "here": here,
        "suggestions": counts_of(text),
        "may_suggest": may_suggest(text) and revision is not None,
        "breadcrumb": [
            *([{"url": here} | name] if here else []),
            {"url": "", "label": _("Where it comes from")},
        ],
    }
    return render(request, "texts/lineage.html", context)
