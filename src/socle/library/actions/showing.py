"""Letting history, search and kept pages show a case as it is now."""

from datetime import datetime

from django.db import transaction

from socle.accounts.models import User
from socle.foundation.actions.search import index, remove
from socle.foundation.actions.stamps import touch
from socle.library.models import Case, Change
from socle.library.queries.facts import facts_of
from socle.library.rules import CASES
from socle.library.search import case_documents, key_of
from socle.texts.models import Revision


def show_case(revision: Revision) -> None:
    """Called by ``publish``: by the form of cases, by the editor, by a suggestion accepted."""
    case = Case.objects.select_related("text").filter(text=revision.text_id).first()
    if case is not None:
        note_change(case, revision, revision.note, revision.author, revision.published_at)


def note_change(
    case: Case, revision: Revision, note: str, by: User | None, now: datetime
) -> Change:
    """Keep it as it stands after the change, and show it. In the transaction of the change."""
    facts = facts_of(case)
    made = Change.objects.create(
        case=case, revision=revision, note=note, by=by, at=now, **facts.columns()
    )
    made.topics.set(facts.topics)
    Case.objects.filter(pk=case.pk).update(updated_at=now)
    find_case(case)
    return made


def find_case(case: Case) -> None:
    """In the search and on kept pages, unless it is withdrawn."""
    with transaction.atomic():
        standing = Case.objects.standing().filter(pk=case.pk)
        index(case_documents(standing.select_related("text", "area")))
        if not standing.exists():
            remove([key_of(case)])
        touch([CASES])
