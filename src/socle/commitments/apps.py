from django.apps import AppConfig


class CommitmentsConfig(AppConfig):
    name = "socle.commitments"

    def ready(self) -> None:
        # Here, once the tables are there.
        from django.utils.translation import gettext_lazy as _  # noqa: PLC0415

        import socle.commitments.slots  # noqa: F401, PLC0415
        from socle.accounts.following import declare_followable  # noqa: PLC0415
        from socle.accounts.personal import declare_held  # noqa: PLC0415
        from socle.commitments.queries.next_steps import COUNTED, steps_of_readers  # noqa: PLC0415
        from socle.commitments.transfer.following import LEDGER_TO_FOLLOW  # noqa: PLC0415
        from socle.commitments.transfer.held import HELD  # noqa: PLC0415
        from socle.foundation.tables.exporters import register_exporter  # noqa: PLC0415
        from socle.groups.actions.moving import register_move  # noqa: PLC0415
        from socle.groups.queries.steps import ask_besides, count_besides  # noqa: PLC0415

        register_exporter("ledger", "socle.commitments.queries.ledger.whole_ledger", "ledger.jsonl")
        promises = "socle.commitments.api.promise_file.whole_commitments"
        register_exporter("commitments", promises, "commitments.jsonl")
        declare_held(*HELD)
        declare_followable(LEDGER_TO_FOLLOW)
        count_besides(*COUNTED)
        ask_besides(steps_of_readers)
        register_move("commitments.ask.asked_by", _("questions it asks candidates"))
        register_move("commitments.askround.asked_by", "")
        register_move("commitments.invitationrule.group", "")
        register_move("commitments.stageevent.group", "")
        register_move("commitments.commitment.follower", _("promises it follows"))
        register_move("commitments.statement.group", "")
