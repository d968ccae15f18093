"""Two at once on what is asked of a level: both are put together, and where they changed the same
words the second chooses. Nothing is saved before they have read it."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from socle.demands.forms.demands import ProvisionForm
from socle.demands.forms.together import TogetherForm
from socle.demands.models import Provision
from socle.demands.queries.working import last_change
from socle.demands.rules import PROVISION
from socle.demands.views.provision_pages import above_provision, form_of, form_page, words_there
from socle.demands.views.writing import CONFLICT, page
from socle.foundation.templatetags.days import day_in_words
from socle.groups.queries.editing import Change
from socle.groups.views.doors import Asked
from socle.texts.forms.collisions import sides_sent
from socle.texts.kinds import KINDS
from socle.texts.queries.merging import merge_words
from socle.texts.queries.words import FIELDS, Words


def both_versions(
    request: HttpRequest, asked: Asked, provision: Provision, typed: ProvisionForm
) -> HttpResponse:
    """What the second to save sees, and is told of the first."""
    fresh = as_it_is(provision)
    there = words_there(fresh)
    was, ours = typed.was(), typed.words()
    theirs = there.words or was
    carried = request.POST.copy()
    carried["number"], carried["seen"] = str(there.seen), fresh.updated_at.isoformat()
    merged = merge_words(was, ours, theirs, fresh.text.source_language)
    if merged.is_clean:
        return together(request, asked, fresh, carried, merged.words(), theirs, status=CONFLICT)
    sides = {"base": was, "ours": ours, "theirs": theirs}
    form = TogetherForm(fresh.text.source_language, sides, initial=carried.dict())
    return collisions(request, asked, fresh, form, status=CONFLICT)


def as_it_is(provision: Provision) -> Provision:
    rows = Provision.objects.select_related("demand__text__owner", "text", "level", "area")
    return rows.get(pk=provision.pk)


def resolve(request: HttpRequest, asked: Asked, provision: Provision) -> HttpResponse:
    """What stays of each place is chosen: the whole is read once more, then saved."""
    sides = sides_sent(request.POST)
    form = TogetherForm(provision.text.source_language, sides, request.POST)
    if not form.is_valid():
        return collisions(request, asked, provision, form)
    return together(
        request, asked, provision, request.POST.copy(), form.resolved(), sides["theirs"]
    )


def together(
    request: HttpRequest,
    asked: Asked,
    provision: Provision,
    carried: Any,
    both: Words,
    theirs: Words,
    *,
    status: int = 200,
) -> HttpResponse:
    for name in FIELDS:
        carried[name], carried[f"was-{name}"] = getattr(both, name), getattr(theirs, name)
    there = words_there(provision)
    form = form_of(carried, asked, provision, there)
    return form_page(
        request,
        asked,
        provision.demand,
        provision,
        form,
        there=there,
        status=status,
        meanwhile=who_was_first(provision),
        otherwise=said_otherwise(provision, form),
    )


def who_was_first(provision: Provision) -> Change:
    """Who changed last what is asked, or of whom."""
    changes = [last_change(provision), *words_there(provision).changes]
    return max(changes, key=lambda change: change.at)


def said_otherwise(provision: Provision, form: ProvisionForm) -> list[tuple[str, str]]:
    """Of whom and by when, where what is saved is not what the form says: the question, the answer
    that is saved."""
    form.is_valid()
    theirs = {name: getattr(provision, name) for name in ("level", "area", "competent", "by_when")}
    return [
        (str(form.fields[name].label), in_words(said))
        for name, said in theirs.items()
        if form.cleaned_data.get(name) != said
    ]


def in_words(said: object) -> str:
    return day_in_words(said) if isinstance(said, date) else str(said or "—")


def collisions(
    request: HttpRequest,
    asked: Asked,
    provision: Provision,
    form: TogetherForm,
    *,
    status: int = 200,
) -> HttpResponse:
    demand = provision.demand
    above = above_provision(demand, asked)
    return page(
        request,
        "writing/provision_together",
        _("Put both together"),
        form,
        above=above,
        status=status,
        group=demand.text.owner,
        title=above[-1][1],
        kind=KINDS[PROVISION],
        opened={"language": provision.text.source_language},
        meanwhile=who_was_first(provision),
    )
