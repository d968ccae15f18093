"""Pages about the people of a group: each has a name, and stands under its group."""

from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from socle.groups.models import Group
from socle.groups.views.doors import show
from socle.groups.views.pages import trail

PEOPLE = gettext_lazy("People of the group")


def show_here(
    request: HttpRequest,
    template: str,
    here: str,
    form: Any = None,
    *,
    group: Group | None = None,
    status: int = 200,
    **context: Any,
) -> HttpResponse:
    """A page called ``here``. What only organisers see stands under the people of the group."""
    steps = trail(group) if group is not None else []
    if group is not None and template.startswith("inside/") and here != PEOPLE:
        people = reverse("groups:members", args=[group.slug])
        steps.append({"url": people, "label": str(PEOPLE)})
    steps.append({"url": "", "label": here})
    return show(
        request,
        template,
        form,
        status=status,
        here=here,
        group=group,
        # A page that stands under no other needs no way back up.
        breadcrumb=steps if len(steps) > 1 else [],
        **context,
    )


def posted(request: HttpRequest) -> QueryDict | None:
    """What a form was sent with, were every box of it left empty."""
    return request.POST if request.method == "POST" else None


def hand_over_first(request: HttpRequest, group: Group, status: int = 200) -> HttpResponse:
    """What the only organiser can do instead of leaving."""
    here = _("Hand over first")
    return show_here(request, "joining/last_organiser", here, group=group, status=status)
