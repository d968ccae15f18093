"""Invitations on paper: the letter is shown to whoever prints it, then noted as posted."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from socle.commitments.actions.inviting_paper import NothingToPost, note_posted, note_printed
from socle.commitments.forms.paper import PostedForm
from socle.commitments.models import Invitation
from socle.commitments.queries.paper import letter_on_paper, respondent
from socle.commitments.rules import Asking, open_paper
from socle.commitments.views.doors import askers_act, askers_only, frame, to_way
from socle.groups.views.doors import Asked


def paper_frame(
    request: HttpRequest, asking: Asking, template: str, form: Any, found: Invitation, **more: Any
) -> HttpResponse:
    here = _("Invitation on paper")
    more |= {"invitation": found, "who": respondent(found)}
    return frame(request, asking, f"paper/{template}", here, form, **more)


@askers_only
def letter(request: HttpRequest, asked: Asked, asking: Asking, invitation: int) -> HttpResponse:
    """What to do with the letter; then the day on which it left."""
    found = open_paper(asking, invitation)
    data = request.POST if request.method == "POST" else None
    form = PostedForm(data, since=found.due_at, today=asked.day)
    if request.method == "POST" and form.is_valid():
        try:
            note_posted(invitation=found, at=form.at, by=asked.user, now=asked.now)
            messages.success(request, _("It stands in the public log."))
        except NothingToPost:
            messages.warning(request, _("That was noted already."))
        return to_way(asking, "lists")
    return paper_frame(request, asking, "invitation", form, found)


@askers_act
def printed(request: HttpRequest, asked: Asked, asking: Asking, invitation: int) -> HttpResponse:
    """Shows the link: by a button, so that the journal can say who saw it."""
    found = open_paper(asking, invitation)
    if not found.waits_on_paper:
        messages.warning(request, _("That letter left already: send another link to print it."))
        return to_way(asking, "lists")
    note_printed(invitation=found, by=asked.user, now=asked.now)
    back = reverse("commitments:paper", args=[asking.group.slug, asking.contest.pk, found.pk])
    return paper_frame(
        request,
        asking,
        "print",
        None,
        found,
        letter=letter_on_paper(found),
        back=back,
        back_label=_("Say when it left"),
    )
