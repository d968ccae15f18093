"""Documents to keep and to print: tagged PDF (PDF/UA-1), laid out by Typst.

What people wrote goes in as data and never as markup: it can neither run nor read anything. The
fonts are those inside the program; nothing is fetched.
"""

import json
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import typst

FOLDER = Path(__file__).parent


class CannotPrint(Exception):
    """The layout and the words do not go together; the reason is for who looks after the site."""


def print_pdf(
    layout: Path, data: dict[str, Any], *, at: datetime, files: Mapping[str, bytes] | None = None
) -> bytes:
    """The layout (Typst, ours) filled with the data (JSON, theirs). ``at`` is the date inside the
    file: the same words give the same bytes. ``files``: pictures by the name that the ``file`` of
    their blocks gives; the layout can read nothing else."""
    source = (FOLDER / "blocks.typ").read_text("utf-8") + layout.read_text("utf-8")
    try:
        with TemporaryDirectory() as folder:
            main = Path(folder) / "main.typ"
            for name, content in [(main.name, source.encode()), *(files or {}).items()]:
                (Path(folder) / name).write_bytes(content)
            return typst.compile(
                str(main),
                root=folder,
                format="pdf",
                ignore_system_fonts=True,
                pdf_standards="ua-1",
                sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
                timestamp=int(at.timestamp()),
            )
    except typst.TypstError as error:
        raise CannotPrint(str(error)) from error
