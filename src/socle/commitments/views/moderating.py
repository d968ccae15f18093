"""Moderators read what was answered, from the deadline on, before it is published."""

from contextlib import suppress

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from socle.commitments.actions.moderating import (
    NoLongerWaits,
    hold_words,
    let_through,
    read_again,
)
from socle.commitments.forms.moderating import HoldForm
from socle.commitments.models import Questionnaire
from socle.commitments.queries.answering import respondent_name, words_for
from socle.commitments.queries.sealed import READING, let_through_in, unread_in
from socle.commitments.rules import open_reading
from socle.elections.queries.titles import contest_title
from socle.groups.views.doors import Asked, asked_by, people_only
from socle.groups.views.showing import posted

SHOWN = 20


@people_only
def reading(request: HttpRequest, key: int) -> HttpResponse:
    asked = asked_by(request)
    found = open_reading(asked.who, key, day=asked.day, now=asked.now)
    unread = unread_in(found)
    if request.method == "POST" and "again" in request.POST:
        take_up_again(request, asked, found)
        return redirect("commitments:reading", found.pk)
    if request.method == "POST":
        chosen = [row for row in unread if str(row.pk) == request.POST.get("answer")]
        # Somebody else was quicker: it is read, and that is all there is to do.
        with suppress(NoLongerWaits):
            for answer in chosen:
                let_through(answer=answer, by=asked.user, now=asked.now)
                messages.success(request, _("Read. It comes out with the others."))
        return redirect("commitments:reading", found.pk)
    shown, through = unread[:SHOWN], let_through_in(found)
    said = words_for([row.ask for row in [*shown, *through]], [(get_language() or "")[:2]])
    context = {
        "questionnaire": found,
        "contest": contest_title(found.contest),
        "count": len(unread),
        "until": found.deadline + READING if found.deadline else None,
        "rows": [(row, said[row.ask_id], respondent_name(row)) for row in shown],
        "through": [(row, said[row.ask_id], respondent_name(row)) for row in through],
    }
    return render(request, "commitments/moderating/reading.html", context)


def take_up_again(request: HttpRequest, asked: Asked, found: Questionnaire) -> None:
    for answer in let_through_in(found):
        if str(answer.pk) == request.POST["again"]:
            with suppress(NoLongerWaits):
                read_again(answer=answer, by=asked.user, now=asked.now)
                messages.success(request, _("It waits to be read again."))


@people_only
def hold(request: HttpRequest, key: int, answer: int) -> HttpResponse:
    asked = asked_by(request)
    found = open_reading(asked.who, key, day=asked.day, now=asked.now)
    row = next((row for row in unread_in(found) if row.pk == answer), None)
    if row is None:
        if request.method == "POST":
            return redirect("commitments:reading", found.pk)
        raise Http404
    form = HoldForm(posted(request))
    if request.method == "POST" and form.is_valid():
        with suppress(NoLongerWaits):
            reason = form.cleaned_data["reason"]
            hold_words(answer=row, reason=reason, by=asked.user, now=asked.now)
            messages.success(request, _("Held. Whoever wrote it is told why, and can mend it."))
        return redirect("commitments:reading", found.pk)
    context = {
        "questionnaire": found,
        "contest": contest_title(found.contest),
        "form": form,
        "row": row,
        "name": respondent_name(row),
        "said": words_for([row.ask], [(get_language() or "")[:2]])[row.ask_id],
    }
    status = 422 if form.errors else 200
    return render(request, "commitments/moderating/hold.html", context, status=status)
