"""The charter: read by anyone, accepted by an organiser in the name of their group."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from socle.foundation.kept import kept_page
from socle.foundation.reading import read_only
from socle.groups.actions.charter import NotTheCurrentRelease, accept_charter
from socle.groups.models import Group
from socle.groups.queries.charter import Charter, charter, current_release
from socle.groups.rules import CHARTER, open_group_to_manage
from socle.groups.views.doors import Asked, asked_by, people_only, show
from socle.groups.views.pages import trail


@read_only
@kept_page(CHARTER)
def read(request: HttpRequest, release: int | None = None) -> HttpResponse:
    context = {"charter": known(release), "current": current_release()}
    return render(request, "groups/charter.html", context)


def known(release: int | None) -> Charter:
    try:
        return charter(release=release)
    except KeyError:
        raise Http404 from None


@people_only
def accept(request: HttpRequest, key: int) -> HttpResponse:
    """The words read are those accepted: their release and language come with the button."""
    asked = asked_by(request)
    group = open_group_to_manage(asked.who, key)
    words = charter()
    if request.method == "POST":
        return agree(request, group, asked, words)
    acceptance = group.charter_acceptances.filter(release=words.release).first()
    return show(
        request,
        "accept_charter",
        group=group,
        charter=words,
        acceptance=acceptance,
        breadcrumb=trail(group, _("Charter")),
    )


def agree(request: HttpRequest, group: Group, asked: Asked, words: Charter) -> HttpResponse:
    sent = request.POST.get("release", "")[:4]
    try:
        accept_charter(
            group=group,
            by=asked.user,
            release=int(sent) if sent.isascii() and sent.isdigit() else 0,
            language=words.language,
            now=asked.now,
        )
    except NotTheCurrentRelease:
        messages.warning(request, _("There is a new release of the charter: read this one first."))
        return redirect("groups:accept-charter", group.slug)
    messages.success(request, _("Thank you. Your group has accepted the charter."))
    return redirect("groups:group", group.slug)
