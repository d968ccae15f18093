"""Finding the group somebody means by a name or an address, so that none is made twice."""

from collections import defaultdict
from collections.abc import Collection, Iterable

from django.db.models import Q, QuerySet

from socle.groups.models import Approach, Group
from socle.groups.rules import sort_name


def duplicates_of(name: str, email: str = "") -> QuerySet[Group]:
    """Living groups of that name, whatever its accents and legal form, or of that address."""
    same = Q(sort_name=sort_name(name))
    if email:
        same |= Q(contact_email__iexact=email) | Q(approach__contact_email__iexact=email)
    rows = Group.objects.filter(same, archived_at=None)
    return rows.select_related("approach").prefetch_related("areas").order_by("sort_name", "pk")


class KnownGroups:
    """Every group by its name and its addresses, in memory: three queries."""

    def __init__(self) -> None:
        self.approaches = {row.group_id: row for row in Approach.objects.all()}
        self.by_name: dict[str, list[Group]] = defaultdict(list)
        self.by_email: dict[str, Group] = {}
        # By the identity of the row: those read in a file have no key yet.
        self.areas: dict[int, set[int]] = {}
        there: dict[int, set[int]] = defaultdict(set)
        for key, area in Group.areas.through.objects.values_list("group", "area"):
            there[key].add(area)
        # Archived ones first, so that a living one answers for an address they share.
        for group in sorted(Group.objects.all(), key=lambda group: group.archived_at is None):
            approach = self.approaches.get(group.pk)
            emails = [group.contact_email, approach.contact_email if approach else ""]
            self.add(group, there[group.pk], emails)

    def add(self, group: Group, area_ids: Iterable[int], emails: Iterable[str]) -> None:
        self.by_name[group.sort_name].append(group)
        self.areas[id(group)] = set(area_ids)
        self.tell_emails(group, emails)

    def tell_emails(self, group: Group, emails: Iterable[str]) -> None:
        for email in filter(None, emails):
            self.by_email[email.casefold()] = group

    def named(self, name: str, kind: str, area_ids: Collection[int]) -> list[Group]:
        """Those that row may mean: of the same name; local groups where it says they are."""
        found = self.by_name.get(sort_name(name), [])
        if kind != Group.Kind.LOCAL:
            return found
        return [group for group in found if self.may_be_there(group, area_ids)]

    def may_be_there(self, group: Group, area_ids: Collection[int]) -> bool:
        """Two communes may each have their « Groupe climat »."""
        own = self.areas[id(group)]
        is_local = group.kind == Group.Kind.LOCAL
        return not is_local or not own or not area_ids or bool(own & set(area_ids))
