"""Which names may be one human's, however a source writes them."""

from dataclasses import dataclass

from socle.elections.rules import sort_name

# Written before a family name, after the given name or after all; together or apart.
WORDS = "aan d da de del della dem den der des di du het in l la le les op t ten ter"
PARTICLES = frozenset(f"{WORDS} van vom von zu zum zur".split())


@dataclass(frozen=True, slots=True)
class Likeness:
    """``whole``: what is the same for VAN DER BIEST, Vanderbiest and « Biest, Jan van der ».

    ``first``: the same with the first half of a double family name; "" for other names.
    """

    whole: str
    first: str = ""

    @property
    def keys(self) -> tuple[str, ...]:
        return (self.whole, self.first) if self.first else (self.whole,)

    def meets(self, other: "Likeness") -> bool:
        """The same name, or one half of the double name of the other."""
        return self.whole in other.keys or other.whole in self.keys


def likeness(given: str, family: str) -> Likeness:
    first_names = sort_name(given, "").split()
    names = sort_name("", family).split()
    while len(first_names) > 1 and first_names[-1] in PARTICLES:
        names.insert(0, first_names.pop())
    while len(names) > 1 and names[-1] in PARTICLES:
        names = in_front(names)
    own = [name for name in names if name not in PARTICLES]
    called = "".join(first_names)
    whole = f"{''.join(names)} {called}"
    if len(own) < 2 or not called:
        return Likeness(whole)
    until = names.index(own[0]) + 1
    return Likeness(whole, f"{''.join(names[:until])} {called}")


def in_front(names: list[str]) -> list[str]:
    """« biest van der » is « van der biest »."""
    at = len(names)
    while names[at - 1] in PARTICLES and at > 1:
        at -= 1
    return names[at:] + names[:at]
