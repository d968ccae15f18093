"""Running the web server and the worker as one: they start together and end together."""

import os
import signal
import subprocess
import sys
from contextlib import suppress
from types import FrameType

# Long enough for a page being built or a message being handed over, short enough for a person.
PATIENCE = 15

ASKED_TO_STOP = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Together:
    """A few programs that live and die together, each known by a name.

    Each has a session of its own, so that Ctrl-C reaches this process alone, which then asks each
    of them once: a worker that hears it twice drops what it holds.
    """

    def __init__(self, commands: dict[str, list[str]]) -> None:
        self.commands = commands
        self.running: dict[int, tuple[str, subprocess.Popen[bytes]]] = {}
        self.stopping = False

    def run(self) -> int:
        """The exit status: 0 when asked to stop, else that of the one that died (never 0)."""
        for number in ASKED_TO_STOP:
            signal.signal(number, self.on_signal)
        signal.signal(signal.SIGALRM, self.on_patience_lost)
        for name, command in self.commands.items():
            if not self.stopping:
                process = subprocess.Popen(command, start_new_session=True)  # noqa: S603 -- ours
                self.running[process.pid] = (name, process)
        if self.stopping:
            self.ask_all()
        return self.wait()

    def wait(self) -> int:
        result = 0
        while self.running:
            pid, state = os.wait()
            if pid not in self.running:
                continue
            name, process = self.running.pop(pid)
            # Popen did not see it end; told here, it does not complain when it is forgotten.
            process.returncode = status = os.waitstatus_to_exitcode(state)
            if not self.stopping:
                result = status if status > 0 else 1
                sys.stderr.write(f"The {name} has ended (status {status}): ending all.\n")
                self.stop()
        return result

    def on_signal(self, number: int, frame: FrameType | None) -> None:
        if self.stopping:
            self.kill_all()
        else:
            self.stop()

    def on_patience_lost(self, number: int, frame: FrameType | None) -> None:
        self.kill_all()

    def stop(self) -> None:
        self.stopping = True
        signal.alarm(PATIENCE)
        self.ask_all()

    def ask_all(self) -> None:
        for pid in list(self.running):
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGTERM)

    def kill_all(self) -> None:
        for pid in list(self.running):
            with suppress(ProcessLookupError):
                os.killpg(pid, signal.SIGKILL)
