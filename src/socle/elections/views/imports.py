"""The same as ``socle import candidates``, from pages: sent, looked at, taken in, taken back."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from socle.elections.actions.candidates.undoing import (
    RestsOnIt,
    UndoneAlready,
    resting_on,
    undo_import,
)
from socle.elections.actions.uploads import answer_questions, confirm_file, send_file
from socle.elections.forms.candidates import AnswersForm, CandidatesForm
from socle.elections.models import CandidateFile, CandidateImport, Election
from socle.elections.queries.candidate_files import (
    SHOWN,
    imports_of,
    lines_shown,
    open_rows,
    questions_of,
)
from socle.elections.rules import open_election
from socle.groups.views.coordinating import coordinators_only, places
from socle.groups.views.doors import Asked

State = CandidateFile.State


def show(
    request: HttpRequest, template: str, here: str, *above: tuple[str, str], **context: Any
) -> HttpResponse:
    """A page of coordinators; ``above``: addresses and names of what holds it. 422 with errors."""
    crumbs = [
        {"url": reverse("groups:coalition"), "label": _("Coalition")},
        *({"url": url, "label": label} for url, label in above),
        {"url": "", "label": here},
    ]
    form = context.setdefault("form", None)
    return render(
        request,
        f"elections/coalition/{template}.html",
        {"here": here, "breadcrumb": crumbs, "places": places(request), **context},
        status=422 if form is not None and form.errors else 200,
    )


def of_candidates(election: Election | None = None) -> list[tuple[str, str]]:
    found = [(reverse("elections:candidates"), _("Candidates"))]
    if election:
        found.append((reverse("elections:import-candidates", args=[election.slug]), election.name))
    return found


@coordinators_only
def elections(request: HttpRequest, asked: Asked) -> HttpResponse:
    return show(
        request,
        "candidates",
        _("Candidates"),
        elections=Election.objects.all(),
        files=begun_by(asked),
    )


def begun_by(asked: Asked) -> QuerySet[CandidateFile]:
    """What they sent and did not take in yet; nobody else sees it."""
    rows = CandidateFile.objects.filter(made_by=asked.user).exclude(state=State.TAKEN)
    return rows.defer("content", "report").select_related("election")


@coordinators_only
def send(request: HttpRequest, asked: Asked, slug: str) -> HttpResponse:
    election = open_election(slug)
    sent = request.method == "POST"
    form = CandidatesForm(request.POST, request.FILES) if sent else CandidatesForm()
    if sent and form.is_valid():
        given = form.cleaned_data
        kept = send_file(
            election=election,
            name=given["file"].name,
            content=given["file"].read(),
            source_title=given["source_title"],
            source_url=given["source_url"],
            language=get_language()[:2],
            by=asked.user,
            now=asked.now,
        )
        return redirect("elections:candidate-file", kept.pk)
    return show(
        request,
        "send",
        election.name,
        *of_candidates(),
        form=form,
        election=election,
        imports=imports_of(election, request.GET.get("page")),
        files=begun_by(asked).filter(election=election),
    )


def open_file(asked: Asked, key: int) -> CandidateFile:
    """Nobody else sees what somebody sent."""
    rows = CandidateFile.objects.select_related("election").defer("content")
    found = rows.filter(pk=key, made_by=asked.user).first()
    if found is None:
        raise Http404
    return found


@coordinators_only
def file(request: HttpRequest, asked: Asked, key: int) -> HttpResponse:
    """What the file would do, what is asked about it; the button does it."""
    kept = open_file(asked, key)
    if request.method == "POST" and "confirm" in request.POST:
        confirm_file(file=kept)
        return redirect("elections:candidate-file", kept.pk)
    questions = questions_of(kept, request.GET.get("page"))
    form = AnswersForm(list(questions), request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        answer_questions(file=kept, answers=form.answers())
        return redirect("elections:candidate-file", kept.pk)
    asked_about = open_rows(kept)
    lines = lines_shown(kept.report, asked_about)
    return show(
        request,
        "file",
        kept.file_name,
        *of_candidates(kept.election),
        form=form,
        file=kept,
        is_busy=kept.state in {State.READING, State.TAKING},
        questions=questions,
        asked=len(asked_about),
        refused=lines["refused"],
        refused_count=kept.refused - len(asked_about),
        taken=[lines["created"], lines["updated"], lines["unchanged"]],
        can_change=bool(kept.created or kept.updated),
        shown=SHOWN,
    )


@coordinators_only
def report(request: HttpRequest, asked: Asked, key: int) -> HttpResponse:
    kept = open_file(asked, key)
    response = HttpResponse("\ufeff" + kept.report, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="report-{kept.pk}.csv"'
    return response


@coordinators_only
def undo(request: HttpRequest, asked: Asked, key: int) -> HttpResponse:
    rows = CandidateImport.objects.select_related("election")
    kept = rows.filter(pk=key).first()
    if kept is None:
        raise Http404
    above = of_candidates(kept.election)
    if kept.undone_at is not None:
        return redirect(above[-1][0])
    found = resting_on(kept)
    if request.method == "POST" and not found:
        try:
            undo_import(kept=kept, by=asked.user, now=asked.now)
            messages.success(request, _("The import is undone: all is as it was before."))
            return redirect(above[-1][0])
        except UndoneAlready:
            return redirect(above[-1][0])
        except RestsOnIt as why:
            found = why.found
    return show(request, "undo", _("Undo an import"), *above, kept=kept, found=found)
