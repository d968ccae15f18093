"""Reads the design system from its folders: what each component is, and how it is written."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

HERE = Path(__file__).parent
# No component, but what components are made of: an example and no template of their own.
GROUND = ["tokens", "base"]
CONTRACT = re.compile(r'{% comment "text/markdown" %}\n(.*?){% endcomment %}\n?', re.DOTALL)


@dataclass(frozen=True, slots=True)
class Component:
    name: str

    @property
    def folder(self) -> Path:
        return HERE / self.name

    @property
    def title(self) -> str:
        return self.name.replace("_", " ").capitalize()

    @property
    def examples(self) -> str:
        return f"design/{self.name}/examples.html"

    @property
    def contract(self) -> str:
        """The comment its template opens with, as Markdown."""
        source = "examples.html" if self.name in GROUND else "index.html"
        found = CONTRACT.match((self.folder / source).read_text())
        return "\n".join(line[2:] for line in found[1].splitlines()) if found else ""

    @property
    def contract_as_html(self) -> SafeString:
        return as_html(self.contract)

    @property
    def markup(self) -> str:
        """How its examples are written."""
        return CONTRACT.sub("", (self.folder / "examples.html").read_text()).strip()


def catalogue() -> list[Component]:
    """Every component, what they are made of first, then by name."""
    names = sorted(path.parent.name for path in HERE.glob("*/examples.html"))
    return [Component(name) for name in [*GROUND, *(name for name in names if name not in GROUND)]]


def as_html(text: str) -> SafeString:
    """Markdown as contracts use it: paragraphs, one list, words in backquotes."""
    return mark_safe("".join(blocks(text)))  # noqa: S308  (each part is escaped below)


def blocks(text: str) -> Iterator[str]:
    for block in text.strip().split("\n\n"):
        if block.startswith("- "):
            items = (line.removeprefix("- ") for line in block.splitlines())
            yield f"<ul>{''.join(f'<li>{codes(item)}</li>' for item in items)}</ul>"
        elif block:
            yield f"<p>{codes(block)}</p>"


def codes(text: str) -> SafeString:
    """Escaped, with what stands in backquotes as code."""
    return mark_safe(re.sub(r"`(.+?)`", r"<code>\1</code>", escape(text)))  # noqa: S308
