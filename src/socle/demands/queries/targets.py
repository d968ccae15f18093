"""Which memorandum a file is about."""

from datetime import datetime, timedelta

from socle.accounts.models import JournalEntry, User
from socle.demands.models import Memorandum
from socle.demands.queries.opening import Bundle
from socle.demands.queries.words import published
from socle.groups.models import Group
from socle.groups.rules import sort_name

IMPORTED = "demands.memorandum.imported"


def last_imported(by: User, now: datetime) -> Memorandum | None:
    """What somebody imported within the hour, as the journal says."""
    lines = JournalEntry.objects.filter(verb=IMPORTED, by=by, at__gt=now - timedelta(hours=1))
    line = lines.order_by("-at", "-pk").first()
    key = line.target.rpartition(":")[2] if line else ""
    return Memorandum.objects.filter(pk=int(key)).first() if key.isdigit() else None


def memorandum_named(bundle: Bundle, owner: Group) -> Memorandum | None:
    """By the key an export wrote, else by its title today in any language; None for a new one."""
    rows = list(Memorandum.objects.filter(text__owner=owner, withdrawn_at=None))
    keys = {piece.found.fact("id") for piece in bundle.memorandum.values()}
    titles = {sort_name(piece.found.words.title) for piece in bundle.memorandum.values()}
    by_key = next((row for row in rows if str(row.pk) in keys), None)
    if by_key is not None:
        return by_key
    said = published(row.text_id for row in rows)
    for row in rows:
        known = said.by_text.get(row.text_id, {}).values()
        if titles & {sort_name(words.title) for words in known}:
            return row
    return None
