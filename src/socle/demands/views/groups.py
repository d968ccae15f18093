"""What one group asks, for anyone; and what waits for it, for its people."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from socle.demands.queries.addresses import path_if_any
from socle.demands.queries.of_groups import group_demands
from socle.demands.rules import ADAPTATIONS, DEMANDS, may_take_over
from socle.demands.views.showing import show, who_asks
from socle.foundation.kept import kept_page
from socle.foundation.reading import read_only
from socle.groups.rules import GROUPS, may_manage, may_see_inside, open_group
from socle.groups.views.pages import trail
from socle.territories.rules import AREAS


@read_only
@kept_page(GROUPS, DEMANDS, ADAPTATIONS, AREAS)
def demands_of_group(request: HttpRequest, key: int) -> HttpResponse:
    asker = who_asks(request)
    group = open_group(asker, key)
    inside = may_see_inside(asker, group)
    manages = may_manage(asker, group)
    return show(
        request,
        "group_demands",
        page=group_demands(group, inside=inside),
        group=group,
        inside=inside,
        may_take_over=may_take_over(asker, group),
        updates_url=path_if_any("texts:updates", group.slug) if manages else "",
        suggestions_url=path_if_any("texts:suggestions", group.slug) if manages else "",
        new_url=path_if_any("demands:demand-new", group.slug) if manages else "",
        breadcrumb=trail(group, _("Our demands")),
    )
