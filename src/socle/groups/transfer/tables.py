"""Groups from a table, and the pipeline as a table: ``socle import groups``, and the same pages."""

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email
from django.utils.translation import gettext as _
from django.utils.translation import override

from socle.foundation.tables import (
    CannotRead,
    CellError,
    Column,
    Report,
    Row,
    Wishes,
    read_table,
)
from socle.foundation.tables.cells import Cell, checked, code, cut, day, several, text
from socle.foundation.tables.columns import plain
from socle.groups.actions.importing import GroupLine, import_groups
from socle.groups.models import Group, Stage
from socle.territories.addresses import LANGUAGES
from socle.territories.transfer.areas import languages

KINDS = {
    Group.Kind.ORGANISATION: (
        "organisation",
        "organization",
        "institution",
        "association",
        "asbl",
        "vzw",
        "organisatie",
        "vereniging",
        "instelling",
        "Verein",
        "Einrichtung",
    ),
    Group.Kind.LOCAL: (
        "local",
        "local group",
        "groupe local",
        "lokale groep",
        "lokal",
        "Ortsgruppe",
        "lokale Gruppe",
    ),
    Group.Kind.WORKING: (
        "working",
        "working group",
        "groupe de travail",
        "werkgroep",
        "Arbeitsgruppe",
    ),
}
STAGES = {
    Stage.TO_CONTACT: ("to contact", "à contacter", "te contacteren", "zu kontaktieren"),
    Stage.CONTACTED: ("contacted", "contacté", "contactée", "gecontacteerd", "kontaktiert"),
    Stage.INTERESTED: (
        "interested",
        "intéressé",
        "intéressée",
        "geïnteresseerd",
        "interessiert",
    ),
    Stage.MEMBER: ("member", "membre", "lid", "Mitglied"),
    Stage.LEFT: ("left", "parti", "partie", "sorti", "sortie", "vertrokken", "ausgetreten"),
    Stage.DECLINED: (
        "declined",
        "refus",
        "refusé",
        "a refusé",
        "décliné",
        "geweigerd",
        "afgewezen",
        "abgelehnt",
    ),
}


def one_of(known: dict[Any, tuple[str, ...]]) -> Callable[[Cell], str]:
    """A reader of words of a list; anything else is told with what is understood."""

    @cache
    def heard() -> dict[str, Any]:
        """These words, and those the pages use, in each language."""
        found = {plain(word): key for key, words in known.items() for word in (key.value, *words)}
        for language in LANGUAGES:
            with override(language):
                found |= {plain(str(key.label)): key for key in known}
        return found

    def read(cell: Cell) -> str:
        found = heard().get(plain(checked(cell)))
        if found is None:
            understood = ", ".join(f"“{key.label}”" for key in known)
            said = _("“%(words)s” is not understood; write one of %(understood)s")
            raise CellError(said % {"words": cut(cell), "understood": understood})
        return str(found.value)

    return read


def at_most(read: Callable[[Cell], str], limit: int) -> Callable[[Cell], str]:
    def read_short(cell: Cell) -> str:
        words = read(cell)
        if len(words) > limit:
            said = _("has %(count)d characters, and %(limit)d at most are kept: shorten it")
            raise CellError(said % {"count": len(words), "limit": limit})
        return words

    return read_short


def paragraphs(cell: Cell) -> str:
    """Text of several lines."""
    return checked(cell).replace("\r\n", "\n").replace("\r", "\n").strip()


def email(cell: Cell) -> str:
    words = checked(cell).removeprefix("mailto:").strip()
    if "@" not in words:
        said = _("“%(words)s” has no “@”: write the whole address, or leave the cell empty")
        raise CellError(said % {"words": cut(cell)})
    if words.count("@") > 1:
        raise CellError(_("“%(words)s” is more than one address: keep one") % {"words": cut(cell)})
    try:
        validate_email(words)
    except ValidationError:
        said = _("“%(words)s” is not a whole address, such as name@example.org")
        raise CellError(said % {"words": cut(cell)}) from None
    return words


def website(cell: Cell) -> str:
    """With https:// when it begins with nothing."""
    words = text(cell)
    address = words if "://" in words else f"https://{words}"
    try:
        URLValidator(schemes=["http", "https"])(address)
    except ValidationError:
        said = _("“%(words)s” is not the address of a website, such as https://example.org")
        raise CellError(said % {"words": cut(cell)}) from None
    return address


