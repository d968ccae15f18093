"""What the texts of cases are, and what each of their parts holds."""

from django.utils.translation import gettext_lazy as _

from socle.library.actions.showing import show_case
from socle.library.queries.addresses import path_of_key
from socle.library.rules import CASE, CASES
from socle.texts.kinds import Kind, Part

CASE_KIND = Kind(
    CASE,
    _("case"),
    (
        Part(
            "title",
            _("What was done, in one line"),
            _("As you would tell it to a neighbour: “A bus on request, evenings and weekends”."),
            required=True,
        ),
        Part(
            "summary",
            _("What happened"),
            _("Three or four sentences: what it was before, what was done, what came of it."),
            required=True,
        ),
        Part(
            "body",
            _("What made it work"),
            _("Who was needed, in what order, what opened doors: what others need to do it too."),
            required=True,
        ),
        Part(
            "more",
            _("What it cost, and what went wrong"),
            _("Money, hours, detours. Others learn most from this."),
        ),
    ),
    url=lambda text, language: path_of_key(text.case.pk, language),
    is_public=lambda text: text.withdrawn_at is None,
    show=show_case,
    stamps=(CASES,),
)
