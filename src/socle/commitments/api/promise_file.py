"""Promises that are followed, as a file to take away: one JSON object a line, the oldest first."""

import json
from collections.abc import Iterator

from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Prefetch

from socle.commitments.api.promise_shapes import whole
from socle.commitments.models import Commitment, Statement

CHUNK = 500
BESIDE = (
    "answer__ask",
    "area",
    "follow_up",
    "follower",
    "holder__list",
    "holder__person",
)


def whole_commitments() -> Iterator[bytes]:
    """Each as the API says it, with all that was said of it, what was corrected too."""
    said = Statement.objects.public().select_related("group").order_by("observed_on", "pk")
    said = said.prefetch_related("sources", "replies")
    rows = Commitment.objects.public().select_related(*BESIDE).order_by("pk")
    rows = rows.prefetch_related(
        "answer__ask__words", Prefetch("statements", queryset=said, to_attr="said")
    )
    for row in rows.iterator(chunk_size=CHUNK):
        found = whole(row, row.said)
        line = json.dumps(found, cls=DjangoJSONEncoder, ensure_ascii=False)
        yield f"{line}\n".encode()
