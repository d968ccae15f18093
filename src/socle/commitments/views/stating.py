"""A group says what became of a promise, corrects it, confirms what another saw, follows it."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from socle.accounts.models import User
from socle.accounts.views.doors import sign_in_first
from socle.commitments.actions import replies, statements
from socle.commitments.actions.promises import follow_promise
from socle.commitments.forms.promises import (
    CorrectForm,
    FollowerForm,
    ObserveForm,
    ReachForm,
    WhyDropForm,
)
from socle.commitments.models import Commitment, Statement
from socle.commitments.queries.promise_pages import PromisePage, path_of, promise_page
from socle.commitments.queries.statements import last_statement
from socle.commitments.queries.who_follows import groups_to_speak_for, stands_there
from socle.commitments.views.promises import open_promise
from socle.groups.models import Group
from socle.groups.views.doors import Asked, asked_by
from socle.groups.views.showing import posted

FORBIDDEN, CONFLICT = 403, 409
View = Callable[Concatenate[HttpRequest, "Inside", ...], HttpResponse]


class Inside:
    """A promise, as somebody meets it who may speak for groups of its place."""

    def __init__(self, asked: Asked, promise: Commitment, groups: list[Group]) -> None:
        self.asked, self.promise, self.groups = asked, promise, groups
        self.page: PromisePage = promise_page(promise, asked.day)
        self.path = path_of(promise)


def followers_only(view: View) -> Callable[..., HttpResponse]:
    """For organisers and witnesses of a welcomed group that the promise concerns, and coordinators.
    Who declared that they stand or sit in that council leaves it to another."""

    @never_cache
    @wraps(view)
    def guarded(request: HttpRequest, key: int, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return sign_in_first(request, _("To say what became of a promise, sign in."))
        asked = asked_by(request)
        promise = open_promise(key)
        groups = groups_to_speak_for(asked.who, promise)
        if not groups:
            raise Http404
        inside = Inside(asked, promise, groups)
        if stands_there(asked.who, promise, asked.day):
            return show(request, inside, "refused", _("Leave it to another"), status=FORBIDDEN)
        return view(request, inside, *args, **kwargs)

    return guarded


def show(
    request: HttpRequest,
    inside: Inside,
    template: str,
    here: str,
    form: Any = None,
    *,
    status: int = 200,
    **context: Any,
) -> HttpResponse:
    """A page about the promise; 422 when its form was not filled in right."""
    if form is not None and form.errors and status == 200:
        status = 422
    words = inside.page.words
    context |= {
        "form": form,
        "here": here,
        "page": inside.page,
        "promise": inside.promise,
        "back": inside.path,
        "breadcrumb": [
            {"url": inside.path, "label": words.title if words else str(inside.promise.pk)},
            {"url": "", "label": here},
        ],
    }
    return render(request, f"commitments/promises/{template}.html", context, status=status)


def seen_last(promise: Commitment) -> int:
    last = last_statement(promise)
    return last.pk if last else 0


@followers_only
def observe(request: HttpRequest, inside: Inside) -> HttpResponse:
    form = ObserveForm(
        posted(request),
        groups=inside.groups,
        seen=seen_last(inside.promise),
        day=inside.asked.day,
        language=(get_language() or "")[:2],
    )
    here = _("Say what became of it")
    if form.is_bound and form.is_valid():
        return stated(request, inside, form, "observe", here)
    return show(request, inside, "observe", here, form)


@followers_only
def correct(request: HttpRequest, inside: Inside, statement: int) -> HttpResponse:
    """Another statement takes the place of one that stands; the former stays to be read."""
    rows = Statement.objects.standing().filter(commitment=inside.promise, group__in=inside.groups)
    former = rows.filter(pk=statement, corrected_by=None).first()
    if former is None:
        raise Http404
    form = CorrectForm(
        posted(request),
        groups=[former.group],
        seen=seen_last(inside.promise),
        day=inside.asked.day,
        language=former.language,
    )
    here = _("Correct what was said")
    if form.is_bound and form.is_valid():
        more = {"corrects": former, "why": form.cleaned_data["why"]}
        return stated(request, inside, form, "observe", here, former=former, **more)
    return show(request, inside, "observe", here, form, former=former)


def stated(
    request: HttpRequest,
    inside: Inside,
    form: ObserveForm,
    template: str,
    here: str,
    *,
    former: Statement | None = None,
    **more: Any,
) -> HttpResponse:
    try:
        made = statements.state(
            commitment=inside.promise,
            said=form.observed(),
            group=form.speaks_for,
            by=inside.asked.user,
            now=inside.asked.now,
            seen=form.cleaned_data["seen"],
            **more,
        )
    except statements.SaidMeanwhile:
        again = request.POST.copy()
        again["seen"] = str(seen_last(inside.promise))
        form.data = again
        fresh = {"theirs": last_statement(inside.promise), "former": former}
        return show(request, inside, template, here, form, status=CONFLICT, **fresh)
    except statements.NotYet:
        form.add_error("on", _("Say a day between the vote and today."))
        return show(request, inside, template, here, form, former=former)
    except statements.NotPublic:
        messages.warning(request, _("This promise is no longer followed."))
        return redirect(inside.path)
    messages.success(request, what_comes_next(made))
    return redirect(inside.path)


def what_comes_next(made: Statement) -> str:
    if made.published_at is not None:
        return _("Published. Who promised is told, and may reply.")
    if made.needs_second and made.confirmed_at is None:
        return _("Kept. Somebody else of your group, or another witness, now has to confirm it.")
    return _("Kept. Who promised has seven days to reply before it is shown.")


def waiting_statement(inside: Inside, key: int) -> Statement:
    found = next((row for row in inside.page.waiting if row.pk == key), None)
    if found is None:
        raise Http404
    return found


@require_POST
@followers_only
def confirm(request: HttpRequest, inside: Inside, statement: int) -> HttpResponse:
    """A second pair of eyes."""
    found = waiting_statement(inside, statement)
    try:
        made = statements.confirm(statement=found, by=inside.asked.user, now=inside.asked.now)
        messages.success(request, what_comes_next(made))
    except statements.SamePerson:
        messages.warning(request, _("You noted it yourself: somebody else has to confirm it."))
    except statements.SettledMeanwhile:
        messages.info(request, _("It was confirmed, shown or dropped meanwhile."))
    return redirect(inside.path)


@followers_only
def drop(request: HttpRequest, inside: Inside, statement: int) -> HttpResponse:
    found = waiting_statement(inside, statement)
    if found.group_id not in {group.pk for group in inside.groups}:
        raise Http404
    form = WhyDropForm(posted(request))
    if form.is_bound and form.is_valid():
        try:
            statements.drop(
                statement=found,
                why=form.cleaned_data["why"],
                by=inside.asked.user,
                now=inside.asked.now,
            )
            messages.success(request, _("Dropped: nothing of it is shown."))
        except statements.SettledMeanwhile:
            messages.info(request, _("It was shown or dropped meanwhile."))
        return redirect(inside.path)
    return show(request, inside, "drop", _("Drop it"), form, statement=found)


@followers_only
def follower(request: HttpRequest, inside: Inside) -> HttpResponse:
    """Which group follows it, who of it, when they look again. Another group's stays so."""
    promise, user = inside.promise, inside.asked.user
    if promise.follower_id and promise.follower_id not in {group.pk for group in inside.groups}:
        return show(request, inside, "follower", _("Who follows it"))
    form = FollowerForm(
        posted(request),
        groups=inside.groups,
        group=promise.follower_id,
        me=promise.followed_by_id == user.pk,
        next_review=promise.next_review,
    )
    if form.is_bound and form.is_valid():
        follow_promise(
            commitment=promise,
            group=form.group_chosen(),
            person=form.person(user) or colleague(promise, user),
            next_review=form.cleaned_data["next_review"],
            by=user,
            now=inside.asked.now,
        )
        messages.success(request, _("Noted."))
        return redirect(inside.path)
    return show(request, inside, "follower", _("Who follows it"), form)


