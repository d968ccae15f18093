"""Coordinators begin a memorandum, say what it is, open it, put its demands in order."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from socle.demands.actions.memorandums import (
    ChangedMeanwhile,
    MemorandumMadeAlready,
    change_memorandum,
    make_memorandum,
    set_status,
)
from socle.demands.forms.memorandums import AboutForm, StatusForm
from socle.demands.models import Memorandum
from socle.demands.queries.working import (
    Written,
    last_begun_at,
    last_change,
    places_of,
    written,
)
from socle.demands.rules import MEMORANDUM, open_memorandum_to_write, statuses_from
from socle.demands.views.writing import (
    CONFLICT,
    asks_preview,
    language_here,
    of_coalition,
    page,
    write_url,
    writers_only,
    written_with,
)
from socle.groups.models import Group
from socle.groups.queries.coalition import the_coalition
from socle.groups.rules import require_coordinator
from socle.groups.views.doors import Asked

Status = Memorandum.Status
HEADINGS = {
    Status.DRAFT: gettext_lazy("Take it back to a draft?"),
    Status.OPEN: gettext_lazy("Open it to suggestions?"),
    Status.PUBLISHED: gettext_lazy("Close it to suggestions?"),
}


def words_of_it(memorandum: Memorandum) -> Written:
    return written([memorandum.text_id], language_here())[memorandum.text_id]


def above(memorandum: Memorandum, title: str) -> list[tuple[str, str]]:
    return [*of_coalition(), (reverse("demands:memorandum-edit", args=[memorandum.pk]), title)]


@writers_only
def new(request: HttpRequest, asked: Asked) -> HttpResponse:
    require_coordinator(asked.who)
    owner = the_coalition()
    if owner is None:
        raise Http404
    form = AboutForm(request.POST if request.method == "POST" else None, language=language_here())
    if asks_preview(request):
        form.errors.clear()
        return new_page(request, asked, owner, form)
    if form.is_valid():
        form.require_published_parts()
    if request.method != "POST" or form.errors:
        return new_page(request, asked, owner, form)
    try:
        made = make_memorandum(
            owner=owner,
            language=form.cleaned_data["language"],
            words=form.words(),
            by=asked.user,
            now=asked.now,
            pressed=form.pressed_once(),
            **form.about(),
        )
    except MemorandumMadeAlready as told:
        return redirect("demands:memorandum-edit", told.memorandum.pk)
    messages.success(request, _("The memorandum is begun: it is a draft that only you all see."))
    return redirect("demands:memorandum-arrange", made.pk)


def new_page(request: HttpRequest, asked: Asked, owner: Group, form: AboutForm) -> HttpResponse:
    return page(
        request,
        "writing/memorandum_new",
        _("Begin a memorandum"),
        form,
        above=of_coalition(),
        saved_at=last_begun_at(owner, MEMORANDUM, asked.user),
        **written_with(request, owner, MEMORANDUM, language_here()),
    )


@writers_only
def edit(request: HttpRequest, asked: Asked, key: int) -> HttpResponse:
    memorandum = open_memorandum_to_write(asked.who, key)
    if request.method != "POST":
        return edit_page(request, memorandum, AboutForm(memorandum=memorandum))
    form = AboutForm(request.POST, memorandum=memorandum)
    if not form.is_valid():
        return edit_page(request, memorandum, form)
    try:
        change_memorandum(
            memorandum=memorandum,
            by=asked.user,
            now=asked.now,
            seen=form.cleaned_data["version"],
            **form.about(),
        )
    except ChangedMeanwhile:
        sent = request.POST.copy()
        sent["version"] = str(Memorandum.objects.get(pk=memorandum.pk).version)
        again = AboutForm(sent, memorandum=memorandum)
        return edit_page(
            request, memorandum, again, status=CONFLICT, meanwhile=last_change(memorandum)
        )
    messages.success(request, _("Saved."))
    return redirect("demands:memorandum-edit", memorandum.pk)


def edit_page(
    request: HttpRequest, memorandum: Memorandum, form: Any, status: int = 200, **context: Any
) -> HttpResponse:
    words = words_of_it(memorandum)
    return page(
        request,
        "writing/memorandum_edit",
        words.title,
        form,
        above=of_coalition(),
        status=status,
        memorandum=memorandum,
        words=words,
        write_url=write_url(memorandum.text),
        places_of=places_of(memorandum, language_here()),
        statuses=statuses_from(memorandum),
        last=memorandum.releases.order_by("-number").first(),
        **context,
    )


@writers_only
def status(request: HttpRequest, asked: Asked, key: int) -> HttpResponse:
    """Asks for a yes, since what is public may be linked to."""
    memorandum = open_memorandum_to_write(asked.who, key)
    to = (request.POST if request.method == "POST" else request.GET).get("to", "")
    if to not in statuses_from(memorandum):
        return redirect("demands:memorandum-edit", memorandum.pk)
    form = StatusForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        seen = form.cleaned_data["version"]
        try:
            set_status(memorandum=memorandum, status=to, by=asked.user, now=asked.now, seen=seen)
        except ChangedMeanwhile:
            messages.warning(
                request, _("Somebody changed the memorandum meanwhile: look at it, then try again.")
            )
        else:
            words = _("The memorandum is now: %(status)s.")
            messages.success(request, words % {"status": Status(to).label})
        return redirect("demands:memorandum-edit", memorandum.pk)
    title = words_of_it(memorandum).title
    return page(
        request,
        "writing/memorandum_status",
        str(HEADINGS[Status(to)]),
        above=above(memorandum, title),
        memorandum=memorandum,
        title=title,
        to=to,
    )
