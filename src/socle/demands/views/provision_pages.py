"""The page on which what is asked of a level is written, and the words that are there already."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from socle.demands.forms.demands import ProvisionForm
from socle.demands.forms.words import number_seen
from socle.demands.models import Demand, Provision
from socle.demands.queries.powers import competent_instead
from socle.demands.queries.working import groups_that_adopted, last_asked_at, titles_of
from socle.demands.rules import PROVISION
from socle.demands.views.writing import (
    Crumb,
    above_demand,
    language_here,
    page,
    write_url,
    written_with,
)
from socle.groups.queries.editing import Change
from socle.groups.queries.people import name_of
from socle.groups.views.doors import Asked
from socle.texts.models import Draft, Revision
from socle.texts.queries.revisions import latest, words_of
from socle.texts.queries.words import Words


@dataclass(frozen=True, slots=True)
class There:
    """The words of a provision in the language it is written in: published, being written."""

    said: Revision | None = None
    draft: Draft | None = None

    @property
    def saved_at(self) -> datetime | None:
        return max((change.at for change in self.changes), default=None)

    @property
    def changes(self) -> list[Change]:
        """Who saved these words, and when."""
        found = [Change(name_of(self.draft.saved_by), self.draft.saved_at)] if self.draft else []
        if self.said:
            found.append(Change(name_of(self.said.author), self.said.published_at))
        return found

    @property
    def words(self) -> Words | None:
        row = self.draft or self.said
        return words_of(row) if row else None

    @property
    def seen(self) -> int:
        """Changes with each saving and each publishing."""
        return number_seen(self.said) * 10_000 + (self.draft.version if self.draft else 0)


def words_there(provision: Provision) -> There:
    text = provision.text
    draft = text.drafts.filter(language=text.source_language).first()
    return There(latest(text), draft)


def form_of(
    sent: QueryDict | None, asked: Asked, provision: Provision, there: There
) -> ProvisionForm:
    return ProvisionForm(
        sent,
        demand=provision.demand,
        day=asked.day,
        provision=provision,
        said=there.words,
        published=there.said,
        number=there.seen,
    )


def form_page(
    request: HttpRequest,
    asked: Asked,
    demand: Demand,
    provision: Provision | None,
    form: ProvisionForm,
    *,
    there: There | None = None,
    status: int = 200,
    **context: Any,
) -> HttpResponse:
    language = provision.text.source_language if provision else demand.text.source_language
    above = above_provision(demand, asked)
    here = _("Change what it asks") if provision else _("What it asks of a level of power")
    instead = provision and competent_instead(provision, day=asked.day)
    return page(
        request,
        "writing/provision",
        here,
        form,
        above=above,
        status=status,
        group=demand.text.owner,
        demand=demand,
        title=above[-1][1],
        provision=provision,
        there=there,
        saved_at=there.saved_at if there else last_asked_at(demand),
        instead=instead,
        write_url=write_url(provision.text) if provision else "",
        adopted_by=groups_that_adopted(provision) if provision else 0,
        **written_with(request, demand.text.owner, PROVISION, language),
        **context,
    )


def above_provision(demand: Demand, asked: Asked) -> list[Crumb]:
    title = titles_of([demand.text_id], language_here())[demand.text_id]
    return [*above_demand(demand, asked), (reverse("demands:demand-edit", args=[demand.pk]), title)]
