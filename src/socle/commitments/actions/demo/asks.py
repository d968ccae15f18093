"""What was asked in each contest, in the words that stood then, and by which rule of invitation."""

from collections import defaultdict
from datetime import datetime

from django.utils import timezone

from socle.commitments.actions.asking import digest_of
from socle.commitments.actions.demo.shelf import Row, Shelf, place_of
from socle.commitments.models import Ask, AskWords, InvitationRule, Questionnaire
from socle.commitments.queries.asking import text_of
from socle.commitments.queries.councils import asks_of_council
from socle.demands.models import Adaptation, Provision, ReleasedWords
from socle.texts.models import Revision

GRACE = 2
BATCH = 500


def load_asks(shelf: Shelf) -> None:
    there = set(Questionnaire.objects.values_list("contest", flat=True))
    for row in shelf.files.questionnaires:
        contest = shelf.contests[place_of(row)]
        if contest.pk not in there:
            shelf.questionnaires[place_of(row)] = questionnaire(shelf, row)
    Questionnaire.objects.bulk_create(shelf.questionnaires.values())
    load_rules(shelf)
    propose(shelf)
    freeze(shelf)


def questionnaire(shelf: Shelf, row: Row) -> Questionnaire:
    deadline, published = shelf.at(row["deadline"]), shelf.at(row["published"])
    if deadline is not None and deadline > shelf.now:
        deadline = last_minute(deadline)
    return Questionnaire(
        contest=shelf.contests[place_of(row)],
        deadline=deadline,
        grace_days=GRACE,
        opened_at=shelf.at(row["invited"]),
        # Moderators of the demo are written to no more than anybody else.
        readers_told_at=deadline,
        published_at=published,
        updated_at=published or shelf.moment(row["adopted"]),
    )


def last_minute(moment: datetime) -> datetime:
    """Of its day, as pages set a deadline."""
    return timezone.localtime(moment).replace(hour=23, minute=59, second=0, microsecond=0)


def load_rules(shelf: Shelf) -> None:
    """Adopted one evening, published two days later, before lists were known."""
    rules = []
    for row in shelf.files.questionnaires:
        held, group = shelf.questionnaire(row), shelf.groups[row["group"]]
        if held is None:
            continue
        at = shelf.moment(row["adopted"])
        rules.append(
            InvitationRule(
                questionnaire=held,
                group=group,
                kind=row["rule"],
                language=row["language"],
                words=row["words"],
                adopted_on=at.date(),
                published_at=at,
                published_by=shelf.organiser(group),
                lists_known=False,
            )
        )
    InvitationRule.objects.bulk_create(rules)


def propose(shelf: Shelf) -> None:
    asked = {place_of(row): row["asked"] for row in shelf.files.questionnaires}
    own = own_wordings()
    for row in shelf.files.asks:
        held, group = shelf.questionnaire(row), shelf.groups[row["group"]]
        provision = provision_for(shelf, row)
        if held is None or provision is None:
            continue
        at = shelf.moment(asked[place_of(row)])
        shelf.asks[place_of(row), row["position"]] = Ask(
            questionnaire=held,
            asked_by=group,
            provision=provision,
            adaptation=own.get((group.pk, provision.pk)) if row["own"] else None,
            position=int(row["position"]),
            proposed_at=at,
            proposed_by=shelf.organiser(group),
            updated_at=at,
        )
    Ask.objects.bulk_create(shelf.asks.values())


def provision_for(shelf: Shelf, row: Row) -> Provision | None:
    """What the demand asks of that council, before one that those it elects sit in; that of its
    own area before that of any."""
    contest = shelf.contests[place_of(row)]
    councils = shelf.councils_filled(contest)
    found = [
        each
        for each in shelf.provisions[row["demand"]]
        if any(asks_of_council(each, council) for council in councils)
    ]
    own = contest.body.level_id
    return max(found, key=lambda each: (each.level_id == own, bool(each.area_id)), default=None)


def own_wordings() -> dict[tuple[int, int], Adaptation]:
    rows = Adaptation.objects.adopted().filter(text__owner__is_example=True)
    return {(row.text.owner_id, row.provision_id): row for row in rows.select_related("text")}


def freeze(shelf: Shelf) -> None:
    """Those of contests whose lists were invited; elsewhere they are proposals yet."""
    asks = [ask for ask in shelf.asks.values() if ask.questionnaire.opened_at is not None]
    published, releases = revisions_of(asks), releases_of(asks)
    words = []
    for ask in asks:
        said = then(published[text_of(ask).pk], ask.proposed_at)
        words += [words_of_ask(ask, language, row) for language, row in sorted(said.items())]
        ask.frozen_at, ask.frozen_by = ask.proposed_at, ask.proposed_by
        ask.digest = digest_of(said)
        ask.release_id = release_by_then(ask, said, releases)
    # The words first: the database takes none once an ask is frozen.
    AskWords.objects.bulk_create(words, batch_size=BATCH)
    Ask.objects.bulk_update(asks, ["frozen_at", "frozen_by", "digest", "release"], batch_size=100)


def release_by_then(
    ask: Ask, said: dict[str, Revision], releases: dict[int | None, list[tuple[datetime, int]]]
) -> int | None:
    """As ``queries/releases.py`` finds it, of those made by that moment."""
    wanted = [ask.adaptation.text.base_id] if ask.adaptation else [row.pk for row in said.values()]
    made = [found for key in wanted for found in releases[key] if found[0] <= ask.proposed_at]
    return max(made)[1] if made else None


def words_of_ask(ask: Ask, language: str, revision: Revision) -> AskWords:
    return AskWords(
        ask=ask,
        language=language,
        title=revision.title,
        decision=revision.body,
        indicator=revision.summary,
        revision=revision,
    )


def revisions_of(asks: list[Ask]) -> dict[int, list[Revision]]:
    """By text, the first one first."""
    found: dict[int, list[Revision]] = defaultdict(list)
    rows = Revision.objects.filter(text__in={text_of(ask).pk for ask in asks})
    for row in rows.order_by("number"):
        found[row.text_id].append(row)
    return found


def then(revisions: list[Revision], at: datetime) -> dict[str, Revision]:
    """By language, the words that stood at that moment; the first there are, for one before them:
    the demo asks in 2018 what it writes since."""
    found: dict[str, Revision] = {}
    for row in revisions:
        if row.language not in found or row.published_at <= at:
            found[row.language] = row
    return found


def releases_of(asks: list[Ask]) -> dict[int | None, list[tuple[datetime, int]]]:
    """When which release was made with a revision, by its key."""
    found: dict[int | None, list[tuple[datetime, int]]] = defaultdict(list)
    rows = ReleasedWords.objects.filter(provision__in={ask.provision_id for ask in asks})
    for key, at, release in rows.values_list("revision", "release__at", "release"):
        found[key].append((at, release))
    return found
