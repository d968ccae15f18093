"""Alice's group chooses what it asks the lists of Gembloux, and freezes its words for good."""

import hashlib
import json
from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from socle.accounts.models import JournalEntry
from socle.commitments.actions.asking import (
    AskedAlready,
    AskedMeanwhile,
    DoesNotFit,
    InvitationsAreOut,
    IsFrozen,
    NoReason,
    NothingNew,
    TooMany,
    freeze_asks,
    propose_ask,
    replace_ask,
    take_back_ask,
    withdraw_ask,
)
from socle.commitments.models import Ask, AskWords, Questionnaire
from socle.commitments.queries.asking import asks_of, choices_of, contests_to_ask
from socle.commitments.rules import MOST, Refusal, concerns, refusal_of
from socle.commitments.tests.campaign import (
    NAMUR,
    contest_in,
    group_in,
    organiser_of,
    own_wording,
    provision_of,
)
from socle.commitments.tests.rows import AnswerFactory, InvitationFactory
from socle.demands.actions.demanding import reword
from socle.demands.actions.memorandums import release_memorandum
from socle.demands.tests.factories import coalition
from socle.elections.tests.factories import ElectoralListFactory
from socle.foundation.models import OutgoingMail
from socle.groups.models import Declaration
from socle.groups.rules import who
from socle.groups.tests.factories import NOW, TODAY, GroupFactory, UserFactory
from socle.texts.queries.words import Words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("belgium")]
LATER = NOW + timedelta(days=1)


@pytest.fixture
def contest():
    return contest_in()


@pytest.fixture
def gembloux():
    return group_in()


@pytest.fixture
def alice(gembloux):
    return organiser_of(gembloux)


def propose(contest, group, provision=None, by=None, **more):
    provision = provision or provision_of()
    return propose_ask(contest=contest, group=group, provision=provision, by=by, now=NOW, **more)


def freeze(contest, group, by=None, now=NOW):
    asks = asks_of(contest.questionnaire)
    return freeze_asks(
        questionnaire=contest.questionnaire,
        group=group,
        seen=[line.ask.pk for line in asks.lines],
        by=by,
        now=now,
    )


def titles(contest):
    found = asks_of(Questionnaire.objects.get(contest=contest))
    return [(line.words.title, line.ask.asked_by.name, line.is_frozen) for line in found.lines]


class TestWhatMayBeAsked:
    def test_its_own_wordings_come_first_then_what_public_demands_ask_of_that_council(
        self, contest, gembloux
    ):
        plain = provision_of("Des bus")
        taken = provision_of("Des vélos")
        provision_of("Des trains", levels=["region"])
        mine = own_wording(gembloux, taken, words=Words.of("À vélo", "On compte.", "Des pistes."))
        own_wording(group_in(name="Others"), provision_of("Des arbres"))
        found = choices_of(gembloux, contest, asks_of(None))
        assert [(each.words.title, each.adaptation) for each in found[:2]] == [
            ("À vélo", mine),
            (plain.text.revisions.get().title, None),
        ]
        assert len(found) == 3

    def test_what_is_asked_there_already_is_no_choice(self, contest, gembloux):
        provision = provision_of()
        propose(contest, gembloux, provision)
        assert choices_of(gembloux, contest, asks_of(contest.questionnaire)) == []

    def test_of_another_level_or_withdrawn_it_does_not_fit(self, contest, gembloux):
        with pytest.raises(DoesNotFit):
            propose(contest, gembloux, provision_of(levels=["region"]))
        gone = provision_of("Gone")
        gone.withdrawn_at = NOW
        gone.save()
        with pytest.raises(DoesNotFit):
            propose(contest, gembloux, gone)

    def test_a_group_asks_where_its_people_vote_and_the_coalition_everywhere(
        self, contest, gembloux
    ):
        namur = contest_in(NAMUR)
        assert concerns(gembloux, contest)
        assert not concerns(gembloux, namur)
        assert concerns(coalition(), namur)
        assert contests_to_ask(gembloux, day=TODAY) == [contest]


class TestWhoMayAsk:
    def test_a_group_that_is_not_welcomed_gathers_first(self, contest):
        new = GroupFactory(areas=["92142"])
        asked = refusal_of(who(organiser_of(new), day=TODAY), new, contest, day=TODAY)
        assert asked == Refusal.NOT_WELCOMED

    def test_who_stands_steps_aside_and_another_organiser_goes_on(self, contest, gembloux, alice):
        bob = organiser_of(gembloux, "Bob")
        Declaration.objects.create(
            user=alice,
            stands=True,
            holds=False,
            area=contest.area,
            body=contest.body,
            made_at=NOW,
        )
        refused = [
            refusal_of(who(person, day=TODAY), gembloux, contest, day=TODAY)
            for person in (alice, bob)
        ]
        assert refused == [Refusal.STANDS, None]

    def test_after_the_vote_nothing_more_is_asked(self, contest, gembloux, alice):
        day = contest.election.day + timedelta(days=1)
        assert refusal_of(who(alice, day=day), gembloux, contest, day=day) == Refusal.VOTED


