"""What waits for who organises groups: originals that changed, suggestions to answer."""

from datetime import datetime, timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext

from socle.groups.models import Group
from socle.groups.queries.steps import CountedByGroup, NextStep
from socle.texts.queries.suggestions import waiting_suggestions
from socle.texts.queries.updates import waiting_updates

# How soon who suggested something should hear of us.
ANSWER_WITHIN = timedelta(days=14)


def look_at_updates(group: Group, count: int, first: datetime) -> NextStep:
    words = ngettext(
        "Look at what changed in an original of yours",
        "Look at what changed in %(count)s originals of yours",
        count,
    )
    url = reverse("texts:updates", args=[group.slug])
    return NextStep("updates", words % {"count": count}, url, group=group)


def answer_suggestions(group: Group, count: int, first: datetime) -> NextStep:
    words = ngettext(
        "Answer a suggestion for your texts", "Answer %(count)s suggestions for your texts", count
    )
    url = reverse("texts:suggestions", args=[group.slug]) + "?state=open"
    due = timezone.localdate(first + ANSWER_WITHIN)
    return NextStep("suggestions", words % {"count": count}, url, due, group)


COUNTED = [
    CountedByGroup(waiting_updates, look_at_updates, since="asked_at", group="text__owner"),
    CountedByGroup(
        waiting_suggestions, answer_suggestions, since="made_at", group="revision__text__owner"
    ),
]
