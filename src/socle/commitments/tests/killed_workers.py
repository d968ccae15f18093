"""Workers that put invitations in the outbox, two of which are killed on the way.

``python -m socle.commitments.tests.killed_workers``, on the database of ``DATABASE_URL``. Says how
many messages stood there whenever one had died.
"""

import os
import signal
import sys
import time

import django

BATCH = 20
# Killed once so many wait no more.
KILLED_AFTER = (60, 180)


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "socle.config.settings")
    django.setup()
    # Looked up once for all of them: there is little time between a start and its end.
    import socle.config.urls  # noqa: F401, PLC0415
    from socle.foundation.models import OutgoingMail  # noqa: PLC0415

    for written in KILLED_AFTER:
        child = start()
        while count_written() < written:
            time.sleep(0.002)
        os.kill(child, signal.SIGKILL)
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL
        sys.stdout.write(f"{OutgoingMail.objects.count()}\n")
    assert os.waitpid(start(), 0)[1] == 0


def count_written() -> int:
    from socle.commitments.models import Invitation  # noqa: PLC0415

    return Invitation.objects.filter(due_at=None).count()


def start() -> int:
    from django.db import connection  # noqa: PLC0415

    connection.close()
    child = os.fork()
    if child:
        return child
    status = 1
    try:
        from django.utils import timezone  # noqa: PLC0415

        from socle.commitments.actions import inviting_mail  # noqa: PLC0415

        inviting_mail.BATCH = BATCH
        inviting_mail.write_due(clock=timezone.now)
        status = 0
    finally:
        os._exit(status)


if __name__ == "__main__":
    main()