def colleague(promise: Commitment, user: User) -> User | None:
    """Whoever else follows it already goes on."""
    return promise.followed_by if promise.followed_by_id != user.pk else None


@followers_only
def reach(request: HttpRequest, inside: Inside) -> HttpResponse:
    """Where who promised can be written to. An address that is known is for coordinators to change:
    the link that goes there speaks for them."""
    if inside.promise.holder.address and not inside.asked.who.is_coordinator:
        messages.info(request, _("An address is known already: a coordinator can change it."))
        return redirect(inside.path)
    form = ReachForm(posted(request))
    if form.is_bound and form.is_valid():
        given, asked = form.cleaned_data, inside.asked
        about: dict[str, Any] = {
            "holder": inside.promise.holder,
            "by": asked.user,
            "now": asked.now,
        }
        try:
            if given["address"]:
                replies.say_where(address=given["address"], source=given["source"], **about)
            else:
                replies.say_unreachable(tried=given["tried"], **about)
            messages.success(request, _("Noted."))
        except replies.HasAnAddress:
            messages.info(request, _("They have an address already: they are written to."))
        except statements.SettledMeanwhile:
            messages.info(request, _("Nothing waits for their reply."))
        return redirect(inside.path)
    here = _("How to write to who promised")
    return show(request, inside, "reach", here, form, holder=inside.promise.holder)
