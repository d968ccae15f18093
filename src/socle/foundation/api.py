"""What every room's API is made of: lists in pages, problems that name the parameter, kept answers.

A room's ``api.py`` holds a ninja ``Router``; ``web/api.py`` mounts them. Every operation answers
``response={200: …, **PROBLEMS}`` and is marked ``@decorate_view(kept_page(…))`` below its path.
"""

import re
from collections.abc import Callable, Sequence
from datetime import date, datetime
from functools import wraps
from http import HTTPStatus
from types import MappingProxyType
from typing import Annotated, Any

from django.conf import settings
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.urls import URLPattern, URLResolver, re_path
from django.views.decorators.csrf import csrf_exempt
from ninja import NinjaAPI, Schema
from ninja.errors import ValidationError
from ninja.openapi.schema import OpenAPISchema
from ninja.renderers import JSONRenderer
from pydantic import BeforeValidator, Field

PROBLEM_TYPE = "application/problem+json"
LONGEST_PAGE = 200
LANGUAGES = tuple(dict(settings.LANGUAGES))


class Fault(Schema):
    parameter: str
    reason: str


class Problem(Schema):
    """RFC 9457."""

    type: str
    title: str
    status: int
    detail: str
    errors: list[Fault] = []


PROBLEMS = {404: Problem, 422: Problem}


class NoSense(Exception):
    """A parameter that makes no sense here; answered with 422 and its name."""

    def __init__(self, parameter: str, reason: str) -> None:
        self.parameter, self.reason = parameter, reason
        super().__init__(f"{parameter}: {reason}")


class Names(Schema):
    """The same thing in each language; null where nobody has translated it."""

    fr: str | None
    nl: str | None
    de: str | None
    en: str | None


class Thing(Schema):
    """What every object of the API has: ``url`` is its page for people."""

    id: str
    url: str
    updated_at: datetime


class Page(Schema):
    """One page of a list; ``next`` is the address of the following one."""

    count: int
    next: str | None


class Slice(Schema):
    limit: int = Field(50, ge=1, le=LONGEST_PAGE, description="At most 200.")
    offset: int = Field(0, ge=0, le=1_000_000_000)


def iso_day(value: object) -> object:
    """Only ``2019-05-26``: the type itself would read numbers and week dates too."""
    if isinstance(value, str):
        try:
            if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
                return date.fromisoformat(value)
        except ValueError:
            pass
        raise ValueError("is not a day such as 2019-05-26")
    return value


Day = Annotated[date, BeforeValidator(iso_day)]


def names(row: Model, field: str = "name") -> dict[str, str | None]:
    return {language: getattr(row, f"{field}_{language}") or None for language in LANGUAGES}


def page_of(
    request: HttpRequest,
    rows: QuerySet[Any] | Sequence[Any],
    part: Slice,
    shape: Callable[[Any], dict[str, Any]],
) -> dict[str, Any]:
    """The asked part of a list, each row shaped."""
    count = rows.count() if isinstance(rows, QuerySet) else len(rows)
    end = part.offset + part.limit
    return {
        "count": count,
        "next": next_address(request, end) if end < count else None,
        "results": [shape(row) for row in rows[part.offset : end]],
    }


def next_address(request: HttpRequest, offset: int) -> str:
    """The same question, further on."""
    asked = QueryDict(request.META.get("QUERY_STRING", ""), mutable=True)
    asked["offset"] = str(offset)
    return f"{settings.SOCLE_BASE_URL}{request.path}?{asked.urlencode()}"


def problem(status: int, detail: str, errors: Sequence[dict[str, str]] = ()) -> HttpResponse:
    body = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
        "errors": list(errors),
    }
    return JsonResponse(body, status=status, content_type=PROBLEM_TYPE)


def no_sense(errors: Sequence[dict[str, str]]) -> HttpResponse:
    words = "; ".join(f"{error['parameter']}: {error['reason']}" for error in errors)
    return problem(422, words, errors)


def on_no_sense(request: HttpRequest, error: Any) -> HttpResponse:
    """``error`` is a NoSense."""
    return no_sense([{"parameter": error.parameter, "reason": error.reason}])


def on_unreadable(request: HttpRequest, error: Any) -> HttpResponse:
    """``error`` is a ValidationError: ``loc`` is where a parameter stands, then its name."""
    return no_sense(
        [
            {
                "parameter": str(fault["loc"][-1]),
                "reason": fault["msg"].removeprefix("Value error, "),
            }
            for fault in error.errors
        ]
    )


def on_absent(request: HttpRequest, error: Any = None) -> HttpResponse:
    return problem(404, "There is nothing at this address.")


class ReadableJSON(JSONRenderer):
    """Letters with accents stay letters, for who opens an answer in a browser."""

    json_dumps_params = MappingProxyType({"ensure_ascii": False})


class Api(NinjaAPI):
    """An API that answers problems as problems, HEAD like GET, and says so in its document."""

    def __init__(self, **options: Any) -> None:
        super().__init__(renderer=ReadableJSON(), **options)
        self.add_exception_handler(NoSense, on_no_sense)
        self.add_exception_handler(ValidationError, on_unreadable)
        self.add_exception_handler(Http404, on_absent)

    def get_openapi_schema(self, **options: Any) -> OpenAPISchema:
        document = super().get_openapi_schema(**options)
        for operations in document["paths"].values():
            for operation in operations.values():
                for status, response in operation["responses"].items():
                    content = response.get("content", {})
                    if int(status) >= 400 and "application/json" in content:
                        content[PROBLEM_TYPE] = content.pop("application/json")
        return document

    @property
    def addresses(self) -> tuple[list[URLResolver | URLPattern], str, str]:
        """For ``path("api/v1/", api.addresses)``: what is not there is a problem too."""
        patterns, app, namespace = self.urls
        for pattern in patterns:
            if isinstance(pattern, URLPattern):
                pattern.callback = well_behaved(pattern.callback)
        # Nothing here is posted: no token is missed before it is said that nothing is here.
        return [*patterns, re_path("", csrf_exempt(on_absent))], app, namespace


def well_behaved(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method == "HEAD":
            # The server leaves the body out.
            request.method = "GET"
        try:
            response = view(request, *args, **kwargs)
        except Http404:
            return on_absent(request)
        if response.status_code != HTTPStatus.METHOD_NOT_ALLOWED:
            return response
        refused = problem(405, "This part of the API is only read.")
        refused["Allow"] = "GET, HEAD"
        return refused

    return answer
