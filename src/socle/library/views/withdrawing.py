"""Coordinators withdraw what is no case, or harms somebody; and bring it back."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from socle.groups.views.doors import Asked
from socle.library.actions.withdrawing import bring_case_back, withdraw_case
from socle.library.forms.telling import WithdrawForm
from socle.library.queries.picking import said_in
from socle.library.rules import open_case_to_withdraw
from socle.library.views.showing import language_here, show, signed_in, step_to, trail


@signed_in
def withdraw(request: HttpRequest, asked: Asked, key: int) -> HttpResponse:
    """One page for both: what it does depends on how the case stands."""
    case = open_case_to_withdraw(asked.who, key)
    sent = request.POST if request.method == "POST" else None
    if case.text.withdrawn_at is not None:
        if sent is not None and "back" in sent:
            bring_case_back(case=case, by=asked.user, now=asked.now)
            messages.success(request, _("The case stands again, as it was."))
        return redirect("library:case", case.pk)
    form = WithdrawForm(sent)
    if sent is not None and form.is_valid():
        withdraw_case(case=case, why=form.cleaned_data["why"], by=asked.user, now=asked.now)
        messages.success(request, _("The case is withdrawn. You can bring it back any day."))
        return redirect("library:case", case.pk)
    words = said_in(case, language_here())
    here = _("Withdraw this case")
    return show(
        request,
        "withdraw",
        form,
        case=case,
        words=words,
        here=here,
        breadcrumb=trail(*([step_to(case, words)] if words else []), here),
    )