COLUMNS = (
    Column(
        "name",
        ("nom", "naam", "Name", "organisation", "organisatie", "Organisation", "association"),
        read=at_most(text, 120),
        required=True,
    ),
    Column("kind", ("type", "genre", "sorte", "soort", "Art", "type de groupe"), one_of(KINDS)),
    Column(
        "area_code",
        ("NIS", "INS", "code INS", "NIS-code", "REFNIS", "code commune", "Gemeindekennziffer"),
        read=several(code),
    ),
    Column(
        "area",
        (
            "commune",
            "gemeente",
            "Gemeinde",
            "lieu",
            "ville",
            "localité",
            "territoire",
            "gebied",
            "plaats",
            "stad",
            "Ort",
            "Stadt",
            "municipality",
            "town",
            "city",
        ),
        read=text,
    ),
    Column(
        "postcode",
        ("code postal", "CP", "postal code", "postnummer", "Postleitzahl", "PLZ", "zip"),
        read=code,
    ),
    Column(
        "stage",
        ("étape", "stade", "statut", "status", "fase", "stadium", "Stand", "Phase"),
        one_of(STAGES),
    ),
    Column(
        "contact_name",
        (
            "Kontakt",
            "contact",
            "nom du contact",
            "personne de contact",
            "contactpersoon",
            "Kontaktperson",
        ),
        read=at_most(text, 150),
    ),
    Column(
        "contact_email",
        ("email", "e-mail", "mail", "courriel", "adresse e-mail", "e-mailadres", "E-Mail-Adresse"),
        read=at_most(email, 254),
    ),
    Column(
        "phone",
        ("telephone", "téléphone", "tél", "GSM", "telefoon", "Telefon", "telefoonnummer"),
        read=at_most(text, 40),
    ),
    Column("languages", ("langues", "langue", "talen", "taal", "Sprachen", "Sprache"), languages),
    Column(
        "website",
        ("site", "site web", "site internet", "web", "webstek", "Webseite", "URL"),
        read=at_most(website, 300),
    ),
    Column(
        "note",
        (
            "notes",
            "remarque",
            "remarques",
            "commentaire",
            "opmerking",
            "nota",
            "Bemerkung",
            "Notiz",
        ),
        read=at_most(paragraphs, 5000),
    ),
    Column(
        "next_step",
        (
            "prochaine action",
            "prochaine étape",
            "à faire",
            "suite",
            "volgende stap",
            "nächster Schritt",
            "to do",
        ),
        read=at_most(text, 200),
    ),
    Column(
        "due_on",
        ("wann", "when", "échéance", "pour le", "quand", "tegen", "wanneer", "bis wann", "due"),
        day,
    ),
    Column(
        "follower",
        (
            "suivie par",
            "suivi par",
            "qui suit",
            "responsable",
            "opgevolgd door",
            "betreut von",
            "followed up by",
            "followed by",
        ),
        read=text,
    ),
    Column(
        "signed_by",
        (
            "signée par",
            "signé par",
            "charte signée par",
            "getekend door",
            "unterschrieben von",
            "signatory",
        ),
        read=at_most(text, 150),
    ),
    Column(
        "signed_as",
        (
            "function",
            "fonction",
            "en qualité de",
            "functie",
            "Funktion",
            "signed in the capacity of",
        ),
        read=at_most(text, 150),
    ),
    Column(
        "signed_on",
        (
            "signée le",
            "signé le",
            "charte signée le",
            "getekend op",
            "unterschrieben am",
            "signature date",
        ),
        read=day,
    ),
)


def import_groups_file(path: Path, wishes: Wishes) -> Report:
    """What ``socle import groups`` calls, and the page; ``wishes.by`` is who asks on the page."""
    if wishes.election:
        raise CannotRead(_("Groups belong to no election: leave --election out."))
    report = wishes.report()
    table = read_table(path, COLUMNS)
    report.notes += table.notes
    lines = (line_of(row) for row in table.rows(report, wishes.progress))
    source = wishes.source or path.name
    import_groups(lines, report=report, source=source, now=wishes.now, by=wishes.by)
    return report


def line_of(row: Row) -> GroupLine:
    given = dict(row.values)
    return GroupLine(row.number, given.pop("name"), given)
