"""Rows as the actions leave them, without going through them: asks in English, of one contest."""

from datetime import timedelta

import factory

from socle.commitments.models import (
    Answer,
    Ask,
    AskWords,
    Invitation,
    Questionnaire,
)
from socle.demands.tests.factories import demand_of
from socle.elections.models import ElectoralList
from socle.elections.tests.factories import ContestFactory, ElectoralListFactory
from socle.groups.tests.factories import NOW, GroupFactory
from socle.texts.queries.revisions import latest

DIGEST = "0" * 64


class QuestionnaireFactory(factory.django.DjangoModelFactory):
    """Opened, with three weeks to answer."""

    class Meta:
        model = Questionnaire

    contest = factory.SubFactory(ContestFactory)
    deadline = NOW + timedelta(days=21)
    opened_at = NOW
    updated_at = NOW


class AskFactory(factory.django.DjangoModelFactory):
    """Frozen, in the words of a provision of its own."""

    class Meta:
        model = Ask
        skip_postgeneration_save = True

    questionnaire = factory.SubFactory(QuestionnaireFactory)
    asked_by = factory.SubFactory(GroupFactory)
    provision = factory.LazyAttributeSequence(
        lambda ask, n: demand_of(ask.asked_by, title=f"Demand {n}").provisions.get()
    )
    position = factory.Sequence(lambda n: n + 1)
    proposed_at = NOW
    frozen_at = NOW
    digest = DIGEST
    updated_at = NOW

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        """Frozen once it has its words, as the action does: the database takes none after."""
        kept = {name: kwargs.pop(name) for name in ("frozen_at", "digest")}
        ask = super()._create(model_class, *args, **kwargs)
        ask.to_freeze = kept
        return ask

    @factory.post_generation
    def words(self, create, title, **kwargs):
        revision = latest(self.provision.text)
        AskWords.objects.create(
            ask=self,
            language="en",
            title=title or revision.title,
            decision=revision.body,
            indicator=revision.summary,
            revision=revision,
        )
        for name, value in self.to_freeze.items():
            setattr(self, name, value)
        self.save()


def list_of(questionnaire: Questionnaire) -> ElectoralList:
    return ElectoralListFactory(contest=questionnaire.contest)


class InvitationFactory(factory.django.DjangoModelFactory):
    """Sent by e-mail to a list of the contest."""

    class Meta:
        model = Invitation

    questionnaire = factory.SubFactory(QuestionnaireFactory)
    list = factory.LazyAttribute(
        lambda row: ElectoralListFactory(contest=row.questionnaire.contest)
    )
    address = factory.Sequence(lambda n: f"list-{n}@example.org")
    address_source = "https://list.example/"
    language = "en"
    nonce = factory.Sequence(lambda n: f"{n:032x}")
    made_at = NOW
    sent_at = NOW
    expires_at = NOW + timedelta(days=23)


class AnswerFactory(factory.django.DjangoModelFactory):
    """Yes, by the link of the invitation; sealed."""

    class Meta:
        model = Answer

    ask = factory.SubFactory(AskFactory)
    list = factory.LazyAttribute(
        lambda row: ElectoralListFactory(contest=row.ask.questionnaire.contest)
    )
    stance = "yes"
    language = "en"
    via = "link"
    certainty = "published_address"
    received_at = NOW
    salt = "0" * 32
