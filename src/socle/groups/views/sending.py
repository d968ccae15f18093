"""The charter: sent to an organisation, taken back, or recorded from paper."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from socle.foundation.languages import name_of_language
from socle.groups.actions.chartering import (
    NoAddress,
    TooSoon,
    record_signature,
    revoke_charter_link,
    send_charter,
)
from socle.groups.forms.approaching import SendCharterForm, SignatureForm
from socle.groups.queries.charter import charter
from socle.groups.rules import open_approach
from socle.groups.views.coordinating import (
    above_of,
    coordinators_act,
    coordinators_only,
    frame,
    page_of,
)
from socle.groups.views.doors import Asked


@coordinators_only
def send(request: HttpRequest, asked: Asked, key: int) -> HttpResponse:
    found = open_approach(asked.who, key)
    form = SendCharterForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        words = form.cleaned_data["words"]
        try:
            send_charter(approach=found, by=asked.user, words=words, now=asked.now)
            sent = _("The charter is on its way to %(address)s.")
            messages.success(request, sent % {"address": found.contact_email})
            return redirect(page_of(found))
        except NoAddress:
            form.add_error(None, _("First say where to write: the e-mail address of the contact."))
        except TooSoon:
            form.add_error(None, _("It was sent less than a day ago: leave them some time."))
    language = found.group.language_codes[0]
    return frame(
        request,
        "send",
        _("Send the reminder") if found.charter_sent_at else _("Send the charter"),
        form,
        above=above_of(found),
        approach=found,
        group=found.group,
        charter=charter(language),
        language=name_of_language(language),
        user=asked.user,
    )


@coordinators_act
def revoke(request: HttpRequest, asked: Asked, key: int) -> HttpResponse:
    found = open_approach(asked.who, key)
    revoke_charter_link(approach=found, by=asked.user, now=asked.now)
    messages.success(request, _("The link that was sent no longer opens the charter."))
    return redirect(page_of(found))


@coordinators_only
def signature(request: HttpRequest, asked: Asked, key: int) -> HttpResponse:
    found = open_approach(asked.who, key)
    sent = request.POST if request.method == "POST" else None
    form = SignatureForm(sent, group=found.group, day=asked.day)
    if sent is not None and form.is_valid():
        record_signature(approach=found, by=asked.user, now=asked.now, **form.cleaned_data)
        words = _("“%(name)s” is a member of the coalition. Welcome them!")
        messages.success(request, words % {"name": found.group.name})
        return redirect(page_of(found))
    return frame(
        request,
        "signature",
        _("Signed on paper"),
        form,
        above=above_of(found),
        approach=found,
        group=found.group,
        charter=charter(found.group.language_codes[0]),
    )
