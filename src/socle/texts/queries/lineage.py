"""Where a text comes from, up to the first original, and every adaptation made of it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from django.db.models import Q

from socle.groups.rules import Who
from socle.texts.kinds import KINDS, kind_of
from socle.texts.models import Revision, Text
from socle.texts.queries.revisions import latest_of

# Nobody adapts so often in a row; a circle cannot be, and would end here.
MOST_GENERATIONS = 12


class Descent(NamedTuple):
    """Keys of a text, of the one it was made from and of the one it all began with; ``generation``
    1 was made from that one."""

    key: int
    generation: int
    root: int
    parent: int


@dataclass(frozen=True, slots=True)
class Kin:
    """A text of the lineage: ``generation`` 1 was made from the text itself; ``revision`` names it
    in the language asked for, else in its own; None where nothing was published. ``below``: what
    was made of it. ``parent`` is the text it was made from, where that one is shown elsewhere."""

    text: Text
    generation: int
    revision: Revision | None
    url: str
    parent: "Revision | None" = None
    below: list["Kin"] = field(default_factory=list)


def ancestors(text: Text) -> list[Text]:
    """The first original first; one query for each generation."""
    found: list[Text] = []
    here = text
    while here.adapted_from_id is not None and len(found) < MOST_GENERATIONS:
        rows = Text.objects.select_related("owner", *related())
        here = rows.get(revisions=here.adapted_from_id)
        found.insert(0, here)
    return found


def descendants(roots: Sequence[Text], who: Who) -> list[Descent]:
    """Every adaptation of these texts that ``who`` may see: root after root, each followed by what
    was made of it, by name of their groups; one query for each generation, and one more."""
    found: list[Descent] = []
    way: dict[int, tuple[int, ...]] = {text.pk: (place,) for place, text in enumerate(roots)}
    root_of = {text.pk: text.pk for text in roots}
    above, generation = set(root_of), 0
    while above and generation < MOST_GENERATIONS:
        generation += 1
        rows = Text.objects.filter(adapted_from__text__in=above, kind__in=list(KINDS))
        rows = rows.select_related("owner", "adapted_from", *related())
        rows = rows.annotate(shown=Q(said_public())).order_by("owner__sort_name", "pk")
        here = list(rows)
        for place, row in enumerate(here):
            parent = row.adapted_from.text_id if row.adapted_from else row.pk
            root_of[row.pk], way[row.pk] = root_of[parent], (*way[parent], place)
            if is_shown(row, who):
                found.append(Descent(row.pk, generation, root_of[row.pk], parent))
        above = {row.pk for row in here}
    return sorted(found, key=lambda each: way[each.key])


def said_public() -> Q:
    """Of kinds that say it as a condition."""
    found = Q(pk=None)
    for code, kind in KINDS.items():
        if kind.public is not None:
            found |= Q(kind=code) & kind.public
    return found


def is_shown(text: Text, who: Who) -> bool:
    if who.is_inside(text.owner):
        return True
    kind = kind_of(text)
    shown: bool = getattr(text, "shown", False)
    return shown if kind.public is not None else kind.is_public(text)


def related() -> list[str]:
    """What the kinds look at in their texts, read with them."""
    return [name for kind in KINDS.values() for name in kind.related]


@dataclass(frozen=True, slots=True)
class Family:
    """What was made of one text; ``head`` is that text, and ``name`` what it is called as a part of
    another; both empty where it is the text the page is about."""

    name: str
    head: Kin | None
    below: list[Kin]


def families_of(
    text: Text, found: Sequence[Descent], within: Sequence[tuple[str, Text]], language: str,
    shown: Collection[int],
) -> list[Family]:  # fmt: skip
    """Those of one page, in their order, under what each was made of; three queries."""
    names = {part.pk: name for name, part in within}
    root_of = {each.key: each.root for each in found}
    roots = list(dict.fromkeys(root_of.values()))
    heads = [(root, 0) for root in roots if root != text.pk]
    rows = kin_of([*heads, *((each.key, each.generation) for each in found)], language, shown)
    kin = {each.text.pk: each for each in rows}
    top = set_under_each_other(found, kin)
    return [
        Family(
            names.get(root, ""), kin.get(root), [kin[key] for key in top if root_of[key] == root]
        )
        for root in roots
    ]


def set_under_each_other(found: Sequence[Descent], kin: dict[int, Kin]) -> list[int]:
    """Each under the one it was made from; the keys of those whose one is not on this page."""
    top = []
    for each in found:
        if each.key not in kin:
            continue
        if each.generation > 1 and each.parent in kin:
            kin[each.parent].below.append(kin[each.key])
        else:
            top.append(each.key)
    return top


def kin_of(keys: list[tuple[int, int]], language: str, shown: Collection[int] = ()) -> list[Kin]:
    """Those of one page, in their order; three queries. ``shown``: the texts that may be named as
    what others were made from."""
    rows = Text.objects.select_related("owner", "adapted_from", *related())
    texts = rows.in_bulk([key for key, _generation in keys])
    above = {text.adapted_from.text_id for text in texts.values() if text.adapted_from}
    named = latest_of([*texts, *above.intersection(shown)], language)
    return [
        as_kin(texts[key], generation, named, language) for key, generation in keys if key in texts
    ]


def as_kin(text: Text, generation: int, named: dict[int, Revision], language: str) -> Kin:
    from_ = text.adapted_from
    parent = named.get(from_.text_id) if from_ is not None and generation > 1 else None
    return Kin(text, generation, named.get(text.pk), kind_of(text).url(text, language), parent)
