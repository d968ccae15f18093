"""Local wordings made from those of another group."""

from dataclasses import dataclass

from socle.demands.models import Adaptation
from socle.demands.rules import ADAPTATION
from socle.groups.models import Group
from socle.texts.models import Revision, Text
from socle.texts.queries.following import first_original
from socle.texts.queries.revisions import latest


def neighbour_of(text: Text) -> Group | None:
    """The group whose wording it is measured against, where anyone may know of it; None where that
    is the original of those who ask it. ``base__text__owner`` is read with the text."""
    base = text.base
    if base is None or base.text.kind != ADAPTATION or base.text.owner.public_since is None:
        return None
    return base.text.owner


def words_it_came_from(text: Text) -> Revision | None:
    """What it is measured against, where anyone may read that: not what a neighbour withdrew."""
    base = text.base
    if base is None or base.text.kind != ADAPTATION:
        return base
    is_read = base.text.withdrawn_at is None and base.text.owner.public_since is not None
    return base if is_read else None


@dataclass(frozen=True, slots=True)
class Following:
    """A wording follows that of a neighbour. ``first`` are the words of the first original that
    came down into it, ``newest`` what that original says today; ``is_gone``: the neighbour no
    longer changes its words."""

    neighbour: Group
    first: Revision
    newest: Revision
    is_gone: bool

    @property
    def is_behind(self) -> bool:
        """The first original was published again, and nothing of it came down yet."""
        return self.newest.number > self.first.number


def following(adaptation: Adaptation) -> Following | None:
    """None where it follows the first original itself, or nothing any more. A few queries for each
    generation."""
    text = adaptation.text
    base = text.base
    if base is None or base.text.kind != ADAPTATION:
        return None
    first = first_original(text)
    newest = latest(first.text, first.language) if first else None
    if first is None or newest is None or first.text.withdrawn_at is not None:
        return None
    is_gone = base.text.withdrawn_at is not None or base.text.owner.archived_at is not None
    return Following(base.text.owner, first, newest, is_gone)
