"""``socle import memorandums FILE``: Markdown files, a ZIP of them, or one Word document."""

from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _

from socle.demands.actions.importing import import_plan
from socle.demands.queries.importing import Plan, plan_import
from socle.demands.queries.opening import Bundle, open_bundle
from socle.demands.queries.targets import memorandum_named
from socle.foundation.tables import CannotRead, Report, Wishes
from socle.groups.queries.coalition import the_coalition
from socle.territories.addresses import LANGUAGES


def import_memorandums_file(path: Path, wishes: Wishes) -> Report:
    """Into the memorandum of the coalition that the file names, else into a new one."""
    coalition = the_coalition()
    if coalition is None:
        raise CannotRead(_("This site has no coalition yet: set it up first."))
    bundle = read(path)
    with transaction.atomic():
        memorandum = memorandum_named(bundle, coalition)
        plan = plan_import(bundle, memorandum)
        report = told(plan, wishes.report())
        if plan.memorandum is None and not plan.lines:
            raise CannotRead(
                _("No memorandum is in it: add memorandum.fr.md, whose heading is its title.")
            )
        if report.kept and plan.changes:
            import_plan(plan=plan, owner=coalition, by=wishes.by, now=wishes.now, name=path.name)
    return report


def read(path: Path) -> Bundle:
    try:
        return open_bundle(path.name, path.read_bytes(), LANGUAGES[0])
    except OSError as error:
        raise CannotRead(
            _("The file cannot be opened: %(reason)s.") % {"reason": error.strerror}
        ) from error


def told(plan: Plan, report: Report) -> Report:
    """Every text in every language counts."""
    report.created, report.updated = plan.counted("created"), plan.counted("updated")
    report.unchanged = plan.counted("unchanged")
    report.notes += plan.notes
    report.refusals += plan.refusals
    return report
