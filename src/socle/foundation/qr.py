"""QR codes as plain SVG paths: nothing is asked of anybody to draw them."""

from typing import Any

import segno

# Any of the eight patterns may be read; looking for the clearest takes longer than the rest.
PATTERN = 2


def qr_code(address: str) -> dict[str, Any]:
    """A QR code as the path of an SVG, one unit a module, with its width in modules."""
    code = segno.make_qr(address, error="m", mask=PATTERN)
    strokes = []
    for y, row in enumerate(code.matrix):
        x = 0
        while x < len(row):
            run = x
            while run < len(row) and row[run]:
                run += 1
            if run > x:
                strokes.append(f"M{x} {y}h{run - x}v1h-{run - x}z")
            x = max(run, x + 1)
    return {"width": len(code.matrix), "path": "".join(strokes), "address": address}


def qr_picture(address: str) -> str:
    """The same as a picture in itself, for what is printed."""
    code = qr_code(address)
    size = code["width"]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}">'
        f'<path fill="#1c2127" d="{code["path"]}"/></svg>'
    )
