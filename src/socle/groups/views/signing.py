"""The charter, read and answered from the link in a mail, without an account."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from socle.groups.actions.charter import NotTheCurrentRelease
from socle.groups.actions.chartering import (
    LinkIsClosed,
    accept_by_link,
    answer_not_me,
    answer_not_now,
)
from socle.groups.actions.living import GroupIsArchived
from socle.groups.forms.signing import NotNowForm, SignForm
from socle.groups.queries.charter import Charter, charter, current_release
from socle.groups.queries.charter_links import Sent, acceptance_of, sent_with
from socle.groups.queries.coalition import the_coalition
from socle.groups.rules import CharterLink, charter_link_of

GONE = 410


@never_cache
@csrf_exempt  # The link itself is the secret; a page for who has no account sets no cookie.
def sign(request: HttpRequest, token: str) -> HttpResponse:
    sent = sent_with(token)
    if sent is None:
        return render(request, "groups/signing/closed.html", {"state": "unknown"}, status=404)
    state = state_of(sent)
    if state == CharterLink.ACCEPTED:
        return receipt(request, sent)
    if state != CharterLink.OPEN:
        context = {"state": state.value, "coalition": the_coalition()}
        return render(request, "groups/signing/closed.html", context, status=GONE)
    if request.method != "POST":
        return charter_page(request, sent, SignForm(initial={"release": current_release()}))
    return answer(request, sent, token)


def state_of(sent: Sent) -> CharterLink:
    accepted = acceptance_of(sent.approach, current_release()) is not None
    return charter_link_of(sent.approach, nonce=sent.nonce, accepted=accepted, now=timezone.now())


def answer(request: HttpRequest, sent: Sent, token: str) -> HttpResponse:
    kind, now = request.POST.get("answer"), timezone.now()
    try:
        if kind == "not_me":
            answer_not_me(approach=sent.approach, nonce=sent.nonce, now=now)
            return render(request, "groups/signing/thanks.html", {"answer": "not_me"})
        if kind == "not_now":
            return not_now(request, sent)
        return accept(request, sent, token)
    except (LinkIsClosed, GroupIsArchived):
        # Somebody answered, or took the link back, meanwhile: the page says so.
        return redirect("groups:sign-charter", token)


def not_now(request: HttpRequest, sent: Sent) -> HttpResponse:
    later = NotNowForm(request.POST)
    if not later.is_valid():
        form = SignForm(initial={"release": current_release()})
        return charter_page(request, sent, form, later=later, status=422)
    words = later.cleaned_data["words"]
    answer_not_now(approach=sent.approach, nonce=sent.nonce, words=words, now=timezone.now())
    return render(request, "groups/signing/thanks.html", {"answer": "not_now"})


def accept(request: HttpRequest, sent: Sent, token: str) -> HttpResponse:
    form = SignForm(request.POST)
    if not form.is_valid():
        return charter_page(request, sent, form, status=422)
    given = form.cleaned_data
    try:
        accept_by_link(
            approach=sent.approach,
            nonce=sent.nonce,
            release=given["release"],
            language=charter().language,
            signed_name=given["signed_name"],
            signed_as=given["signed_as"],
            now=timezone.now(),
        )
    except NotTheCurrentRelease:
        again = request.POST.copy()
        again["release"] = str(current_release())
        again.pop("agreed", None)
        return charter_page(request, sent, SignForm(again), overtaken=True, status=409)
    return redirect("groups:sign-charter", token)


def charter_page(
    request: HttpRequest,
    sent: Sent,
    form: SignForm,
    *,
    later: NotNowForm | None = None,
    overtaken: bool = False,
    status: int = 200,
) -> HttpResponse:
    words: Charter = charter()
    context = {
        "group": sent.approach.group,
        "coalition": the_coalition(),
        "charter": words,
        "form": None if overtaken else form,
        "sign": form,
        "later": later or NotNowForm(),
        "is_newer": overtaken or sent.release != words.release,
        "overtaken": overtaken,
        "language": get_language(),
    }
    return render(request, "groups/signing/charter.html", context, status=status)


def receipt(request: HttpRequest, sent: Sent) -> HttpResponse:
    """What was accepted, when and by whom: for who has the link, as in the mail."""
    acceptance = acceptance_of(sent.approach, current_release())
    assert acceptance is not None  # noqa: S101 -- its state says so
    words = charter(acceptance.language, acceptance.release)
    context = {"group": sent.approach.group, "acceptance": acceptance, "charter": words}
    return render(request, "groups/signing/accepted.html", context)
