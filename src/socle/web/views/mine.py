"""A person's home: what do I do next, in each of my groups?"""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from socle.accounts.views.doors import PersonRequest, signed_in_only
from socle.groups.queries.mine import groups_of, my_groups
from socle.groups.queries.next_steps import next_steps
from socle.groups.rules import who


@signed_in_only(_("To see what comes next in your groups, tell us your e-mail address."))
def me(request: PersonRequest) -> HttpResponse:
    now = timezone.now()
    person = who(request.user, day=timezone.localdate(now))
    groups = list(groups_of(person))
    context = {
        "steps": next_steps(person, groups, now=now),
        "groups": my_groups(person, groups),
        "coordinates": person.is_coordinator,
        "today": timezone.localdate(now),
    }
    return render(request, "web/me.html", context)
