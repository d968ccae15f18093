"""People who sign in: known by their e-mail address, with no password to lose."""

import pytest
from django.contrib.auth import authenticate, get_user_model
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.utils.translation import override

pytestmark = pytest.mark.django_db

User = get_user_model()


@pytest.fixture
def alice():
    return User.objects.create_user("Alice@Example.org", name="Alice")


def test_a_person_is_known_by_their_address(alice):
    assert alice.email == "alice@example.org"
    assert str(alice) == "Alice"
    assert str(User(email="bob@example.org")) == "bob@example.org"
    assert (alice.language, alice.is_active, alice.is_staff, alice.is_superuser) == (
        "fr",
        True,
        False,
        False,
    )


@pytest.mark.parametrize("typed", ["alice@example.org", "ALICE@EXAMPLE.ORG", "Alice@Example.org"])
def test_whatever_the_case_it_is_the_same_person(alice, typed):
    assert User.objects.get_by_natural_key(typed) == alice


@pytest.mark.parametrize("typed", ["alice@example.org", "ALICE@EXAMPLE.ORG"])
def test_nobody_else_can_take_the_same_address(alice, typed):
    with pytest.raises(ValidationError) as refused:
        User.objects.create_user(typed)
    with override("en"):
        words = [str(words) for words in refused.value.messages]

    assert words == ["Somebody already signs in with this address."]
    assert User.objects.count() == 1


def test_the_database_itself_refuses_the_same_address_in_another_case(alice):
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.bulk_create([User(email="aLiCe@example.org")])

    assert User.objects.count() == 1


@pytest.mark.parametrize("typed", ["", "alice", "alice@", "a b@example.org"])
def test_an_address_must_be_one(typed):
    with pytest.raises(ValidationError):
        User.objects.create_user(typed)


def test_there_is_no_password(alice):
    assert alice.has_usable_password() is False
    for guess in ("", "password", "!", alice.password):
        assert alice.check_password(guess) is False
        assert authenticate(username=alice.email, password=guess) is None


def test_who_deploys_may_make_one_who_edits_reference_data(capsys):
    call_command("createsuperuser", email="root@example.org", interactive=False)
    root = User.objects.get()

    assert (root.is_staff, root.is_superuser, root.has_usable_password()) == (True, True, False)


def test_a_password_given_by_mistake_is_not_kept():
    root = User.objects.create_superuser("root@example.org", password="secret")

    assert root.check_password("secret") is False
