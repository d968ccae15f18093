"""A group says how candidates are reached whom its rule invites besides their list."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from socle.commitments.actions.candidate_contacts import TooLate, note_candidate
from socle.commitments.actions.inviting import LeftOut, OutAlready
from socle.commitments.forms.candidates import CandidateForm
from socle.commitments.models import InvitationRule
from socle.commitments.queries.candidates import candidates_of, source_of
from socle.commitments.rules import Asking, open_candidacy_of, open_list_of
from socle.commitments.views.doors import askers_only, frame
from socle.elections.models import Candidacy
from socle.groups.views.doors import Asked


@askers_only
def candidates(request: HttpRequest, asked: Asked, asking: Asking, row: int) -> HttpResponse:
    """Those of one list, and how far each is."""
    found = open_list_of(asking, row)
    rule = InvitationRule.objects.filter(questionnaire=asking.questionnaire).first()
    if rule is None or rule.reach == InvitationRule.Reach.LISTS:
        raise Http404
    lines = candidates_of(found, rule)
    return frame(request, asking, "candidates", str(found), row=found, rule=rule, lines=lines)


@askers_only
def candidate(request: HttpRequest, asked: Asked, asking: Asking, row: int) -> HttpResponse:
    found = open_candidacy_of(asking, row)
    sent = request.POST if request.method == "POST" else None
    form = CandidateForm(sent, initial=known_of(found))
    if sent is not None and asking.questionnaire is not None and form.is_valid():
        try:
            note_candidate(
                questionnaire=asking.questionnaire,
                candidacy=found,
                by=asked.user,
                now=asked.now,
                **form.cleaned_data,
            )
            messages.success(request, _("Noted: %(name)s.") % {"name": found.person.name})
        except LeftOut:
            messages.warning(request, _("The rule does not invite that candidate."))
        except OutAlready:
            messages.warning(request, _("That candidate was invited already."))
        except TooLate:
            messages.warning(
                request, _("Fewer than seven days are left to answer: too few to be fair.")
            )
        return redirect(
            "commitments:candidates", asking.group.slug, asking.contest.pk, found.list_id
        )
    return frame(request, asking, "candidate", found.person.name, form, row=found.list)


def known_of(candidacy: Candidacy) -> dict[str, Any]:
    """What was noted before, else what came with the candidate."""
    found = candidacy.invitations.first()
    if found is None:
        return {
            "address": candidacy.email,
            "source": source_of(candidacy),
            "language": (get_language() or "")[:2],
        }
    return {
        "address": found.address,
        "source": found.address_source,
        "language": found.language,
    }
