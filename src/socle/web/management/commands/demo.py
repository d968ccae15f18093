"""`socle demo`: one invented campaign, to look around in."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils import timezone

from socle.accounts.actions.signing_in import demo_code
from socle.accounts.models import User
from socle.commitments.actions.demo import (
    LedgerHoldsMore,
    load_demo_answers,
    remove_demo_answers,
    show_demo_answers,
)
from socle.commitments.transfer.demo import read_demo_answers
from socle.demands.actions.demo import (
    load_demo_demands,
    point_to_demo_cases,
    remove_demo_demands,
    show_demo_demands,
)
from socle.demands.models import Demand
from socle.demands.transfer.demo import read_campaign
from socle.elections.actions.demo import (
    load_demo_elections,
    remove_demo_elections,
    show_demo_elections,
)
from socle.elections.transfer.demo import read_demo_elections
from socle.groups.actions.demo import RealGroupsHere, load_demo, remove_demo
from socle.groups.models import Group
from socle.groups.queries.beside_demo import groups_beside_demo, people_beside_demo
from socle.library.actions.demo import load_demo_cases, remove_demo_cases, show_demo_cases
from socle.library.transfer.demo import read_demo_cases

MOST_NAMES = 10
# Who one may be in the demo, in the order of what they see.
CAST = {
    "citoyenne@example.org": "citizen",
    "organisatrice@example.org": "organiser",
    "coordinateur@example.org": "coordinator",
}


class VisitorsWereHere(Exception):
    """Groups that nobody invented stand beside the demo: what they made would go with it."""


def holds_demo() -> bool:
    return Group.objects.filter(is_example=True).exists()


def require_demo(*, again: bool) -> None:
    """Refuse to remove everything where anything may be real."""
    if not again:
        raise CommandError("--everything goes with --reset: see socle demo --help.")
    if not settings.SOCLE_DEMO:
        raise CommandError(
            "Nothing was removed. This site is not said to be a demo: set SOCLE_DEMO=1 where "
            "everything on it, its groups and its people, may go."
        )
    if Group.objects.exists() and not holds_demo():
        raise CommandError(
            "Nothing was removed. This site has groups of its own and no demo campaign."
        )


def made_by_visitors() -> str:
    """What there is, and how to remove it."""
    names = list(groups_beside_demo().values_list("name", flat=True))
    more = f" and {len(names) - MOST_NAMES} more" if len(names) > MOST_NAMES else ""
    demands = Demand.objects.filter(text__owner__is_example=False).count()
    return (
        "Nothing was removed. Beside the demo campaign, this site holds what visitors made:\n"
        f"  groups: {len(names)} ({', '.join(names[:MOST_NAMES])}{more})\n"
        f"  demands of these groups: {demands}\n"
        f"  people, administrators aside: {people_beside_demo().count()}\n"
        "To remove all of it with the demo, and load the demo anew: "
        "socle demo --reset --everything"
    )


def kept_by_ledger(count: int) -> str:
    """Why nothing of the demo goes, and what to do."""
    return (
        f"Nothing was removed. The public ledger of this site holds {count} lines that are not "
        "about the invented lists of the demo, and lines of a ledger are only ever added.\n"
        "To look at the demo anew, use another database, or set SOCLE_DATA_DIR to another folder. "
        "Where all of this site may go, its ledger too: SOCLE_DEMO=1 socle demo --reset "
        "--everything"
    )


class Command(BaseCommand):
    # What speaks of this machine; the pages are checked elsewhere.
    requires_system_checks = ["socle"]
    help = "Load the demo campaign (invented people and organisations), unless it is there."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--reset", action="store_true", help="remove it first, then load it")
        parser.add_argument(
            "--everything",
            action="store_true",
            help="with --reset: remove what visitors made too, on a site that is only a demo",
        )
        parser.add_argument(
            "--if-empty", action="store_true", help="do nothing where there are groups already"
        )
        parser.add_argument("--codes", action="store_true", help="show how to sign in")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["everything"]:
            require_demo(again=options["reset"])
        try:
            made = self.load(again=options["reset"], everything=options["everything"])
        except VisitorsWereHere as why:
            raise CommandError(str(why)) from None
        except LedgerHoldsMore as why:
            raise CommandError(kept_by_ledger(why.count)) from None
        except RealGroupsHere:
            if options["if_empty"]:
                self.stdout.write("         No demo campaign: this site has groups of its own")
                return
            raise CommandError(
                "This site has groups of its own: the demo campaign would stand among them. "
                "Set SOCLE_DATA_DIR to another folder, or use another database."
            ) from None
        loaded = ", ".join(f"{count} {what}" for what, count in made.items() if count)
        told = f"Demo campaign loaded: {loaded}" if loaded else "Demo campaign in place"
        self.stdout.write(f"         {told}")
        if options["codes"]:
            self.show_codes()

    def load(self, *, again: bool, everything: bool) -> dict[str, int]:
        """How many of each were made; what is there already stays."""
        folder, now = settings.ROOT_DIR / "demo", timezone.now()
        with transaction.atomic():
            if again and holds_demo():
                if not everything and groups_beside_demo().exists():
                    raise VisitorsWereHere(made_by_visitors())
                remove_demo_answers(everything=everything)
                remove_demo_elections()
                remove_demo_cases(everything=everything)
                remove_demo_demands(everything=everything)
                remove_demo(everything=everything)
            made = {
                "groups": load_demo(folder=folder, now=now),
                "cases": load_demo_cases(files=read_demo_cases(folder), now=now),
                "demands": load_demo_demands(files=read_campaign(folder), now=now),
                "lists": load_demo_elections(files=read_demo_elections(folder), now=now),
                "answers": load_demo_answers(files=read_demo_answers(folder), now=now),
            }
            if made["cases"] or made["demands"]:
                point_to_demo_cases()
            if again:
                show_demo_cases()
                show_demo_demands()
                show_demo_elections()
                show_demo_answers()
        return made

    def show_codes(self) -> None:
        if not settings.SOCLE_DEMO:
            told = "Nobody invented signs in by a code here: set SOCLE_DEMO=1 to let them."
            self.stdout.write(f"         {told}")
            return
        for person in User.objects.filter(email__in=CAST, is_example=True).order_by("pk"):
            code = demo_code(person)
            who = CAST[person.email]
            self.stdout.write(f"         Sign in as {who}: {person.email}, code {code}")
