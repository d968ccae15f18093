"""Candidates from a table, and as a table: ``socle import candidates``, and the same page."""

import hashlib
from collections.abc import Callable
from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from socle.elections.actions.candidates.importing import import_candidates
from socle.elections.actions.candidates.lines import (
    ANOTHER,
    Asked,
    CandidateLine,
    Origin,
    Question,
)
from socle.elections.models import Election
from socle.elections.queries.elections_to_come import election_meant
from socle.foundation.tables import CannotRead, CellError, Column, Report, Wishes, read_table
from socle.foundation.tables.cells import Cell, checked, code, cut, text, whole_number, yes_or_no
from socle.foundation.tables.columns import plain
from socle.groups.transfer.tables import at_most, email

LAST_PLACE = 999
SUBSTITUTE = {
    plain(word)
    for word in (
        "s", "sup", "suppléant", "suppléante", "opvolger", "opvolgster", "substitute",
        "Ersatzkandidat", "Ersatzkandidatin", "Ersatz",
    )
}  # fmt: skip
EFFECTIVE = {
    plain(word)
    for word in (
        "e", "t", "eff", "effectif", "effective", "effectief", "titulaire", "titularis",
        "effektiv", "ordentlich",
    )
}  # fmt: skip
ELECTED = {
    plain(word)
    for word in ("élu", "élue", "elu·e", "verkozen", "gekozen", "verkozene", "elected", "gewählt")
}
NOT_ELECTED = {
    plain(word) for word in ("non élu", "non élue", "niet verkozen", "not elected", "nicht gewählt")
}


def either(yes: set[str], no: set[str]) -> Callable[[Cell], bool]:
    """Yes or no, or words of the field."""

    def read(cell: Cell) -> bool:
        words = plain(checked(cell))
        return words in yes if words in yes | no else yes_or_no(cell)

    return read


def counted(cell: Cell) -> int:
    """From 1; a list or a place on it."""
    number = whole_number(cell)
    if not 1 <= number <= LAST_PLACE:
        words = _("“%(words)s” is not a number from 1 to %(last)d")
        raise CellError(words % {"words": cut(cell), "last": LAST_PLACE})
    return number


def address(cell: Cell) -> str:
    words = text(cell)
    try:
        URLValidator(schemes=["http", "https"])(words)
    except ValidationError:
        said = _("“%(words)s” is not the address of a page, such as https://example.org/lists")
        raise CellError(said % {"words": cut(cell)}) from None
    return words


def named(cell: Cell) -> str:
    words = at_most(text, 100)(cell)
    if not any(character.isalpha() for character in words):
        raise CellError(_("“%(words)s” holds no letter: write a name") % {"words": cut(cell)})
    return words


COLUMNS = (
    Column("election", ("élection", "scrutin", "verkiezing", "Wahl"), read=text),
    Column(
        "body",
        ("conseil", "assemblée", "organe", "raad", "parlement", "orgaan", "council", "Rat"),
        read=at_most(text, 120),
    ),
    Column(
        "area_code",
        ("NIS", "INS", "code INS", "NIS-code", "REFNIS", "code commune", "Gemeindekennziffer"),
        read=code,
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
            "entité",
            "stad",
            "gebied",
            "plaats",
            "Ort",
            "Stadt",
            "municipality",
            "town",
            "province",
            "provincie",
        ),
        read=at_most(text, 120),
    ),  # fmt: skip
    Column(
        "postcode",
        ("code postal", "CP", "postal code", "postnummer", "Postleitzahl", "PLZ", "zip"),
        read=code,
    ),
    Column(
        "constituency",
        ("circonscription", "kieskring", "Wahlkreis", "collège", "canton", "district"),
        read=at_most(text, 120),
    ),
    Column(
        "list_number",
        (
            "numéro de liste",
            "numéro liste",
            "n° liste",
            "n° de liste",
            "lijstnummer",
            "nummer lijst",
            "nr lijst",
            "Listennummer",
            "list no",
            "number of the list",
        ),
        read=counted,
    ),  # fmt: skip
    Column(
        "list_name",
        (
            "liste",
            "nom de la liste",
            "nom liste",
            "lijst",
            "lijstnaam",
            "naam lijst",
            "naam van de lijst",
            "Listenname",
            "list",
            "name of the list",
        ),
        read=at_most(text, 120),
    ),  # fmt: skip
    Column("party", ("parti", "partij", "Partei"), read=at_most(text, 120)),
    Column(
        "position",
        (
            "place",
            "rang",
            "ordre",
            "n° d’ordre",
            "plaats op de lijst",
            "volgnummer",
            "positie",
            "Platz",
            "Listenplatz",
        ),
        read=counted,
    ),  # fmt: skip
    Column(
        "substitute",
        ("suppléant", "suppléante", "opvolger", "Ersatzkandidat", "Ersatz", "type"),
        read=either(SUBSTITUTE, EFFECTIVE),
    ),
    Column(
        "given_name",
        ("prénom", "prénoms", "voornaam", "Vorname", "first name", "forename"),
        read=at_most(text, 100),
    ),
    Column(
        "family_name",
        (
            "nom",
            "nom de famille",
            "naam",
            "familienaam",
            "achternaam",
            "Nachname",
            "Name",
            "Familienname",
            "last name",
            "surname",
            "name",
        ),
        read=named,
        required=True,
    ),  # fmt: skip
    Column(
        "email",
        ("e-mail", "mail", "courriel", "adresse e-mail", "e-mailadres", "E-Mail-Adresse"),
        read=at_most(email, 254),
    ),
    Column(
        "person_id",
        (
            "identifiant",
            "id",
            "identifiant de la personne",
            "persoons-id",
            "identificatie",
            "Kennung",
            "id personne",
            "id persoon",
        ),
        read=at_most(code, 120),
    ),  # fmt: skip
    Column(
        "elected",
        ("élu", "élue", "verkozen", "gekozen", "gewählt"),
        read=either(ELECTED, NOT_ELECTED),
    ),
    Column(
        "source_url",
        ("source", "lien source", "url source", "bron", "bron-url", "Quelle", "URL"),
        read=at_most(address, 500),
    ),
)

