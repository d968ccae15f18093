"""The cast: rows as the actions leave them, without going through them."""

from datetime import UTC, date, datetime

import factory

from socle.accounts.models import User
from socle.groups.models import Approach, Delegation, Group, GroupLink, Membership
from socle.groups.rules import sort_name
from socle.territories.models import Area

NOW = datetime(2026, 11, 20, 12, 30, tzinfo=UTC)
TODAY = date(2026, 11, 20)


class UserFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = User

    name = factory.Sequence(lambda n: f"Person {n}")
    email = factory.Sequence(lambda n: f"person{n}@example.org")
    last_login = NOW


class GroupFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Group
        skip_postgeneration_save = True

    kind = Group.Kind.LOCAL
    name = factory.Sequence(lambda n: f"Group {n}")
    sort_name = factory.LazyAttribute(lambda group: sort_name(group.name))
    created_at = updated_at = alive_at = public_since = welcomed_at = NOW

    @factory.post_generation
    def areas(self, create, codes, **kwargs):
        if codes:
            self.areas.set(Area.objects.filter(code__in=codes))


class MembershipFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Membership

    user = factory.SubFactory(UserFactory)
    group = factory.SubFactory(GroupFactory)
    role = Membership.Role.MEMBER
    since = date(2026, 1, 1)


class DelegationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Delegation

    user = factory.SubFactory(UserFactory)
    institution = factory.SubFactory(GroupFactory, kind=Group.Kind.ORGANISATION)
    since = date(2026, 1, 1)


class GroupLinkFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = GroupLink

    part = factory.SubFactory(GroupFactory, kind=Group.Kind.ORGANISATION)
    whole = factory.SubFactory(GroupFactory, kind=Group.Kind.COALITION)
    asked_at = NOW
    since = date(2026, 1, 1)


class ApproachFactory(factory.django.DjangoModelFactory):
    """An organisation that only coordinators see."""

    class Meta:
        model = Approach

    group = factory.SubFactory(
        GroupFactory, kind=Group.Kind.ORGANISATION, public_since=None, welcomed_at=None
    )
    contact_name = "Rachida Okafor"
    contact_email = factory.Sequence(lambda n: f"contact{n}@example.org")
    created_at = updated_at = NOW
