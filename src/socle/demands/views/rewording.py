"""The second step of taking a demand over: its words are read and reworded, by one or by two at
once."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from socle.demands.actions.adopting import ProvisionIsWithdrawn, prepare
from socle.demands.forms.adopting import WordsForm
from socle.demands.models import Adaptation
from socle.demands.queries.addresses import path_of
from socle.demands.queries.taking_over import (
    Start,
    area_for,
    commune_asked,
    draft_of,
    taken_over,
    words_opened,
    words_to_start_from,
)
from socle.demands.rules import ADAPTATION
from socle.demands.views.showing import show
from socle.demands.views.steps import (
    DRAFT,
    around,
    choose_url,
    steps_at,
    withdrawn,
    words_are_gone,
)
from socle.demands.views.writing import CONFLICT, asks_preview, written_with
from socle.groups.models import Group
from socle.groups.views.doors import Asked
from socle.texts.actions.drafting import DraftChangedMeanwhile
from socle.texts.actions.publishing import TextIsWithdrawn
from socle.texts.forms.collisions import CollisionsForm, sides_sent
from socle.texts.kinds import KINDS
from socle.texts.models import Draft, Revision
from socle.texts.queries.revisions import latest, words_of
from socle.texts.queries.words import FIELDS, Words
from socle.texts.queries.writing import (
    Meanwhile,
    published_meanwhile,
    saved_meanwhile,
    thrown_away,
)


@dataclass(frozen=True, slots=True)
class Step:
    """Who rewords what, for which group; ``there`` is what the group has of it already, ``last``
    what it published of that."""

    request: HttpRequest
    asked: Asked
    group: Group
    start: Start
    there: Adaptation | None
    draft: Draft | None
    last: Revision | None

    @property
    def original(self) -> Revision:
        """What the group's own words are measured against, or will be."""
        return (self.there and self.there.text.base) or self.start.original

    @property
    def is_adopted(self) -> bool:
        return self.there is not None and self.there.status == Adaptation.Status.ADOPTED


def reword(request: HttpRequest, asked: Asked, group: Group, start: Start) -> HttpResponse:
    step = step_of(request, asked, group, start)
    if request.method == "POST":
        return resolve(step) if "ours-title" in request.POST else sent(step, request.POST)
    if step.there is not None and step.is_adopted:
        messages.info(request, _("Your group adopted it already: here are its words."))
        return redirect(path_of(step.there, None))
    kept = kept_from(request, start)
    words = words_of(step.draft) if step.draft else words_to_start_from(group, start)
    form = WordsForm(kept) if kept else WordsForm.showing(words, words, **seen_now(step))
    return page(step, form, came_back=kept is not None)


def step_of(request: HttpRequest, asked: Asked, group: Group, start: Start) -> Step:
    there = next(iter(taken_over(start.provision, [group])), None)
    draft, last = (draft_of(there), latest(there.text)) if there else (None, None)
    return Step(request, asked, group, start, there, draft, last)


def seen_now(step: Step) -> dict[str, int]:
    """What is carried by the page, by which it is known whether somebody was quicker."""
    return {
        "seen": step.draft.version if step.draft else 0,
        "upon": step.last.pk if step.last and step.is_adopted else 0,
        "made_from": step.original.pk,
    }


def kept_from(request: HttpRequest, start: Start) -> QueryDict | None:
    """What was typed before signing in."""
    kept = request.session.get(DRAFT)
    is_of_this = kept and kept.get("text") == start.original.text_id
    return QueryDict(kept["sent"]) if kept and is_of_this else None


# --- keeping it ---


def sent(step: Step, data: QueryDict) -> HttpResponse:
    form = WordsForm(data)
    if asks_preview(step.request):
        form.errors.clear()
        return page(step, form)
    if not form.is_valid():
        return page(step, form, status=422)
    return keep(step, form, form.was(words_of(step.original)))


