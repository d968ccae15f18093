"""The words of one text in one language, as they are typed, kept and told apart."""

import hashlib
import json
import re
import unicodedata
from dataclasses import astuple, dataclass

FIELDS = ("title", "summary", "body", "more")
# A database refuses the first, UTF-8 has no place for the others.
IMPOSSIBLE = re.compile("[\0\ud800-\udfff]")
# Signs that turn the direction of what follows: they could make the rest of a page read backwards.
TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
BLANK_START = re.compile(r"\A(?:[ \t]*\n)+")


@dataclass(frozen=True, slots=True)
class Words:
    """``title`` is one line; the other fields are Markdown. All are clean: see ``of``."""

    title: str
    summary: str
    body: str
    more: str

    @classmethod
    def of(cls, title: str = "", summary: str = "", body: str = "", more: str = "") -> "Words":
        """From what was typed."""
        return cls(" ".join(clean(title).split()), clean(summary), clean(body), clean(more))

    def digest(self, language: str) -> str:
        """SHA-256, in lower-case hex, over the RFC 8785 form of the language and the fields.

        That form only differs from what is written here for numbers, and for names of fields
        beyond ASCII: there are none.
        """
        fields = dict(zip(FIELDS, astuple(self), strict=True)) | {"language": language}
        written = json.dumps(fields, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        return hashlib.sha256(written.encode()).hexdigest()


def clean(text: str) -> str:
    """What was typed, in the one form in which texts are kept and merged.

    Lines end with ``\\n`` and the last one with nothing; no blank line stands at either end; what
    looks the same is written the same (Unicode NFC); no sign turns the direction of others. Without
    this, a browser's line ends would make a change of every line.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = TURNING.sub("", IMPOSSIBLE.sub("\ufffd", text))
    text = unicodedata.normalize("NFC", text)
    return BLANK_START.sub("", text).rstrip()
