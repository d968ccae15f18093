"""Mail to the people of a group about its texts, and to who suggested other words."""

from datetime import datetime

from django.utils import timezone

from socle.foundation.actions.mail import write_mail
from socle.groups.queries.people import who_answers_for
from socle.texts.models import Suggestion
from socle.texts.queries.revisions import words_of
from socle.texts.queries.suggestions import token_of


def tell_group_of(suggestion: Suggestion, *, now: datetime) -> None:
    """Its organisers, else the coordinators; not the author, who may be one of them."""
    group = suggestion.revision.text.owner
    for person in who_answers_for(group, timezone.localdate(now)):
        if person.pk != suggestion.by_id:
            write_mail(
                to=person.email,
                template="texts/mail/suggestion_made",
                context={
                    "suggestion": suggestion,
                    "revision": suggestion.revision,
                    "group": group,
                    "reader": person,
                },
                language=person.language,
                now=now,
            )


def tell_author(suggestion: Suggestion, *, now: datetime, withdrawn: str = "") -> None:
    """The outcome, with the exact words, in the author's language; ``withdrawn``: why its text was,
    before anybody answered."""
    by = suggestion.by
    to = by.email if by is not None and by.is_active else suggestion.email
    if not to:
        return
    result = suggestion.result
    write_mail(
        to=to,
        template="texts/mail/suggestion_answered",
        context={
            "suggestion": suggestion,
            "revision": suggestion.revision,
            "group": suggestion.revision.text.owner,
            "state": suggestion.state,
            "withdrawn": withdrawn,
            "words": words_of(result) if result else words_of(suggestion),
            "token": token_of(suggestion),
        },
        language=suggestion.language,
        now=now,
        forget=by is None,
    )
