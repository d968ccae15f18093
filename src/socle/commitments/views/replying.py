"""Who promised reads what is said of it, by the link in their message, and replies."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from socle.commitments.actions import replies
from socle.commitments.actions.statements import SettledMeanwhile
from socle.commitments.forms.promises import ReplyForm
from socle.commitments.models import Holder, Statement
from socle.commitments.queries.replying import holder_of, told_to
from socle.elections.queries.titles import contest_title
from socle.groups.views.showing import posted


def open_link(token: str) -> Holder:
    found = holder_of(token)
    if found is None:
        raise Http404
    return found


def shared(token: str, holder: Holder) -> dict[str, object]:
    return {
        "token": token,
        "holder": holder,
        "title": contest_title(holder.list.contest),
    }


@never_cache
def page(request: HttpRequest, token: str) -> HttpResponse:
    """Everything that was said of their promises, the latest first."""
    holder = open_link(token)
    context = shared(token, holder) | {"statements": told_to(holder), "now": timezone.now()}
    return render(request, "commitments/promises/reply_all.html", context)


@never_cache
def reply(request: HttpRequest, token: str, statement: int) -> HttpResponse:
    holder = open_link(token)
    rows = Statement.objects.filter(dropped_at=None, commitment__holder=holder)
    found = rows.select_related("commitment__answer__ask", "group").filter(pk=statement).first()
    if found is None or (found.request_id is None and found.published_at is None):
        raise Http404
    language = (get_language() or holder.language)[:2]
    form = ReplyForm(posted(request), initial={"language": language})
    if form.is_bound and form.is_valid():
        try:
            replies.reply(statement=found, now=timezone.now(), **form.cleaned_data)
        except SettledMeanwhile:
            raise Http404 from None
        return redirect("commitments:reply", token)
    context = shared(token, holder) | {"statement": found, "form": form, "here": _("Reply")}
    status = 422 if form.errors else 200
    return render(request, "commitments/promises/reply.html", context, status=status)
