"""What was published of a text, and when."""

from django.db.models import QuerySet

from socle.texts.models import Revision, Text


def revisions_of(text: Text, language: str = "") -> QuerySet[Revision]:
    """The latest first, with all that is said of each."""
    rows = text.revisions.select_related(
        "author", "translates", "took__text__owner", "made_from"
    ).defer("summary", "body", "more")
    rows = rows.filter(language=language) if language else rows
    return rows.order_by("-published_at", "-pk")


def revision_of(text: Text, language: str, number: int) -> Revision | None:
    rows = text.revisions.select_related("text", "author", "translates", "took__text", "made_from")
    return rows.filter(language=language, number=number).first()


def numbers_of(text: Text) -> list[Revision]:
    """Every revision by language and number, without its words."""
    rows = text.revisions.only("pk", "text_id", "language", "number", "title", "published_at")
    return list(rows.order_by("language", "-number"))
