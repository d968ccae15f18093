"""What is kept of people, why and for how long: made from what the rooms themselves declare."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from socle.accounts.personal import everything_held
from socle.accounts.purposes import PURPOSES
from socle.foundation.reading import read_only
from socle.groups.queries.coalition import the_coalition
from socle.territories.queries.pack import data_protection_authority


@read_only
def data_protection(request: HttpRequest) -> HttpResponse:
    """Not kept: what it says of the site is a setting, which touches no stamp."""
    context = {
        "controller": settings.SOCLE_CONTROLLER,
        "coalition": the_coalition(),
        "purposes": [words for _purpose, words in PURPOSES],
        "held": everything_held(),
        "authority": data_protection_authority(),
    }
    return render(request, "web/data_protection.html", context)
