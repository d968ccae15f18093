"""What the worker does for elections by the clock."""

from django.utils import timezone
from django.utils.module_loading import import_string

from socle.elections.actions import finding, retention, uploads
from socle.elections.models import CandidateFile, CandidateImport
from socle.elections.queries.candidate_files import due_files
from socle.foundation.queue import crontab, job, periodic, queue_job, stopping

__all__ = [
    "find_due_imports",
    "find_imported_candidates",
    "forget_addresses",
    "forget_names",
    "forget_old_files",
    "read_candidate_file",
    "read_due_files",
]

# Reading tables stands above jobs in a room, and is found by its name, as importers are.
READER = "socle.elections.transfer.candidates.read_candidates"


@periodic(crontab(hour="0", minute="23"))
def forget_names() -> None:
    """On the day an election opens, who was not elected the time before leaves the search."""
    finding.find_again_once_open(timezone.localdate())


@periodic(crontab(hour="4", minute="17"))
def forget_addresses() -> None:
    """Empty the addresses of lists and candidates of votes that are half a year old."""
    retention.forget_addresses(now=timezone.now())


@job
def find_imported_candidates(key: int) -> None:
    """Let the search find the candidates that an import brought."""
    kept = CandidateImport.objects.filter(pk=key, found_at=None, undone_at=None).first()
    if kept is not None:
        finding.find_imported(kept=kept, now=timezone.now(), stop=stopping.is_set)


@periodic(crontab(minute="*/5"))
def find_due_imports() -> None:
    """Go on with imports whose candidates the search does not know yet: a worker was stopped."""
    rows = CandidateImport.objects.filter(found_at=None, undone_at=None)
    for key in rows.order_by("pk").values_list("pk", flat=True):
        queue_job("elections.find_imported_candidates", key)


@job
def read_candidate_file(key: int) -> None:
    """Read a file of candidates on trial, or take it in, as its page asked."""
    busy = [CandidateFile.State.READING, CandidateFile.State.TAKING]
    file = CandidateFile.objects.filter(pk=key, state__in=busy).first()
    if file is not None:
        uploads.work_on_file(file=file, read=import_string(READER), now=timezone.now())


@periodic(crontab(minute="*/5"))
def read_due_files() -> None:
    """Go on with files of candidates that a stopped worker left."""
    for key in due_files(timezone.now()):
        queue_job("elections.read_candidate_file", key)


@periodic(crontab(minute="46"))
def forget_old_files() -> None:
    """Delete files of candidates never confirmed after two days, and their reports after thirty."""
    uploads.forget_old_files(now=timezone.now())