ANSWERS = (
    Column("row", ("ligne", "rij", "Zeile"), read=whole_number, required=True),
    Column("same_as", ("answer", "réponse", "antwoord", "Antwort"), read=code, required=True),
)


def import_candidates_file(path: Path, wishes: Wishes) -> Report:
    """What ``socle import candidates`` calls. Raises CannotRead."""
    return read_candidates(path, wishes)[0]


def read_candidates(
    path: Path, wishes: Wishes, answers: dict[int, str] | None = None, name: str = ""
) -> tuple[Report, list[Question]]:
    """``name``: what the file was called where it came from. Raises CannotRead."""
    report = wishes.report()
    table = read_table(path, COLUMNS)
    report.notes += table.notes
    rows = list(table.rows(report, wishes.progress))
    election = chosen(wishes, {row.get("election", "") for row in rows} - {""})
    lines = [
        CandidateLine(row.number, row.values)
        for row in rows
        if row.get("election", election.slug) == election.slug
    ]
    if others := len(rows) - len(lines):
        words = ngettext(
            "%(count)d row of another election was left aside.",
            "%(count)d rows of other elections were left aside.",
            others,
        )
        report.note(words % {"count": others})
    asked = Asked(
        election,
        origin_of(path, name or path.name, wishes.source),
        wishes.now,
        wishes.by,
        answers if answers is not None else answers_in(wishes),
    )
    return report, import_candidates(lines, asked=asked, report=report)


def chosen(wishes: Wishes, told: set[str]) -> Election:
    """That of the command or page; else the only one the file tells of, or the only one to come.

    Raises CannotRead.
    """
    slug = wishes.election or (told.pop() if len(told) == 1 else "")
    found = None if not slug and told else election_meant(slug, wishes.now)
    if found is not None:
        return found
    known = ", ".join(Election.objects.values_list("slug", flat=True)[:20]) or "—"
    words = (
        _("No election is called “%(slug)s”; there are: %(known)s.")
        if slug
        else _("Say which election with --election; there are: %(known)s.")
    )
    raise CannotRead(words % {"slug": slug, "known": known})


def origin_of(path: Path, name: str, source: str) -> Origin:
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    scheme = slugify(source or Path(name).stem)[:60] or "file"
    return Origin(name, digest, source or name, scheme, is_named=bool(source))


def answers_in(wishes: Wishes) -> dict[int, str]:
    """Raises CannotRead."""
    if wishes.answers is None:
        return {}
    report = Report()
    rows = list(read_table(wishes.answers, ANSWERS).rows(report))
    if report.refusals:
        fault = report.refusals[0]
        words = _("The answers: row %(row)d, %(column)s: %(reason)s")
        values = {"row": fault.row, "column": fault.column, "reason": fault.reason}
        raise CannotRead(words % values)
    return {row.values["row"]: answer(row.values["same_as"]) for row in rows}


def answer(words: str) -> str:
    said = words.strip().upper()
    return ANOTHER if said == ANOTHER.upper() else said


def headings() -> list[str]:
    return [column.name for column in COLUMNS]
