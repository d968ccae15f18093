"""Passkeys, the second step and its recovery codes."""

from allauth.account.stages import LoginStageController
from allauth.mfa.stages import AuthenticateStage
from allauth.mfa.totp.internal.auth import clear_totp_secret
from allauth.mfa.webauthn.internal.auth import begin_authentication, begin_registration
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from socle.accounts.actions import security as act
from socle.accounts.actions.signing_in import in_groups
from socle.accounts.forms import (
    AddPasskeyForm,
    ApplicationForm,
    NamePasskeyForm,
)
from socle.accounts.models import User
from socle.accounts.queries import has_second_step, security_of
from socle.accounts.rules import open_passkey
from socle.accounts.sessions import device_of
from socle.accounts.views.account import WHY
from socle.accounts.views.doors import (
    PersonRequest,
    confirmed_lately,
    note_confirmed,
    show_inside,
    signed_in_only,
    way_of,
)
from socle.accounts.views.signing_in import (
    pass_second_step,
    second_step_form,
    ways_of_second_step,
)
from socle.foundation.limits import too_many, within_limit
from socle.foundation.qr import qr_code


@signed_in_only(WHY)
def security(request: PersonRequest) -> HttpResponse:
    return show_inside(
        request, "security", _("How you sign in"), security=security_of(request.user)
    )


@signed_in_only(WHY)
def confirm(request: PersonRequest) -> HttpResponse:
    """The second step again, before what changes how one signs in."""
    way = way_of(request)
    if not has_second_step(request.user):
        return redirect(way.onward)
    form = second_step_form(request, request.user)
    if pass_second_step(request, form):
        return redirect(way.onward)
    ways = ways_of_second_step(request.user, form)
    return show_inside(request, "confirm", _("Is it still you?"), form, **ways)


# --- passkeys ---


@never_cache
def passkey_options(request: HttpRequest) -> HttpResponse:
    """What a browser needs to use a passkey: of somebody known, or of whoever it is."""
    if not within_limit(request, "accounts.passkey"):
        return too_many(request)
    if not request.user.is_authenticated:
        request.session.set_expiry(settings.ACCOUNT_LOGIN_TIMEOUT)
    return JsonResponse(begin_authentication(who_signs_in(request)))


def who_signs_in(request: HttpRequest) -> User | None:
    if request.user.is_authenticated:
        return request.user
    stage = LoginStageController.enter(request, AuthenticateStage.key)
    return stage.login.user if stage else None


@signed_in_only(WHY)
@confirmed_lately
def new_passkey_options(request: PersonRequest) -> HttpResponse:
    return JsonResponse(begin_registration(request.user, passwordless=True))


@signed_in_only(WHY)
@confirmed_lately
def add_passkey(request: PersonRequest) -> HttpResponse:
    name = device_of(request) or _("My passkey")
    data = request.POST if request.method == "POST" else None
    form = AddPasskeyForm(user=request.user, data=data, initial={"name": name})
    if form.is_valid():
        act.add_passkey(
            user=request.user,
            name=form.cleaned_data["name"] or name,
            credential=form.cleaned_data["credential"],
            now=timezone.now(),
        )
        messages.success(request, _("From now on you can sign in with this passkey."))
        return redirect("accounts:security")
    return show_inside(request, "passkey_add", _("Add a passkey"), form)


@signed_in_only(WHY)
@confirmed_lately
def rename_passkey(request: PersonRequest, key: int) -> HttpResponse:
    passkey = open_passkey(request.user, key)
    form = NamePasskeyForm(request.POST or None, initial={"name": str(passkey)})
    if request.method == "POST" and form.is_valid():
        act.rename_passkey(passkey=passkey, name=form.cleaned_data["name"])
        messages.success(request, _("Saved."))
        return redirect("accounts:security")
    return show_inside(request, "passkey_rename", _("Rename a passkey"), form, passkey=passkey)


@signed_in_only(WHY)
@confirmed_lately
def remove_passkey(request: PersonRequest, key: int) -> HttpResponse:
    passkey = open_passkey(request.user, key)
    if request.method == "POST":
        act.remove_passkey(passkey=passkey, now=timezone.now())
        messages.success(request, _("The passkey is removed."))
        return redirect("accounts:security")
    found = security_of(request.user)
    ends_second_step = found.has_second_step and not found.application and len(found.passkeys) == 1
    return show_inside(
        request,
        "passkey_remove",
        _("Remove a passkey"),
        passkey=passkey,
        ends_second_step=ends_second_step,
    )


# --- the second step ---


@signed_in_only(WHY)
@confirmed_lately
def application(request: PersonRequest) -> HttpResponse:
    """Set up an application that shows codes; turns the second step on."""
    data = request.POST if request.method == "POST" else None
    form = ApplicationForm(user=request.user, data=data)
    if form.is_valid():
        act.set_up_application(user=request.user, secret=form.secret, now=timezone.now())
        clear_totp_secret(request)
        note_confirmed(request)
        return redirect("accounts:recovery-codes")
    return show_inside(
        request, "application", _("Set up an application"), form, qr=qr_code(form.address)
    )


@signed_in_only(WHY)
@confirmed_lately
def second_step_on(request: PersonRequest) -> HttpResponse:
    """Ask for a passkey after the code by e-mail, too."""
    if request.method == "POST":
        try:
            act.turn_on_second_step(user=request.user, now=timezone.now())
        except act.NothingToAskFor:
            return redirect("accounts:security")
        note_confirmed(request)
        return redirect("accounts:recovery-codes")
    return show_inside(
        request, "second_step_on", _("Ask for a passkey"), security=security_of(request.user)
    )


@signed_in_only(WHY)
@confirmed_lately
def second_step_off(request: PersonRequest) -> HttpResponse:
    if request.method == "POST":
        act.turn_off_second_step(user=request.user, now=timezone.now())
        messages.success(request, _("A code by e-mail is enough again."))
        return redirect("accounts:security")
    return show_inside(
        request,
        "second_step_off",
        _("Turn the second step off"),
        security=security_of(request.user),
    )


@signed_in_only(WHY)
@confirmed_lately
def recovery_codes(request: PersonRequest) -> HttpResponse:
    found = security_of(request.user)
    if not found.has_second_step:
        return redirect("accounts:security")
    if request.method == "POST":
        act.renew_recovery_codes(user=request.user, now=timezone.now())
        messages.success(request, _("Here are new codes. Those of before no longer work."))
        return redirect("accounts:recovery-codes")
    return show_inside(
        request, "recovery_codes", _("Recovery codes"), codes=map(in_groups, found.codes_left)
    )
