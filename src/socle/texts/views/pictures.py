"""Pictures: sent by who writes, read by anyone."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import condition

from socle.foundation.limits import too_many, within_limit
from socle.foundation.pictures import NotAPicture
from socle.foundation.reading import read_only
from socle.groups.actions.living import GroupIsArchived
from socle.groups.models import Group
from socle.groups.rules import open_group_to_manage
from socle.groups.views.doors import Asked, asked_by, people_only
from socle.texts.actions.pictures import add_picture
from socle.texts.forms.pictures import PictureForm
from socle.texts.models import Picture
from socle.texts.queries.pictures import address_of, content_of
from socle.texts.rules import open_text_to_write
from socle.texts.views.doors import known_language, show, writes_at

# A year: under the digest of what it holds, nothing else will ever stand.
FOR_EVER = "public, max-age=31536000, immutable"


@people_only
def add(request: HttpRequest, key: int) -> HttpResponse:
    """A page for who has no script; the editor sends the same form and reads JSON."""
    asked = asked_by(request)
    group = open_group_to_manage(asked.who, key)
    form = PictureForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    made = None
    if request.method == "POST":
        if not within_limit(request, "texts.picture", key=str(asked.user.pk)):
            return too_many(request)
        made = taken_in(form, group, asked)
    if request.headers.get("Accept", "").startswith("application/json"):
        return as_json(form, made)
    here = _("Add a picture")
    steps = [(group.get_absolute_url(), group.name), ("", here)]
    context: dict[str, Any] = {
        "group": group,
        "made": made,
        "line": line_for(form, made) if made else "",
        "address": address_of(made) if made else "",
        "back": back_to(request, asked),
        "breadcrumb": [{"url": url, "label": label} for url, label in steps],
        "here": here,
    }
    return show(request, "picture_add", form, **context)


def taken_in(form: PictureForm, group: Group, asked: Asked) -> Picture | None:
    if not form.is_valid():
        return None
    sent = form.cleaned_data["file"].read()
    try:
        return add_picture(owner=group, sent=sent, by=asked.user, now=asked.now)
    except NotAPicture as why:
        form.add_error("file", str(why))
    except GroupIsArchived:
        form.add_error(None, _("This group is archived: nothing is added to it."))
    return None


def line_for(form: PictureForm, made: Picture) -> str:
    """What is written in the text, in Markdown."""
    return f"![{form.cleaned_data['alternative']}]({address_of(made)})"


def as_json(form: PictureForm, made: Picture | None) -> HttpResponse:
    if made is not None:
        sides = {"width": made.width, "height": made.height}
        line = line_for(form, made)
        return JsonResponse({"line": line, "address": address_of(made)} | sides, status=201)
    errors = {name: " ".join(map(str, found)) for name, found in form.errors.items()}
    return JsonResponse({"errors": errors}, status=422)


def back_to(request: HttpRequest, asked: Asked) -> str:
    """The text one comes from, when one may write it."""
    key, language = request.GET.get("text", ""), request.GET.get("language", "")
    if not (key.isdecimal() and len(key) < 19):
        return ""
    try:
        return writes_at(open_text_to_write(asked.who, int(key)), known_language(language))
    except Http404:
        return ""


def digest_asked(request: HttpRequest, digest: str) -> str:
    return f'"{digest}"'


@read_only
@condition(etag_func=digest_asked)
def picture(request: HttpRequest, digest: str) -> HttpResponse:
    """Anyone who has its address, which nobody guesses."""
    content = content_of(digest)
    if content is None:
        raise Http404
    headers: dict[str, Any] = {"Cache-Control": FOR_EVER, "Content-Disposition": "inline"}
    return HttpResponse(content, content_type="image/webp", headers=headers)
