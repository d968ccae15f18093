from django.apps import AppConfig

from socle.foundation.search import declare
from socle.foundation.tables.importers import register_importer


class TerritoriesConfig(AppConfig):
    name = "socle.territories"

    def ready(self) -> None:
        # Here, once the tables are there.
        from socle.territories.search import documents  # noqa: PLC0415

        declare("territories", documents=documents)
        register_importer("areas", "socle.territories.transfer.import_areas_file")
