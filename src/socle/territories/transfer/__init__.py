"""Areas from a file: a table of their facts, or their boundaries."""

from pathlib import Path

from django.utils.translation import gettext as _

from socle.foundation.tables import CannotRead, Report, Wishes
from socle.foundation.tables.formats import format_of


def import_areas_file(path: Path, wishes: Wishes) -> Report:
    """What ``socle import areas`` calls: the content tells which of the two the file is."""
    if wishes.election:
        raise CannotRead(_("Areas belong to no election: leave --election out."))
    if format_of(path) == "json":
        from socle.territories.transfer.boundaries import import_boundaries_file  # noqa: PLC0415

        return import_boundaries_file(path, wishes)
    from socle.territories.transfer.areas import import_areas_table  # noqa: PLC0415

    return import_areas_table(path, wishes)
