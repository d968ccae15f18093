"""Answers by letter or e-mail: one organiser enters them, another confirms or sends them back."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from socle.commitments.actions.confirming import SamePerson, SettledMeanwhile
from socle.commitments.actions.letters import (
    NotTheirs,
    OtherWords,
    TooLate,
    confirm_letter,
    enter_letter,
    send_letter_back,
    take_letter_back,
)
from socle.commitments.actions.letters_scan import PDF
from socle.commitments.forms.letters import LetterForm, SendBackForm
from socle.commitments.models import Invitation, Letter
from socle.commitments.queries.answering import is_sealed, respondent_name
from socle.commitments.queries.letters import (
    LetterBook,
    LetterLine,
    LetterState,
    letters_from,
    letters_in,
    line_of,
    put_to,
    scan_in,
    who_can_write,
    with_words,
)
from socle.commitments.queries.links import is_open
from socle.commitments.queries.paper import receipt_on_paper
from socle.commitments.rules import (
    Asking,
    handles_letters,
    may_read_letter,
    open_invitation,
    open_letter,
)
from socle.commitments.views.doors import askers_act, askers_only, frame
from socle.groups.views.doors import Asked

# Somebody works on it already.
UNSETTLED = {LetterState.WAITS, LetterState.SENT_BACK}


def to_letters(asking: Asking) -> HttpResponse:
    return redirect("commitments:letters", asking.group.slug, asking.contest.pk)


@askers_only
def all_of_them(request: HttpRequest, asked: Asked, asking: Asking) -> HttpResponse:
    if asking.questionnaire is None or not handles_letters(asking):
        raise Http404
    book = LetterBook(letters_in(asking.questionnaire), asked.user)
    who = who_can_write(asking.questionnaire)
    here = _("Answers by letter or e-mail")
    waits = {line.letter.invitation_id for line in book.lines if line.state in UNSETTLED}
    names = [(row, respondent_name(row), row.pk in waits) for row in who]
    return frame(request, asking, "letters/all", here, book=book, names=names)


@askers_only
def enter(request: HttpRequest, asked: Asked, asking: Asking, invitation: int) -> HttpResponse:
    return entering(request, asked, asking, open_invitation(asking, invitation))


@askers_only
def mend(request: HttpRequest, asked: Asked, asking: Asking, letter: int) -> HttpResponse:
    """What was sent back is entered again, from what stands there."""
    found = open_letter(asking, letter)
    if line_of(found).state != LetterState.SENT_BACK:
        messages.warning(request, _("That letter was settled meanwhile."))
        return to_letters(asking)
    return entering(request, asked, asking, found.invitation, found)


def entering(
    request: HttpRequest,
    asked: Asked,
    asking: Asking,
    invitation: Invitation,
    before: Letter | None = None,
) -> HttpResponse:
    line = line_of(before) if before else None
    put = put_to(invitation.questionnaire, line.answers if line else ())
    data = (request.POST, request.FILES) if request.method == "POST" else ()
    language = (get_language() or "")[:2]
    is_closed = before is not None and not is_open(invitation, asked.now)
    form = LetterForm(
        *data, put=put, before=before, language=language, today=asked.day, is_closed=is_closed
    )
    if request.method == "POST" and form.is_valid():
        keep(request, form, invitation, asked)
        return to_letters(asking)
    here = _("Mend a letter") if line else _("Enter a letter")
    others = [] if line else unsettled_of(invitation)
    shown: dict[str, Any] = {"who": respondent_name(invitation), "line": line, "others": others}
    return frame(request, asking, "letters/enter", here, form, **shown)


def unsettled_of(invitation: Invitation) -> list[LetterLine]:
    """Letters of theirs on which somebody works already: the same one is not entered twice."""
    return [row for row in letters_from(invitation) if row.state in UNSETTLED]


def keep(request: HttpRequest, form: LetterForm, invitation: Invitation, asked: Asked) -> None:
    try:
        enter_letter(
            invitation=invitation,
            letter=form.letter(),
            said=form.said(),
            by=asked.user,
            now=asked.now,
        )
        messages.success(request, _("Entered. It counts once a second person confirms it."))
    except OtherWords:
        messages.warning(
            request,
            _(
                "This letter was entered already, with other words: those stand. Take it back, "
                "then enter it again."
            ),
        )
    except TooLate:
        messages.warning(request, too_late())
    except SettledMeanwhile:
        messages.warning(request, _("That letter was settled meanwhile."))


def too_late() -> str:
    return _("The time to answer is over for this list: nothing was taken in.")


@askers_only
def read(request: HttpRequest, asked: Asked, asking: Asking, letter: int) -> HttpResponse:
    """The answers beside the scan: whoever did not enter them confirms them."""
    found = readable(asked, asking, letter)
    line = line_of(found)
    if request.method == "POST":
        settle(request, lambda: confirm_letter(letter=found, by=asked.user, now=asked.now))
        return redirect("commitments:letter", asking.group.slug, asking.contest.pk, found.pk)
    return frame(
        request,
        asking,
        "letters/read",
        _("Letter: %(who)s") % {"who": line.name},
        line=line,
        said=with_words(line.answers),
        is_mine=found.entered_by_id == asked.user.pk,
        is_sealed=is_sealed(found.invitation.questionnaire, asked.now),
    )


def readable(asked: Asked, asking: Asking, key: int) -> Letter:
    found = open_letter(asking, key)
    if not may_read_letter(asked.who, found, day=asked.day, now=asked.now):
        raise Http404
    return found


def settle(request: HttpRequest, act: Callable[[], Any]) -> None:
    try:
        if act() == []:
            messages.warning(
                request, _("They answered the same questions by their link since: that stays.")
            )
        else:
            messages.success(request, _("Confirmed. It is sealed as the others are."))
    except SamePerson:
        messages.warning(request, _("You entered it: somebody else has to confirm it."))
    except SettledMeanwhile:
        messages.warning(request, _("That letter was settled meanwhile."))
    except TooLate:
        messages.warning(request, too_late())


@askers_only
def send_back(request: HttpRequest, asked: Asked, asking: Asking, letter: int) -> HttpResponse:
    found = readable(asked, asking, letter)
    line = line_of(found)
    if line.state != LetterState.WAITS:
        messages.warning(request, _("That letter was settled meanwhile."))
        return to_letters(asking)
    form = SendBackForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        why = form.cleaned_data["why"]
        try:
            send_letter_back(letter=found, why=why, by=asked.user, now=asked.now)
            messages.success(request, _("Sent back to be mended."))
        except SamePerson:
            messages.warning(request, _("You entered it: take it back instead."))
        except SettledMeanwhile:
            messages.warning(request, _("That letter was settled meanwhile."))
        return to_letters(asking)
    return frame(request, asking, "letters/send_back", _("Send it back"), form, line=line)


@askers_act
def take_back(request: HttpRequest, asked: Asked, asking: Asking, letter: int) -> HttpResponse:
    try:
        take_letter_back(letter=open_letter(asking, letter), by=asked.user, now=asked.now)
        messages.success(request, _("Taken back, and its scan deleted."))
    except NotTheirs:
        messages.warning(request, _("That letter was settled meanwhile."))
    return to_letters(asking)


@askers_only
def scan(request: HttpRequest, asked: Asked, asking: Asking, letter: int) -> HttpResponse:
    """Downloaded, never shown under our address: a PDF is as it was sent."""
    found = readable(asked, asking, letter)
    content = scan_in(found)
    if not content:
        raise Http404
    ending = "pdf" if found.scan_type == PDF else "webp"
    answer = HttpResponse(content, content_type=found.scan_type)
    answer["Content-Disposition"] = f'attachment; filename="letter-{found.pk}.{ending}"'
    answer["Content-Security-Policy"] = "sandbox; default-src 'none'"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


@askers_only
def receipt(request: HttpRequest, asked: Asked, asking: Asking, letter: int) -> HttpResponse:
    """To print, for who has no address: those two who read the words already."""
    found = readable(asked, asking, letter)
    line = line_of(found)
    if not line.confirmed:
        raise Http404
    back = reverse("commitments:letters", args=[asking.group.slug, asking.contest.pk])
    return frame(
        request,
        asking,
        "paper/print",
        _("Receipt"),
        letter=receipt_on_paper(found, line.confirmed, asked.now),
        back=back,
        back_label=_("All letters"),
    )
