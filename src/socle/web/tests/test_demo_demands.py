"""The demands of the demo campaign, as rows: what the files say, no more and no less."""

import re
from collections import Counter
from datetime import UTC, datetime

import pytest
from django.conf import settings as site
from django.db.models import Max

from socle.demands.actions.demo import load_demo_demands
from socle.demands.actions.memorandums import digest_of
from socle.demands.models import Adaptation, Demand, Memorandum, Offer, Provision, Release
from socle.demands.transfer.demo import read_campaign
from socle.groups.actions.demo import load_demo
from socle.groups.models import Group
from socle.groups.rules import may_speak_publicly
from socle.texts.models import Draft, Revision, Suggestion, Text, Update
from socle.texts.queries.merging import merge_words
from socle.texts.queries.revisions import latest, words_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("campaign")]

NOW = datetime(2026, 11, 20, 12, 30, tzinfo=UTC)
FOLDER = site.ROOT_DIR / "demo"


@pytest.fixture(scope="module")
def campaign(made_once):
    load_demo(folder=FOLDER, now=NOW)
    load_demo_demands(files=read_campaign(FOLDER), now=NOW)


def states(rows, name="state"):
    return dict(Counter(rows.values_list(name, flat=True)))


def test_two_memorandums_of_fourteen_demands_and_two_of_local_groups():
    carried = {
        latest(memorandum.text).title: (memorandum.status, memorandum.places.count())
        for memorandum in Memorandum.objects.all()
    }
    assert carried == {"Vivre mieux, ici": ("published", 8), "Dignité partout": ("open", 6)}
    assert (Demand.objects.count(), Provision.objects.count()) == (16, 75)
    carried = Demand.objects.filter(memorandums__isnull=False)
    levels = [each.provisions.values("level").distinct().count() for each in carried]
    assert set(levels) <= {3, 4, 5, 6}
    assert set(Group.objects.filter(texts__isnull=False).values_list("is_example", flat=True)) == {
        True
    }


def test_releases_are_those_of_the_files_with_their_digest_and_note():
    found = {
        (latest(each.memorandum.text).title, each.number, (NOW - each.at).days, bool(each.note))
        for each in Release.objects.all()
    }
    assert found == {
        ("Vivre mieux, ici", 1, 120, False),
        ("Vivre mieux, ici", 2, 60, True),
        ("Vivre mieux, ici", 3, 20, True),
        ("Dignité partout", 1, 120, False),
        ("Dignité partout", 2, 60, True),
    }
    for release in Release.objects.all():
        words = release.words.select_related("revision")
        assert release.digest == digest_of([each.revision.digest for each in words])


def test_translations_render_a_revision_of_the_language_the_text_is_written_in():
    assert states(Text.objects.filter(kind="demand"), "source_language") == {"fr": 16}
    languages = {demand: set() for demand in Demand.objects.all()}
    for demand, found in languages.items():
        found |= set(demand.text.revisions.values_list("language", flat=True))
    assert Counter(frozenset(found) for found in languages.values()) == {
        frozenset({"fr", "nl", "de", "en"}): 7,
        frozenset({"fr"}): 9,
    }
    rendered = Revision.objects.filter(text__kind__in=["demand", "provision"]).exclude(
        language="fr"
    )
    assert not rendered.filter(translates=None).exists()
    for revision in rendered.select_related("translates"):
        assert (revision.translates.text_id, revision.translates.language) == (
            revision.text_id,
            "fr",
        )


def test_what_is_asked_of_a_level_is_said_in_forty_to_a_hundred_and_twenty_words():
    """The decision, how anyone can tell, and projects, counted together, in every release."""
    released = Revision.objects.filter(text__kind="provision", released__isnull=False)
    for revision in released.distinct():
        parts = f"{revision.summary}\n{revision.body}\n{revision.more}".splitlines()
        said = " ".join(part for part in parts if not part.startswith("#"))
        assert 40 <= len(re.findall(r"[\w’'%-]+", said)) <= 120, revision.title


def test_digests_are_those_of_the_words():
    assert all(words_of(r).digest(r.language) == r.digest for r in Revision.objects.all())


