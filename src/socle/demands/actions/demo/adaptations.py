"""What local groups of the demo took over, in their words, and what they make of what changed."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from socle.demands.actions.demo.shelf import Shelf
from socle.demands.models import Adaptation, Provision
from socle.demands.queries.manuscripts import Manuscript
from socle.demands.rules import ADAPTATION
from socle.texts.actions.loading import Said, begin_texts, publish_all
from socle.texts.models import Draft, Revision, Text, Update
from socle.texts.queries.merging import MergedWords, merge_words
from socle.texts.queries.revisions import words_of
from socle.texts.queries.words import FIELDS, Words

# Days after the original changed that groups took an update, or kept their words.
ANSWERED_AFTER = 6
PREPARED = 6


@dataclass
class Local:
    """One file, and the rows that come of it."""

    language: str
    found: Manuscript
    provision: Provision
    base: Revision
    text: Text
    adaptation: Adaptation

    @property
    def status(self) -> str:
        return self.found.fact("status")


class Adaptations:
    def __init__(self, shelf: Shelf) -> None:
        self.shelf = shelf
        self.own: dict[int, Revision] = {}

    def load(self, files: list[tuple[str, Manuscript]]) -> None:
        locals_ = [self.local(language, found) for language, found in files]
        begin_texts([each.text for each in locals_])
        self.publish_first(locals_)
        Draft.objects.bulk_create(
            self.draft(each) for each in locals_ if each.status == Adaptation.Status.DRAFT
        )
        Update.objects.bulk_create(
            update for each in locals_ if (update := self.update(each)) is not None
        )
        Text.objects.bulk_update([each.text for each in locals_], ["base", "withdrawn_at"])
        for each in locals_:
            own = self.own.get(each.text.pk)
            each.adaptation.reworded = own is not None and words_of(own) != words_of(
                each.text.base or each.base
            )
        Adaptation.objects.bulk_create(each.adaptation for each in locals_)

    def local(self, language: str, found: Manuscript) -> Local:
        """As it was begun, from the release it says."""
        shelf, group = self.shelf, self.shelf.groups[found.fact("group")]
        name = found.fact("demand")
        provision = shelf.provisions[name, found.fact("level"), found.fact("area")]
        release = shelf.editions[shelf.memorandum_of[name]][int(found.fact("from_release")) - 1]
        base = release.get((provision.text_id, language)) or release[provision.text_id, "fr"]
        days = found.fact("adopted_days")
        at = shelf.ago(int(days)) if days else shelf.ago(PREPARED)
        text = shelf.text(group, ADAPTATION, language, at)
        text.adapted_from = text.base = base
        adaptation = Adaptation(
            provision=provision,
            area=group.areas.order_by("pk").first(),
            text=text,
            status=found.fact("status"),
            adopted_on=at.date() if days else None,
            updated_at=at,
        )
        if adaptation.status == Adaptation.Status.WITHDRAWN:
            text.withdrawn_at = shelf.ago(25)
        return Local(language, found, provision, base, text, adaptation)

    def publish_first(self, locals_: list[Local]) -> None:
        self.publish(
            [
                self.said(each, each.found.words, each.text.created_at)
                for each in locals_
                if each.status != Adaptation.Status.DRAFT
            ]
        )

    def said(self, each: Local, words: Words, at: datetime, took: Revision | None = None) -> Said:
        by = self.shelf.organiser(each.text.owner)
        return Said(each.text, each.language, words, at, by, took=took)

    def publish(self, said: list[Said]) -> None:
        made = publish_all(said, self.shelf.latest)
        self.own.update({revision.text_id: revision for revision in made})

    def draft(self, each: Local) -> Draft:
        draft = Draft(
            text=each.text,
            language=each.language,
            saved_at=each.text.created_at,
            saved_by=self.shelf.organiser(each.text.owner),
        )
        for name in FIELDS:
            setattr(draft, name, getattr(each.found.words, name))
        return draft

    # --- what changed since ---

    def update(self, each: Local) -> Update | None:
        newest = self.shelf.latest.get((each.provision.text_id, each.base.language))
        if newest is None or newest.number <= each.base.number or each.text.withdrawn_at:
            return None
        merged = merge_words(words_of(each.base), each.found.words, words_of(newest), each.language)
        update = Update(
            text=each.text,
            revision=newest,
            measured_from=each.base,
            state=Update.State.WAITING,
            changes=merged.changes,
            collisions=len(merged.collisions),
            asked_at=newest.published_at,
            told_at=newest.published_at + timedelta(minutes=3),
        )
        self.answer(each, update, merged)
        return update

    def answer(self, each: Local, update: Update, merged: MergedWords) -> None:
        said = each.found.fact("update")
        if said not in {"taken", "refused"}:
            return
        update.answered_at = update.asked_at + timedelta(days=ANSWERED_AFTER)
        update.answered_by = self.shelf.organiser(each.text.owner)
        each.text.base = update.revision
        if said == "refused":
            update.state, update.reason = Update.State.KEPT, each.found.fact("reason")
            return
        words, at = merged.words(), update.answered_at
        self.publish([self.said(each, words, at, took=update.revision)])
        update.state, update.result = Update.State.TAKEN, self.own[each.text.pk]
