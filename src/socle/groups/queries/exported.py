"""The pipeline as a table that ``socle import groups`` understands, in the language of who asks."""

from collections.abc import Iterator

from django.db.models import Prefetch, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from socle.groups.models import Approach, CharterAcceptance, Group, Stage
from socle.groups.queries.people import name_of
from socle.territories.addresses import known

# The same columns in each language; each heading is one that the import hears.
HEADINGS = {
    "fr": (
        "nom",
        "type",
        "code INS",
        "commune",
        "étape",
        "contact",
        "e-mail",
        "téléphone",
        "langues",
        "site web",
        "remarque",
        "prochaine action",
        "échéance",
        "suivi par",
        "signé par",
        "fonction",
        "signé le",
    ),
    "nl": (
        "naam",
        "soort",
        "NIS-code",
        "gemeente",
        "fase",
        "contactpersoon",
        "e-mail",
        "telefoon",
        "talen",
        "site",
        "opmerking",
        "volgende stap",
        "wanneer",
        "opgevolgd door",
        "getekend door",
        "functie",
        "getekend op",
    ),
    "de": (
        "Name",
        "Art",
        "Gemeindekennziffer",
        "Gemeinde",
        "Stand",
        "Kontaktperson",
        "E-Mail",
        "Telefon",
        "Sprachen",
        "Webseite",
        "Bemerkung",
        "nächster Schritt",
        "bis wann",
        "betreut von",
        "unterschrieben von",
        "Funktion",
        "unterschrieben am",
    ),
    "en": (
        "name",
        "kind",
        "area_code",
        "area",
        "stage",
        "contact_name",
        "contact_email",
        "phone",
        "languages",
        "website",
        "note",
        "next_step",
        "due_on",
        "follower",
        "signed_by",
        "signed_as",
        "signed_on",
    ),
}


def headings(language: str | None = None) -> tuple[str, ...]:
    return HEADINGS[known(language)]


def heading_of(column: str) -> str:
    """What the page's language calls a column of the import; its name where it has no word."""
    names = HEADINGS["en"]
    return headings()[names.index(column)] if column in names else column


def table_rows(approaches: QuerySet[Approach]) -> Iterator[list[str]]:
    """In the order of the headings; two more queries whatever the size."""
    signed = Prefetch(
        "group__charter_acceptances",
        CharterAcceptance.objects.select_related("accepted_by"),
        to_attr="acceptances",
    )
    for approach in approaches.prefetch_related("group__areas", signed):
        yield [*of_group(approach.group), *of_approach(approach), *of_charter(approach)]


def of_group(group: Group) -> list[str]:
    areas = list(group.areas.all())
    codes, names = ", ".join(area.code for area in areas), ", ".join(area.name for area in areas)
    return [group.name, str(group.get_kind_display()), codes, names]


def of_approach(approach: Approach) -> list[str]:
    follower = approach.follower
    return [
        str(approach.get_stage_display()),
        approach.contact_name,
        approach.contact_email,
        approach.phone,
        approach.group.languages,
        approach.group.website,
        approach.note,
        approach.next_step,
        approach.due_on.isoformat() if approach.due_on else "",
        follower.email if follower else "",
    ]


def of_charter(approach: Approach) -> list[str]:
    """Who signed, of a member; who accepted from inside an account stands in for it."""
    acceptances = approach.group.acceptances  # type: ignore[attr-defined]
    if approach.stage != Stage.MEMBER or not acceptances:
        return ["", "", ""]
    latest: CharterAcceptance = acceptances[0]
    who = latest.signed_name or name_of(latest.accepted_by)
    day = timezone.localdate(latest.accepted_at).isoformat()
    return [who, latest.signed_as or _("organiser"), day]
