"""`socle prepare`: everything a site needs before it can be served; safe to run again."""

import hashlib
from io import StringIO
from typing import Any

from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.management import call_command
from django.core.management.base import BaseCommand

from socle.foundation import parts
from socle.foundation.actions.search import rebuild_once
from socle.foundation.kept import build_id
from socle.foundation.models import Stamp


def static_digest() -> str:
    """Changes with any static file, its name or its content."""
    digest = hashlib.sha256()
    for finder in finders.get_finders():
        for name, storage in finder.list([]):
            with storage.open(name) as file:
                digest.update(name.encode() + hashlib.sha256(file.read()).digest())
    return digest.hexdigest()


def what_is_found_by() -> str:
    """Changes with the program, and with the facts of the country."""
    facts = Stamp.objects.filter(name__startswith="pack:").order_by("name")
    made_by = [build_id(), *facts.values_list("version", flat=True)]
    return hashlib.sha256("".join(made_by).encode()).hexdigest()[:32]


class Command(BaseCommand):
    # What speaks of this machine; the pages are checked elsewhere.
    requires_system_checks = ["socle"]
    help = "Bring the database, the facts of the country and the static files up to date."

    def handle(self, *args: Any, **options: Any) -> None:
        call_command("migrate", interactive=False, verbosity=0)
        call_command("createcachetable", verbosity=0)
        self.tell("Database up to date")
        # Before anything is built to be kept: their names are part of this version's.
        self.collect_static_files()
        self.tell("Static files in place")
        call_command("load_country", search=False, stdout=StringIO())
        self.tell("Facts of the country loaded")
        rebuild_once(what_is_found_by())
        self.tell("Search index up to date")
        parts.make_ready()
        self.tell("Sections that many pages share built")

    def tell(self, words: str) -> None:
        self.stdout.write(f"         {words}")

    def collect_static_files(self) -> None:
        stamp = settings.STATIC_ROOT / ".digest"
        digest = static_digest()
        if stamp.exists() and stamp.read_text() == digest:
            return
        call_command("collectstatic", interactive=False, clear=True, verbosity=0)
        stamp.write_text(digest)
