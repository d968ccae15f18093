"""The directory: groups by kind, topic, place, language and name."""

from dataclasses import dataclass, replace

from django.db.models import Count, Q, QuerySet

from socle.groups.models import Group, GroupQuerySet
from socle.groups.queries.whereabouts import active_among
from socle.groups.rules import sort_name
from socle.territories.models import Topic

# Each costs a comparison with every name.
MOST_WORDS = 6


@dataclass(frozen=True, slots=True)
class Asked:
    """What of the directory is asked for; by default all of it.

    ``inside`` holds the keys of the areas where (see ``keys_inside``), None for everywhere.
    """

    name: str = ""
    kind: str = ""
    inside: tuple[int, ...] | None = None
    topic: Topic | None = None
    language: str = ""


def groups_asked(asked: Asked) -> GroupQuerySet:
    """Living groups, by name."""
    found = Group.objects.living() if asked.inside is None else active_among(asked.inside)
    for word in words_of(asked.name):
        found = found.filter(sort_name__contains=word)
    if asked.kind:
        found = found.filter(kind=asked.kind)
    if asked.language:
        found = found.filter(languages__contains=asked.language)
    if asked.topic:
        found = found.filter(pk__in=on_topic(asked.topic))
    return found


def words_of(name: str) -> list[str]:
    """As names are compared; what has no letter is looked for as it is, and not found."""
    return sort_name(name).split()[:MOST_WORDS] if sort_name(name) else name.split()[:1]


def published(key: int) -> Group | None:
    """A group that anyone may see, archived too."""
    return Group.objects.public().filter(pk=key).first()


def on_topic(topic: Topic) -> QuerySet:
    """Keys of groups that work on the topic; on any topic of a theme."""
    topics = Topic.objects.order_by().filter(Q(pk=topic.pk) | Q(parent=topic))
    return Group.objects.order_by().filter(topics__in=topics).values("pk")


def counts_by_kind(asked: Asked) -> dict[str, int]:
    """How many groups of each kind answer to the rest of the question; one query."""
    rows = groups_asked(replace(asked, kind="")).order_by().values_list("kind")
    return dict(rows.annotate(count=Count("pk")))
