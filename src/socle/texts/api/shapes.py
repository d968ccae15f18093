"""Revisions as the API shows them. Who published them is not said; who suggested them, if they
agreed to be named."""

from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import override
from ninja import Schema
from pydantic import Field

from socle.foundation.api import Page, Thing
from socle.territories.addresses import absolute
from socle.texts.kinds import kind_of
from socle.texts.models import Revision, Text
from socle.texts.queries.comparing import Piece
from socle.texts.queries.differences import compared_revisions
from socle.texts.queries.structure import Block, compare_structure


class RevisionBrief(Thing):
    """``number`` counts from 1 in each language; ``digest`` is the SHA-256 of its words."""

    text: str
    language: str
    number: int
    title: str
    digest: str
    published_at: datetime


class RevisionOut(RevisionBrief):
    """``summary``, ``body`` and ``more`` are Markdown; what each holds depends on the text.

    ``translates``, ``made_from`` and ``took`` are ids of revisions: the one it renders from the
    language the text is written in, the one before it, the one of its original that it took in.
    """

    summary: str
    body: str
    more: str
    note: str
    suggested_by: str
    translates: str | None
    made_from: str | None
    took: str | None


class RevisionPage(Page):
    results: list[RevisionOut]


class Change(Schema):
    """``kind``: same, added or removed."""

    kind: str
    text: str


class Beside(Schema):
    """A block of each language that stand for one another; null where there is none."""

    source: str | None
    translation: str | None


class PartOut(Schema):
    """``changes`` of two revisions in one language, put end to end; ``beside`` of two languages."""

    part: str
    label: str
    changes: list[Change]
    beside: list[Beside]


class Comparison(Thing):
    """``words_added`` and ``words_removed`` are null of two languages."""

    from_: RevisionBrief = Field(alias="from")
    to: RevisionBrief
    words_added: int | None
    words_removed: int | None
    parts: list[PartOut]


def page_at(name: str, language: str, *args: Any) -> str:
    with override(language):
        return absolute(reverse(f"texts:{name}", args=args))


def brief(row: Revision) -> dict[str, Any]:
    return {
        "id": str(row.pk),
        "url": page_at("revision", row.language, row.text_id, row.language, row.number),
        "updated_at": row.published_at,
        "text": str(row.text_id),
        "language": row.language,
        "number": row.number,
        "title": row.title,
        "digest": row.digest,
        "published_at": row.published_at,
    }


def revision(row: Revision) -> dict[str, Any]:
    linked = {name: getattr(row, f"{name}_id") for name in ("translates", "made_from", "took")}
    return (
        brief(row)
        | {name: getattr(row, name) for name in ("summary", "body", "more", "note")}
        | {"suggested_by": row.credited}
        | {name: str(key) if key else None for name, key in linked.items()}
    )


def revisions(text: Text, language: str) -> QuerySet[Revision]:
    """The latest first."""
    rows = text.revisions.order_by("-published_at", "-pk")
    return rows.filter(language=language) if language else rows


def comparison(text: Text, before: Revision, after: Revision) -> dict[str, Any]:
    asked = f"?from={before.pk}&to={after.pk}"
    both = {
        "id": f"{before.pk}-{after.pk}",
        "url": page_at("compare", after.language, text.pk) + asked,
        "updated_at": max(before.published_at, after.published_at),
        "from": brief(before),
        "to": brief(after),
    }
    if before.language != after.language:
        parts = [side_by_side(part, before, after) for part in kind_of(text).parts]
        return both | {"words_added": None, "words_removed": None, "parts": parts}
    found = compared_revisions(before, after, kind_of(text))
    counts = {"words_added": found.counts.added, "words_removed": found.counts.removed}
    return both | counts | {
        "parts": [
            {
                "part": part.name,
                "label": str(part.label),
                "changes": [change(piece) for piece in part.pieces],
                "beside": [],
            }
            for part in found.shown
        ]
    }  # fmt: skip


def change(piece: Piece) -> dict[str, str]:
    return {"kind": piece.kind, "text": piece.text}


def side_by_side(part: Any, before: Revision, after: Revision) -> dict[str, Any]:
    rows = compare_structure(getattr(before, part.name), getattr(after, part.name))
    pairs = [{"source": said(row.source), "translation": said(row.translation)} for row in rows]
    return {"part": part.name, "label": str(part.label), "changes": [], "beside": pairs}


def said(block: Block | None) -> str | None:
    return block.text if block else None
