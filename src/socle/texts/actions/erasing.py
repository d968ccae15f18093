"""What a person who is erased leaves in texts: the words, without their name."""

from datetime import datetime

from django.db.models import Q

from socle.accounts.models import User
from socle.texts.models import Revision, Suggestion


def erase_from_texts(*, user: User, now: datetime) -> None:
    """In the transaction that erases them; keys to them empty themselves."""
    mine = Suggestion.objects.filter(Q(by=user) | Q(email__iexact=user.email))
    Revision.objects.filter(came_from__in=mine).exclude(credited="").update(credited="")
    waiting = mine.filter(state__in=[Suggestion.State.UNCONFIRMED, Suggestion.State.OPEN])
    waiting.update(state=Suggestion.State.WITHDRAWN, answered_at=now)
    mine.update(name="", email="", may_name=False)
