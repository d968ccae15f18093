"""The first witness: notes on a phone what is said on stage, with or without network."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from socle.accounts.models import User
from socle.accounts.views.doors import sign_in_first
from socle.commitments.actions.stage import AskedNoMore, OtherWords, StageIsClosed, add_note
from socle.commitments.forms.stage import HeardForm
from socle.commitments.models import Answer, StageEvent
from socle.commitments.queries.answering import respondent_name, words_for
from socle.commitments.queries.payloads import line_of
from socle.commitments.queries.stage import is_open, link_of, open_until, token_of
from socle.commitments.queries.stage_page import Hall, hall_of, noted_at
from socle.commitments.rules import (
    is_witness_elsewhere,
    is_witness_of,
    open_stage_to_note,
    stage_of,
    steps_aside,
)
from socle.elections.queries.titles import contest_title
from socle.foundation.qr import qr_code
from socle.groups.views.doors import Asked, asked_by
from socle.groups.views.showing import posted

FORBIDDEN, CONFLICT, GONE, SIGN_IN = 403, 409, 410, 401
View = Callable[Concatenate[HttpRequest, Asked, StageEvent, ...], HttpResponse]


def why() -> str:
    return _("To note or confirm what is said on stage, sign in.")


def witnesses_only(view: View) -> Callable[..., HttpResponse]:
    """For witnesses of the group; who stands in the contest is told to leave it to another."""

    @never_cache
    @wraps(view)
    def guarded(request: HttpRequest, key: int, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return sign_in_first(request, why())
        asked = asked_by(request)
        stage = open_stage_to_note(asked.who, key)
        if steps_aside(asked.who, stage.questionnaire.contest, day=asked.day):
            return page(request, "refused", stage, status=FORBIDDEN, why="stands")
        return view(request, asked, stage, *args, **kwargs)

    return guarded


def shared(stage: StageEvent) -> dict[str, Any]:
    contest = stage.questionnaire.contest
    return {
        "stage": stage,
        "group": stage.group,
        "contest": contest,
        "contest_title": contest_title(contest),
        "until": open_until(stage),
    }


def page(
    request: HttpRequest, template: str, stage: StageEvent, *, status: int = 200, **context: Any
) -> HttpResponse:
    return render(
        request, f"commitments/stage/{template}.html", shared(stage) | context, status=status
    )


def heard_form(request: HttpRequest, hall: Hall) -> HeardForm:
    language = (get_language() or "")[:2]
    who, ask = request.GET.get("who", ""), request.GET.get("ask", "")
    return HeardForm(posted(request), hall=hall, language=language, who=who, ask=ask)


def mark_of(user: User) -> str:
    """Tells whose notes a phone holds, and nobody who it is."""
    return salted_hmac("commitments.stage", str(user.pk)).hexdigest()[:16]


def stage(request: HttpRequest, key: int) -> HttpResponse:
    """A witness of another group, or of none, is led to the page of second witnesses."""
    if request.user.is_authenticated:
        asked = asked_by(request)
        found = stage_of(key)
        if not is_witness_of(asked.who, found.group) and is_witness_elsewhere(
            asked.who, found.group
        ):
            return redirect("commitments:witness", token_of(found))
    return note(request, key)


@witnesses_only
def note(request: HttpRequest, asked: Asked, stage: StageEvent) -> HttpResponse:
    """What was said, by whom; below, what was noted so far and the link for a second witness."""
    hall = hall_of(stage.questionnaire, asked.day)
    form = heard_form(request, hall)
    status = 200
    if request.method == "POST" and form.is_valid():
        status, said = keep(stage, form, asked)
        if status == 200:
            messages.success(request, said)
            return redirect("commitments:stage", stage.pk)
        form.add_error(None, said)
    link = link_of(stage)
    return page(
        request,
        "note",
        stage,
        status=422 if form.errors and status == 200 else status,
        form=form,
        hall=hall,
        rows=noted_at(stage, hall),
        is_open=is_open(stage, asked.now),
        mark=mark_of(asked.user),
        link=link,
        qr=qr_code(link),
        may_manage=asked.who.organises(stage.group) or asked.who.is_coordinator,
    )


def keep(stage: StageEvent, form: HeardForm, asked: Asked) -> tuple[int, str]:
    """The status of the answer, and what the witness is told."""
    try:
        add_note(
            stage=stage,
            heard=form.heard(),
            phone_id=form.cleaned_data["uuid"],
            by=asked.user,
            now=asked.now,
        )
    except OtherWords:
        return CONFLICT, _(
            "This note was received already with other words. Those stand: to change them, note "
            "it again."
        )
    except StageIsClosed:
        return GONE, _("Notes are taken from the day of the meeting on, for a week.")
    except AskedNoMore:
        return GONE, asked_no_more()
    return 200, _("Noted. It comes out once a second witness confirms it.")


def asked_no_more() -> str:
    return _("This question was withdrawn or put in other words since: nothing is published of it.")


def send(request: HttpRequest, key: int) -> HttpResponse:
    """The same for a phone that was without network: first what it may send, then note by note."""
    if not request.user.is_authenticated:
        return JsonResponse({"says": why()}, status=SIGN_IN)
    return send_note(request, key)


@witnesses_only
def send_note(request: HttpRequest, asked: Asked, stage: StageEvent) -> HttpResponse:
    if request.method != "POST":
        return JsonResponse({"token": get_token(request), "mark": mark_of(asked.user)})
    form = heard_form(request, hall_of(stage.questionnaire, asked.day))
    if not form.is_valid():
        said = [str(words) for errors in form.errors.values() for words in errors]
        return JsonResponse({"says": " ".join(said)}, status=422)
    status, says = keep(stage, form, asked)
    return JsonResponse({"says": says}, status=status)


@witnesses_only
def offline(request: HttpRequest, asked: Asked, stage: StageEvent) -> HttpResponse:
    """The page that a phone keeps: of the meeting, and of nobody; it is made without the request,
    so that neither a name nor a menu of the person gets into it."""
    hall = hall_of(stage.questionnaire, asked.day)
    form = HeardForm(hall=hall, language=(get_language() or "")[:2])
    context = shared(stage) | {"form": form, "mark": mark_of(asked.user)}
    return HttpResponse(render_to_string("commitments/stage/offline.html", context))


def worker(request: HttpRequest) -> HttpResponse:
    """The script that opens that page where there is no network: for addresses below its own."""
    return render(request, "commitments/stage/worker.js", content_type="text/javascript")


@witnesses_only
def receipt(request: HttpRequest, asked: Asked, stage: StageEvent, answer: int) -> HttpResponse:
    """To print and hand over to whoever was heard."""
    rows = Answer.objects.select_related("ask", "list", "candidacy__person")
    found = rows.filter(pk=answer, stage=stage).exclude(confirmed_at=None).first()
    if found is None:
        raise Http404
    return page(
        request,
        "receipt",
        stage,
        answer=found,
        respondent=respondent_name(found),
        asked=words_for([found.ask], [(get_language() or "")[:2]])[found.ask_id],
        line=line_of(found),
        grid=request.build_absolute_uri(
            reverse("commitments:ask", args=[found.ask_id]) + f"#list-{found.list_id}"
        ),
    )
