"""In which release of a memorandum stand the words that are asked."""

from socle.commitments.models import Ask
from socle.demands.models import Release
from socle.texts.models import Revision


def release_with(ask: Ask, revisions: dict[str, Revision]) -> Release | None:
    """The last one with those words; of a group's own wording, with those it was measured against.
    None where nothing was released with them."""
    if ask.adaptation is not None:
        wanted = [ask.adaptation.text.base_id]
    else:
        wanted = [row.pk for row in revisions.values()]
    found = Release.objects.filter(words__revision__in=[key for key in wanted if key])
    return found.order_by("-at", "-pk").first()
