"""The second witness, from outside the group: confirms word for word, or says what differs."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from socle.accounts.views.doors import sign_in_first
from socle.commitments.actions.confirming import SamePerson, SettledMeanwhile, send_back
from socle.commitments.actions.stage import AskedNoMore, StageIsClosed, confirm_note
from socle.commitments.forms.stage import ConfirmForm
from socle.commitments.models import Answer, StageEvent
from socle.commitments.queries.stage import is_open, key_in
from socle.commitments.queries.stage_page import confirmed_at, to_confirm
from socle.commitments.rules import open_stage_to_confirm, refusal_to_confirm
from socle.commitments.views.witness import FORBIDDEN, asked_no_more, page, why
from socle.groups.views.doors import Asked, asked_by
from socle.groups.views.showing import posted


def by_link(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """For whoever holds the link; one of the group, or who stands, is told why they may not."""

    @never_cache
    @wraps(view)
    def guarded(request: HttpRequest, token: str, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return sign_in_first(request, why())
        asked = asked_by(request)
        key = key_in(token)
        if key is None:
            raise Http404
        stage = open_stage_to_confirm(*key)
        refusal = refusal_to_confirm(asked.who, stage, day=asked.day)
        if refusal is not None:
            return page(request, "refused", stage, status=FORBIDDEN, why=refusal)
        return view(request, token, asked, stage, *args, **kwargs)

    return guarded


@by_link
def witness(request: HttpRequest, token: str, asked: Asked, stage: StageEvent) -> HttpResponse:
    """What waits to be confirmed."""
    return page(
        request,
        "witness",
        stage,
        token=token,
        rows=to_confirm(stage),
        confirmed=confirmed_at(stage),
        is_open=is_open(stage, asked.now),
    )


@by_link
def witness_note(
    request: HttpRequest, token: str, asked: Asked, stage: StageEvent, key: int
) -> HttpResponse:
    row = next((row for row in to_confirm(stage) if row.note.pk == key), None)
    if row is None:
        messages.warning(request, _("That note does not wait any more: somebody settled it."))
        return redirect("commitments:witness", token)
    form = ConfirmForm(posted(request))
    if request.method == "POST" and form.is_valid():
        tell(request, form, row.note, asked)
        return redirect("commitments:witness", token)
    status = 422 if form.errors else 200
    return page(request, "confirm", stage, status=status, token=token, row=row, form=form)


def tell(request: HttpRequest, form: ConfirmForm, note: Answer, asked: Asked) -> None:
    try:
        if form.cleaned_data["verdict"] == "same":
            confirm_note(note=note, by=asked.user, now=asked.now)
            messages.success(request, _("Confirmed, thank you. It is public now."))
        else:
            why_not = form.cleaned_data["why"]
            send_back(answer=note, why=why_not, by=asked.user, now=asked.now)
            messages.success(request, _("Told, thank you. The first witness notes it again."))
    except SettledMeanwhile:
        messages.warning(request, _("That note does not wait any more: somebody settled it."))
    except SamePerson:
        messages.warning(request, _("You noted it yourself: somebody else confirms it."))
    except AskedNoMore:
        messages.warning(request, asked_no_more())
    except StageIsClosed:
        messages.warning(request, _("The week for confirming is over."))