def keep(step: Step, form: WordsForm, was: Words) -> HttpResponse:
    """``was`` are the words the page was opened with."""
    words, last, given = form.words(), step.last, form.cleaned_data
    if step.is_adopted and step.draft is None and last and last.pk != (given["upon"] or 0):
        return both_versions(step, published_meanwhile(last, base=was, ours=words))
    try:
        return begin(step, words, given)
    except DraftChangedMeanwhile as told:
        language = (get_language() or "")[:2]
        what = (
            saved_meanwhile(told.draft, base=was, ours=words)
            if told.draft
            else thrown_away(ours=words, language=language)
        )
        return both_versions(step, what)
    except ProvisionIsWithdrawn:
        return withdrawn(step.request, step.start.provision, typed_in(step.request))
    except TextIsWithdrawn:
        wording = step.start.wording or step.there
        if wording is None:
            raise
        return words_are_gone(step.request, wording, typed_in(step.request))


def typed_in(request: HttpRequest) -> WordsForm | None:
    """What was sent, to be copied; nobody validates it any more."""
    sent = request.POST
    typed = {name: sent.get(name, sent.get(f"ours-{name}", "")) for name in FIELDS}
    return WordsForm(initial=typed) if sent else None


def begin(step: Step, words: Words, given: dict[str, Any]) -> HttpResponse:
    day, request = step.asked.day, step.request
    commune = commune_asked(request.GET.get("commune", ""), day)
    adaptation = prepare(
        provision=step.start.provision,
        group=step.group,
        area=area_for(step.group, commune, day),
        language=(get_language() or "")[:2],
        words=words,
        seen=given["seen"] or 0,
        by=step.asked.user,
        now=step.asked.now,
        made_from=words_opened(step.start, given["made_from"]),
    )
    request.session.pop(DRAFT, None)
    return redirect("demands:adopt-confirm", adaptation.pk)


# --- two at once ---


def both_versions(step: Step, what: Meanwhile) -> HttpResponse:
    """Put together in the form where that can be done; else each place, side by side."""
    now = step_of(step.request, step.asked, step.group, step.start)
    if what.merged.is_clean:
        form = WordsForm.showing(what.merged.words(), what.theirs, **seen_now(now))
        return page(now, form, meanwhile=what, status=CONFLICT)
    sides = {"base": what.base, "ours": what.ours, "theirs": what.theirs}
    chosen = CollisionsForm(language_of(now), sides, initial=seen_now(now))
    return collisions(now, chosen, meanwhile=what, status=CONFLICT)


def language_of(step: Step) -> str:
    return step.there.text.source_language if step.there else step.original.language


def resolve(step: Step) -> HttpResponse:
    """What stays of each place where both changed the same words."""
    sides = sides_sent(step.request.POST)
    form = CollisionsForm(language_of(step), sides, step.request.POST)
    if not form.is_valid():
        return collisions(step, form, status=422)
    seen = {name: form.cleaned_data[name] or 0 for name in ("seen", "upon")}
    carried = seen | {"made_from": step.original.pk}
    whole = WordsForm.sent(form.resolved(), sides["theirs"], **carried)
    return keep(step, whole, sides["theirs"]) if whole.is_valid() else page(step, whole, status=422)


# --- the pages ---


def page(step: Step, form: WordsForm, *, status: int = 200, **more: Any) -> HttpResponse:
    kit = written_with(step.request, step.group, ADAPTATION, language_of(step))
    return show_step(step, "adopting/reword", form, status=status, **kit, **more)


def collisions(step: Step, form: CollisionsForm, *, status: int, **more: Any) -> HttpResponse:
    about = {"kind": KINDS[ADAPTATION], "opened": {"language": language_of(step)}}
    return show_step(step, "adopting/collisions", form, status=status, **about, **more)


def show_step(step: Step, template: str, form: Any, **more: Any) -> HttpResponse:
    return show(
        step.request,
        template,
        steps=steps_at(2, choose_url(step.request, step.start)),
        form=form,
        group=step.group,
        draft=step.draft,
        beside=beside(step),
        **around(Start(step.start.provision, step.original, step.start.wording)),
        **more,
    )


def beside(step: Step) -> Revision | None:
    """Other words than those its own were made from, which the group came for: to copy from."""
    came_for = step.start.original
    return came_for if step.there and came_for.text_id != step.original.text_id else None
