"""Reading tables for every import, and writing tables that are safe to open.

A room declares its columns, reads with ``read_table`` and writes inside ``one_act``; it offers the
whole to ``socle import`` with ``register_importer``. See docs/import.md.
"""

from socle.foundation.tables.acts import one_act, row_act
from socle.foundation.tables.columns import Column
from socle.foundation.tables.faults import CannotRead, CellError, RowRefused
from socle.foundation.tables.importers import Wishes, find_importer, known_kinds, register_importer
from socle.foundation.tables.read import Row, Table, read_table
from socle.foundation.tables.report import Refusal, Report, Taken
from socle.foundation.tables.write import write_csv, write_xlsx

__all__ = [
    "CannotRead",
    "CellError",
    "Column",
    "Refusal",
    "Report",
    "Row",
    "RowRefused",
    "Table",
    "Taken",
    "Wishes",
    "find_importer",
    "known_kinds",
    "one_act",
    "read_table",
    "register_importer",
    "row_act",
    "write_csv",
    "write_xlsx",
]
