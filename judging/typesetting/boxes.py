"""The boxes of a page for the press. Typst calls the whole sheet bleed; a printer wants to know where it ends."""

from __future__ import annotations

import re

from judging.typesetting.plain_pdf import Edit, edited

_POINTS = 72 / 25.4
_TRIM = re.compile(rb"/TrimBox\[([0-9.]+) ([0-9.]+) ([0-9.]+) ([0-9.]+)\]")


def with_bleed(pdf: bytes, *, millimetres: float) -> bytes:
    """Every page that has a TrimBox gets a BleedBox so much larger on each side; slug and marks lie outside both."""
    return edited(pdf, (_bleed(found, millimetres * _POINTS) for found in _TRIM.finditer(pdf)))


def _bleed(found: re.Match[bytes], by: float) -> Edit:
    left, bottom, right, top = (float(side) for side in found.groups())
    box = b"/BleedBox[%.3f %.3f %.3f %.3f]" % (left - by, bottom - by, right + by, top + by)
    return Edit(found.end(), found.end(), box)
