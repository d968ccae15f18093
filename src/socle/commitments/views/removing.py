"""Coordinators remove what a line of the ledger holds: they find it, read what is lost, confirm."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from socle.commitments.actions.ledger import NothingToRemove
from socle.commitments.actions.removing import remove_line
from socle.commitments.forms.removing import FindForm, RemoveForm
from socle.commitments.models import Ask
from socle.commitments.queries.removing import line_held, lines_about, with_content
from socle.commitments.rules import open_line, stands_in
from socle.commitments.views.rounds import show
from socle.groups.views.coordinating import coordinators_only
from socle.groups.views.doors import Asked
from socle.groups.views.showing import posted


def title() -> str:
    return _("Remove from the ledger")


@coordinators_only
def find(request: HttpRequest, asked: Asked) -> HttpResponse:
    """By its number, or among those about a question."""
    form, lines = FindForm(request.GET if "wanted" in request.GET else None), []
    if form.is_valid():
        kind, key = form.cleaned_data["wanted"]
        if kind == "line" and with_content().filter(pk=key).exists():
            return redirect("commitments:ledger-remove-line", key)
        ask = Ask.objects.filter(pk=key).first() if kind == "ask" else None
        lines = lines_about(ask) if ask else []
        if not lines:
            form.add_error("wanted", _("No line of the ledger holds anything there."))
    return show(request, "remove_find", title(), form, lines=lines)


@coordinators_only
def remove(request: HttpRequest, asked: Asked, line: int) -> HttpResponse:
    held = line_held(open_line(line))
    stands = stands_in(asked.user, [held.contest], day=asked.day) if held.contest else None
    form = RemoveForm(posted(request))
    if request.method == "POST" and stands is None and form.is_valid():
        reason = form.cleaned_data["reason"]
        try:
            done = remove_line(seq=line, reason=reason, by=asked.user, now=asked.now)
        except NothingToRemove:
            messages.warning(request, _("Nothing is left in this line: it was removed already."))
            return redirect("commitments:ledger-remove-line", line)
        words = _("Removed. Line %(tombstone)s of the ledger says that it was, and why.")
        messages.success(request, words % {"tombstone": done.seq})
        return redirect("commitments:ledger-remove")
    here = _("Remove what line %(line)s holds") % {"line": line}
    above = {"url": reverse("commitments:ledger-remove"), "label": title()}
    return show(request, "remove_line", here, form, held=held, stands=stands, above=above)
