"""Jobs and their worker: real processes, killed and stopped."""

import os
import signal
import socket
from datetime import UTC, datetime
from pathlib import Path

import pytest

from socle.foundation import queue
from socle.foundation.models import OutgoingMail
from socle.foundation.queue import UnsafeArgument, queue_job, registered_jobs
from socle.foundation.tests.site import free_port, is_answering, mail_server, site, wait_until

NOW = datetime(2018, 9, 1, 12, tzinfo=UTC)


def put_in_outbox(count):
    return OutgoingMail.objects.bulk_create(
        OutgoingMail(
            message_id=f"<{number}@test>",
            to=f"person{number}@example.org",
            language="fr",
            subject=f"Number {number}",
            text="Bonjour",
            html="<p>Bonjour</p>",
            created_at=NOW,
            due_at=NOW,
        )
        for number in range(count)
    )


@pytest.fixture
def server():
    with mail_server() as server:
        yield server


def mail_url(server):
    return f"smtp://127.0.0.1:{server.port}"


def end(process):
    """Ask a process to end, once; its exit status and what it said."""
    process.send_signal(signal.SIGINT)
    words, _nothing = process.communicate(timeout=60)
    return process.returncode, words


@pytest.mark.django_db(transaction=True)
def test_a_worker_killed_while_handing_over_loses_nothing(server, tmp_path):
    put_in_outbox(10)
    server.hold_at = 4
    with site(tmp_path, EMAIL_URL=mail_url(server)) as here:
        first = here.start("worker")
        wait_until(server.in_hand.is_set, "one is in hand", first)
        first.kill()
        first.wait()
        server.let_go.set()
        assert server.by_id() == {f"<{number}@test>": 1 for number in range(4)}
        assert here.sql(
            "SELECT message_id FROM foundation_outgoingmail WHERE claim <> '' AND sent_at IS NULL"
        ) == [("<3@test>",)]

        # Ten minutes pass: nobody can still be handing it over.
        here.sql("UPDATE foundation_outgoingmail SET claimed_at = '2018-09-01 12:00:00'")
        second = here.start("worker")
        wait_until(here.is_all_sent, "everything is sent", second)
        assert end(second) == (0, "The worker runs, with 2 threads.\nThe worker has ended.\n")

    once = {f"<{number}@test>": 1 for number in range(10)}
    assert server.by_id() == once | {"<3@test>": 2}


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_send_each_message_once(server, tmp_path):
    put_in_outbox(60)
    with site(tmp_path, EMAIL_URL=mail_url(server)) as here:
        workers = [here.start("worker"), here.start("worker")]
        wait_until(here.is_all_sent, "everything is sent", *workers)
        assert [end(worker)[0] for worker in workers] == [0, 0]
    assert server.by_id() == {f"<{number}@test>": 1 for number in range(60)}


@pytest.mark.django_db(transaction=True)
def test_a_worker_asked_to_stop_hands_over_what_it_holds_and_no_more(server, tmp_path):
    put_in_outbox(5)
    server.hold_at = 2
    with site(tmp_path, EMAIL_URL=mail_url(server)) as here:
        worker = here.start("worker")
        wait_until(server.in_hand.is_set, "one is in hand", worker)
        worker.send_signal(signal.SIGTERM)
        server.let_go.set()
        worker.communicate(timeout=60)
        sent = here.sql("SELECT count(*) FROM foundation_outgoingmail WHERE sent_at IS NOT NULL")
        in_hand = here.sql("SELECT count(*) FROM foundation_outgoingmail WHERE claim <> ''")
    assert worker.returncode == 0
    # Between the signal and the worker's hearing of it, some more may have gone: none is in doubt.
    assert (sent, in_hand) == ([(len(server.messages),)], [(0,)])


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("kind", ["file", "redis"])
def test_what_is_put_in_the_queue_is_run_by_the_worker(kind, server, tmp_path, settings, request):
    settings.REDIS_URL = request.getfixturevalue("redis") if kind == "redis" else ""
    settings.SOCLE_DATA_DIR, settings.SECRET_KEY = tmp_path, "of-this-test"
    asked = queue.open_queue()
    asked._registry = queue.huey._registry
    put_in_outbox(1)
    with site(tmp_path, EMAIL_URL=mail_url(server), REDIS_URL=settings.REDIS_URL) as here:
        asked.enqueue(queue.JOBS["foundation.send_due_mail"].s())
        assert asked.pending_count() == 1
        worker = here.start("worker")
        wait_until(lambda: asked.pending_count() == 0, "the queue is empty", worker)
        wait_until(here.is_all_sent, "everything is sent", worker)
        assert end(worker)[0] == 0
    asked.storage.close()
    assert server.by_id() == {"<0@test>": 1}


