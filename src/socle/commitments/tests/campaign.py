"""A contest to come in Gembloux, a group that may ask there, and demands for it to choose among."""

from datetime import date, timedelta

from socle.demands.actions.adopting import adopt, take_over
from socle.demands.tests.factories import demand_of, memorandum_of
from socle.elections.tests.factories import ContestFactory, ElectionFactory
from socle.groups.models import CharterAcceptance
from socle.groups.tests.factories import NOW, TODAY, GroupFactory, MembershipFactory, UserFactory
from socle.territories.models import Area
from socle.texts.queries.revisions import words_of

GEMBLOUX, NAMUR = "92142", "92094"


def in_a_hundred_days():
    """Pages go by the clock of the machine."""
    return date.today() + timedelta(days=100)


def contest_in(code=GEMBLOUX):
    return ContestFactory(code=code, election=ElectionFactory(day=in_a_hundred_days()))


def may_ask(group):
    CharterAcceptance.objects.create(
        group=group, release=1, language="fr", digest="0" * 64, accepted_at=NOW
    )
    return group


def group_in(code=GEMBLOUX, name="Gembloux en transition"):
    return may_ask(GroupFactory(name=name, areas=[code]))


def organiser_of(group, name="Alice"):
    user = UserFactory(name=name)
    MembershipFactory(user=user, group=group, role="organiser")
    return user


def provision_of(title="Des bus le soir", **more):
    """Something a public demand of the coalition asks of communes."""
    demand = demand_of(title=title, **more)
    memorandum_of(demand, title=f"Avec {title}")
    return demand.provisions.first()


def own_wording(group, provision, code=GEMBLOUX, words=None):
    mine = take_over(
        provision=provision,
        group=group,
        area=Area.objects.get(code=code),
        language="fr",
        by=UserFactory(),
        now=NOW,
    )
    said = words or words_of(mine.text.drafts.get())
    return adopt(adaptation=mine, words=said, by=None, now=NOW, on=TODAY)
