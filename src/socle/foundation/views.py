from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation

from socle.foundation.design.catalogue import catalogue
from socle.foundation.design.examples import examples
from socle.foundation.kept import kept_page


@kept_page()
def design(request: HttpRequest) -> HttpResponse:
    """Every component of the design system, in every state."""
    return render(
        request,
        "foundation/design_page.html",
        {"components": catalogue(), "example": examples(), "alternates": alternates()},
    )


def alternates() -> list[dict[str, object]]:
    """This page in each language."""
    present = translation.get_language()
    found: list[dict[str, object]] = []
    for code, name in settings.LANGUAGES:
        with translation.override(code):
            url = reverse("foundation:design")
        found.append({"language": code, "name": name, "url": url, "current": code == present})
    return found
