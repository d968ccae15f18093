from django.apps import AppConfig

from socle.foundation.tables.importers import register_importer


class TerritoriesConfig(AppConfig):
    name = "socle.territories"

    def ready(self) -> None:
        register_importer("areas", "socle.territories.transfer.import_areas_file")
