"""Two people change one row: what the second one sends stands against what is there now."""

from socle.elections.models import (
    Candidacy,
    Contest,
    Election,
    ElectoralList,
    Majority,
    Mandate,
    Person,
)

Row = Election | Contest | ElectoralList | Candidacy | Person | Mandate | Majority


class ChangedMeanwhile(Exception):
    """Somebody changed the row since it was shown."""


def version_of(row: Row) -> str:
    """What a form carries of the row it shows: when that was changed last."""
    return row.updated_at.isoformat()


def look_for_change(row: Row, seen: str) -> None:
    """``row`` as it is now, held; ``seen``: its version as shown, "" for who was shown none.

    Raises ChangedMeanwhile.
    """
    if seen and seen != version_of(row):
        raise ChangedMeanwhile
