"""A list or a candidate answers by the link of their invitation, without an account."""

from collections.abc import Callable
from contextlib import suppress
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from socle.commitments.actions.answering import (
    ChangedMeanwhile,
    LinkIsClosed,
    NothingToWithdraw,
    SomebodyElseSaved,
    save_draft,
    send_answers,
    withdraw_answer,
)
from socle.commitments.forms.answering import AnswerForm
from socle.commitments.models import Invitation
from socle.commitments.queries.answering import (
    Question,
    is_sealed,
    last_day,
    mark_of,
    questions_for,
    respondent_name,
)
from socle.commitments.queries.councils import councils_of
from socle.commitments.queries.links import Dead, invitation_of, last_moment
from socle.elections.queries.titles import contest_title
from socle.groups.views.showing import posted

GONE, CONFLICT = 410, 409


def by_link(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """The page of a link that lives; else one that says why it opens nothing, and what to do."""

    @never_cache
    @csrf_exempt  # The link itself is the secret; a page for who has no account sets no cookie.
    @wraps(view)
    def guarded(request: HttpRequest, token: str, *args: Any, **kwargs: Any) -> HttpResponse:
        found = invitation_of(token, now=timezone.now())
        if isinstance(found, Dead):
            return dead(request, found)
        try:
            return view(request, token, found, *args, **kwargs)
        except LinkIsClosed:
            return dead(request, invitation_of(token, now=timezone.now()))

    return guarded


def dead(request: HttpRequest, why: Dead | Invitation) -> HttpResponse:
    status = 404 if why == Dead.ALTERED else GONE
    typed = [request.POST.get(name, "") for name in ("condition", "words")]
    context = {"why": why, "typed": "\n\n".join(filter(None, typed))}
    return render(request, "commitments/answering/dead.html", context, status=status)


def page(
    request: HttpRequest,
    template: str,
    token: str,
    invitation: Invitation,
    *,
    status: int = 200,
    **context: Any,
) -> HttpResponse:
    questionnaire = invitation.questionnaire
    shared = {
        "token": token,
        "invitation": invitation,
        "contest": contest_title(questionnaire.contest),
        "election": questionnaire.contest.election,
        "respondent": respondent_name(invitation),
        "deadline": last_moment(invitation, questionnaire),
        "is_sealed": is_sealed(questionnaire, timezone.now()),
        "last_day": last_day(invitation),
    }
    return render(
        request, f"commitments/answering/{template}.html", shared | context, status=status
    )


@by_link
def before(request: HttpRequest, token: str, invitation: Invitation) -> HttpResponse:
    """What is kept, what is shown, for how long, who is responsible: before any question."""
    questions = questions_for(invitation)
    groups = {question.ask.asked_by_id: question.ask.asked_by for question in questions}
    return page(
        request,
        "before",
        token,
        invitation,
        questions=questions,
        groups=list(groups.values()),
        controller=settings.SOCLE_CONTROLLER,
    )


@by_link
def question(request: HttpRequest, token: str, invitation: Invitation, number: int) -> HttpResponse:
    questions = questions_for(invitation)
    if not 1 <= number <= len(questions):
        raise Http404
    asked = questions[number - 1]
    language = (get_language() or invitation.language)[:2]
    form = AnswerForm(posted(request), said=asked.said, language=language)
    if request.method != "POST":
        return question_page(request, token, invitation, questions, asked, form)
    if not form.is_valid():
        return question_page(request, token, invitation, questions, asked, form, status=422)
    try:
        save_draft(
            invitation=invitation,
            ask=asked.ask,
            said=form.said(),
            seen=form.cleaned_data["seen"],
            now=timezone.now(),
        )
    except SomebodyElseSaved as told:
        # Saved again, what was typed takes the place of what is shown now.
        again = request.POST.copy()
        again["seen"] = told.theirs.mark
        form = AnswerForm(again, said=asked.said, language=language)
        return question_page(
            request, token, invitation, questions, asked, form, status=CONFLICT, theirs=told.theirs
        )
    if form.for_later or "check" in request.POST or number == len(questions):
        return redirect("commitments:answer-check", token)
    return redirect("commitments:answer-question", token, number + 1)


def question_page(
    request: HttpRequest,
    token: str,
    invitation: Invitation,
    questions: list[Question],
    asked: Question,
    form: AnswerForm,
    *,
    status: int = 200,
    **context: Any,
) -> HttpResponse:
    return page(
        request,
        "question",
        token,
        invitation,
        status=status,
        form=form,
        asked=asked,
        questions=questions,
        councils=councils_of(invitation.questionnaire.contest),
        is_last=asked.number == len(questions),
        **context,
    )


@by_link
def check(request: HttpRequest, token: str, invitation: Invitation) -> HttpResponse:
    """All that was typed, before it is sent; pressed twice, it is sent once."""
    problem = ""
    if request.method == "POST":
        try:
            send_answers(
                invitation=invitation, seen=request.POST.get("seen", ""), now=timezone.now()
            )
        except ChangedMeanwhile:
            problem = _("The answers changed while the page was open: read them, then send.")
        else:
            return redirect("commitments:answer-done", token)
    questions = questions_for(invitation)
    return page(
        request,
        "check",
        token,
        invitation,
        status=CONFLICT if problem else 200,
        questions=questions,
        new=[row for row in questions if row.is_new],
        mark=mark_of(questions),
        problem=problem,
    )


@by_link
def done(request: HttpRequest, token: str, invitation: Invitation) -> HttpResponse:
    questions = questions_for(invitation)
    answered = [row for row in questions if row.answer]
    if not answered:
        return redirect("commitments:answer-check", token)
    return page(
        request,
        "done",
        token,
        invitation,
        answered=answered,
        missing=[row for row in questions if not row.answer],
    )


@by_link
def withdraw(request: HttpRequest, token: str, invitation: Invitation, number: int) -> HttpResponse:
    questions = questions_for(invitation)
    if not 1 <= number <= len(questions):
        raise Http404
    asked = questions[number - 1]
    if request.method == "POST":
        # Pressed twice, it is gone already.
        with suppress(NothingToWithdraw):
            withdraw_answer(invitation=invitation, ask=asked.ask, now=timezone.now())
        return redirect("commitments:answer-check", token)
    if asked.answer is None:
        return redirect("commitments:answer-check", token)
    return page(request, "withdraw", token, invitation, asked=asked)