class TestProposing:
    def test_all_who_ask_in_the_contest_see_it(self, contest, gembloux, alice):
        propose(contest, gembloux, provision_of("Des bus"), by=alice)
        propose(contest, coalition(), provision_of("Des arbres"))
        assert [(by, frozen) for _title, by, frozen in titles(contest)] == [
            ("Gembloux en transition", False),
            ("Terres d’accord", False),
        ]

    def test_the_same_thing_is_asked_once_whoever_asks(self, contest, gembloux):
        provision = provision_of()
        propose(contest, gembloux, provision)
        with pytest.raises(AskedAlready):
            propose(contest, coalition(), provision)

    def test_ten_are_the_most_of_all_groups_together(self, contest, gembloux):
        for number in range(MOST):
            propose(contest, gembloux, provision_of(f"Demand {number}"))
        with pytest.raises(TooMany):
            propose(contest, coalition(), provision_of("One more"))

    def test_it_is_taken_back_without_a_trace_but_in_the_journal(self, contest, gembloux, alice):
        ask = propose(contest, gembloux, by=alice)
        take_back_ask(ask=ask, by=alice, now=LATER)
        take_back_ask(ask=ask, by=alice, now=LATER)
        assert titles(contest) == []
        verbs = JournalEntry.objects.filter(verb__startswith="commitments.").order_by("pk")
        assert list(verbs.values_list("verb", flat=True)) == [
            "commitments.ask.proposed",
            "commitments.ask.taken_back",
        ]

    def test_once_lists_are_invited_nothing_is_added(self, contest, gembloux):
        provision, other = provision_of("Des bus"), provision_of("Des arbres")
        propose(contest, gembloux, provision)
        Questionnaire.objects.update(opened_at=NOW, deadline=LATER)
        with pytest.raises(InvitationsAreOut):
            propose(contest, gembloux, other)


