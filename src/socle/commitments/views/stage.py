"""An organiser opens a meeting where lists answer on stage, and gives its witnesses their pages."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from socle.commitments.actions.stage import open_stage, renew_link, set_video
from socle.commitments.actions.stage_correcting import NothingChanges, NotYet, correct_stage
from socle.commitments.forms.stage import CorrectionForm, StageForm, VideoForm
from socle.commitments.models import StageEvent
from socle.commitments.queries.answering import asks_of
from socle.commitments.rules import Asking, open_own_stage
from socle.commitments.views.doors import askers_act, askers_only, frame
from socle.groups.views.doors import Asked
from socle.groups.views.showing import posted


@askers_only
def stages(request: HttpRequest, asked: Asked, asking: Asking) -> HttpResponse:
    """The meetings of the group in this contest, and another."""
    questionnaire = asking.questionnaire
    has_asks = questionnaire is not None and bool(asks_of(questionnaire))
    eve = asking.contest.election.day - timedelta(days=1)
    form = StageForm(posted(request), today=asked.day, last=eve)
    if request.method == "POST" and questionnaire is not None and has_asks and form.is_valid():
        stage = open_stage(
            questionnaire=questionnaire,
            group=asking.group,
            by=asked.user,
            now=asked.now,
            **form.cleaned_data,
        )
        messages.success(request, _("The meeting has its page: show it to your witnesses."))
        return redirect("commitments:stage", stage.pk)
    rows = StageEvent.objects.filter(group=asking.group, questionnaire=questionnaire)
    context: dict[str, Any] = {"rows": list(rows) if questionnaire else [], "has_asks": has_asks}
    return frame(request, asking, "stages", _("On stage"), form, **context)


def own(asking: Asking, stage: int) -> StageEvent:
    return open_own_stage(asking, stage)


@askers_only
def video(request: HttpRequest, asked: Asked, asking: Asking, stage: int) -> HttpResponse:
    found = own(asking, stage)
    form: Any = VideoForm(posted(request), initial={"video_url": found.video_url})
    if request.method == "POST" and form.is_valid():
        url = form.cleaned_data["video_url"]
        set_video(stage=found, url=url, by=asked.user, now=asked.now)
        messages.success(request, _("Noted: answers lead to their minute of the video."))
        return redirect("commitments:stage", found.pk)
    return frame(request, asking, "video", _("Video of the meeting"), form, stage=found)


@askers_only
def correct(request: HttpRequest, asked: Asked, asking: Asking, stage: int) -> HttpResponse:
    """Its name, its place or its day was mistyped, or changed."""
    found = own(asking, stage)
    is_public = found.answers.public().exists()
    eve = asking.contest.election.day - timedelta(days=1)
    form = CorrectionForm(
        posted(request), stage=found, is_public=is_public, today=asked.day, last=eve
    )
    if request.method == "POST" and form.is_valid():
        if corrected(found, form, asked):
            messages.success(request, _("Corrected. What it said before stays readable."))
            return redirect("commitments:stage", found.pk)
        form.add_error("day", _("Answers were noted there: its day is not still to come."))
    here = _("Correct the meeting")
    return frame(request, asking, "stage_correct", here, form, stage=found, is_public=is_public)


def corrected(stage: StageEvent, form: CorrectionForm, asked: Asked) -> bool:
    """False where the day cannot be that one."""
    given = {"why": ""} | form.cleaned_data
    try:
        correct_stage(stage=stage, by=asked.user, now=asked.now, **given)
    except NothingChanges:
        pass
    except NotYet:
        return False
    return True


@askers_act
def link(request: HttpRequest, asked: Asked, asking: Asking, stage: int) -> HttpResponse:
    """Another link for second witnesses."""
    found = own(asking, stage)
    renew_link(stage=found, by=asked.user, now=asked.now)
    messages.success(request, _("The link before opens no more: show this one."))
    return redirect(reverse("commitments:stage", args=[found.pk]) + "#second")
