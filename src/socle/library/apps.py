from django.apps import AppConfig


class LibraryConfig(AppConfig):
    name = "socle.library"

    def ready(self) -> None:
        # Here, once the tables are there.
        import socle.library.slots  # noqa: F401, PLC0415
        from socle.accounts.personal import declare_held  # noqa: PLC0415
        from socle.foundation.search import declare  # noqa: PLC0415
        from socle.library.kinds import CASE_KIND  # noqa: PLC0415
        from socle.library.search import documents  # noqa: PLC0415
        from socle.library.transfer.held import HELD  # noqa: PLC0415
        from socle.texts.kinds import declare_kind  # noqa: PLC0415

        declare_kind(CASE_KIND)
        declare_held(*HELD)
        declare("library", documents=documents)
