"""Making a text of another group one's own."""

from datetime import datetime

from django.db import transaction

from socle.accounts.journal import record
from socle.accounts.models import User
from socle.groups.actions.living import hold
from socle.groups.models import Group
from socle.texts.actions.drafting import save_draft
from socle.texts.actions.publishing import TextIsWithdrawn, begin_text
from socle.texts.models import Revision, Text
from socle.texts.queries.revisions import words_of


def adapt(*, revision: Revision, owner: Group, kind: str, by: User, now: datetime) -> Text:
    """A text of the group's own, with the words of the revision as its first draft.

    Its lineage leads to that revision, and from there upward. Raises TextIsWithdrawn,
    GroupIsArchived. Call it in the transaction that makes what the text is of.
    """
    with transaction.atomic():
        group = hold(owner)
        if revision.text.withdrawn_at is not None:
            raise TextIsWithdrawn
        text = begin_text(
            owner=group,
            kind=kind,
            language=revision.language,
            by=by,
            now=now,
            adapted_from=revision,
        )
        save_draft(
            text=text,
            language=revision.language,
            words=words_of(revision),
            seen=0,
            by=by,
            now=now,
        )
        record("texts.text.adapted", now=now, by=by, target=text, reason=f"from {revision.pk}")
    return text