def children_of(pid):
    """Every process under ``pid``, as ``{pid: command}``."""
    parents = {}
    for place in Path("/proc").glob("[0-9]*/stat"):
        try:
            parents[int(place.parent.name)] = int(place.read_text().rpartition(")")[2].split()[1])
        except (FileNotFoundError, ProcessLookupError):
            continue
    found, wave = {}, {pid}
    while wave:
        wave = {child for child, parent in parents.items() if parent in wave}
        found |= {child: command_of(child) for child in wave}
    return found


def command_of(pid):
    try:
        return Path(f"/proc/{pid}/cmdline").read_text().replace("\0", " ")
    except (FileNotFoundError, ProcessLookupError):
        return ""


def is_alive(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


needs_proc = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="counts in /proc")


def serve(here, port):
    """The site and its worker, both up; and every process they are."""
    process = here.start("serve", "--with-worker", "--port", str(port))

    def is_up():
        found = children_of(process.pid).values()
        return (
            is_answering(port)
            and sum("gunicorn" in words for words in found) == 3
            and sum(words.endswith("worker ") for words in found) == 1
        )

    wait_until(is_up, "the site answers", process)
    # Said once it hears signals.
    assert process.stdout.readline() == "The worker runs, with 2 threads.\n"
    return process, children_of(process.pid)


@needs_proc
@pytest.mark.django_db(transaction=True)
def test_ctrl_c_ends_the_site_and_its_worker(tmp_path):
    with site(tmp_path) as here:
        process, children = serve(here, free_port())
        os.killpg(process.pid, signal.SIGINT)
        words, _nothing = process.communicate(timeout=60)
        assert process.returncode == 0
        assert "The worker has ended." in words
        # Whoever adopts a process that ended may take a moment to say so.
        wait_until(lambda: not any(map(is_alive, children)), "every process has ended")


@needs_proc
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("part", "name"), [("worker ", "worker"), ("gthread", "web server")], ids=["worker", "web"]
)
def test_when_one_dies_the_other_is_ended_and_the_exit_status_tells(part, name, tmp_path):
    with site(tmp_path) as here:
        process, children = serve(here, free_port())
        tops = {pid: command for pid, command in children.items() if os.getsid(pid) == pid}
        [victim] = [pid for pid, command in tops.items() if is_part(command, part)]
        os.kill(victim, signal.SIGKILL)
        words, _nothing = process.communicate(timeout=60)
        assert process.returncode == 1
        assert f"The {name} has ended (status -9): ending all.\n" in words
        wait_until(lambda: not any(map(is_alive, children)), "nothing is left")


def is_part(command, part):
    return command.endswith(part) if part == "worker " else part in command


@pytest.mark.django_db(transaction=True)
def test_a_taken_port_gets_one_clear_line(tmp_path):
    with site(tmp_path) as here, socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        process = here.start("serve", "--port", str(port))
        words, _nothing = process.communicate(timeout=60)
    assert (process.returncode, words) == (
        1,
        f"Port {port} is taken. Stop the other program, or choose another: "
        f"make run PORT={port + 1}\n",
    )


def test_only_ids_go_into_the_queue():
    with pytest.raises(UnsafeArgument):
        queue_job("foundation.send_due_mail", "alice@example.org")
    with pytest.raises(UnsafeArgument):
        queue_job("foundation.send_due_mail", "Alice Dupont")


def test_every_job_says_in_a_sentence_what_it_does():
    ours = {name: words for name, words in registered_jobs().items() if "foundation" in name}
    assert ours == {
        "foundation.forget_old_mail": (
            "Delete messages handed over more than 30 days ago, and those given up 180 days ago."
        ),
        "foundation.make_parts_ready": (
            "Build the sections that many pages share where they are missing, as after midnight."
        ),
        "foundation.send_due_mail": (
            "Hand over the mail that is due: asked for after each commit, and every minute besides."
        ),
    }


@pytest.mark.django_db
def test_a_job_that_fails_is_logged_without_the_words_of_the_failure(caplog):
    def break_down(number):
        raise LookupError("alice@example.org is not there")

    queue.guarded("room.break_down", break_down)(7)
    assert "job failed" in caplog.text
    assert "LookupError" in caplog.text
    assert "alice" not in caplog.text
