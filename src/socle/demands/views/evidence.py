"""Where what a demand asks was done already: written by those who write the demand."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from socle.demands.actions.demanding import DemandChangedMeanwhile, DemandIsWithdrawn
from socle.demands.actions.evidence import change_evidence
from socle.demands.forms.evidence import EvidenceForm, rearranged
from socle.demands.models import Demand
from socle.demands.queries.working import last_change, written
from socle.demands.rules import open_demand_to_write
from socle.demands.views.writing import (
    CONFLICT,
    above_demand,
    language_here,
    page,
    when_seen,
    writers_only,
)
from socle.groups.queries.editing import Change
from socle.groups.views.doors import Asked

BUTTONS = ("add", "remove", "up", "look", "pick", "loose")


@writers_only
def evidence(request: HttpRequest, asked: Asked, key: int) -> HttpResponse:
    demand = open_demand_to_write(asked.who, key)
    if request.method != "POST":
        return evidence_page(request, asked, demand, EvidenceForm(demand=demand, day=asked.day))
    if any(name in request.POST for name in BUTTONS):
        sent = rearranged(request.POST, demand.text.source_language)
        form = EvidenceForm(sent, demand=demand, day=asked.day)
        # What is missing is said when it is saved, not when a row is asked for.
        form.errors.clear()
        return evidence_page(request, asked, demand, form)
    form = EvidenceForm(request.POST, demand=demand, day=asked.day)
    if not form.is_valid():
        return evidence_page(request, asked, demand, form)
    seen = when_seen(form.cleaned_data["seen"])
    try:
        change_evidence(
            demand=demand, evidence=form.evidence(), by=asked.user, now=asked.now, seen=seen
        )
    except DemandIsWithdrawn:
        return redirect("demands:demand", demand.pk)
    except DemandChangedMeanwhile:
        sent = request.POST.copy()
        sent["seen"] = Demand.objects.get(pk=demand.pk).updated_at.isoformat()
        again = EvidenceForm(sent, demand=demand, day=asked.day)
        return evidence_page(request, asked, demand, again, meanwhile=last_change(demand))
    messages.success(request, _("Saved."))
    return redirect("demands:demand-edit", demand.pk)


def evidence_page(
    request: HttpRequest,
    asked: Asked,
    demand: Demand,
    form: EvidenceForm,
    meanwhile: Change | None = None,
) -> HttpResponse:
    words = written([demand.text_id], language_here())[demand.text_id]
    edit = reverse("demands:demand-edit", args=[demand.pk])
    title = words.title or _("A demand without a title yet")
    return page(
        request,
        "writing/evidence",
        _("Where it was done already"),
        form,
        above=[*above_demand(demand, asked), (edit, title)],
        status=CONFLICT if meanwhile else 200,
        group=demand.text.owner,
        demand=demand,
        words=words,
        day=asked.day,
        looked="look" in request.POST,
        back=edit,
        meanwhile=meanwhile,
    )
