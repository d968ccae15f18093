"""What who organises groups is asked to do next: finish the wordings they began."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import F
from django.urls import reverse
from django.utils.translation import gettext as _

from socle.demands.models import Adaptation
from socle.groups.models import Group
from socle.groups.queries.steps import NextStep
from socle.groups.rules import Who
from socle.texts.models import Draft


def steps_of_groups(who: Who, groups: dict[int, Group], now: datetime) -> Iterator[NextStep]:
    """One query, for one group as for fifty; none for who organises none."""
    if not groups:
        return
    begun = Draft.objects.filter(
        text__owner__in=groups,
        language=F("text__source_language"),
        text__adaptation__status=Adaptation.Status.DRAFT,
        text__adaptation__provision__withdrawn_at=None,
        text__adaptation__provision__demand__withdrawn_at=None,
    )
    rows = begun.order_by("saved_at", "pk")
    for key, owner, title in rows.values_list("text__adaptation", "text__owner", "title"):
        words = _("Finish the wording and adopt it: %(title)s") % {"title": title}
        url = reverse("demands:adopt-confirm", args=[key])
        yield NextStep("adopt", words, url, group=groups[owner])
