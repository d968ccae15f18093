"""The cases of the demo campaign: loaded in a few queries, and taken away again."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from socle.foundation.actions.search import rebuild
from socle.foundation.actions.stamps import touch
from socle.groups.models import Group
from socle.library.models import Case, Change
from socle.library.queries.facts import Facts, facts_of
from socle.library.queries.told import Told
from socle.library.rules import CASE, CASES
from socle.territories.models import Area, Topic
from socle.texts.actions.loading import Latest, Said, begin_texts, publish_all, remove_texts
from socle.texts.models import Text


def load_demo_cases(*, files: Sequence[Told], now: datetime) -> int:
    """Load them unless they are there. How many were made."""
    coalition = Group.objects.filter(is_example=True, kind=Group.Kind.COALITION).first()
    if coalition is None or Case.objects.filter(text__owner__is_example=True).exists():
        return 0
    with transaction.atomic():
        cases = begin_cases(files, coalition, now)
        note_first_words(files, cases)
        show_demo_cases()
    return len(cases)


def begin_cases(files: Sequence[Told], owner: Group, now: datetime) -> dict[str, Case]:
    """By their keys, one by one: those that came after another need its key."""
    texts = {each.key: text_of(each, owner, now) for each in files}
    begin_texts(list(texts.values()))
    areas = {area.code: area for area in Area.objects.filter(code__in=[f.area for f in files])}
    topics = {topic.code: topic for topic in Topic.objects.all()}
    cases: dict[str, Case] = {}
    for each in files:
        text, facts = texts[each.key], facts_in(each, areas.get(each.area), cases.get(each.after))
        case = Case.objects.create(text=text, updated_at=text.updated_at, **facts.columns())
        case.topics.set(topics[code] for code in each.topics)
        cases[each.key] = case
    return cases


def text_of(told: Told, owner: Group, now: datetime) -> Text:
    at, language = now - timedelta(days=told.days), next(iter(told.words))
    return Text(owner=owner, kind=CASE, source_language=language, created_at=at, updated_at=at)


def facts_in(told: Told, area: Area | None, after: Case | None) -> Facts:
    return Facts(
        who=told.who,
        url=told.url,
        seen_on=told.seen_on,
        area=area,
        place=told.place,
        since=told.since,
        contact=told.contact,
        adapted_from=after,
    )


def note_first_words(files: Sequence[Told], cases: dict[str, Case]) -> None:
    """In the language each is written in, then what renders that."""
    latest: Latest = {}
    made: list[Any] = []
    for own in (True, False):
        said = []
        for each in files:
            case = cases[each.key]
            text, at = case.text, case.updated_at
            source = latest.get((text.pk, text.source_language))
            for language, words in each.words.items():
                if (language == text.source_language) is own:
                    translates = None if own else source
                    said.append(Said(text, language, words, at, translates=translates))
        made += publish_all(said, latest)
    by_text = {case.text_id: case for case in cases.values()}
    for revision in made:
        case = by_text[revision.text_id]
        facts = facts_of(case)
        change = Change.objects.create(
            case=case, revision=revision, at=revision.published_at, **facts.columns()
        )
        change.topics.set(facts.topics)


def remove_demo_cases(*, everything: bool = False) -> None:
    """Those of the invented coalition, with all that people tried on them; ``everything``: all."""
    cases = Case.objects.all() if everything else Case.objects.filter(text__owner__is_example=True)
    texts = list(cases.values_list("text", flat=True))
    cases.update(adapted_from=None)
    Change.objects.filter(case__in=cases).update(adapted_from=None)
    cases.delete()
    remove_texts(texts)


def show_demo_cases() -> None:
    """Last: search and kept pages know what came, or went."""
    rebuild(room="library", afresh=False)
    touch([CASES])
