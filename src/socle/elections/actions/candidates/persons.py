"""Who a row is about: the same identifier is the same human; the same name is a question."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from socle.elections.actions.candidates.lines import ANOTHER, Asked, CandidateLine, Question
from socle.elections.models import Contest, SameNameAnswer
from socle.elections.queries.known_persons import Known, KnownPersons
from socle.elections.queries.likeness import Likeness, likeness
from socle.elections.queries.persons import own_scheme
from socle.foundation.tables import RowRefused

# A human on a list, and their places on it: "position" and "substitute_position".
Stands = tuple[Known, dict[str, int | None]]


@dataclass(frozen=True, slots=True)
class NearBy:
    """What a row says of who it is about."""

    like: Likeness
    scheme: str
    value: str

    def may_be(self, known: Known) -> bool:
        return not known.is_told_apart(self.scheme, self.value)

    def on_list(self, line: CandidateLine, there: Iterable[Stands]) -> Known | None:
        """One name on one list is one human; where several have it, the one of that place."""
        same = [
            (known, places)
            for known, places in there
            if known.like.whole == self.like.whole and self.may_be(known)
        ]
        if len(same) > 1:
            place = line.values.get("position")
            same = [each for each in same if each[1][place_of(line)] == place]
        return same[0][0] if len(same) == 1 else None


def place_of(line: CandidateLine) -> str:
    """The column of a candidacy that the position of this row is in."""
    return "substitute_position" if line.values.get("substitute") else "position"


class NotSure(Exception):
    """Somebody has to say whether it is the same human."""

    def __init__(self, question: Question) -> None:
        self.question = question
        super().__init__(question.name)


class Recognising:
    """``answers``: what was said, for this file and at imports before it."""

    def __init__(self, asked: Asked) -> None:
        self.asked = asked
        self.known = KnownPersons()
        self.by_row: dict[int, Known] = {}
        rows = SameNameAnswer.objects.filter(contest__election=asked.election)
        self.before = {
            (contest, said): person
            for contest, said, person in rows.values_list("contest", "said_as", "person")
        }
        self.own = own_scheme()
        self.answered: dict[tuple[int, str], Known | None] = {}
        # What the rows that bring an identifier not known before bring.
        self.identified: dict[int, tuple[Known, str, str]] = {}

    def person_of(
        self, line: CandidateLine, contest: Contest, on_list: str, there: Iterable[Stands]
    ) -> Known:
        """``there``: who stands on that list. Raises NotSure, RowRefused."""
        scheme, value = self.identifier_of(line)
        like = likeness(line.values.get("given_name", ""), line.values["family_name"])
        said_as = "|".join([on_list, like.whole, value and f"{scheme}:{value}"])[:600]
        found = self.identified_as(scheme, value)
        if found is None and line.number in self.asked.answers:
            found = self.said(self.asked.answers[line.number], line)
            self.answered[contest.pk, said_as] = found
        elif found is None:
            near = NearBy(like, scheme, value)
            found = near.on_list(line, there) or self.alike(line, contest, near, said_as)
        found = found or self.new(line, like)
        self.settle(line, found, contest, scheme, value)
        return found

    def identified_as(self, scheme: str, value: str) -> Known | None:
        if scheme == self.own and value.isdecimal():
            return self.known.by_key.get(int(value))
        return self.known.by_identifier.get((scheme, value)) if value else None

    def identifier_of(self, line: CandidateLine) -> tuple[str, str]:
        """« wikidata:Q12 » says whose identifier it is; a bare one is the source's own."""
        words = line.values.get("person_id", "")
        scheme, colon, value = words.partition(":")
        if colon and scheme and value:
            return scheme[:60].casefold(), value
        return (self.asked.origin.scheme, words) if words else ("", "")

    def alike(
        self, line: CandidateLine, contest: Contest, near: NearBy, said_as: str
    ) -> Known | None:
        """None for a human nobody knows yet. Raises NotSure."""
        ground = self.known.grounds.get(contest.pk, ())
        found = [each for each in self.known.alike(near.like, ground) if near.may_be(each)]
        if not found:
            return None
        if (contest.pk, said_as) in self.before:
            return self.known.by_key.get(self.before[contest.pk, said_as] or 0)
        raise NotSure(Question(line.number, line.name, contest, said_as, tuple(found)))

    def said(self, words: str, line: CandidateLine) -> Known | None:
        if words == ANOTHER:
            return None
        key = int(words[1:]) if words[1:].isdecimal() else 0
        rows = self.by_row if words[0] == "R" else self.known.by_key
        if key not in rows:
            said = _("the answer “%(words)s” means nobody known here")
            raise RowRefused(said % {"words": words[:20]}, "family_name")
        return rows[key]

    def new(self, line: CandidateLine, like: Likeness) -> Known:
        made = Known(
            0,
            line.values.get("given_name", ""),
            line.values["family_name"],
            like,
            row=line.number,
        )
        self.known.add(made)
        return made

    def settle(
        self, line: CandidateLine, found: Known, contest: Contest, scheme: str, value: str
    ) -> None:
        self.by_row[line.number] = found
        is_new = value and self.identified_as(scheme, value) is None
        if is_new and scheme != self.own:
            self.known.identify(found, scheme, value)
            self.identified[line.number] = (found, scheme, value)
        ground = self.known.grounds.get(contest.pk, ())
        if ground not in found.grounds:
            found.grounds.append(ground)
