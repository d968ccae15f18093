"""Of adaptations of adaptations: what their words hold of the first original."""

from datetime import datetime

from socle.texts.models import Revision, Text, Update
from socle.texts.queries.lineage import MOST_GENERATIONS


def taken_in(text: Text, until: datetime | None = None) -> Revision | None:
    """The last revision of an original that an adaptation took into its words, by that moment;
    what it kept away from them is not. Two queries at most."""
    rows = Update.objects.filter(text=text, state=Update.State.TAKEN)
    if until is not None:
        rows = rows.filter(answered_at__lte=until)
    last = rows.select_related("revision__text").order_by("-answered_at", "-pk").first()
    return last.revision if last else text.adapted_from


def first_original(text: Text) -> Revision | None:
    """The revision at the top of its lineage whose words came down into its own, through all that
    stand between; in its language. Two or three queries for each generation."""
    found = taken_in(text)
    for _generation in range(MOST_GENERATIONS):
        if found is None or found.text.adapted_from_id is None:
            break
        found = taken_in(found.text, until=found.published_at)
    return in_language(found, text.source_language) if found else None


def in_language(revision: Revision, language: str) -> Revision | None:
    """The same words in another language: the last that rendered them, or older ones; else the
    first there is."""
    if revision.language == language:
        return revision
    source = revision.translates or revision
    if source.language == language:
        return source
    there = revision.text.revisions.filter(language=language).order_by("number")
    older = there.filter(translates__number__lte=source.number)
    return older.last() or there.first()
