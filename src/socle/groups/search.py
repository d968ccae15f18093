"""What of this room the search of the site finds: living groups that anyone may see."""

from collections.abc import Iterable, Iterator

from django.conf import settings

from socle.foundation.markdown import plain_text
from socle.foundation.search import Document
from socle.groups.models import Group
from socle.territories.addresses import name_in

LANGUAGES = tuple(dict(settings.LANGUAGES))
# Below any commune: who types its name means the commune first.
WEIGHT = 50
CHUNK = 500


def documents() -> Iterator[Document]:
    groups = Group.objects.living().prefetch_related("areas", "topics").order_by("pk")
    yield from documents_of(groups.iterator(chunk_size=CHUNK))


def documents_of(groups: Iterable[Group]) -> Iterator[Document]:
    """In each language, since areas and topics have names in each."""
    for group in groups:
        words = [group.place, group.what_next, plain_text(group.presentation)]
        for language in LANGUAGES:
            rows = [*group.areas.all(), *group.topics.all()]
            named = [name_in(row, language) for row in rows]
            yield Document(
                key=key_of(group),
                language=language,
                kind="group",
                title=group.name,
                body="\n".join(filter(None, [" · ".join(named), *words])),
                url=group.get_absolute_url(language),
                weight=WEIGHT,
            )


def key_of(group: Group) -> str:
    return f"groups.group:{group.pk}"
