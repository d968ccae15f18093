from django.apps import AppConfig


class ElectionsConfig(AppConfig):
    name = "socle.elections"

    def ready(self) -> None:
        # Here, once the tables are there.
        import socle.elections.slots  # noqa: F401, PLC0415
        from socle.accounts.personal import declare_held  # noqa: PLC0415
        from socle.elections.actions.pack import load_elections  # noqa: PLC0415
        from socle.elections.queries.next_steps import COUNTED  # noqa: PLC0415
        from socle.elections.search import documents  # noqa: PLC0415
        from socle.elections.transfer.held import HELD  # noqa: PLC0415
        from socle.foundation.search import declare  # noqa: PLC0415
        from socle.foundation.tables import register_importer  # noqa: PLC0415
        from socle.foundation.tables.exporters import register_exporter  # noqa: PLC0415
        from socle.groups.queries.steps import count_besides  # noqa: PLC0415
        from socle.territories.actions.pack import add_part  # noqa: PLC0415

        declare_held(*HELD)
        count_besides(*COUNTED)
        exports = "socle.elections.transfer.exports"
        register_exporter("candidates", f"{exports}.whole_candidates", "candidates.csv")
        register_exporter("popolo", f"{exports}.whole_popolo", "popolo.json")
        declare("elections", documents=documents)
        add_part(load_elections)
        register_importer(
            "candidates", "socle.elections.transfer.candidates.import_candidates_file"
        )
