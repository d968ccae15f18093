"""A group publishes its rule, says how each list is reached, and invites them all at once."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from socle.commitments.actions.inviting import (
    BadDeadline,
    LeftOut,
    NotReady,
    OutAlready,
    invite,
    note_contact,
)
from socle.commitments.actions.inviting_links import NeverInvited, revoke, send_again
from socle.commitments.actions.inviting_log import note_approach
from socle.commitments.actions.inviting_one import TooLate
from socle.commitments.actions.inviting_rule import Invited as ListIsInvited
from socle.commitments.actions.inviting_rule import (
    InvitesAll,
    RuleStands,
    leave_out,
    publish_rule,
    take_in,
)
from socle.commitments.forms.asking import WhyForm
from socle.commitments.forms.inviting import ContactForm, InviteForm, NoteForm, RuleForm
from socle.commitments.models import Invitation, InvitationRule
from socle.commitments.queries.late import LateDays, late_days
from socle.commitments.queries.rounds import day_to_answer
from socle.commitments.queries.way import way_of
from socle.commitments.rules import Asking, open_list_of
from socle.commitments.views.doors import askers_act, askers_only, frame, to_way
from socle.elections.models import ElectoralList
from socle.groups.views.doors import Asked


def sent(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


@askers_only
def rule(request: HttpRequest, asked: Asked, asking: Asking) -> HttpResponse:
    form = RuleForm(sent(request), today=asked.day)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            publish_rule(
                contest=asking.contest,
                group=asking.group,
                kind=given["kind"],
                words=given["words"],
                language=(get_language() or "")[:2],
                adopted_on=given["adopted_on"],
                reach=given["reach"] or InvitationRule.Reach.LISTS,
                by=asked.user,
                now=asked.now,
            )
            messages.success(request, _("The rule is published."))
        except RuleStands:
            messages.warning(request, _("A rule stands already: lists are known by now."))
        return to_way(asking, "rule")
    known = asking.contest.lists.exists()
    return frame(request, asking, "rule", _("By what rule do you invite?"), form, known=known)


@askers_only
def contact(request: HttpRequest, asked: Asked, asking: Asking, row: int) -> HttpResponse:
    """How a list is reached, or what was tried."""
    found = open_list_of(asking, row)
    form = ContactForm(sent(request), initial=contact_known(found))
    if request.method == "POST" and asking.questionnaire and form.is_valid():
        try:
            note_contact(
                questionnaire=asking.questionnaire,
                row=found,
                by=asked.user,
                now=asked.now,
                **form.contact(),
            )
            messages.success(request, _("Noted: %(list)s.") % {"list": found})
        except LeftOut:
            messages.warning(request, _("The rule does not invite that list."))
        except OutAlready:
            messages.warning(request, _("That list was invited already."))
        except TooLate:
            messages.warning(request, _("No day is left to answer: say what you tried instead."))
        return to_way(asking, "lists")
    late = late_days_of(found, asked, asking)
    return frame(request, asking, "contact", str(found), form, row=found, late=late)


def late_days_of(row: ElectoralList, asked: Asked, asking: Asking) -> LateDays | None:
    """Those it gets once its contact is noted, where the others were invited and it was not."""
    was_invited = row.invitations.filter(candidacy=None, sent_at__isnull=False).exists()
    if asking.questionnaire is None or was_invited:
        return None
    return late_days(asking.questionnaire, asked.now)


def contact_known(row: ElectoralList) -> dict[str, Any]:
    """What was noted before, else what came with the list itself."""
    found = row.invitations.filter(candidacy=None).first()
    if found is None:
        return {
            "address": row.contact_email,
            "source": row.contact_source,
            "language": (get_language() or "")[:2],
        }
    return {
        "channel": "none" if found.unreachable else found.channel,
        "address": found.address,
        "source": found.address_source,
        "unreachable": found.unreachable,
        "language": found.language,
    }


@askers_only
def exclude(request: HttpRequest, asked: Asked, asking: Asking, row: int) -> HttpResponse:
    """The rule does not invite this list: why."""
    found = open_list_of(asking, row)
    form = WhyForm(sent(request))
    if request.method == "POST" and asking.questionnaire and form.is_valid():
        try:
            leave_out(
                row=found,
                questionnaire=asking.questionnaire,
                why=form.cleaned_data["why"],
                by=asked.user,
                now=asked.now,
            )
        except InvitesAll:
            messages.warning(request, _("Your rule invites all lists."))
        except ListIsInvited:
            messages.warning(request, _("That list was invited already."))
        return to_way(asking, "lists")
    standing = InvitationRule.objects.filter(questionnaire=asking.questionnaire).first()
    here = _("Not invited, by the rule")
    return frame(request, asking, "leave_out", here, form, row=found, rule=standing)


@askers_act
def include(request: HttpRequest, asked: Asked, asking: Asking, row: int) -> HttpResponse:
    take_in(row=open_list_of(asking, row), by=asked.user, now=asked.now)
    return to_way(asking, "lists")


@askers_only
def invite_all(request: HttpRequest, asked: Asked, asking: Asking) -> HttpResponse:
    """The deadline, the days of reminders; then every list at once."""
    found = way_of(asking, now=asked.now)
    if asking.questionnaire is None or not found.may_invite:
        messages.warning(request, _("Something is still missing before lists can be invited."))
        return to_way(asking, found.current)
    form = InviteForm(
        sent(request),
        contest=asking.contest,
        today=asked.day,
        proposed=day_to_answer(asking.questionnaire),
    )
    if request.method == "POST" and form.is_valid():
        try:
            invite(
                questionnaire=asking.questionnaire,
                deadline=form.ends,
                remind_on=form.cleaned_data["remind_on"],
                by=asked.user,
                now=asked.now,
            )
            messages.success(request, _("The lists are invited, all at once."))
            return to_way(asking, "lists")
        except NotReady as told:
            messages.warning(request, _("Something changed meanwhile: see what is missing."))
            return to_way(asking, told.missing[0])
        except BadDeadline:
            form.add_error("deadline", _("Choose another day: this one is too soon or too late."))
    return frame(request, asking, "invite", _("Invite every list"), form, way=found)


@askers_only
def note(request: HttpRequest, asked: Asked, asking: Asking, row: int) -> HttpResponse:
    """A line of the public log: a call, a letter, a refusal."""
    found = open_list_of(asking, row)
    form = NoteForm(sent(request), today=asked.day)
    if request.method == "POST" and asking.questionnaire and form.is_valid():
        note_approach(
            questionnaire=asking.questionnaire,
            row=found,
            kind=form.cleaned_data["kind"],
            words=form.cleaned_data["words"],
            at=form.at,
            by=asked.user,
            now=asked.now,
        )
        messages.success(request, _("It stands in the public log."))
        return to_way(asking, "lists")
    return frame(request, asking, "note", _("Note what happened"), form, row=found)


@askers_act
def again(request: HttpRequest, asked: Asked, asking: Asking, row: int) -> HttpResponse:
    another_link(request, asked, invitation_of(asking, row))
    return to_way(asking, "lists")


@askers_act
def cut(request: HttpRequest, asked: Asked, asking: Asking, row: int) -> HttpResponse:
    cut_link(request, asked, invitation_of(asking, row))
    return to_way(asking, "lists")


def another_link(request: HttpRequest, asked: Asked, invitation: Invitation) -> None:
    """Of a list or of a candidate, and what came of it."""
    try:
        held = send_again(invitation=invitation, by=asked.user, now=asked.now)
    except NeverInvited:
        messages.warning(request, _("Not invited yet: there is no link to send again."))
    except TooLate:
        messages.warning(request, _("The days to answer are over: another link would not open."))
    else:
        by_mail = held.channel == Invitation.Channel.EMAIL
        words = _("Another link leaves; the one before opens no more.")
        on_paper = _("Print the letter again: its link is another, the one before opens no more.")
        messages.success(request, words if by_mail else on_paper)


def cut_link(request: HttpRequest, asked: Asked, invitation: Invitation) -> None:
    try:
        revoke(invitation=invitation, by=asked.user, now=asked.now)
    except NeverInvited:
        messages.warning(request, _("Not invited yet: there is no link to revoke."))
    else:
        messages.success(request, _("This link opens no more. You can send another one."))


def invitation_of(asking: Asking, key: int) -> Invitation:
    row = open_list_of(asking, key)
    found = row.invitations.filter(candidacy=None).first()
    if found is None:
        raise Http404
    return found
