"""A coordinator publishes a release of a memorandum, having seen what changed since the last."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from socle.demands.actions.memorandums import (
    ChangedMeanwhile,
    NothingToRelease,
    WordsAreMissing,
    release_memorandum,
)
from socle.demands.forms.memorandums import ReleaseForm
from socle.demands.models import Memorandum
from socle.demands.queries.differences import Difference, differences
from socle.demands.queries.preparing import Change, DemandChanges, preview_release
from socle.demands.rules import DEMAND, MEMORANDUM, PROVISION, open_memorandum_to_write
from socle.demands.views.memorandums_written import above, words_of_it
from socle.demands.views.writing import CONFLICT, page, writers_only
from socle.groups.views.doors import Asked


@writers_only
def release(request: HttpRequest, asked: Asked, key: int) -> HttpResponse:
    memorandum = open_memorandum_to_write(asked.who, key)
    form = ReleaseForm(request.POST if request.method == "POST" else None)
    if request.method != "POST" or not form.is_valid():
        return release_page(request, memorandum, form)
    given = form.cleaned_data
    try:
        made = release_memorandum(
            memorandum=memorandum,
            by=asked.user,
            now=asked.now,
            note=given["note"],
            shown=given["shown"],
        )
    except NothingToRelease as told:
        if told.release is None:
            return redirect(request.path)
        made = told.release
    except WordsAreMissing:
        return release_page(request, memorandum, form, status=422)
    except ChangedMeanwhile:
        again = ReleaseForm({"note": given["note"]})
        return release_page(request, memorandum, again, status=CONFLICT, meanwhile=True)
    words = _("Release %(number)s is published.")
    messages.success(request, words % {"number": made.number})
    return redirect("demands:memorandum-edit", memorandum.pk)


def release_page(
    request: HttpRequest,
    memorandum: Memorandum,
    form: ReleaseForm,
    status: int = 200,
    **context: Any,
) -> HttpResponse:
    preview = preview_release(memorandum)
    title = words_of_it(memorandum).title
    here = _("Publish release %(number)s") % {"number": preview.number}
    return page(
        request,
        "writing/release_new",
        here,
        form,
        above=above(memorandum, title),
        status=status,
        memorandum=memorandum,
        title=title,
        preview=preview,
        changed=[shown(each) for each in preview.changed],
        arrange_url=reverse("demands:memorandum-arrange", args=[memorandum.pk]),
        **context,
    )


def shown(changes: DemandChanges) -> dict[str, Any]:
    """A demand with each of its changes, word by word where words changed."""
    own = DEMAND if changes.demand else MEMORANDUM
    return {
        "of": changes,
        "changes": [
            {"of": each, "differences": difference_of(each, PROVISION if each.provision else own)}
            for each in changes.changes
        ],
    }


def difference_of(change: Change, kind: str) -> list[Difference]:
    if change.before is None or change.after is None:
        return []
    return differences(change.before, change.after, kind)
