"""What of this room the search of the site finds: cases that stand."""

from collections.abc import Iterable, Iterator

from socle.foundation.markdown import plain_text
from socle.foundation.search import Document
from socle.library.models import Case
from socle.library.queries.addresses import path_of
from socle.library.queries.listed import said_of
from socle.library.rules import CASE
from socle.territories.addresses import LANGUAGES, name_in

# Below what we ask, above its local wordings.
WEIGHT = 40


def key_of(case: Case) -> str:
    return f"library.case:{case.pk}"


def documents() -> Iterator[Document]:
    yield from case_documents(Case.objects.standing().select_related("text", "area"))


def case_documents(rows: Iterable[Case]) -> Iterator[Document]:
    """One in each language: what is not translated is found under its own words."""
    cases = list(rows)
    said = said_of(cases)
    for case in cases:
        for language in LANGUAGES:
            own = said.get((case.text_id, case.text.source_language))
            words = said.get((case.text_id, language), own)
            if words is None:
                continue
            where = name_in(case.area, language) if case.area else case.place
            parts = [plain_text(part) for part in (words.summary, words.body, words.more)]
            yield Document(
                key=key_of(case),
                language=language,
                kind=CASE,
                title=words.title,
                body="\n".join(filter(None, [f"{where} · {case.who}", *parts])),
                url=path_of(case, words, language),
                weight=WEIGHT,
            )
