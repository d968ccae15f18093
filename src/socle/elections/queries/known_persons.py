"""Everybody who stands or sits somewhere, by what they are called: whom a row may be about."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from socle.elections.models import Candidacy, Contest, Identifier, Mandate, Person
from socle.elections.queries.contest_words import Parents, overlap
from socle.elections.queries.likeness import Likeness, likeness
from socle.territories.queries.places import country

CHUNK = 5000


@dataclass(slots=True, eq=False)
class Known:
    """A human on the site, or in a row of the file, whose ``key`` is then 0 until it is written.

    ``grounds``: for each place where they stand or sit, the areas whose people vote there.
    """

    key: int
    given: str
    family: str
    like: Likeness
    row: int = 0
    identifiers: dict[str, str] = field(default_factory=dict)
    grounds: list[tuple[int, ...]] = field(default_factory=list)

    @property
    def sign(self) -> str:
        """What answers that it is this one: ``R12``, of the file, or ``P12``, of the site."""
        return f"R{self.row}" if self.row else f"P{self.key}"

    def is_near(self, ground: tuple[int, ...], parents: Parents) -> bool:
        return any(ground == own or overlap(ground, own, parents) for own in self.grounds)

    def is_told_apart(self, scheme: str, value: str) -> bool:
        """The same source gives another identifier: then it is another human."""
        return bool(value) and self.identifiers.get(scheme, value) != value


class KnownPersons:
    """Read once for an import: a row into which others were merged stands for them."""

    def __init__(self) -> None:
        self.by_key: dict[int, Known] = {}
        self.by_identifier: dict[tuple[str, str], Known] = {}
        self.whole: dict[str, list[Known]] = defaultdict(list)
        self.halves: dict[str, list[Known]] = defaultdict(list)
        self.grounds: dict[int, tuple[int, ...]] = voters_of_contests()
        # Asked for each two of one name, the version of areas would be asked as often.
        self.parents: Parents = country().parents
        self.read_persons()
        self.read_identifiers()
        self.read_places()

    def read_persons(self) -> None:
        columns = ("pk", "given_name", "family_name", "merged_into")
        rows = Person.objects.order_by("merged_into", "pk").values_list(*columns)
        merged = []
        for key, given, family, into in rows.iterator(chunk_size=CHUNK):
            if into:
                merged.append((key, into, likeness(given, family)))
            else:
                self.add(Known(key, given, family, likeness(given, family)))
        for key, into, like in merged:
            # Found by the name it had, too.
            self.by_key[key] = self.by_key[into]
            self.index(self.by_key[into], like)

    def read_identifiers(self) -> None:
        rows = Identifier.objects.order_by().values_list("scheme", "value", "person")
        for scheme, value, key in rows.iterator(chunk_size=CHUNK):
            self.identify(self.by_key[key], scheme, value)

    def read_places(self) -> None:
        rows = Candidacy.objects.order_by().values_list("person", "contest")
        for key, contest in rows.iterator(chunk_size=CHUNK):
            self.by_key[key].grounds.append(self.grounds.get(contest, ()))
        alone = Mandate.objects.filter(candidacy=None).order_by()
        for key, area in alone.values_list("person", "area"):
            self.by_key[key].grounds.append((area,))

    # --- while a file is read ---

    def add(self, known: Known) -> None:
        if known.key:
            self.by_key[known.key] = known
        self.index(known, known.like)
        for scheme, value in known.identifiers.items():
            self.by_identifier[scheme, value] = known

    def index(self, known: Known, like: Likeness) -> None:
        self.whole[like.whole].append(known)
        if like.first:
            self.halves[like.first].append(known)

    def identify(self, known: Known, scheme: str, value: str) -> None:
        known.identifiers.setdefault(scheme, value)
        self.by_identifier[scheme, value] = known

    def alike(self, like: Likeness, ground: tuple[int, ...]) -> list[Known]:
        """Those near there whose name is the same, or one half of the double name of the other."""
        found = dict.fromkeys(self.met(like))
        return [known for known in found if known.is_near(ground, self.parents)]

    def met(self, like: Likeness) -> Iterator[Known]:
        yield from self.whole.get(like.whole, ())
        yield from self.halves.get(like.whole, ())
        if like.first:
            yield from self.whole.get(like.first, ())


def voters_of_contests() -> dict[int, tuple[int, ...]]:
    """The areas where the voters of each contest live, in order."""
    found: dict[int, list[int]] = defaultdict(list)
    rows: Iterable[tuple[int, int]] = Contest.areas.through.objects.order_by(
        "contest", "area"
    ).values_list("contest", "area")
    for contest, area in rows:
        found[contest].append(area)
    return {contest: tuple(areas) for contest, areas in found.items()}
