"""What somebody says of themselves, and the address they sign in with."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache

from socle.accounts.actions.email_changes import (
    AddressTaken,
    DeadLink,
    ask_email_change,
    confirm_email_change,
    open_link,
    stop_email_change,
)
from socle.accounts.actions.people import describe_self
from socle.accounts.forms import DescribeForm, NewEmailForm
from socle.accounts.models import EmailChange
from socle.accounts.queries import devices_of, security_of
from socle.accounts.views.doors import (
    PersonRequest,
    confirmed_lately,
    show,
    show_inside,
    signed_in_only,
)
from socle.foundation.limits import too_many, within_limit

WHY = gettext_lazy("To see your account, tell us your e-mail address.")


@signed_in_only(WHY)
def account(request: PersonRequest) -> HttpResponse:
    user = request.user
    return show(
        request,
        "account",
        security=security_of(user),
        devices=devices_of(user, now=timezone.now(), this_one=request.session.session_key),
        change=EmailChange.objects.filter(user=user).first(),
        language_name=dict(settings.LANGUAGES).get(user.language, user.language),
    )


@signed_in_only(WHY)
def describe(request: PersonRequest) -> HttpResponse:
    form = DescribeForm(request.POST or None, instance=request.user)
    if request.method == "POST" and form.is_valid():
        described = form.cleaned_data
        describe_self(user=request.user, name=described["name"], language=described["language"])
        messages.success(request, _("Saved."))
        return redirect("accounts:account")
    return show_inside(request, "describe", _("Your name and language"), form)


@signed_in_only(WHY)
@confirmed_lately
def email(request: PersonRequest) -> HttpResponse:
    """Ask for another address, or stop asking."""
    change = EmailChange.objects.filter(user=request.user).first()
    if change is not None and "stop" in request.POST:
        stop_email_change(change=change)
        messages.success(request, _("Your address stays as it is."))
        return redirect("accounts:email")
    form = NewEmailForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        if not within_limit(request, "accounts.email", key=str(request.user.pk)):
            return too_many(request)
        new_email = form.cleaned_data["email"]
        ask_email_change(user=request.user, new_email=new_email, now=timezone.now())
        return redirect("accounts:email")
    return show_inside(request, "email", _("Your address"), form, change=change)


@never_cache
def confirm_email(request: HttpRequest) -> HttpResponse:
    """Where the links in the two messages lead. Only a button does anything: some programs open
    every link of a message."""
    key, now = request.GET.get("key", ""), timezone.now()
    try:
        change, side = open_link(key, now=now)
        if "stop" in request.POST:
            stop_email_change(change=change)
            return show(request, "email_link", change=change, state="stopped")
        if request.method == "POST":
            state = "done" if confirm_email_change(key=key, now=now) else "half"
            return show(request, "email_link", change=change, side=side, state=state)
    except DeadLink:
        return show(request, "email_link", state="dead", status=410)
    except AddressTaken:
        return show(request, "email_link", state="taken", status=422)
    return show(request, "email_link", change=change, side=side, state="asked")