def test_forty_five_local_wordings_in_thirty_groups_that_may_speak():
    assert states(Adaptation.objects, "status") == {"adopted": 36, "draft": 8, "withdrawn": 1}
    assert Group.objects.filter(texts__kind="adaptation").distinct().count() == 30
    adopted = Adaptation.objects.adopted()
    assert adopted.count() == 36
    assert {may_speak_publicly(each.text.owner) for each in adopted} == {True}
    assert adopted.filter(reworded=True).count() == 30
    assert Draft.objects.filter(text__kind="adaptation").count() == 8
    for each in Adaptation.objects.select_related("text__base"):
        assert each.text.base.text_id == each.provision.text_id
        own = latest(each.text)
        assert each.reworded == (own is not None and words_of(own) != words_of(each.text.base))


def test_updates_wait_were_taken_or_refused_and_two_of_those_that_wait_collide():
    assert states(Update.objects) == {"waiting": 15, "taken": 3, "kept": 2}
    waiting = Update.objects.filter(state="waiting")
    collide = waiting.filter(collisions__gt=0)
    assert list(collide.values_list("collisions", flat=True)) == [1, 1]
    organised = Group.objects.filter(
        memberships__user__email="organisatrice@example.org", memberships__role="organiser"
    )
    assert collide.filter(text__owner__in=organised).count() == 1
    for update in Update.objects.select_related("text__base", "revision"):
        # What was counted is what the page will show.
        if update.state == "waiting":
            merged = merge_words(
                words_of(update.text.base),
                words_of(latest(update.text)),
                words_of(update.revision),
                update.revision.language,
            )
            counted = (update.changes, update.collisions)
            assert counted == (merged.changes, len(merged.collisions))
        else:
            assert update.text.base == update.revision
    for taken in Update.objects.filter(state="taken").select_related("result"):
        assert (taken.result.took, taken.result.number) == (taken.revision, 2)
    assert not Update.objects.filter(state="kept", reason="").exists()


def test_nobody_who_measures_against_older_words_is_without_an_update():
    behind = {
        each.text_id
        for each in Adaptation.objects.exclude(status="withdrawn").select_related("text__base")
        if each.text.base.number
        < Revision.objects.filter(
            text=each.text.base.text_id, language=each.text.base.language
        ).aggregate(last=Max("number"))["last"]
    }
    assert behind == set(Update.objects.filter(state="waiting").values_list("text_id", flat=True))


def test_a_suggestion_in_each_state_and_what_was_amended_differs():
    assert states(Suggestion.objects) == {
        "unconfirmed": 2, "open": 2, "accepted": 1, "amended": 1, "declined": 2, "withdrawn": 2
    }  # fmt: skip
    accepted, amended = (Suggestion.objects.get(state=s) for s in ("accepted", "amended"))
    assert words_of(accepted.result) == words_of(accepted)
    assert words_of(amended.result) != words_of(amended)
    assert amended.result.body == amended.body.replace("toute l’année", "dès qu’il ne gèle plus")
    assert amended.result.credited == "Simon Delahaie"


def test_a_demand_was_born_in_mons_and_taken_others_wait_or_were_declined():
    assert states(Offer.objects) == {"taken": 1, "waiting": 1, "declined": 1}
    born = Demand.objects.filter(memorandums__isnull=False, born_in__isnull=False).get()
    assert (born.born_in.name, born.text.owner.name) == ("Mons", "Mons, côté jardin")
    assert born.offers.get().state == "taken"
    assert not Offer.objects.filter(state="declined", answer="").exists()


def test_nothing_is_dated_after_the_day_it_is_loaded():
    for rows, name in (
        (Revision, "published_at"),
        (Text, "created_at"),
        (Release, "at"),
        (Adaptation, "adopted_on"),
        (Update, "asked_at"),
        (Update, "told_at"),
        (Update, "answered_at"),
        (Suggestion, "made_at"),
        (Suggestion, "answered_at"),
        (Offer, "answered_at"),
        (Draft, "saved_at"),
    ):
        last = NOW.date() if name == "adopted_on" else NOW
        assert not rows.objects.filter(**{f"{name}__gt": last}).exists(), name
