"""Taking a demand over in three steps: choose the group, read and reword, adopt."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from socle.accounts.views.doors import sign_in_first
from socle.demands.actions.adopting import (
    MayNotAdoptYet,
    ProvisionIsWithdrawn,
    adopt_draft,
    withdraw_adaptation,
)
from socle.demands.forms.adopting import AdoptForm, WithdrawForm
from socle.demands.models import Adaptation, Provision
from socle.demands.queries.addresses import path_if_any, path_of
from socle.demands.queries.taking_over import (
    Start,
    choices_of,
    commune_asked,
    draft_of,
    elsewhere_for,
    groups_there,
    original_of,
    published_since,
    stands_where,
    words_to_take,
)
from socle.demands.queries.words import published
from socle.demands.rules import (
    WordingIsGone,
    may_take_over,
    open_adaptation,
    open_provision,
    open_wording_to_take,
)
from socle.demands.views.rewording import reword, typed_in
from socle.demands.views.showing import show, trail
from socle.demands.views.steps import (
    DRAFT,
    around,
    choose_url,
    steps_at,
    withdrawn,
    words_are_gone,
)
from socle.groups.models import Group
from socle.groups.rules import may_speak_publicly, open_group
from socle.groups.views.doors import Asked, asked_by, people_only
from socle.groups.views.showing import posted
from socle.texts.actions.drafting import NotReady
from socle.texts.models import Draft
from socle.texts.queries.revisions import latest, words_of


@never_cache
def adopt(request: HttpRequest, key: int) -> HttpResponse:
    """Anyone may read the first step; who goes on signs in on the way."""
    asked = asked_by(request)
    return begin(request, asked, open_provision(asked.who, key))


@never_cache
def adopt_wording(request: HttpRequest, key: int) -> HttpResponse:
    """The same, from the words of another group."""
    asked = asked_by(request)
    try:
        wording = open_wording_to_take(asked.who, key)
    except WordingIsGone as told:
        return words_are_gone(request, told.wording, typed_in(request))
    return begin(request, asked, open_provision(asked.who, wording.provision_id), wording)


def begin(
    request: HttpRequest, asked: Asked, provision: Provision, wording: Adaptation | None = None
) -> HttpResponse:
    if provision.withdrawn_at is not None or provision.demand.withdrawn_at is not None:
        return withdrawn(request, provision, typed_in(request))
    language = (get_language() or "")[:2]
    original = words_to_take(wording, language) if wording else original_of(provision, language)
    if original is None:
        raise Http404
    start = Start(provision, original, wording)
    if "group" not in request.GET:
        return choose(request, asked, start)
    if not request.user.is_authenticated:
        return keep_and_sign_in(request, start)
    group = group_asked(request, asked)
    if not stands_where(provision, group, asked.day):
        return asked_elsewhere(request, asked, group, start)
    return reword(request, asked, group, start)


def group_asked(request: HttpRequest, asked: Asked) -> Group:
    """That of ``?group=``, for whoever may take something over in its name."""
    number = request.GET.get("group", "").partition("-")[0]
    if not number.isdecimal() or len(number) > 9:
        raise Http404
    group = open_group(asked.who, int(number))
    if not may_take_over(asked.who, group):
        raise Http404
    return group


def asked_elsewhere(request: HttpRequest, asked: Asked, group: Group, start: Start) -> HttpResponse:
    """It is asked of another region: the way to what is asked where the group is."""
    here = elsewhere_for(start.provision, group, asked.day)
    return show(
        request,
        "adopting/elsewhere",
        status=422 if request.method == "POST" else 200,
        group=group,
        here=here,
        **around(start),
    )


# --- 1: which group ---


def choose(request: HttpRequest, asked: Asked, start: Start) -> HttpResponse:
    if "sign-in" in request.GET and not request.user.is_authenticated:
        return keep_and_sign_in(request, start)
    commune = commune_asked(request.GET.get("commune", ""), asked.day)
    mine = choices_of(asked.who, start.provision)
    return show(
        request,
        "adopting/choose",
        steps=steps_at(1),
        choices=mine,
        others=groups_there(commune, asked.day, mine),
        commune=commune,
        **around(start),
    )


def keep_and_sign_in(request: HttpRequest, start: Start) -> HttpResponse:
    """What was typed waits; one comes back to this very step."""
    if request.method == "POST":
        sent = request.POST.urlencode()
        request.session[DRAFT] = {"text": start.original.text_id, "sent": sent}
    query = request.GET.copy()
    query.pop("sign-in", None)
    back = f"{request.path}?{query.urlencode()}" if query else request.path
    why = _("To take over “%(title)s” for your commune, tell us your e-mail address.")
    return sign_in_first(request, why % {"title": start.original.title}, back=back)


# --- 3: adopt ---


@people_only
def confirm(request: HttpRequest, key: int) -> HttpResponse:
    asked = asked_by(request)
    found = open_own(asked, key)
    draft = draft_of(found)
    if draft is None or found.status == Adaptation.Status.WITHDRAWN:
        return redirect(path_of(found, None))
    form = adopt_form(request, asked, found, draft)
    if request.method != "POST" or not form.is_valid():
        return confirm_page(request, found, draft, form)
    try:
        adopt_draft(adaptation=found, by=asked.user, now=asked.now, **form.given(found))
    except MayNotAdoptYet:
        return confirm_page(request, found, draft, form)
    except ProvisionIsWithdrawn:
        return withdrawn(request, found.provision)
    except NotReady as told:
        for fault in told.faults:
            form.add_error(None, str(fault.words))
        return confirm_page(request, found, draft, form)
    messages.success(request, _("Adopted. It stands on the page of your commune."))
    return redirect(path_of(found, None))


def adopt_form(request: HttpRequest, asked: Asked, found: Adaptation, draft: Draft) -> AdoptForm:
    last = latest(found.text)
    return AdoptForm(
        posted(request),
        day=asked.day,
        since=published_since(found.provision),
        is_adopted=found.adopted_on is not None,
        changes=last is not None and words_of(last) != words_of(draft),
    )


def confirm_page(
    request: HttpRequest, found: Adaptation, draft: Draft, form: AdoptForm
) -> HttpResponse:
    if found.text.base is None:
        raise Http404
    start = Start(found.provision, found.text.base)
    back = f"{reverse('demands:adopt', args=[found.provision_id])}?group={found.text.owner_id}"
    return show(
        request,
        "adopting/confirm",
        status=422 if request.method == "POST" else 200,
        steps=steps_at(3, choose_url(request, start), back),
        form=form,
        adaptation=found,
        group=found.text.owner,
        draft=draft,
        may_adopt=may_speak_publicly(found.text.owner),
        back=back,
        write_url=path_if_any("texts:write", found.text_id, found.text.source_language),
        **around(start),
    )


def open_own(asked: Asked, key: int) -> Adaptation:
    """A wording of a group that one organises."""
    found = open_adaptation(asked.who, key)
    if not may_take_over(asked.who, found.text.owner):
        raise Http404
    return found


@people_only
def withdraw(request: HttpRequest, key: int) -> HttpResponse:
    asked = asked_by(request)
    found = open_own(asked, key)
    if found.status == Adaptation.Status.WITHDRAWN:
        return redirect("demands:group-demands", found.text.owner.slug)
    form = WithdrawForm(posted(request))
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        withdraw_adaptation(adaptation=found, by=asked.user, now=asked.now, reason=reason)
        messages.success(request, _("Withdrawn. Your group can take it over again any day."))
        return redirect("demands:group-demands", found.text.owner.slug)
    words = published([found.text]).of(found.text)
    return show(
        request,
        "adopting/withdraw",
        status=422 if request.method == "POST" else 200,
        form=form,
        adaptation=found,
        group=found.text.owner,
        words=words or draft_of(found),
        breadcrumb=trail((path_of(found, words), found.text.owner.name), _("Withdraw")),
    )
