"""A group says how candidates are reached whom its rule invites besides their list."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from socle.commitments.actions.candidate_contacts import invite_who_is_ready, note_candidate
from socle.commitments.actions.inviting import LeftOut, OutAlready
from socle.commitments.actions.inviting_log import note_approach
from socle.commitments.actions.inviting_one import TooLate
from socle.commitments.forms.candidates import CandidateForm
from socle.commitments.forms.inviting import CandidateNoteForm
from socle.commitments.models import Invitation, InvitationRule
from socle.commitments.queries.candidates import Known, candidates_of, source_of
from socle.commitments.rules import Asking, open_candidacy_of, open_list_of
from socle.commitments.views.doors import askers_act, askers_only, frame
from socle.commitments.views.inviting import another_link, cut_link
from socle.elections.models import Candidacy
from socle.groups.views.doors import Asked


@askers_only
def candidates(request: HttpRequest, asked: Asked, asking: Asking, row: int) -> HttpResponse:
    """Those of one list, and how far each is."""
    found = open_list_of(asking, row)
    rule = rule_of(asking)
    lines = candidates_of(found, rule)
    ready = sum(line.known == Known.READY for line in lines) if asking.is_open else 0
    here = str(found)
    return frame(
        request, asking, "candidates", here, row=found, rule=rule, lines=lines, ready=ready
    )


def rule_of(asking: Asking) -> InvitationRule:
    """One that invites some candidates besides their list."""
    rule = InvitationRule.objects.filter(questionnaire=asking.questionnaire).first()
    if rule is None or rule.reach == InvitationRule.Reach.LISTS:
        raise Http404
    return rule


def to_candidates(asking: Asking, row: int) -> HttpResponse:
    return redirect("commitments:candidates", asking.group.slug, asking.contest.pk, row)


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
            messages.warning(request, too_few_days())
        return to_candidates(asking, found.list_id)
    return frame(request, asking, "candidate", found.person.name, form, row=found.list)


def too_few_days() -> str:
    return _("Fewer than seven days are left to answer: too few to be fair.")


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


@askers_act
def invite_ready(request: HttpRequest, asked: Asked, asking: Asking, row: int) -> HttpResponse:
    """Those of a list whose address became known once the others were invited."""
    found = open_list_of(asking, row)
    rule_of(asking)
    if asking.questionnaire is not None:
        try:
            count = invite_who_is_ready(
                questionnaire=asking.questionnaire, row=found, by=asked.user, now=asked.now
            )
        except TooLate:
            messages.warning(request, too_few_days())
        else:
            words = ngettext("%(n)s candidate is invited.", "%(n)s candidates are invited.", count)
            messages.success(request, words % {"n": count})
    return to_candidates(asking, found.pk)


@askers_only
def note(request: HttpRequest, asked: Asked, asking: Asking, row: int) -> HttpResponse:
    """A line of the public log: a call, a letter, a refusal of one candidate."""
    found = open_candidacy_of(asking, row)
    sent = request.POST if request.method == "POST" else None
    form = CandidateNoteForm(sent, today=asked.day)
    if sent is not None and asking.questionnaire is not None and form.is_valid():
        note_approach(
            questionnaire=asking.questionnaire,
            row=found.list,
            candidacy=found,
            kind=form.cleaned_data["kind"],
            words=form.cleaned_data["words"],
            at=form.at,
            by=asked.user,
            now=asked.now,
        )
        messages.success(request, _("Noted: %(name)s.") % {"name": found.person.name})
        return to_candidates(asking, found.list_id)
    here = _("Note what happened")
    return frame(request, asking, "note", here, form, row=found.list, candidacy=found)


@askers_act
def again(request: HttpRequest, asked: Asked, asking: Asking, row: int) -> HttpResponse:
    found = open_candidacy_of(asking, row)
    another_link(request, asked, invitation_of(found))
    return to_candidates(asking, found.list_id)


@askers_act
def cut(request: HttpRequest, asked: Asked, asking: Asking, row: int) -> HttpResponse:
    found = open_candidacy_of(asking, row)
    cut_link(request, asked, invitation_of(found))
    return to_candidates(asking, found.list_id)


def invitation_of(candidacy: Candidacy) -> Invitation:
    found = candidacy.invitations.first()
    if found is None:
        raise Http404
    return found
