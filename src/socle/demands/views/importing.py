"""A memorandum from files: sent, looked at, then taken in whole."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from socle.demands.actions.importing import NothingToImport, import_upload
from socle.demands.forms.importing import NEW, ImportForm, chosen
from socle.demands.queries.importing import Plan, plan_import
from socle.demands.queries.opening import open_bundle
from socle.demands.queries.targets import last_imported, memorandum_named
from socle.demands.queries.working import memorandums_kept
from socle.demands.rules import may_write_memorandum
from socle.demands.views.writing import (
    CONFLICT,
    language_here,
    of_coalition,
    page,
    writers_only,
)
from socle.foundation.tables.faults import CannotRead
from socle.groups.actions.uploads import UploadIsGone, keep_upload
from socle.groups.models import Group, ImportFile
from socle.groups.queries.coalition import the_coalition
from socle.groups.rules import require_coordinator
from socle.groups.views.doors import Asked
from socle.texts.actions.publishing import TextIsWithdrawn


def coalition_of(asked: Asked) -> Group:
    require_coordinator(asked.who)
    found = the_coalition()
    if found is None:
        raise Http404
    return found


@writers_only
def upload(request: HttpRequest, asked: Asked) -> HttpResponse:
    owner = coalition_of(asked)
    kept = memorandums_kept(language_here())
    titles = {each.memorandum.pk: each.words.title for each in kept}
    given = (request.POST, request.FILES) if request.method == "POST" else ()
    form = ImportForm(*given, titles=titles, language=language_here())
    if request.method == "POST" and form.is_valid():
        moved = kept_or_told(form, owner, asked)
        if moved is not None:
            return moved
    return page(request, "coalition/import", _("Import a memorandum"), form, above=of_coalition())


def kept_or_told(form: ImportForm, owner: Group, asked: Asked) -> HttpResponse | None:
    """The way to what the files would do; None when the form says why they cannot be read."""
    name, content = form.content()
    language, into = form.cleaned_data["language"], form.cleaned_data["into"]
    try:
        plan = planned(name, content, language, into, owner, asked)
    except CannotRead as why:
        form.add_error("sent", str(why))
        return None
    if plan.memorandum is None and not plan.lines and not plan.refusals:
        form.add_error("into", nowhere())
        return None
    file = keep_upload(name=name, content=content, by=asked.user, now=asked.now)
    here = reverse("demands:memorandum-import-check", args=[file.pk])
    return redirect(f"{here}?{urlencode({'language': language, 'into': into})}")


def nowhere() -> str:
    return _(
        "These are demands without a memorandum: choose the one they go into, or add a file "
        "memorandum.fr.md whose heading is its title."
    )


def planned(
    name: str, content: bytes, language: str, into: str, owner: Group, asked: Asked
) -> Plan:
    """What these files would do. Raises CannotRead."""
    bundle = open_bundle(name, content, language)
    target = chosen(into)
    if target is None and into != NEW:
        target = memorandum_named(bundle, owner)
    if target is not None and not may_write_memorandum(asked.who, target):
        raise Http404
    return plan_import(bundle, target)


@writers_only
def check(request: HttpRequest, asked: Asked, key: int) -> HttpResponse:
    """What the files would do; the button does it. Nobody else sees what somebody sent."""
    owner = coalition_of(asked)
    file = ImportFile.objects.filter(pk=key, made_by=asked.user).first()
    if file is None:
        return taken_in_already(request, asked)
    language, into = request.GET.get("language", "fr"), request.GET.get("into", "")
    try:
        plan = planned(file.name, bytes(file.content), language, into, owner, asked)
    except CannotRead:
        raise Http404 from None
    if request.method != "POST" or plan.refusals:
        return preview(request, file, plan)
    if request.POST.get("seen") != plan.fingerprint:
        return preview(request, file, plan, status=CONFLICT, meanwhile=True)
    try:
        memorandum = import_upload(
            upload=file, plan=plan, owner=owner, by=asked.user, now=asked.now
        )
    except UploadIsGone:
        return taken_in_already(request, asked)
    except (NothingToImport, TextIsWithdrawn):
        return preview(request, file, plan, status=CONFLICT, meanwhile=True)
    messages.success(request, done(plan))
    return redirect("demands:memorandum-edit", memorandum.pk)


def taken_in_already(request: HttpRequest, asked: Asked) -> HttpResponse:
    """A second press of the button leads to what the first one made."""
    made = last_imported(asked.user, asked.now) if request.method == "POST" else None
    if made is None or not may_write_memorandum(asked.who, made):
        raise Http404
    messages.info(request, _("It was imported already: here it is."))
    return redirect("demands:memorandum-edit", made.pk)


def preview(
    request: HttpRequest,
    file: ImportFile,
    plan: Plan,
    *,
    status: int = 200,
    meanwhile: bool = False,
) -> HttpResponse:
    return page(
        request,
        "coalition/import_check",
        _("What “%(name)s” would change") % {"name": file.name},
        above=[*of_coalition(), (reverse("demands:memorandum-import"), _("Import a memorandum"))],
        status=status,
        plan=plan,
        meanwhile=meanwhile,
        counts={name: plan.counted(name) for name in ("created", "updated", "unchanged")},
    )


def done(plan: Plan) -> str:
    return _("Imported. Texts added: %(created)s. Texts changed: %(updated)s.") % {
        "created": plan.counted("created"),
        "updated": plan.counted("updated"),
    }
