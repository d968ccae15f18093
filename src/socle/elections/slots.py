"""What elections show on pages of the rooms below."""

from typing import Any

from django.template.loader import render_to_string
from django.urls import reverse

from socle.foundation.slots import fill


def place_of_elections(shown: object, context: dict[str, Any]) -> str:
    request = context["request"]
    url = reverse("elections:coalition-elections")
    here = {"url": url, "current": request.path == url}
    return render_to_string("elections/coalition/place.html", here)


def place_of_candidates(shown: object, context: dict[str, Any]) -> str:
    request = context["request"]
    url = reverse("elections:candidates")
    here = {"url": url, "current": request.path == url}
    return render_to_string("elections/coalition/place_candidates.html", here)


def place_of_persons(shown: object, context: dict[str, Any]) -> str:
    request = context["request"]
    url = reverse("elections:persons")
    here = {"url": url, "current": request.path == url}
    return render_to_string("elections/coalition/place_persons.html", here)


fill("coalition.places", place_of_elections)
fill("coalition.places", place_of_candidates)
fill("coalition.places", place_of_persons)
