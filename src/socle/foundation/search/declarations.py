"""What can be found: each room declares it in ``AppConfig.ready``."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

KIND = re.compile(r"[a-z][a-z0-9_]{0,39}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Document:
    """One thing to be found, in one language: ``key`` names the row shown, as ``app.model:pk``.

    ``kind`` is what people filter by: small letters, digits and ``_``. The text is plain, not HTML.
    Among titles that match, and among the others, the higher ``weight`` comes first.
    """

    key: str
    language: str
    kind: str
    title: str
    body: str = ""
    url: str = ""
    weight: int = 0


Documents = Callable[[], Iterable[Document]]
_declared: dict[str, Documents] = {}


def declare(name: str, *, documents: Documents) -> None:
    """Let ``documents()`` be found; ``socle reindex`` asks for all of them, in any order."""
    if _declared.setdefault(name, documents) is not documents:
        raise ValueError(f"{name} is declared twice")


def declared() -> dict[str, Documents]:
    return dict(sorted(_declared.items()))
