"""Cases for who looks for one to point to."""

from collections.abc import Iterable

from socle.foundation.markdown import plain_text
from socle.library.models import Case
from socle.library.queries.listed import Asked, Line, cases_asked, lines_of
from socle.texts.models import Revision
from socle.texts.queries.revisions import latest

MOST = 6


def cases_like(words: str) -> list[Line]:
    """The first that the words find; none for no words."""
    return lines_of(cases_asked(Asked(words=words))[:MOST]) if words.strip() else []


def cases_with(keys: Iterable[int]) -> dict[int, Line]:
    """Those that stand, by key; two queries, none for no keys."""
    wanted = list(keys)
    rows = Case.objects.standing().filter(pk__in=wanted).select_related("text") if wanted else []
    return {line.case.pk: line for line in lines_of(rows)} if wanted else {}


def case_standing(key: str) -> Case | None:
    usable = key.isascii() and key.isdigit() and len(key) < 10
    rows = Case.objects.standing().select_related("text", "area")
    return rows.filter(pk=int(key)).first() if usable else None


def said_in(case: Case, language: str) -> Revision | None:
    return latest(case.text, language) or latest(case.text)


def in_short(words: Revision, longest: int) -> str:
    """The first sentences of what happened, as many as fit whole."""
    text = " ".join(plain_text(words.summary).split())
    if len(text) <= longest:
        return text
    cut = text[: longest - 1]
    end = max(cut.rfind(sign) for sign in (". ", "! ", "? "))
    return cut[: end + 1] if end > 0 else cut.rpartition(" ")[0] + "…"
