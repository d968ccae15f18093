"""Where a message to a group goes. No page shows these addresses."""

from dataclasses import dataclass
from datetime import date

from socle.groups.models import Group
from socle.groups.queries.people import organisers_of


@dataclass(frozen=True, slots=True)
class Mailbox:
    """An address, and the language of who reads there."""

    address: str
    language: str


def mailboxes_of(group: Group, *, day: date) -> list[Mailbox]:
    """Its own address; else that of each who organises it on that day; there may be none."""
    if group.contact_email:
        return [Mailbox(group.contact_email, group.language_codes[0])]
    return [Mailbox(user.email, user.language) for user in organisers_of(group, day)]


def mailboxes_of_coalition(*, day: date) -> list[Mailbox]:
    """Of those who coordinate the whole; none where no coalition was set up."""
    coalition = Group.objects.living().filter(kind=Group.Kind.COALITION).first()
    return mailboxes_of(coalition, day=day) if coalition else []


def mailboxes_for_messages(group: Group, *, day: date) -> list[Mailbox]:
    """Where a message from outside goes; to the coalition where the group has nobody."""
    return mailboxes_of(group, day=day) or mailboxes_of_coalition(day=day)
