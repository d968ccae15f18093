"""For anyone: what the lists of a contest are asked, by what rule they are invited, what was tried
towards each of them."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext, override

from socle.commitments.models import Questionnaire
from socle.commitments.queries.asking import asks_of
from socle.commitments.queries.councils import councils_of
from socle.commitments.queries.ledger import head
from socle.commitments.queries.lists import lists_of
from socle.elections.queries.addresses import contest_path
from socle.elections.queries.titles import contest_title
from socle.elections.views.public import trail
from socle.foundation.addresses import alternates
from socle.foundation.reading import may_be_kept_if_asked_about, read_only


@read_only
@may_be_kept_if_asked_about
def page(request: HttpRequest, contest: int) -> HttpResponse:
    """There once a rule was published or words were frozen."""
    rows = Questionnaire.objects.select_related(
        "contest__election", "contest__body", "contest__area"
    )
    found = rows.filter(contest=contest).first()
    if found is None:
        raise Http404
    lists, asks = lists_of(found.contest, found), asks_of(found)
    if lists.rule is None and not asks.frozen:
        raise Http404
    context = {
        "questionnaire": found,
        "contest": found.contest,
        "contest_url": contest_path(found.contest),
        "contest_title": contest_title(found.contest),
        "breadcrumb": trail(found.contest.election, found.contest, gettext("Fair treatment")),
        "lists": lists,
        "asks": asks,
        "councils": councils_of(found.contest),
        "head": head(),
        "alternates": alternates(lambda language: path_in(language, contest)),
    }
    return render(request, "commitments/fairness.html", context)


def path_in(language: str, contest: int) -> str:
    with override(language):
        return reverse("commitments:fairness", args=[contest])
