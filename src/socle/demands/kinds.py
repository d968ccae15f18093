"""What the texts of this room are, and what each of their four parts holds."""

from dataclasses import replace

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from socle.demands import rules
from socle.demands.actions.showing import (
    show_adaptation,
    show_demand,
    show_memorandum,
    show_provision,
)
from socle.demands.models import Adaptation, Provision
from socle.demands.queries.levels import AREAS_FIRST
from socle.groups.rules import Who
from socle.texts.kinds import Kind, Part
from socle.texts.models import Text


def page(name: str, key: int, language: str, part: str = "") -> str:
    with override(language):
        return reverse(f"demands:{name}", args=[key]) + part


def memorandum_url(text: Text, language: str) -> str:
    return page("memorandum", text.memorandum.pk, language)


def demand_url(text: Text, language: str) -> str:
    return page("demand", text.demand.pk, language)


def provision_url(text: Text, language: str) -> str:
    provision = text.provision
    return page("demand", provision.demand_id, language, f"#p{provision.pk}")


def adaptation_url(text: Text, language: str) -> str:
    return page("adaptation", text.adaptation.pk, language)


def writes_demand(who: Who, text: Text) -> bool:
    return rules.may_write_demand(who, text.demand)


def writes_provision(who: Who, text: Text) -> bool:
    standing = text.provision.withdrawn_at is None
    return standing and rules.may_write_demand(who, text.provision.demand)


def asked_within(text: Text) -> list[tuple[str, Text]]:
    """What a demand asks, level by level, and what it asked once."""
    rows = Provision.objects.filter(demand__text=text)
    rows = rows.select_related("level", "area", "text").order_by(
        "level__position", AREAS_FIRST, "pk"
    )
    return [
        (f"{row.level.name} · {row.area.name}" if row.area else row.level.name, row.text)
        for row in rows
    ]


def memorandum_is_public(text: Text) -> bool:
    """One withdrawn too: what it said is read on."""
    found = text.memorandum
    return found.status != found.Status.DRAFT


def adaptation_is_public(text: Text) -> bool:
    shown = text.adaptation.status == Adaptation.Status.ADOPTED
    return shown and text.owner.public_since is not None


INDICATOR = Part(
    "summary",
    _("How anyone can tell it was done"),
    _("One or two sentences. Changed, it is another ask."),
    required=True,
    if_changed=_("Another ask: how anyone can tell it was done has changed."),
    if_taken=_(
        "What you asked with your words so far, and what you were answered, stays with these "
        "words. If you take the new criterion, ask again. If you keep your words, you go on asking "
        "what you asked."
    ),
)

KINDS = (
    Kind(
        rules.MEMORANDUM,
        _("memorandum"),
        (
            Part("title", _("Title"), required=True),
            Part(
                "summary", _("In short"), _("Two or three sentences: what it is, whose, for when.")
            ),
            Part("body", _("Words before the demands")),
        ),
        url=memorandum_url,
        is_public=memorandum_is_public,
        show=show_memorandum,
        stamps=(rules.DEMANDS,),
    ),
    Kind(
        rules.DEMAND,
        _("demand"),
        (
            Part("title", _("Title"), required=True),
            Part(
                "summary",
                _("In plain words"),
                _("Three sentences that anyone understands, a child of twelve too."),
                required=True,
            ),
            Part("body", _("Why")),
            Part(
                "more",
                _("Here and elsewhere"),
                _("What links it to the same causes and solutions in the South or another region."),
            ),
        ),
        url=demand_url,
        is_public=lambda text: rules.is_public(text.demand),
        may_write=writes_demand,
        within=asked_within,
        show=show_demand,
        stamps=(rules.DEMANDS,),
    ),
    Kind(
        rules.PROVISION,
        _("what is asked of a level of power"),
        (
            Part("title", _("The decision, in one line"), required=True),
            INDICATOR,
            Part("body", _("The decision asked"), required=True),
            Part("more", _("Possible projects")),
        ),
        url=provision_url,
        is_public=lambda text: rules.is_public(text.provision.demand),
        related=("provision__demand__text__owner",),
        may_write=writes_provision,
        show=show_provision,
        stamps=(rules.DEMANDS,),
        may_be_adapted=True,
    ),
    Kind(
        rules.ADAPTATION,
        _("local wording"),
        (
            Part("title", _("The decision, in one line"), required=True),
            replace(INDICATOR, hint=""),
            Part("body", _("The decision asked"), required=True),
            Part("more", _("Possible projects")),
        ),
        url=adaptation_url,
        is_public=adaptation_is_public,
        public=Q(adaptation__status=Adaptation.Status.ADOPTED, owner__public_since__isnull=False),
        related=("adaptation",),
        show=show_adaptation,
        stamps=(rules.ADAPTATIONS,),
        may_be_adapted=True,
    ),
)
