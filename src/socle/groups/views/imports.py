"""The same as ``socle import groups``, from a page: sent, looked at, then taken in."""

import tempfile
from pathlib import Path
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from socle.foundation.tables import CannotRead, Report, Wishes, find_importer
from socle.groups.actions.uploads import forget_upload, keep_upload
from socle.groups.forms.coalition import UploadForm
from socle.groups.models import ImportFile
from socle.groups.queries.exported import heading_of
from socle.groups.views.coordinating import coordinators_only, frame, of_pipeline
from socle.groups.views.doors import Asked

SHOWN = 100


@coordinators_only
def upload(request: HttpRequest, asked: Asked) -> HttpResponse:
    sent = request.method == "POST"
    form = UploadForm(request.POST, request.FILES) if sent else UploadForm()
    if sent and form.is_valid():
        file = form.cleaned_data["file"]
        kept = keep_upload(name=file.name, content=file.read(), by=asked.user, now=asked.now)
        try:
            run(kept, asked, dry_run=True)
            return redirect("groups:import-check", kept.pk)
        except CannotRead as why:
            forget_upload(upload=kept)
            form.add_error("file", str(why))
    return frame(request, "import", _("Import a table"), form, above=of_pipeline())


@coordinators_only
def check(request: HttpRequest, asked: Asked, key: int) -> HttpResponse:
    """What the file would do; the button does it. Nobody else sees what somebody sent."""
    kept = ImportFile.objects.filter(pk=key, made_by=asked.user).first()
    if kept is None:
        raise Http404
    is_real = request.method == "POST"
    try:
        report = run(kept, asked, dry_run=not is_real)
    except CannotRead:
        raise Http404 from None
    if not is_real:
        context = in_parts(report)
        here = _("What “%(name)s” would change") % {"name": kept.name}
        return frame(request, "import_check", here, above=of_pipeline(), file=kept, **context)
    forget_upload(upload=kept)
    messages.success(request, done(report))
    return redirect("groups:pipeline-list")


def run(kept: ImportFile, asked: Asked, *, dry_run: bool) -> Report:
    """Who looked at the list of refusals takes the other rows. Raises CannotRead."""
    importer = find_importer("groups")
    assert importer is not None  # noqa: S101 -- this room registers it
    wishes = Wishes(
        now=asked.now, dry_run=dry_run, only_valid=True, source=kept.name, by=asked.user
    )
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "table"
        path.write_bytes(bytes(kept.content))
        return importer(path, wishes)


def in_parts(report: Report) -> dict[str, Any]:
    """Created, changed, left alone, refused: how many, and the first of each."""
    taken: dict[str, list] = {"created": [], "updated": [], "unchanged": []}
    for row in report.taken:
        taken[row.outcome].append(row)
    return {
        "report": report,
        "created": taken["created"][:SHOWN],
        "updated": taken["updated"][:SHOWN],
        "unchanged": taken["unchanged"][:SHOWN],
        "refusals": [(row, heading_of(row.column)) for row in report.refusals[:SHOWN]],
        "shown": SHOWN,
        "can_change": report.changed,
    }


def done(report: Report) -> str:
    words = ngettext("%(count)s row changed", "%(count)s rows changed", report.updated)
    changed = words % {"count": report.updated}
    words = ngettext(
        "%(count)s organisation added", "%(count)s organisations added", report.created
    )
    added = words % {"count": report.created}
    return _("Done: %(added)s, %(changed)s.") % {"added": added, "changed": changed}
