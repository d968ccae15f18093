"""A person is erased from everything: nothing anywhere says their name or address any more."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.db import connection, models, transaction
from django.utils.translation import override

from socle.accounts.actions.consents import give_consent
from socle.accounts.actions.erasing import ask_for_erasure, erase_person
from socle.accounts.actions.exporting import ask_for_copy, make_copy, rows_of, zip_of
from socle.accounts.journal import record
from socle.accounts.models import Subscription, User
from socle.accounts.personal import TABLES, everything_held, to_settle_first
from socle.accounts.purposes import NAME_PUBLIC
from socle.foundation.actions.mail import send_due
from socle.foundation.actions.stamps import touch
from socle.foundation.models import OutgoingMail
from socle.groups.actions.retention import forget_old_doors
from socle.groups.actions.telling import tell
from socle.groups.actions.uploads import keep_upload
from socle.groups.models import (
    CharterAcceptance,
    Declaration,
    Group,
    Invitation,
    JoinRequest,
    Membership,
    StageChange,
)
from socle.groups.queries.people import name_of
from socle.groups.rules import GROUPS
from socle.groups.tests.factories import (
    NOW,
    TODAY,
    ApproachFactory,
    DelegationFactory,
    GroupFactory,
    MembershipFactory,
    UserFactory,
)

ORGANISER = Membership.Role.ORGANISER
NAME, ADDRESS = "Zénobie Vandenplas", "Zenobie.Vandenplas@example.org"


@pytest.fixture
def coordinator(db):
    coalition = GroupFactory(kind=Group.Kind.COALITION, name="Ensemble")
    return MembershipFactory(group=coalition, role=ORGANISER).user


@pytest.fixture
def zenobie(coordinator):
    """Someone who left a trace in every table there is."""
    user = UserFactory(name=NAME, email=ADDRESS.lower())
    group = GroupFactory(name="Gembloux", created_by=user, contact_email=ADDRESS)
    MembershipFactory(user=user, group=group, role=ORGANISER)
    DelegationFactory(user=user)
    Declaration.objects.create(user=user, stands=False, holds=False, made_at=NOW)
    JoinRequest.objects.create(user=user, group=GroupFactory(), words=NAME, made_at=NOW)
    for email, by in ((ADDRESS, coordinator), ("bob@example.org", user)):
        Invitation.objects.create(group=group, email=email, made_by=by, made_at=NOW, expires_at=NOW)
    CharterAcceptance.objects.create(
        group=group,
        release=1,
        language="fr",
        digest="0" * 64,
        accepted_at=NOW,
        accepted_by=user,
        signed_name=NAME,
    )
    approach = ApproachFactory(contact_name=NAME, contact_email=ADDRESS, phone="081 00 00 00")
    CharterAcceptance.objects.create(
        group=approach.group,
        release=1,
        language="fr",
        digest="0" * 64,
        accepted_at=NOW,
        signed_name=NAME,
    )
    StageChange.objects.create(approach=approach, after="to_contact", at=NOW, by=user)
    keep_upload(name=f"{NAME}.csv", content=ADDRESS.encode(), by=user, now=NOW)
    give_consent(user=user, purpose=NAME_PUBLIC, words="Yes.", language="fr", now=NOW)
    Subscription.objects.create(
        email=user.email, language="fr", nonce="n", asked_at=NOW, confirmed_at=NOW
    )
    make_copy(ask_for_copy(user=user, now=NOW).pk, now=NOW)
    record("groups.group.started", now=NOW, by=user, target=group)
    ask_for_erasure(user=user, now=NOW)
    with transaction.atomic():
        tell([coordinator], "role_given", now=NOW, group=group, by=user, role="x", person=user)
    return user


def everything_said():
    """For each table, all that stands in any of its columns, as text."""
    found = {}
    for model in apps.get_models(include_auto_created=True):
        table = connection.ops.quote_name(model._meta.db_table)
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT * FROM {table}")
            rows = cursor.fetchall()
        found[model._meta.label_lower] = "\n".join(as_text(cell) for row in rows for cell in row)
    return found


def as_text(value):
    if isinstance(value, bytes | memoryview):
        return bytes(value).decode("utf-8", "replace")
    return str(value)


def tables_that_say(*words):
    return {
        table
        for table, text in everything_said().items()
        if any(word.casefold() in text.casefold() for word in words)
    }


def test_after_an_erasure_no_column_of_any_table_says_their_name_or_address(zenobie):
    known = tables_that_say(NAME, ADDRESS, "081 00 00 00")
    assert known >= {
        "accounts.user", "accounts.subscription", "foundation.outgoingmail",
        "groups.approach", "groups.charteracceptance", "groups.group", "groups.importfile",
        "groups.invitation", "groups.joinrequest",
    }  # fmt: skip
    send_due(clock=lambda: NOW)
    erase_person(key=zenobie.pk, now=NOW)
    send_due(clock=lambda: NOW)
    assert tables_that_say(NAME, ADDRESS, "081 00 00 00") == set()


def test_what_they_did_for_all_stays_and_says_a_former_member(zenobie):
    group = Group.objects.get(name="Gembloux")
    erase_person(key=zenobie.pk, now=NOW)
    group.refresh_from_db()
    with override("en"):
        assert (group.contact_email, name_of(group.created_by)) == ("", "a former member")
    assert group.charter_acceptances.count() == 1
    assert Invitation.objects.get().made_by is None
    assert StageChange.objects.get().by is None


def test_the_coalition_is_told_of_a_group_left_without_an_organiser(zenobie, coordinator):
    group = Group.objects.get(name="Gembloux")
    shared = GroupFactory(name="Namur")
    MembershipFactory(user=zenobie, group=shared, role=ORGANISER)
    MembershipFactory(group=shared, role=ORGANISER)
    [unsettled] = to_settle_first(zenobie, TODAY)
    assert (unsettled.name, unsettled.url.endswith("/")) == ("Gembloux", True)
    OutgoingMail.objects.all().delete()
    erase_person(key=zenobie.pk, now=NOW)
    told = OutgoingMail.objects.get(to=coordinator.email)
    assert (group.name in told.subject, NAME in told.text) == (True, False)


def test_handed_over_first_nobody_needs_telling(zenobie, coordinator):
    MembershipFactory(group=Group.objects.get(name="Gembloux"), role=ORGANISER)
    assert to_settle_first(zenobie, TODAY) == []
    OutgoingMail.objects.all().delete()
    erase_person(key=zenobie.pk, now=NOW)
    assert not OutgoingMail.objects.filter(to=coordinator.email).exists()


# --- what is declared ---

# Tables that hold names or addresses of things, or nothing at all.
NOT_OF_PEOPLE = {
    "auth.group": "rights of Django that nobody is given here",
    "auth.permission": "rights of Django that nobody is given here",
    "accounts.user_groups": "rights of Django that nobody is given here",
    "accounts.user_user_permissions": "rights of Django that nobody is given here",
    "territories.area": "the names of places",
    "territories.level": "the names of levels of power",
    "territories.body": "the names of councils and governments",
    "territories.topic": "the names of topics",
    "territories.votingright": "who may vote for a council, in general",
    "elections.election": "the names of elections",
    "elections.contest": "the names of constituencies",
    "elections.party": "the names of parties",
    "commitments.stagecorrection": "the names of meetings",
    "library.case": "the pages of organisations",
    "foundation.stamp": "names given to versions of pages",
}
TELLING = ("email", "name", "phone", "contact", "address")


def may_tell_of_people(model):
    for field in model._meta.get_fields():
        if field.is_relation and field.concrete and field.related_model is User:
            return True
        named = field.concrete and any(word in field.name for word in TELLING)
        text = isinstance(field, models.CharField | models.TextField)
        if isinstance(field, models.EmailField) or (named and text):
            return True
    return model is User


def test_every_table_that_may_hold_somebody_is_declared_and_every_declared_one_exists():
    held = {
        model._meta.label_lower
        for model in apps.get_models(include_auto_created=True)
        if may_tell_of_people(model)
    }
    assert held - set(TABLES) - set(NOT_OF_PEOPLE) == set()
    assert set(NOT_OF_PEOPLE) - held == set()
    assert [table.table._meta.label_lower for table in everything_held()] == list(TABLES)


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
def test_what_is_declared_can_be_read_for_a_copy(table, zenobie):
    for row in rows_of(table, zenobie):
        assert list(row) == list(table.columns)


def test_a_copy_takes_as_many_queries_with_one_group_as_with_ten(
    django_assert_max_num_queries, coordinator
):
    user = UserFactory()
    asked = []
    for rows in (1, 9):
        for _row in range(rows):
            MembershipFactory(user=user)
            DelegationFactory(user=user)
        # One for each table that rooms, these and those above, say they hold.
        with django_assert_max_num_queries(len(everything_held()) + 3) as made:
            zip_of(user, NOW)
        asked.append(len(made))
    assert asked[0] == asked[1]


def test_the_page_names_each_table_and_how_long_it_is_kept(client, db):
    page = client.get("/en/personal-data/").content.decode()
    rows = [f'<tr id="{table.file_name}">' for table in everything_held()]
    assert [row for row in rows if row not in page] == []
    for words in (
        "30 days if you never signed in",
        "180 days once answered or withdrawn",
        "60 days after you last came",
        "Data Protection Authority",
    ):
        assert words in page, words


def test_the_page_says_who_answers_for_the_site(client, settings, coordinator):
    settings.SOCLE_CONTROLLER = ""
    assert ">Ensemble</bdi>" in client.get("/en/personal-data/").content.decode()
    settings.SOCLE_CONTROLLER = "Terre asbl, rue de la Loi 1, 1000 Bruxelles"
    page = client.get("/en/personal-data/").content.decode()
    assert "For this site: Terre asbl, rue de la Loi 1, 1000 Bruxelles." in page


# --- what goes by itself ---


def test_doors_that_lead_nowhere_any_more_are_forgotten(db):
    group, then = GroupFactory(), NOW - timedelta(days=31)
    days = {"made_at": NOW - timedelta(days=60), "group": group}
    stays = [
        Invitation.objects.create(expires_at=NOW, **days),
        # A link goes on after somebody came by it.
        Invitation.objects.create(expires_at=NOW, accepted_at=then, **days),
        Invitation.objects.create(expires_at=NOW, revoked_at=NOW, email="a@example.org", **days),
    ]
    Invitation.objects.create(expires_at=then, **days)
    Invitation.objects.create(expires_at=NOW, revoked_at=then, **days)
    Invitation.objects.create(expires_at=NOW, accepted_at=then, email="b@example.org", **days)
    long_ago, outcome = NOW - timedelta(days=181), JoinRequest.Outcome
    for decided, result in ((long_ago, outcome.DECLINED), (NOW, outcome.ACCEPTED)):
        JoinRequest.objects.create(
            user=UserFactory(), group=group, made_at=long_ago, decided_at=decided, outcome=result
        )
    JoinRequest.objects.create(user=UserFactory(), group=group, made_at=long_ago)
    assert forget_old_doors(now=NOW) == {"invitations": 3, "requests": 1}
    assert set(Invitation.objects.all()) == set(stays)
    assert JoinRequest.objects.count() == 2
    assert forget_old_doors(now=NOW) == {"invitations": 0, "requests": 0}


# --- who answers for a group ---


@pytest.mark.parametrize(
    ("kind", "said", "shown"),
    [
        (Group.Kind.LOCAL, "", "the coalition"),
        (Group.Kind.ORGANISATION, "", "Terre"),
        (Group.Kind.LOCAL, "Terre asbl, Namur", "Terre asbl, Namur"),
    ],
)
def test_the_page_of_a_group_says_who_answers_for_its_members_data(client, db, kind, said, shown):
    group = GroupFactory(kind=kind, name="Terre", controller=said)
    touch([GROUPS])
    page = client.get(f"/en/group/{group.slug}/").content.decode()
    words = page.partition("Who answers for its members’ data</h2>")[2]
    assert words.strip().startswith(f'<p dir="auto">{shown}</p>')
