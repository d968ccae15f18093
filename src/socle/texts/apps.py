from django.apps import AppConfig


class TextsConfig(AppConfig):
    name = "socle.texts"

    def ready(self) -> None:
        # Here, once the tables are there.
        from django.utils.translation import gettext_lazy as _  # noqa: PLC0415

        from socle.accounts.personal import before_erasing, declare_held  # noqa: PLC0415
        from socle.foundation.markdown import find_sizes  # noqa: PLC0415
        from socle.groups.actions.moving import first_of_each, register_move  # noqa: PLC0415
        from socle.groups.queries.charter import read_charter_from  # noqa: PLC0415
        from socle.groups.queries.steps import count_besides  # noqa: PLC0415
        from socle.texts.actions.charter import CHARTER_KIND  # noqa: PLC0415
        from socle.texts.actions.erasing import erase_from_texts  # noqa: PLC0415
        from socle.texts.kinds import declare_kind  # noqa: PLC0415
        from socle.texts.queries.charter import CharterInTexts  # noqa: PLC0415
        from socle.texts.queries.next_steps import COUNTED  # noqa: PLC0415
        from socle.texts.queries.pictures import sizes_of  # noqa: PLC0415
        from socle.texts.transfer.held import HELD  # noqa: PLC0415

        declare_held(*HELD)
        before_erasing(erase_from_texts)
        count_besides(*COUNTED)
        declare_kind(CHARTER_KIND)
        find_sizes.append(sizes_of)
        read_charter_from(CharterInTexts())
        register_move("texts.text.owner", _("texts it wrote or took over"))
        register_move("texts.picture.owner", "", first_of_each("texts.picture.owner", "digest"))
