from django.apps import AppConfig

from socle.foundation.search import declare
from socle.foundation.tables.importers import register_importer


class GroupsConfig(AppConfig):
    name = "socle.groups"

    def ready(self) -> None:
        # Here, once the tables are there.
        from socle.accounts.following import declare_followable, tell_news  # noqa: PLC0415
        from socle.accounts.personal import (  # noqa: PLC0415
            ask_before_erasing,
            before_erasing,
            declare_held,
        )
        from socle.groups.actions.erasing import erase_from_groups  # noqa: PLC0415
        from socle.groups.mail import group_news  # noqa: PLC0415
        from socle.groups.queries.leaving import to_hand_over  # noqa: PLC0415
        from socle.groups.search import documents  # noqa: PLC0415
        from socle.groups.transfer.following import GROUPS_TO_FOLLOW  # noqa: PLC0415
        from socle.groups.transfer.held import HELD  # noqa: PLC0415

        declare("groups", documents=documents)
        declare_held(*HELD)
        declare_followable(GROUPS_TO_FOLLOW)
        tell_news(group_news)
        before_erasing(erase_from_groups)
        ask_before_erasing(to_hand_over)
        register_importer("groups", "socle.groups.transfer.tables.import_groups_file")
