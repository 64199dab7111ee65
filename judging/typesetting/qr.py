"""QR codes as SVG, so that they stay sharp at any size."""

from __future__ import annotations

import io

import segno


def qr_svg(text: str) -> str:
    """An SVG of the QR code of `text` (error correction M, without quiet zone: the sheet leaves room around it)."""
    out = io.BytesIO()
    segno.make(text, error="m", micro=False).save(
        out, kind="svg", border=0, dark="#1D1715", xmldecl=False, svgns=True, nl=False, omitsize=True
    )
    return out.getvalue().decode()
