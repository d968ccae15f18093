"""The demo campaign: one command, and there is a coalition to look at."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from socle.accounts.journal import JournalEntry
from socle.accounts.models import User
from socle.commitments.actions.demo import remove_demo_answers
from socle.demands.actions.adopting import take_over
from socle.demands.actions.demo import remove_demo_demands
from socle.demands.models import Demand, Provision
from socle.demands.tests.factories import demand_of
from socle.foundation.search import find
from socle.groups.actions.demo import remove_demo
from socle.groups.models import (
    Approach,
    Declaration,
    Group,
    GroupLink,
    JoinRequest,
    Membership,
    Stage,
)
from socle.groups.rules import may_speak_publicly
from socle.groups.tests.factories import GroupFactory, MembershipFactory, UserFactory
from socle.library.actions.demo import remove_demo_cases
from socle.territories.models import Area
from socle.territories.queries.areas import ancestors_of
from socle.texts.models import Picture, Revision

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("loaded")]

LOADED = "Demo campaign loaded: 51 groups, 6 cases, 16 demands, 198 lists, 854 answers"


def demo(**options) -> str:
    told = StringIO()
    call_command("demo", stdout=told, **options)
    return " ".join(told.getvalue().split())


@pytest.fixture(scope="module")
def loaded(made_once):
    """What the command told when it loaded the campaign these stories look at."""
    return demo()


def of(kind: str) -> int:
    return Group.objects.filter(kind=kind, is_example=True).count()


def test_it_is_one_campaign_of_invented_people(loaded):
    assert loaded == LOADED

    assert (of("coalition"), of("organisation"), of("local"), of("working")) == (1, 18, 30, 2)
    assert User.objects.filter(is_example=True).count() == 150
    assert set(User.objects.values_list("is_example", flat=True)) == {True}
    assert not User.objects.exclude(email__endswith="@example.org").exists()
    assert JournalEntry.objects.filter(verb="groups.demo.loaded").count() == 1


def test_local_groups_stand_in_communes_of_the_three_regions():
    communes = Area.objects.filter(groups__kind="local", level__code="commune", valid_to=None)
    regions = {
        area.code
        for commune in communes
        for area in ancestors_of(commune)
        if area.level.code == "region"
    }

    assert communes.count() == 30
    assert regions == {"02000", "03000", "04000"}


def test_every_stage_of_the_pipeline_has_an_organisation_and_only_members_are_public():
    assert set(Approach.objects.values_list("stage", flat=True)) == set(Stage.values)
    public = Group.objects.filter(kind="organisation").public()
    assert set(public.values_list("approach__stage", flat=True)) == {"member"}
    assert public.count() == GroupLink.objects.filter(part__kind="organisation").count() == 9


def test_every_group_that_is_public_has_an_organiser_and_some_may_speak_while_others_wait():
    public = Group.objects.public()
    organised = Membership.objects.filter(role="organiser").values_list("group_id", flat=True)

    assert set(public.values_list("pk", flat=True)) - set(organised) == set()
    spoken = {may_speak_publicly(group) for group in public.filter(kind="local")}
    assert spoken == {True, False}
    assert public.filter(welcomed_at=None, kind="local").count() == 3


def test_somebody_asks_to_join_and_some_have_declared():
    organiser = User.objects.get(email="organisatrice@example.org")
    hers = Group.objects.filter(memberships__user=organiser, memberships__role="organiser")

    waiting = JoinRequest.objects.filter(group__in=hers, outcome="waiting")
    assert waiting.count() == 2
    assert not waiting.filter(user__memberships__group__in=hers).exists()
    assert set(Declaration.objects.values_list("stands", "holds")) == {
        (False, False),
        (False, True),
    }


def test_again_nothing_is_doubled():
    assert demo() == "Demo campaign in place"
    assert of("local") == 30


def test_reset_removes_what_was_tried_and_loads_it_anew():
    revisions = Revision.objects.count()
    tried = Group.objects.filter(is_example=True).first()
    tried.name = "Tried"
    tried.save()
    Demand.objects.first().text.revisions.create(
        language="fr", number=9, title="Tried", digest="0" * 64, published_at=timezone.now()
    )

    assert demo(reset=True) == LOADED
    assert not Group.objects.filter(name="Tried").exists()
    assert not Revision.objects.filter(title="Tried").exists()
    assert Revision.objects.count() == revisions


@pytest.fixture
def tried():
    """The group of a visitor, its demand, its wording of a demand of the demo, a picture; and who
    runs the site."""
    now = timezone.now()
    zoe = UserFactory(name="Zoé", email="zoe@example.com")
    UserFactory(name="Root", email="root@example.com", is_staff=True, is_superuser=True)
    group = GroupFactory(name="Zoé et compagnie", areas=["92094"])
    MembershipFactory(user=zoe, group=group, role="organiser")
    demand_of(group, title="Des vélos")
    asked = Provision.objects.filter(demand__text__owner__is_example=True, level__code="commune")
    take_over(
        provision=asked.order_by("pk").first(), group=group, area=None, language="fr", by=zoe,
        now=now,
    )  # fmt: skip
    Picture.objects.create(
        owner=group, digest="0" * 64, width=1, height=1, content=b"", made_at=now, made_by=zoe
    )


def test_reset_says_what_visitors_made_and_removes_nothing(tried):
    with pytest.raises(CommandError) as told:
        demo(reset=True)
    assert str(told.value).splitlines() == [
        "Nothing was removed. Beside the demo campaign, this site holds what visitors made:",
        "  groups: 1 (Zoé et compagnie)",
        "  demands of these groups: 1",
        "  people, administrators aside: 1",
        "To remove all of it with the demo, and load the demo anew: "
        "socle demo --reset --everything",
    ]
    assert (of("local"), Demand.objects.count()) == (30, 17)


def test_everything_goes_when_it_is_asked_for_by_name(tried, settings):
    settings.SOCLE_DEMO = True
    told = demo(reset=True, everything=True)
    assert told == LOADED
    assert set(Group.objects.values_list("is_example", flat=True)) == {True}
    real = User.objects.filter(is_example=False).values_list("email", flat=True)
    assert list(real) == ["root@example.com"]
    assert (Demand.objects.count(), Picture.objects.count()) == (16, 0)
    assert find("compagnie", language="fr").hits == []


@pytest.mark.parametrize(
    ("is_demo", "reset", "why"),
    [
        (True, False, "--everything goes with --reset: see socle demo --help."),
        (False, True, "Nothing was removed. This site is not said to be a demo: "),
    ],
)
def test_everything_is_never_removed_by_mistake(tried, settings, is_demo, reset, why):
    settings.SOCLE_DEMO = is_demo
    with pytest.raises(CommandError) as told:
        demo(reset=reset, everything=True)
    assert str(told.value).startswith(why)
    assert Group.objects.filter(is_example=False).count() == 1


def test_nor_on_a_site_of_real_groups_alone(tried, settings):
    settings.SOCLE_DEMO = True
    remove_demo_answers()
    remove_demo_cases()
    remove_demo_demands()
    remove_demo()
    with pytest.raises(CommandError) as told:
        demo(reset=True, everything=True)
    assert str(told.value) == (
        "Nothing was removed. This site has groups of its own and no demo campaign."
    )
    assert [group.name for group in Group.objects.all()] == ["Zoé et compagnie"]


def test_the_codes_of_three_people_are_shown_where_the_site_is_a_demo(settings):
    settings.SOCLE_DEMO = True
    told = demo(codes=True)

    assert told.count("Sign in as") == 3
    for who in ("citizen: citoyenne@", "organiser: organisatrice@", "coordinator: coordinateur@"):
        assert told.count(f"Sign in as {who}example.org, code ") == 1


def test_where_the_site_is_no_demo_it_says_so_in_place_of_codes():
    told = demo(codes=True)

    assert "Sign in as" not in told
    assert told.endswith("Nobody invented signs in by a code here: set SOCLE_DEMO=1 to let them.")
