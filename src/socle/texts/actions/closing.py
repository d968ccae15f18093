"""Suggestions that nobody can answer any more."""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import override

from socle.accounts.journal import record
from socle.accounts.models import User
from socle.texts.actions.telling import tell_author
from socle.texts.models import Suggestion, Text


def close_suggestions(*, text: Text, by: User | None, now: datetime, reason: str) -> None:
    """The text was withdrawn: those that waited are declined, and their authors read why.

    In the transaction that withdraws it. One not confirmed yet waits for its text to come back, or
    is deleted.
    """
    rows = Suggestion.objects.select_for_update(of=("self",))
    rows = rows.select_related("revision__text__owner", "result", "by").order_by("pk")
    for suggestion in rows.filter(revision__text=text, state=Suggestion.State.OPEN):
        with override(suggestion.language):
            said = _("The text was withdrawn: its words change no more.")
        suggestion.state, suggestion.answered_by = Suggestion.State.DECLINED, by
        suggestion.answered_at, suggestion.answer = now, f"{said} {reason.strip()}".strip()[:2_000]
        suggestion.save()
        tell_author(suggestion, now=now, withdrawn=reason.strip() or said)
        record("texts.suggestion.declined", now=now, by=by, target=suggestion)
