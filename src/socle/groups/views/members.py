"""The people of a group: for its organisers, for its members, as a table to take away."""

import io
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from socle.foundation.tables import write_csv
from socle.groups.forms.members import FilterForm
from socle.groups.models import Group, Membership
from socle.groups.queries.inside import inside_of, management_of
from socle.groups.queries.members import found_among, page_of, people_of
from socle.groups.queries.voices import voices
from socle.groups.rules import may_leave, may_manage, open_group_inside, open_group_to_manage
from socle.groups.views.doors import Asked, asked_by, people_only
from socle.groups.views.showing import PEOPLE, show_here


@people_only
def members(request: HttpRequest, key: int) -> HttpResponse:
    """What organisers work with, or what members may know of one another."""
    asked = asked_by(request)
    group = open_group_inside(asked.who, key)
    manages = may_manage(asked.who, group)
    words, role = request.GET.get("q", "")[:100], request.GET.get("role", "")[:20]
    people = people_of(group, asked.day)
    found = found_among(people, words=words, role=role)
    context: dict[str, Any] = {
        "group": group,
        "inside": inside_of(group, people, user=asked.user, day=asked.day),
        "people": people,
        "page": page_of(found, request.GET.get("page")),
        "query": words,
        "role": role,
        "filter": FilterForm(request.GET or None, auto_id="filter_%s"),
        "may_leave": may_leave(asked.who, group),
    }
    if manages:
        context["managed"] = management_of(group, asked.who, people, day=asked.day, now=asked.now)
    template = "inside/manage" if manages else "inside/members"
    return show_here(request, template, str(PEOPLE), **context)


@people_only
def as_table(request: HttpRequest, key: int) -> HttpResponse:
    """CSV: name, role, since; a line for each role. No address: nobody needs it to run a group."""
    asked = asked_by(request)
    group = open_group_to_manage(asked.who, key)
    return table_of(group, asked)


def table_of(group: Group, asked: Asked) -> HttpResponse:
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{group.slug}.csv"'
    labels = dict(Membership.Role.choices)
    rows = (
        (person.name, str(labels[role]), since.isoformat())
        for person in people_of(group, asked.day)
        for role, since in person.roles.items()
    )
    table = io.StringIO(newline="")
    write_csv(table, [_("Name"), _("Role"), _("Since")], rows)
    # Excel takes it for UTF-8 by this mark.
    response.write("\ufeff" + table.getvalue())
    return response


@people_only
def voices_of(request: HttpRequest, key: int) -> HttpResponse:
    """For those who organise where institutions take part: who may give the voice of each."""
    asked = asked_by(request)
    group = open_group_to_manage(asked.who, key)
    here = _("Who speaks for the institutions")
    found = voices(group, day=asked.day)
    return show_here(request, "inside/voices", here, group=group, voices=found)
