"""Where tests make files of candidates, and import them as the command does."""

from pathlib import Path

from django.utils.translation import override

from socle.elections.models import (
    Candidacy,
)
from socle.elections.transfer.candidates import import_candidates_file
from socle.foundation.tables import Report, Wishes
from socle.groups.tests.factories import NOW

HEADINGS = "area_code,list_number,list_name,position,given_name,family_name,person_id"
TWO = (
    "92094,1,Liste du Moulin,1,Zoé,Exemple,a-1",
    "92094,1,Liste du Moulin,2,Jan,Van der Exemple,a-2",
)


class Desk:
    """Where files are made and imported, as the command does."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def table(self, *rows: str, headings: str = HEADINGS, name: str = "candidats.csv") -> Path:
        path = self.folder / name
        path.write_text("\n".join([headings, *rows, ""]), encoding="utf-8")
        return path

    def take(self, *rows: str, headings: str = HEADINGS, **wishes) -> Report:
        answers = wishes.pop("answers", None)
        if answers is not None:
            answers = self.table(*answers, headings="row,same_as", name="answers.csv")
        wishes = {"now": NOW, "election": "coming", "source": "Affiche", **wishes}
        path = self.table(*rows, headings=headings)
        with override("en"):
            return import_candidates_file(path, Wishes(answers=answers, **wishes))


def figures(report):
    return (report.created, report.updated, report.unchanged, report.refused)


def refusals(report):
    return [(each.row, each.column, each.reason) for each in report.refusals]


def standing():
    rows = Candidacy.objects.select_related("list", "person")
    return [
        (str(row.list), row.position, row.substitute_position, str(row.person), row.elected)
        for row in rows.order_by("list__number", "position", "substitute_position")
    ]
