"""Levels of power."""

from django.db.models import QuerySet

from socle.territories.models import Level


def levels() -> QuerySet[Level]:
    """From the commune to the world."""
    return Level.objects.order_by("position")


def level_by_code(code: str) -> Level | None:
    return Level.objects.filter(code=code).first()
