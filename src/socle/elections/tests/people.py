"""A coordinator and a stranger, and how their browser answers."""

from django.test import Client

from socle.groups.models import Group
from socle.groups.tests.factories import GroupFactory, MembershipFactory, UserFactory


def coordinator(name="Alice"):
    coalition = Group.objects.filter(kind="coalition").first() or GroupFactory(kind="coalition")
    user = UserFactory(name=name)
    MembershipFactory(user=user, group=coalition, role="organiser")
    return user


def browser(user):
    client = Client()
    client.force_login(user)
    return client


def errors(response):
    form = response.context["form"]
    return {name: list(words) for name, words in form.errors.items()}


def notices(response):
    return [str(message) for message in response.context["messages"]]
