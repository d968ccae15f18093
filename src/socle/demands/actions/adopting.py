"""A local group takes a provision over, rewords it, adopts it, withdraws it."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext, override

from socle.accounts.journal import record
from socle.accounts.models import User
from socle.demands.actions.finding import find_adaptations
from socle.demands.actions.telling import tell_groups_that_followed
from socle.demands.models import Adaptation, Provision
from socle.demands.queries.taking_over import original_of, stands_where
from socle.demands.rules import ADAPTATION, ADAPTATIONS
from socle.foundation.actions.stamps import touch
from socle.foundation.templatetags.days import day_in_words
from socle.groups.actions.living import hold
from socle.groups.models import Group
from socle.groups.rules import may_speak_publicly
from socle.territories.models import Area
from socle.texts.actions.adapting import adapt
from socle.texts.actions.drafting import NoNote, NotReady, save_draft
from socle.texts.actions.following import bring_up_to_date
from socle.texts.actions.publishing import NothingNew, publish, withdraw_text
from socle.texts.models import Revision
from socle.texts.queries.checking import faults_of
from socle.texts.queries.revisions import latest, words_of
from socle.texts.queries.words import Words


class NothingPublished(Exception):
    """What is asked was not published yet: there are no words to take over."""


class ProvisionIsWithdrawn(Exception):
    """The demand, or what it asks of this level, no longer stands."""


class AskedElsewhere(Exception):
    """It is asked of an area in which the group does not stand."""


class TakenOverAlready(Exception):
    """The group has this provision; ``adaptation`` is it."""

    def __init__(self, adaptation: Adaptation) -> None:
        self.adaptation = adaptation
        super().__init__(str(adaptation))


class MayNotAdoptYet(Exception):
    """The group has not been welcomed, or has not accepted the charter."""


def stands(provision: Provision) -> bool:
    """As it is now, in the transaction that relies on it."""
    return Provision.objects.standing().filter(pk=provision.pk).exists()


def take_over(
    *,
    provision: Provision,
    group: Group,
    area: Area | None,
    language: str,
    by: User,
    now: datetime,
    made_from: Revision | None = None,
) -> Adaptation:
    """The group's own wording, as a draft with the words of ``made_from``: a revision of the
    provision, or of what another group made of it; without one, the last of the provision in
    ``language``, else in its own.

    Raises ProvisionIsWithdrawn, AskedElsewhere, NothingPublished, TakenOverAlready,
    TextIsWithdrawn (the other group's), GroupIsArchived.
    """
    with transaction.atomic():
        held = hold(group)
        if not stands(provision):
            raise ProvisionIsWithdrawn
        mine = Adaptation.objects.filter(provision=provision, text__owner=held)
        there = mine.exclude(status=Adaptation.Status.WITHDRAWN).first()
        if there is not None:
            raise TakenOverAlready(there)
        if not stands_where(provision, held, timezone.localdate(now)):
            raise AskedElsewhere
        revision = made_from or original_of(provision, language)
        if revision is None:
            raise NothingPublished
        text = adapt(revision=revision, owner=held, kind=ADAPTATION, by=by, now=now)
        # It may have been published again since the page was opened.
        bring_up_to_date(text, now=now)
        adaptation = Adaptation.objects.create(
            provision=provision, area=area, text=text, updated_at=now
        )
        record("demands.adaptation.begun", now=now, by=by, target=adaptation)
    return adaptation


def prepare(
    *,
    provision: Provision,
    group: Group,
    area: Area | None,
    language: str,
    words: Words,
    seen: int,
    by: User,
    now: datetime,
    made_from: Revision | None = None,
) -> Adaptation:
    """The group's words, kept as a draft; the first time, the group takes the provision over.

    ``seen`` is the version of the draft when it was opened, 0 for none. Raises
    DraftChangedMeanwhile, ProvisionIsWithdrawn, NothingPublished, TextIsWithdrawn, GroupIsArchived.
    """
    with transaction.atomic():
        try:
            mine = take_over(
                provision=provision, group=group, area=area, language=language, by=by, now=now,
                made_from=made_from,
            )  # fmt: skip
            seen = 1
        except TakenOverAlready as told:
            mine = told.adaptation
        save_draft(
            text=mine.text,
            language=mine.text.source_language,
            words=words,
            seen=seen,
            by=by,
            now=now,
        )
    return mine


def adopt_draft(
    *, adaptation: Adaptation, by: User | None, now: datetime, on: date, note: str = ""
) -> Adaptation:
    """The group adopts what it prepared. Pressed twice, it is adopted once. Other words than those
    it adopted before come with a ``note``. Raises NotReady, NoNote, and as ``adopt``."""
    text = adaptation.text
    draft = text.drafts.filter(language=text.source_language).first()
    if draft is None:
        return adaptation
    words, last = words_of(draft), latest(text)
    if faults := faults_of(text, words):
        raise NotReady(faults)
    if last is not None and words_of(last) != words and not note.strip():
        raise NoNote
    note = note or adopted_again(adaptation)
    return adopt(adaptation=adaptation, words=words, by=by, now=now, on=on, note=note)


def adopted_again(adaptation: Adaptation) -> str:
    """What the history says where the group comes back to what it had withdrawn, in the language
    of its words; else nothing."""
    text = adaptation.text
    before = adaptation.provision.adaptations.filter(
        text__owner=text.owner_id, status=Adaptation.Status.WITHDRAWN, adopted_on__isnull=False
    )
    last = before.exclude(pk=adaptation.pk).order_by("-updated_at", "-pk").first()
    if last is None:
        return ""
    with override(text.source_language):
        words = gettext("Adopted again. The group had withdrawn it on %(day)s.")
        return words % {"day": day_in_words(timezone.localdate(last.updated_at))}


def adopt(
    *,
    adaptation: Adaptation,
    words: Words,
    by: User | None,
    now: datetime,
    on: date,
    note: str = "",
    took: Revision | None = None,
) -> Adaptation:
    """The group adopts these words: they are published as its own. Adopted again with other
    words, it is another revision. Raises MayNotAdoptYet, ProvisionIsWithdrawn, and as ``publish``
    but NothingNew."""
    with transaction.atomic():
        held = Adaptation.objects.select_for_update(of=("self",)).get(pk=adaptation.pk)
        if held.status != Adaptation.Status.ADOPTED and not stands(held.provision):
            raise ProvisionIsWithdrawn
        if not may_speak_publicly(held.text.owner):
            raise MayNotAdoptYet
        language = held.text.source_language
        try:
            publish(
                text=held.text, language=language, words=words, by=by, note=note, took=took, now=now
            )
        except NothingNew:
            if held.status == Adaptation.Status.ADOPTED:
                return held
        held.status = Adaptation.Status.ADOPTED
        held.adopted_on = held.adopted_on or on
        held.updated_at = now
        held.save(update_fields=["status", "adopted_on", "updated_at"])
        record("demands.adaptation.adopted", now=now, by=by, target=held)
        find_adaptations(Adaptation.objects.filter(pk=held.pk))
        touch([ADAPTATIONS])
    return held


def note_rewording(adaptation: Adaptation) -> None:
    """Whether its last published words are those of the original it is measured against.

    Called whenever a revision of it is published, so that the count on pages is that of the rows.
    """
    own, base = latest(adaptation.text), adaptation.text.base
    reworded = own is not None and base is not None and words_of(own) != words_of(base)
    Adaptation.objects.filter(pk=adaptation.pk).update(reworded=reworded)


def withdraw_adaptation(
    *, adaptation: Adaptation, by: User | None, now: datetime, reason: str = ""
) -> None:
    """The group no longer stands by it; its words stay on record, inside the group. Where anyone
    could read it, its page says why."""
    with transaction.atomic():
        mine = Adaptation.objects.filter(pk=adaptation.pk)
        why = reason.strip()[:500]
        withdrawn = {"status": "withdrawn", "withdrawn_why": why, "updated_at": now}
        if mine.exclude(status="withdrawn").update(**withdrawn):
            withdraw_text(text=adaptation.text, by=by, now=now, reason=reason)
            record(
                "demands.adaptation.withdrawn",
                now=now, by=by, target=adaptation, reason=why,
            )  # fmt: skip
            tell_groups_that_followed(adaptation, now=now, why=why)
            find_adaptations(mine)
            touch([ADAPTATIONS])
