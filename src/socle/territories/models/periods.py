"""From a first day to a last one, both included; an empty one means ever."""

from datetime import date

from django.db.models import F, Q


def in_force_on(day: date) -> Q:
    begun = Q(valid_from=None) | Q(valid_from__lte=day)
    return begun & (Q(valid_to=None) | Q(valid_to__gte=day))


def ends_after_it_begins() -> Q:
    return Q(valid_to=None) | Q(valid_from=None) | Q(valid_to__gte=F("valid_from"))
