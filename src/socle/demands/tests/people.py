"""Who writes: a coordinator, an organiser of a local group, and how their browser answers."""

from django.test import Client

from socle.demands.tests.factories import coalition
from socle.foundation.models import OutgoingMail
from socle.groups.tests.factories import GroupFactory, MembershipFactory, UserFactory


def coordinator(name="Claire"):
    user = UserFactory(name=name, email=f"{name.lower()}@coalition.example")
    MembershipFactory(user=user, group=coalition(), role="organiser")
    return user


def organiser(group, name="Alice"):
    user = UserFactory(name=name, email=f"{name.lower()}@example.org")
    MembershipFactory(user=user, group=group, role="organiser")
    return user


def gembloux():
    return GroupFactory(name="Gembloux en transition", areas=["92142"])


def browser(user):
    client = Client()
    client.force_login(user)
    return client


def notices(response):
    return [str(message) for message in response.context["messages"]]


def errors(response):
    form = response.context["form"]
    return {name: list(words) for name, words in form.errors.items()}


def mails():
    return list(OutgoingMail.objects.order_by("pk").values_list("to", "subject"))


def last_mail():
    return OutgoingMail.objects.order_by("-pk").first()
