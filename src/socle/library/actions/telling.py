"""Cases told and changed: published at once, each change kept."""

from datetime import datetime

from django.db import transaction

from socle.accounts.journal import record
from socle.accounts.models import User
from socle.groups.models import Group
from socle.library.actions.showing import note_change
from socle.library.models import Case
from socle.library.queries.facts import Facts, facts_of
from socle.library.rules import CASE
from socle.texts.actions.publishing import NothingNew, begin_text, hold_text, publish
from socle.texts.models import Revision
from socle.texts.queries.words import Words


class CaseToldAlready(Exception):
    """The same form was sent before; ``case`` is what it made."""

    def __init__(self, case: Case) -> None:
        self.case = case
        super().__init__(str(case))


class CaseChangedMeanwhile(Exception):
    """Somebody changed it since its form was opened."""


class NothingChanged(Exception):
    """Words and facts are what they were."""


def tell_case(
    *,
    owner: Group,
    language: str,
    words: Words,
    facts: Facts,
    by: User | None,
    now: datetime,
    pressed: str = "",
) -> Case:
    """Anyone reads it at once. ``pressed``: the secret of the form. Raises CaseToldAlready,
    GroupIsArchived."""
    with transaction.atomic():
        there = Case.objects.filter(pressed=pressed).first() if pressed else None
        if there is not None:
            raise CaseToldAlready(there)
        text = begin_text(owner=owner, kind=CASE, language=language, by=by, now=now)
        case = Case.objects.create(text=text, pressed=pressed, updated_at=now, **facts.columns())
        case.topics.set(facts.topics)
        record("library.case.told", now=now, by=by, target=case)
        publish(text=text, language=language, words=words, by=by, now=now)
    return case


def change_case(
    *,
    case: Case,
    language: str,
    words: Words,
    facts: Facts | None,
    note: str,
    seen: int,
    by: User,
    now: datetime,
    translates: Revision | None = None,
) -> Case:
    """Published at once. ``facts`` is None for a translation, which has none of its own; ``seen``
    the key of the last change when its form was opened. Raises CaseChangedMeanwhile,
    NothingChanged, TextIsWithdrawn, GroupIsArchived."""
    with transaction.atomic():
        text = hold_text(case.text)
        last = case.changes.first()
        if last is not None and last.pk != seen:
            raise CaseChangedMeanwhile
        changed = facts is not None and facts != facts_of(case)
        if facts is not None and changed:
            set_facts(case, facts)
        try:
            publish(
                text=text,
                language=language,
                words=words,
                by=by,
                now=now,
                note=note,
                translates=translates,
            )
        except NothingNew as told:
            if not changed:
                raise NothingChanged from None
            note_change(case, told.revision, note, by, now)
        record("library.case.changed", now=now, by=by, target=case, reason=note)
    return case


def set_facts(case: Case, facts: Facts) -> None:
    for name, value in facts.columns().items():
        setattr(case, name, value)
    case.save()
    case.topics.set(facts.topics)
