"""A coordinator withdraws a memorandum, and brings it back."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from socle.demands.actions.withdrawing_memorandums import (
    bring_memorandum_back,
    withdraw_memorandum,
)
from socle.demands.forms.answers import WithdrawMemorandumForm
from socle.demands.rules import open_memorandum_to_bring_back, open_memorandum_to_write
from socle.demands.views.memorandums_written import above, words_of_it
from socle.demands.views.writing import of_coalition, page, writers_only
from socle.groups.views.doors import Asked


@writers_only
def withdraw(request: HttpRequest, asked: Asked, key: int) -> HttpResponse:
    memorandum = open_memorandum_to_write(asked.who, key)
    form = WithdrawMemorandumForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        why = form.cleaned_data["why"]
        withdraw_memorandum(memorandum=memorandum, why=why, by=asked.user, now=asked.now)
        messages.success(request, _("The memorandum is withdrawn."))
        return redirect("demands:memorandum-restore", memorandum.pk)
    title = words_of_it(memorandum).title
    return page(
        request,
        "writing/memorandum_withdraw",
        _("Withdraw this memorandum"),
        form,
        above=above(memorandum, title),
        memorandum=memorandum,
        title=title,
    )


@writers_only
def restore(request: HttpRequest, asked: Asked, key: int) -> HttpResponse:
    """Why it was withdrawn, and the way back."""
    memorandum = open_memorandum_to_bring_back(asked.who, key)
    if request.method == "POST":
        bring_memorandum_back(memorandum=memorandum, by=asked.user, now=asked.now)
        messages.success(request, _("The memorandum stands again, as it was."))
        return redirect("demands:memorandum-edit", memorandum.pk)
    return page(
        request,
        "writing/memorandum_restore",
        words_of_it(memorandum).title,
        above=of_coalition(),
        memorandum=memorandum,
    )
