"""Following something by e-mail, with an account or with a mere address."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse, translate_url
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from socle.accounts.actions.subscriptions import (
    DeadLink,
    ask_to_follow,
    change_frequency,
    confirm_follow,
    follow_as,
    leave_all,
    leave_one,
    open_confirmation,
    open_subscription,
    stop_following,
)
from socle.accounts.following import KINDS, Followable, followed_by
from socle.accounts.forms import FollowForm, FrequencyForm
from socle.accounts.models import Subscription, User
from socle.accounts.views.doors import show, sign_in_first
from socle.foundation.addresses import alternates
from socle.foundation.limits import too_many, within_limit


@never_cache
def follow(request: HttpRequest, kind: str, key: str | int) -> HttpResponse:
    """The form: one button for who is signed in, an address for anybody else."""
    followable = KINDS[kind]
    thing = followable.open(str(key))
    if thing is None:
        raise Http404
    user = request.user if isinstance(request.user, User) else None
    form = FollowForm(
        request.POST if request.method == "POST" else None,
        asks_address=user is None,
        asks_frequency=not followable.told_apart,
    )
    if request.method == "POST" and form.is_valid():
        return begin(request, followable, thing, form.cleaned_data, user)
    context: dict[str, Any] = {"name": followable.name(thing), "back": followable.url(thing)}
    context |= {"asks_address": user is None, "told_apart": followable.told_apart}
    return show(request, "follow", form, **context)


def begin(
    request: HttpRequest, kind: Followable, thing: Any, given: dict[str, Any], user: User | None
) -> HttpResponse:
    now, name, frequency = timezone.now(), kind.name(thing), given.get("frequency", "")
    if user is not None:
        follow_as(user=user, kind=kind, thing=thing, frequency=frequency, now=now)
        messages.success(request, _("You follow %(name)s.") % {"name": name})
        return redirect("accounts:following")
    if not within_limit(request, "accounts.follow", key=given["email"]):
        return too_many(request)
    ask_to_follow(
        email=given["email"],
        language=(get_language() or settings.LANGUAGE_CODE)[:2],
        kind=kind,
        thing=thing,
        frequency=frequency,
        now=now,
    )
    address = given["email"]
    return show(request, "follow_link", state="sent", name=name, address=address)


@never_cache
def confirm(request: HttpRequest) -> HttpResponse:
    """Where the message leads. Only the button confirms: some programs open every link."""
    token, now = request.GET.get("key", ""), timezone.now()
    try:
        _subscription, kind, thing, _frequency = open_confirmation(token, now=now)
        if request.method == "POST":
            confirm_follow(token=token, now=now)
    except DeadLink:
        return show(request, "follow_link", state="dead", status=410)
    state = "done" if request.method == "POST" else "asked"
    context: dict[str, Any] = {"name": kind.name(thing), "back": kind.url(thing)}
    return show(request, "follow_link", state=state, alternates=in_others(request), **context)


@never_cache
def following(request: HttpRequest) -> HttpResponse:
    """What one follows: of who is signed in, or of whoever holds the link in a message."""
    try:
        subscription = whose(request)
    except DeadLink:
        return show(request, "follow_link", state="dead", status=410)
    if subscription is None and not isinstance(request.user, User):
        return sign_in_first(request, _("To see what you follow, tell us your e-mail address."))
    if request.method == "POST" and subscription is not None:
        return change(request, subscription)
    initial = {"frequency": subscription.frequency} if subscription else None
    return show(
        request,
        "following",
        followed=followed_by(subscription) if subscription else [],
        subscription=subscription,
        frequency_form=FrequencyForm(initial=initial),
        alternates=in_others(request),
    )


def whose(request: HttpRequest) -> Subscription | None:
    if "key" in request.GET:
        return open_subscription(request.GET["key"])
    if isinstance(request.user, User):
        return Subscription.objects.filter(user=request.user).select_related("user").first()
    return None


def change(request: HttpRequest, subscription: Subscription) -> HttpResponse:
    sent = request.POST
    if "leave" in sent:
        leave_all(subscription=subscription)
        return show(request, "follow_link", state="left")
    if "stop" in sent:
        kind, _colon, key = sent["stop"].partition(":")
        stop_following(subscription=subscription, kind=kind, key=key)
        messages.success(request, _("You no longer follow it."))
    else:
        change_frequency(subscription=subscription, frequency=sent.get("frequency", ""))
        messages.success(request, _("Saved."))
    query = {"key": request.GET["key"]} if "key" in request.GET else {}
    return redirect(reverse("accounts:following", query=query))


@csrf_exempt
@never_cache
def leave(request: HttpRequest) -> HttpResponse:
    """Leave everything, or what the link names: by the button, or by a mail program itself
    (RFC 8058), which brings neither cookie nor token. The link can do nothing else."""
    kind, _colon, key = request.GET.get("only", "").partition(":")
    followable = KINDS.get(kind)
    thing = followable.open(key) if followable else None
    name = followable.name(thing) if followable and thing is not None else ""
    try:
        subscription = open_subscription(request.GET.get("key", ""))
    except DeadLink:
        return show(request, "follow_link", state="left", name=name)
    if request.method == "POST":
        if "only" in request.GET:
            leave_one(subscription=subscription, kind=kind, key=key)
        else:
            leave_all(subscription=subscription)
        return show(request, "follow_link", state="left", name=name)
    return show(request, "follow_link", state="leave", name=name, alternates=in_others(request))


def in_others(request: HttpRequest) -> list[dict[str, Any]]:
    """The key comes along."""
    return alternates(lambda language: translate_url(request.get_full_path(), language))
