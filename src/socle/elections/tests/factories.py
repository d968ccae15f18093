"""Rows as the actions leave them, without going through them. Areas and bodies are Belgium's."""

from datetime import date

import factory

from socle.elections.models import (
    Candidacy,
    Contest,
    Election,
    ElectoralList,
    Majority,
    Mandate,
    Party,
    Person,
)
from socle.elections.rules import sort_name
from socle.groups.tests.factories import NOW
from socle.territories.models import Area, Body

NAMUR = "92094"
SOURCE = "Poster of the commune"


class Sourced(factory.django.DjangoModelFactory):
    class Meta:
        abstract = True

    source_title = SOURCE


class ElectionFactory(Sourced):
    """Coming, and open."""

    class Meta:
        model = Election

    slug = factory.Sequence(lambda n: f"vote-{n}")
    day = date(2027, 3, 14)
    opens_on = date(2026, 9, 1)
    name = "Élection inventée"
    name_en = "Invented election"


class ContestFactory(Sourced):
    """The communal council of one commune, Namur if none is said: ``ContestFactory(code="…")``."""

    class Meta:
        model = Contest
        skip_postgeneration_save = True

    election = factory.SubFactory(ElectionFactory)
    code = NAMUR
    body = factory.LazyFunction(lambda: Body.objects.get(code="communal-council-wal"))
    area = factory.LazyAttribute(lambda contest: Area.objects.get(code=contest.code))

    @factory.post_generation
    def areas(self, create, codes, **kwargs):
        self.areas.set(Area.objects.filter(code__in=codes) if codes else [self.area])


class PartyFactory(Sourced):
    class Meta:
        model = Party

    name = factory.Sequence(lambda n: f"Party {n}")
    updated_at = NOW


class ElectoralListFactory(Sourced):
    class Meta:
        model = ElectoralList

    contest = factory.SubFactory(ContestFactory)
    number = factory.Sequence(lambda n: n + 1)
    name = factory.Sequence(lambda n: f"List {n}")
    updated_at = NOW


class PersonFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Person

    given_name = "Zoé"
    family_name = factory.Sequence(lambda n: f"Van der Exemple {n}")
    sort_name = factory.LazyAttribute(lambda p: sort_name(p.given_name, p.family_name))
    updated_at = NOW


class CandidacyFactory(Sourced):
    class Meta:
        model = Candidacy

    list = factory.SubFactory(ElectoralListFactory)
    contest = factory.SelfAttribute("list.contest")
    person = factory.SubFactory(PersonFactory)
    position = factory.Sequence(lambda n: n + 1)
    updated_at = NOW


class MandateFactory(Sourced):
    """A seat in the communal council of Namur."""

    class Meta:
        model = Mandate

    person = factory.SubFactory(PersonFactory)
    body = factory.LazyFunction(lambda: Body.objects.get(code="communal-council-wal"))
    area = factory.LazyFunction(lambda: Area.objects.get(code=NAMUR))
    valid_from = date(2024, 12, 2)
    updated_at = NOW


class MajorityFactory(Sourced):
    class Meta:
        model = Majority

    body = factory.LazyFunction(lambda: Body.objects.get(code="communal-council-wal"))
    area = factory.LazyFunction(lambda: Area.objects.get(code=NAMUR))
    valid_from = date(2024, 12, 2)
    updated_at = NOW
