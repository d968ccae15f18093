"""A table of areas."""

from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.utils.translation import gettext as _

from socle.foundation.tables import CellError, Column, Report, Row, Wishes, read_table
from socle.foundation.tables.cells import Cell, checked, code, day, decimal, several, whole_number
from socle.territories.actions.imports import AreaLine, import_areas

LETTERS_AND_FIGURES = RegexValidator(r"\A[0-9A-Za-z]+\Z")
LANGUAGE_WORDS = {
    "fr": ("francais", "français", "french", "frans", "französisch"),
    "nl": ("neerlandais", "néerlandais", "dutch", "nederlands", "niederländisch"),
    "de": ("allemand", "german", "duits", "deutsch"),
    "en": ("anglais", "english", "engels", "englisch"),
}
KNOWN_LANGUAGES = {word: key for key, words in LANGUAGE_WORDS.items() for word in (key, *words)}


def languages(cell: Cell) -> str:
    """ "FR+NL" or "français, néerlandais" as "fr nl", the dominant one first."""
    found = several(language)(cell)
    return " ".join(found)


def language(cell: Cell) -> str:
    word = checked(cell).casefold()
    if word not in KNOWN_LANGUAGES:
        raise CellError(
            _("“%(word)s” is not a language known here: %(known)s")
            % {"word": word[:40], "known": ", ".join(LANGUAGE_WORDS)}
        )
    return KNOWN_LANGUAGES[word]


def area_code(cell: Cell) -> str:
    """A code stands in addresses, before the first dash: it has letters and figures only."""
    found = code(cell)
    try:
        LETTERS_AND_FIGURES(found)
    except ValidationError as error:
        raise CellError(error.messages[0]) from None
    return found


COLUMNS = (
    Column(
        "code",
        ("NIS", "NIS5", "INS", "code INS", "NIS-code", "REFNIS", "code NIS", "NIS code", "Kode"),
        read=area_code,
        required=True,
    ),
    Column("level", ("niveau", "bestuursniveau", "Ebene", "level of power", "niveau de pouvoir")),
    Column("name_fr", ("name", "nom", "naam", "nom français", "Franse naam", "nom en français")),
    Column("name_nl", ("nom néerlandais", "Nederlandse naam", "naam in het Nederlands", "nom nl")),
    Column("name_de", ("nom allemand", "Duitse naam", "deutscher Name", "nom de")),
    Column("name_en", ("nom anglais", "Engelse naam", "English name", "nom en")),
    Column("languages", ("langues", "langue", "talen", "taal", "Sprachen"), read=languages),
    Column("arrondissement", ("arr", "district", "code arrondissement"), read=code),
    Column("latitude", ("lat", "breedtegraad", "Breite"), read=decimal),
    Column("longitude", ("lon", "lng", "long", "lengtegraad", "Länge"), read=decimal),
    Column(
        "population",
        ("habitants", "inwoners", "bevolking", "aantal inwoners", "Einwohner", "inhabitants"),
        read=whole_number,
    ),
    Column(
        "population_year",
        ("année population", "population année", "bevolking jaar", "population in", "Jahr"),
        read=whole_number,
    ),
    Column("parents", ("parent", "fait partie de", "ligt in", "liegt in"), read=several()),
    Column(
        "valid_from",
        ("from", "depuis", "premier jour", "valable du", "vanaf", "eerste dag", "ab", "first day"),
        read=day,
    ),
    Column(
        "valid_to",
        ("to", "until", "dernier jour", "valable au", "tot", "laatste dag", "bis", "last day"),
        read=day,
    ),
)


def import_areas_table(path: Path, wishes: Wishes) -> Report:
    report = wishes.report()
    table = read_table(path, COLUMNS)
    report.notes += table.notes
    lines = [line_of(row) for row in table.rows(report, wishes.progress)]
    import_areas(lines, report=report, source=wishes.source or path.name, now=wishes.now)
    return report


def line_of(row: Row) -> AreaLine:
    given = dict(row.values)
    return AreaLine(
        row.number, given.pop("code"), given.pop("level", ""), given.pop("parents", None), given
    )
