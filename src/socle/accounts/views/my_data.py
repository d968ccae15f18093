"""One's own data: what one agreed to, a copy of everything, being erased."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from socle.accounts.actions.consents import give_consent, withdraw_consent
from socle.accounts.actions.erasing import (
    LinkTooOld,
    ask_for_erasure,
    erase_person,
    read_erasure,
)
from socle.accounts.actions.exporting import ask_for_copy
from socle.accounts.models import Consent, User
from socle.accounts.personal import AtErasure, everything_held, to_settle_first
from socle.accounts.purposes import GENERAL, PURPOSES
from socle.accounts.queries import Copy, consents_of, copy_of
from socle.accounts.rules import open_copy
from socle.accounts.views.doors import (
    PersonRequest,
    confirmed_lately,
    show,
    show_inside,
    signed_in_only,
)
from socle.foundation.limits import too_many, within_limit

WHY = gettext_lazy("To see your data, tell us your e-mail address.")


@signed_in_only(WHY)
def my_data(request: PersonRequest) -> HttpResponse:
    now, past = consents_of(request.user)
    copy = copy_of(request.user, now=timezone.now())
    return show_inside(
        request,
        "my_data",
        _("My data"),
        agreed=now,
        taken_back=past,
        copy=copy,
        steps=steps_of(copy),
        protection=resolve_url(settings.DATA_PROTECTION_PAGE),
    )


def steps_of(copy: Copy) -> list[dict[str, Any]]:
    """Where the copy being made stands."""
    if copy.under_way is None:
        return []
    states = [(_("Asked for"), "done"), (_("Being made"), "current"), (_("Ready"), "todo")]
    return [{"label": label, "state": state} for label, state in states]


@signed_in_only(WHY)
@require_POST
def consents(request: PersonRequest) -> HttpResponse:
    """Agree to a purpose, or take back one consent."""
    if "give" in request.POST:
        purpose = request.POST["give"]
        if purpose not in GENERAL:
            raise Http404
        give_consent(
            user=request.user,
            purpose=purpose,
            words=str(dict(PURPOSES)[purpose]),
            language=(get_language() or settings.LANGUAGE_CODE)[:2],
            now=timezone.now(),
        )
        messages.success(request, _("Noted, with today’s date."))
        return redirect("accounts:my-data")
    consent = own_consent(request.user, request.POST.get("take_back", ""))
    withdraw_consent(
        user=request.user, purpose=consent.purpose, about=consent.about, now=timezone.now()
    )
    messages.success(request, _("Taken back. It no longer holds."))
    return redirect("accounts:my-data")


def own_consent(user: User, key: str) -> Consent:
    found = Consent.objects.filter(user=user, pk=int(key)).first() if key.isdecimal() else None
    if found is None:
        raise Http404
    return found


@signed_in_only(WHY)
@require_POST
def copy(request: PersonRequest) -> HttpResponse:
    ask_for_copy(user=request.user, now=timezone.now())
    return redirect("accounts:my-data")


@signed_in_only(WHY)
def copy_file(request: PersonRequest) -> HttpResponse:
    found = open_copy(request.user, now=timezone.now())
    made = timezone.localtime(found.made_at)
    name = f"socle-{made:%Y-%m-%d}.zip"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(
        bytes(found.content or b""), content_type="application/zip", headers=headers
    )


@signed_in_only(WHY)
@confirmed_lately
def erase(request: PersonRequest) -> HttpResponse:
    """Say what goes and what stays; then write to them, for nothing is erased by one press."""
    if request.method == "POST":
        if not within_limit(request, "accounts.email", key=str(request.user.pk)):
            return too_many(request)
        ask_for_erasure(user=request.user, now=timezone.now())
        return show_inside(request, "erase_asked", _("Erase me"))
    held = everything_held()
    return show_inside(
        request,
        "erase",
        _("Erase me"),
        goes=[table for table in held if table.at_erasure is AtErasure.REMOVED],
        stays=[table for table in held if table.at_erasure is not AtErasure.REMOVED],
        unsettled=to_settle_first(request.user, timezone.localdate()),
    )


@never_cache
def confirm(request: HttpRequest) -> HttpResponse:
    """Where the link of the message leads. Only the button erases."""
    now = timezone.now()
    try:
        key = read_erasure(request.GET.get("key", ""), now=now)
    except LinkTooOld:
        return show(request, "erase_link", state="dead", status=410)
    person = User.objects.filter(pk=key).first()
    if request.method == "POST" and erase_person(key=key, now=now):
        logout(request)
        return show(request, "erase_link", state="done")
    if person is None:
        return show(request, "erase_link", state="dead", status=410)
    unsettled = to_settle_first(person, timezone.localdate(now))
    return show(request, "erase_link", state="asked", whose=person, unsettled=unsettled)
