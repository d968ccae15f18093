"""What became of an act: the journal, the outbox, the notices on the page it leads to."""

from socle.accounts.journal import JournalEntry
from socle.foundation.models import OutgoingMail


def verbs():
    """What the journal tells of this room, first things first."""
    lines = JournalEntry.objects.filter(verb__startswith="groups.").order_by("pk")
    return list(lines.values_list("verb", flat=True))


def mails():
    """To whom was written, and the subject."""
    return list(OutgoingMail.objects.order_by("pk").values_list("to", "subject"))


def notices(response):
    return [str(message) for message in response.context["messages"]]


def page(group, rest=""):
    """An address of the group in English."""
    return f"/en/group/{group.slug}/{rest}"
