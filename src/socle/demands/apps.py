from django.apps import AppConfig


class DemandsConfig(AppConfig):
    name = "socle.demands"

    def ready(self) -> None:
        # Here, once the tables are there.
        from django.utils.translation import gettext_lazy as _  # noqa: PLC0415

        import socle.demands.slots  # noqa: F401, PLC0415
        from socle.accounts.personal import declare_held  # noqa: PLC0415
        from socle.demands.actions.finding import find_wordings_of  # noqa: PLC0415
        from socle.demands.kinds import KINDS  # noqa: PLC0415
        from socle.demands.queries.next_steps import COUNTED, steps_of_coordinators  # noqa: PLC0415
        from socle.demands.queries.steps_of_groups import steps_of_groups  # noqa: PLC0415
        from socle.demands.search import documents  # noqa: PLC0415
        from socle.demands.transfer.held import HELD  # noqa: PLC0415
        from socle.foundation.search import declare  # noqa: PLC0415
        from socle.foundation.tables.importers import register_importer  # noqa: PLC0415
        from socle.groups.actions.moving import first_of_each, register_move  # noqa: PLC0415
        from socle.groups.actions.showing import show_besides  # noqa: PLC0415
        from socle.groups.queries.steps import ask_besides, count_besides  # noqa: PLC0415
        from socle.texts.kinds import declare_kind  # noqa: PLC0415

        for kind in KINDS:
            declare_kind(kind)
        declare_held(*HELD)
        register_importer(
            "memorandums", "socle.demands.transfer.memorandums.import_memorandums_file"
        )
        declare("demands", documents=documents)
        count_besides(*COUNTED)
        ask_besides(steps_of_coordinators)
        ask_besides(steps_of_groups)
        show_besides(find_wordings_of)
        register_move(
            "demands.demand_carried_by.group",
            _("demands it carries"),
            first_of_each("demands.demand_carried_by.group", "demand_id"),
        )
        register_move(
            "demands.memorandum_carried_by.group",
            _("memorandums it carries"),
            first_of_each("demands.memorandum_carried_by.group", "memorandum_id"),
        )
