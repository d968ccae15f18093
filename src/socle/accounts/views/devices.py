"""Where somebody is signed in, and signing out from afar."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from socle.accounts.actions.security import end_sessions
from socle.accounts.queries import Device, devices_of
from socle.accounts.views.account import WHY
from socle.accounts.views.doors import PersonRequest, show_inside, signed_in_only


@signed_in_only(WHY)
def devices(request: PersonRequest) -> HttpResponse:
    """Listed; and signed out one by one, or all but this one."""
    here = request.session.session_key
    found = devices_of(request.user, now=timezone.now(), this_one=here)
    if request.method == "POST":
        keys = chosen(found, request.POST.get("device", ""))
        end_sessions(user=request.user, keys=keys, now=timezone.now())
        messages.success(request, _("Signed out there."))
        return redirect("accounts:devices")
    here_is = _("Where you are signed in")
    return show_inside(request, "devices", here_is, devices=list(found.values()))


def chosen(found: dict[str, Device], asked: str) -> list[str]:
    """The session keys of ``"others"``, or of the device that has this id; never of this one."""
    others = {key: device for key, device in found.items() if not device.is_this_one}
    keys = [key for key, device in others.items() if asked in ("others", device.id)]
    if not keys and asked != "others":
        raise Http404
    return keys
