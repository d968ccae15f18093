"""A group that took over the words of another chooses to follow those who ask it directly."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from socle.demands.actions.adopting import ProvisionIsWithdrawn
from socle.demands.actions.following import follow_original
from socle.demands.models import Adaptation
from socle.demands.queries.addresses import path_of
from socle.demands.queries.neighbours import following
from socle.demands.queries.taking_over import draft_of
from socle.demands.queries.words import published
from socle.demands.rules import open_wording_to_follow
from socle.demands.views.showing import show, trail
from socle.groups.actions.living import GroupIsArchived
from socle.groups.views.doors import Asked, asked_by, people_only
from socle.texts.actions.following import NothingToFollow
from socle.texts.actions.publishing import TextIsWithdrawn


@people_only
def follow(request: HttpRequest, key: int) -> HttpResponse:
    asked = asked_by(request)
    wording = open_wording_to_follow(asked.who, key)
    words = published([wording.text]).of(wording.text)
    here = path_of(wording, words)
    followed = following(wording)
    if followed is None:
        messages.info(request, _("It follows the original already, or there is none any more."))
        return redirect(here)
    if request.method == "POST":
        return follow_it(request, asked, wording, here)
    return show(
        request,
        "adopting/follow",
        adaptation=wording,
        group=wording.text.owner,
        followed=followed,
        words=words or draft_of(wording),
        here=here,
        breadcrumb=trail((here, wording.text.owner.name), _("Follow the original")),
    )


def follow_it(request: HttpRequest, asked: Asked, wording: Adaptation, here: str) -> HttpResponse:
    try:
        update = follow_original(adaptation=wording, by=asked.user, now=asked.now)
    except (ProvisionIsWithdrawn, TextIsWithdrawn, NothingToFollow, GroupIsArchived):
        messages.error(request, _("Meanwhile there is no original to follow any more."))
        return redirect(here)
    if update is None:
        messages.success(
            request,
            _("From now on you follow the original. Nothing changed in it since: no more to do."),
        )
        return redirect(here)
    messages.success(request, _("From now on you follow the original: here is what changed in it."))
    return redirect("texts:update", update.pk)
