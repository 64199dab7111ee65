"""QR codes as SVG, so that they stay sharp at any size."""

from __future__ import annotations

import io
import re

import segno

_DARK = re.compile(rb"\x01+")


def qr_svg(text: str) -> str:
    """An SVG of the QR code of `text` (error correction M, without quiet zone: the sheet leaves room around it)."""
    out = io.BytesIO()
    segno.make(text, error="m", micro=False).save(
        out, kind="svg", border=0, dark="#1D1715", xmldecl=False, svgns=True, nl=False, omitsize=True
    )
    return out.getvalue().decode()


def qr_inline(text: str) -> str:
    """The same code as an element of a page, with a quiet zone of one module.

    The mask is fixed: to try all eight takes ten times as long, and in the last minute before a deadline everybody asks
    for a receipt. Readers read any of them (ISO/IEC 18004).
    """
    return segno.make(text, error="m", micro=False, mask=3).svg_inline(omitsize=True, border=1, dark="#000")


def qr_runs(text: str) -> dict[str, object]:
    """The same code as dark runs: `modules` along a side, and `runs` of (column, row, length) in modules.

    For the press: a picture would be printed in four inks that must meet, a drawn shape takes black alone.
    """
    rows = [bytes(row) for row in segno.make(text, error="m", micro=False).matrix]
    runs = [(run.start(), place, len(run[0])) for place, row in enumerate(rows) for run in _DARK.finditer(row)]
    return {"modules": len(rows), "runs": runs}
