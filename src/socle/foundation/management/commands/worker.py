import signal
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from huey.consumer import Consumer

from socle.foundation.queue import huey, stopping


class GracefulConsumer(Consumer):
    """Ends at any signal after the piece of work in hand; at a second one, at once."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            self._signal_actions[name] = (False, True)

    def start(self) -> None:
        super().start()
        # Said once signals are heard.
        print(f"The worker runs, with {self.workers} threads.", flush=True)

    def stop(self, graceful: bool = False) -> None:
        stopping.set()
        super().stop(graceful)


class Command(BaseCommand):
    # What speaks of this machine; the pages are checked elsewhere.
    requires_system_checks = ["socle"]
    help = "Run the jobs: mail, and what is done by the clock. Ends cleanly on Ctrl-C."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--workers", type=int, default=2, help="threads (default 2)")

    def handle(self, *args: Any, **options: Any) -> None:
        consumer = GracefulConsumer(huey, workers=options["workers"], max_delay=1.0)
        consumer.run()
        print("The worker has ended.", flush=True)
