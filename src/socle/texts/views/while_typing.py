"""What a page asks for while one types: the words as they will be read, the draft saved."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from socle.groups.actions.living import GroupIsArchived
from socle.groups.queries.people import name_of
from socle.groups.rules import open_group_to_manage
from socle.groups.views.doors import Asked, asked_by
from socle.texts.actions.drafting import DraftChangedMeanwhile
from socle.texts.actions.publishing import TextIsWithdrawn
from socle.texts.forms.writing import WriteForm
from socle.texts.kinds import KINDS, kind_of
from socle.texts.rules import open_text_to_write
from socle.texts.views.doors import known_language, show
from socle.texts.views.writing import CONFLICT, save

Answer = Callable[Concatenate[HttpRequest, Asked, ...], HttpResponse]


def while_typing(answer: Answer) -> Callable[..., HttpResponse]:
    """POST only. Who was signed out meanwhile is told with 401, not led away from their words."""

    @require_POST
    @wraps(answer)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return JsonResponse({}, status=401)
        response = answer(request, asked_by(request), *args, **kwargs)
        response.headers["Cache-Control"] = "no-store"
        return response

    return guarded


@while_typing
def preview(request: HttpRequest, asked: Asked, key: int, kind: str) -> HttpResponse:
    """The words of ``kind`` as they will be read, as a part of a page; for whoever writes in the
    name of the group, in the ``language`` sent."""
    open_group_to_manage(asked.who, key)
    if kind not in KINDS:
        raise Http404
    spoken = (get_language() or "")[:2]
    language = known_language(request.POST.get("language", spoken))
    form = WriteForm(KINDS[kind], language, request.POST)
    if not form.is_valid():
        return show(request, "parts/too_long", form)
    return show(request, "parts/previewed", words=form.words, kind=KINDS[kind], language=language)


@while_typing
def autosave(request: HttpRequest, asked: Asked, key: int, language: str) -> HttpResponse:
    """``{"draft", "seen", "upon", "saved"}``: what to send back next time, and the time of day."""
    text = open_text_to_write(asked.who, key)
    form = WriteForm(kind_of(text), known_language(language), request.POST)
    if not form.is_valid():
        said = [
            f"{form[name].label}: {' '.join(map(str, found))}"
            for name, found in form.errors.items()
        ]
        return JsonResponse({"errors": said}, status=422)
    try:
        draft = save(text, language, form.words, form.as_seen, form.cleaned_data, asked)
    except DraftChangedMeanwhile as told:
        return JsonResponse(who_was_quicker(told), status=CONFLICT)
    except (TextIsWithdrawn, GroupIsArchived):
        return JsonResponse({"errors": [_("This text was withdrawn meanwhile.")]}, status=422)
    saved = date_format(timezone.localtime(draft.saved_at), "TIME_FORMAT")
    seen = {"draft": draft.pk, "seen": draft.version, "upon": draft.base_id or 0}
    return JsonResponse(seen | {"saved": saved})


def who_was_quicker(told: DraftChangedMeanwhile) -> dict[str, str]:
    draft = told.draft
    if draft is None:
        return {"said": _("Somebody published this draft or threw it away while you were writing.")}
    said = _("%(name)s saved this draft at %(time)s, while you were writing.")
    at = date_format(timezone.localtime(draft.saved_at), "TIME_FORMAT")
    return {"said": said % {"name": name_of(draft.saved_by), "time": at}}