class TestFreezing:
    def test_the_words_stand_in_each_language_under_their_digest(self, contest, gembloux, alice):
        provision = provision_of()
        for language, word in [("nl", "Bussen"), ("de", "Busse")]:
            reword(
                provision=provision,
                language=language,
                words=Words.of(word, f"{word}?", f"{word}!"),
                by=None,
                now=NOW,
            )
        propose(contest, gembloux, provision, by=alice)
        [ask] = freeze(contest, gembloux, alice)
        words = list(ask.words.values("language", "title", "decision", "indicator"))
        assert [row["language"] for row in words] == ["de", "fr", "nl"]
        assert words[2] == {
            "language": "nl",
            "title": "Bussen",
            "decision": "Bussen!",
            "indicator": "Bussen?",
        }
        by_language = {row.pop("language"): row for row in words}
        written = json.dumps(by_language, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        assert ask.digest == hashlib.sha256(written.encode()).hexdigest()
        assert (ask.frozen_by, ask.frozen_at) == (alice, NOW)

    def test_the_release_that_holds_those_words_is_kept(self, contest, gembloux):
        provision = provision_of()
        memorandum = provision.demand.memorandums.get()
        release = release_memorandum(memorandum=memorandum, by=None, now=NOW)
        propose(contest, gembloux, provision)
        assert [ask.release for ask in freeze(contest, gembloux)] == [release]

    def test_who_did_not_see_what_another_group_proposed_reads_again(self, contest, gembloux):
        mine = propose(contest, gembloux, provision_of("Des bus"))
        propose(contest, coalition(), provision_of("Des arbres"))
        with pytest.raises(AskedMeanwhile):
            freeze_asks(
                questionnaire=contest.questionnaire,
                group=gembloux,
                seen=[mine.pk],
                by=None,
                now=NOW,
            )
        assert not Ask.objects.frozen().exists()

    def test_each_group_freezes_its_own(self, contest, gembloux):
        propose(contest, gembloux, provision_of("Des bus"))
        propose(contest, coalition(), provision_of("Des arbres"))
        freeze(contest, gembloux)
        assert [frozen for _title, _by, frozen in titles(contest)] == [True, False]
        assert freeze(contest, gembloux) == []

    def test_frozen_it_is_not_taken_back(self, contest, gembloux, alice):
        ask = propose(contest, gembloux)
        freeze(contest, gembloux)
        with pytest.raises(IsFrozen):
            take_back_ask(ask=ask, by=alice, now=LATER)

    def test_the_original_moves_on_and_the_frozen_words_stay(self, contest, gembloux):
        provision = provision_of()
        propose(contest, gembloux, provision)
        freeze(contest, gembloux)
        before = titles(contest)
        other = Words.of("Un tram", "On compte.", "Un tram.")
        reword(provision=provision, language="fr", words=other, by=None, now=LATER)
        assert titles(contest) == before


CHANGES = {
    "a word changed": lambda ask: ask.words.update(title="Other"),
    "a language removed": lambda ask: ask.words.all().delete(),
    "a language added": lambda ask: AskWords.objects.create(
        ask=ask, language="en", title="X", decision="X", revision=ask.words.first().revision
    ),
    "the digest changed": lambda ask: Ask.objects.filter(pk=ask.pk).update(digest="1" * 64),
    "thawed": lambda ask: Ask.objects.filter(pk=ask.pk).update(frozen_at=None, digest=""),
    "frozen on another day": lambda ask: Ask.objects.filter(pk=ask.pk).update(frozen_at=LATER),
    "removed": lambda ask: Ask.objects.filter(pk=ask.pk)._raw_delete("default"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_the_database_itself_refuses_to_touch_what_is_frozen(contest, gembloux, change):
    ask = propose(contest, gembloux)
    freeze(contest, gembloux)
    with pytest.raises(DatabaseError, match="never change"), transaction.atomic():
        CHANGES[change](ask)


def test_what_is_only_proposed_may_still_be_changed(contest, gembloux):
    ask = propose(contest, gembloux)
    Ask.objects.filter(pk=ask.pk).update(position=7)
    Ask.objects.filter(pk=ask.pk).delete()
    assert not Ask.objects.exists()


class TestOtherWords:
    def reworded(self, provision):
        other = Words.of("Un tram", "On compte.", "Un tram.")
        reword(provision=provision, language="fr", words=other, by=None, now=LATER)

    def test_it_is_another_ask_that_says_what_it_replaces(self, contest, gembloux, alice):
        provision = provision_of()
        ask = propose(contest, gembloux, provision)
        freeze(contest, gembloux)
        self.reworded(provision)
        later = replace_ask(ask=ask, by=alice, now=LATER)
        assert (later.replaces, later.position) == (ask, ask.position)
        assert [title for title, _by, _frozen in titles(contest)] == ["Un tram"]

    def test_it_is_another_ask_and_who_had_answered_is_told(self, contest, gembloux, alice):
        provision = provision_of()
        ask = propose(contest, gembloux, provision)
        freeze(contest, gembloux)
        ask.refresh_from_db()
        told = InvitationFactory(
            questionnaire=contest.questionnaire,
            list=ElectoralListFactory(contest=contest),
            language="nl",
        )
        InvitationFactory(questionnaire=contest.questionnaire)
        AnswerFactory(ask=ask, list=told.list, invitation=told)
        self.reworded(provision)
        later = replace_ask(ask=ask, by=alice, now=LATER)
        assert (later.replaces, later.position) == (ask, ask.position)
        assert [title for title, _by, _frozen in titles(contest)] == ["Un tram"]
        mail = OutgoingMail.objects.get()
        assert (mail.to, mail.language) == (told.address, "nl")
        assert "Un tram" in mail.text
        assert ask.words.get().title in mail.text

    def test_the_same_words_are_no_other_ask(self, contest, gembloux, alice):
        ask = propose(contest, gembloux)
        freeze(contest, gembloux)
        with pytest.raises(NothingNew):
            replace_ask(ask=ask, by=alice, now=LATER)

    def test_what_was_replaced_is_not_replaced_twice(self, contest, gembloux, alice):
        provision = provision_of()
        ask = propose(contest, gembloux, provision)
        freeze(contest, gembloux)
        self.reworded(provision)
        replace_ask(ask=ask, by=alice, now=LATER)
        with pytest.raises(AskedAlready):
            replace_ask(ask=ask, by=alice, now=LATER)

    def test_it_is_withdrawn_with_a_reason_and_stays_readable(self, contest, gembloux):
        bob = UserFactory()
        ask = propose(contest, gembloux)
        freeze(contest, gembloux)
        with pytest.raises(NoReason):
            withdraw_ask(ask=ask, why=" ", by=bob, now=LATER)
        withdraw_ask(ask=ask, why="Voted last week.", by=bob, now=LATER)
        assert titles(contest) == []
        assert ask.words.count() == 1


@pytest.mark.parametrize("count", [1, 10])
def test_ten_asks_cost_as_many_queries_as_one(contest, gembloux, count, django_assert_num_queries):
    for number in range(count):
        propose(contest, gembloux, provision_of(f"Demand {number}"))
        if number == 0:
            freeze(contest, gembloux)
    questionnaire = Questionnaire.objects.get(contest=contest)
    with django_assert_num_queries(2 if count == 1 else 3):
        assert len(asks_of(questionnaire).lines) == count
