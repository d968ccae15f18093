"""What of this room the search of the site finds: areas and topics."""

from collections import defaultdict
from collections.abc import Iterator

from django.db.models import Model

from socle.foundation.search import Document
from socle.territories.addresses import LANGUAGES, area_path, name_in, topic_path
from socle.territories.models import Area, AreaChange, Competence, Postcode, Topic
from socle.territories.queries.places import name_with_level

# Among titles that match, a topic stands beside a commune of this many people.
WEIGHT_OF_TOPIC = 50_000


def documents() -> Iterator[Document]:
    yield from area_documents()
    yield from topic_documents()


def area_documents() -> Iterator[Document]:
    """Areas that none has replaced, with their other names, localities and former communes."""
    words = words_about_areas()
    replaced = AreaChange.objects.values("before")
    for area in Area.objects.select_related("level").exclude(pk__in=replaced).order_by("pk"):
        also = " · ".join(dict.fromkeys([*names_of(area), *words.get(area.pk, [])]))
        for language in LANGUAGES:
            yield Document(
                key=f"territories.area:{area.pk}",
                language=language,
                kind="area",
                title=name_with_level(area, language),
                body=also,
                url=area_path(area, language),
                # Among names met alike communes come first, as among suggestions.
                weight=area.population or 0 if area.level.position == 1 else 0,
            )


def words_about_areas() -> dict[int, list[str]]:
    words: dict[int, list[str]] = defaultdict(list)
    for row in Postcode.objects.exclude(area=None).order_by("code", "locality"):
        words[row.area_id or 0] += [row.code, row.locality]
    for change in AreaChange.objects.select_related("before").order_by("day", "pk"):
        words[change.after_id] += [*names_of(change.before), *words[change.before_id]]
    return words


def names_of(row: Model) -> list[str]:
    return [name for ln in LANGUAGES if (name := getattr(row, f"name_{ln}"))]


def topic_documents() -> Iterator[Document]:
    words: dict[tuple[int, str], list[str]] = defaultdict(list)
    for row in Competence.objects.order_by("pk"):
        for language in LANGUAGES:
            words[row.topic_id, language].append(name_in(row, language, "words"))
    for topic in Topic.objects.order_by("position"):
        for language in LANGUAGES:
            yield Document(
                key=f"territories.topic:{topic.pk}",
                language=language,
                kind="topic",
                title=name_in(topic, language),
                body="\n".join(words[topic.pk, language]),
                url=topic_path(topic, language),
                weight=WEIGHT_OF_TOPIC,
            )
