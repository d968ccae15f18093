from django.apps import AppConfig

from socle.foundation.search import declare
from socle.foundation.tables.importers import register_importer


class TerritoriesConfig(AppConfig):
    name = "socle.territories"

    def ready(self) -> None:
        # Here, once the tables are there.
        from socle.accounts.following import declare_followable  # noqa: PLC0415
        from socle.accounts.personal import declare_held  # noqa: PLC0415
        from socle.territories.search import documents  # noqa: PLC0415
        from socle.territories.transfer.held import AREAS_TO_FOLLOW, HELD  # noqa: PLC0415

        declare_held(*HELD)
        declare_followable(AREAS_TO_FOLLOW)
        declare("territories", documents=documents)
        register_importer("areas", "socle.territories.transfer.import_areas_file")
