"""Who may be named, and the rows that are about one human."""

from collections.abc import Collection, Iterable
from datetime import date
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import Exists, F, OuterRef, Q, QuerySet

from socle.elections.models import Candidacy, Contest, Person


def own_scheme() -> str:
    """Whose identifiers the keys of persons are, in files that leave: this site's."""
    return urlsplit(settings.SOCLE_BASE_URL).hostname or "socle"


def rows_of(person: Person) -> list[int]:
    """The keys of every row about this human."""
    standing = person.standing_id
    rows = Person.objects.filter(Q(pk=standing) | Q(merged_into=standing))
    return list(rows.order_by("pk").values_list("pk", flat=True))


def later_contests(day: date, prefix: str = "") -> QuerySet[Contest]:
    """Of the same council, or of the one of the area it passed into, at an election that came
    after and is open on ``day``; seen from a contest, at ``prefix`` of the outer row."""
    of = f"{prefix}__" if prefix else ""
    area = OuterRef(f"{of}area")
    same = Q(area=area) | Q(area__changes_before__before=area)
    return Contest.objects.order_by().filter(
        same,
        body=OuterRef(f"{of}body"),
        election__day__gt=OuterRef(f"{of}election__day"),
        election__opens_on__lte=day,
    )


def is_over(contest: Contest, day: date) -> bool:
    """The next election of that council is open: who was not elected is no longer named."""
    rows = Contest.objects.filter(pk=contest.pk).filter(Exists(later_contests(day)))
    return rows.exists()


def with_naming(rows: QuerySet[Candidacy], day: date) -> QuerySet[Candidacy]:
    """Each says by ``is_named`` whether the person may be named there on ``day``: elected, or the
    next election of that council is not open yet, or they agreed to stay named."""
    agreed = Q(person__stays_named_at__isnull=False)
    agreed |= Q(person__merged_into__stays_named_at__isnull=False)
    found = Q(elected=True) | agreed | ~Exists(later_contests(day, "contest"))
    return rows.annotate(is_named=found)


def named(rows: QuerySet[Candidacy], day: date) -> QuerySet[Candidacy]:
    return with_naming(rows, day).filter(is_named=True)  # type: ignore[misc]


def candidacies_of(persons: Iterable[int], day: date) -> QuerySet[Candidacy]:
    """Every candidacy of these humans, the latest first; ``human`` is the key of each one's."""
    rows = with_naming(candidacies_about(list(persons)), day)
    return rows.select_related(
        "person", "list__party", "contest__election", "contest__body", "contest__area__level"
    )


def candidacies_about(persons: Collection[int]) -> QuerySet[Candidacy]:
    theirs = Person.objects.order_by().filter(Q(pk__in=persons) | Q(merged_into__in=persons))
    # Asked so, a database looks for those persons first, and not through every candidacy.
    rows = Candidacy.objects.filter(person__in=theirs.values("pk"))
    return rows.order_by("-contest__election__day", F("contest__body__position").asc(), "pk")
