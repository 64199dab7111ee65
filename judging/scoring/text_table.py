"""Tables of names and figures for a terminal, whatever their script."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence


def aligned(header: Sequence[str], rows: Sequence[Sequence[str]], left: set[int]) -> list[str]:
    """The lines of a table under its header; the columns numbered in `left` begin at the left, the others end right."""
    widths = [max(map(width, column)) for column in zip(header, *rows, strict=True)]
    return [
        "  ".join(
            cell + " " * (wide - width(cell)) if position in left else " " * (wide - width(cell)) + cell
            for position, (cell, wide) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in [header, ["─" * wide for wide in widths], *rows]
    ]


def width(text: str) -> int:
    """Columns on a terminal: marks above and below letters take none, wide East Asian signs two."""
    return sum(
        0 if unicodedata.combining(sign) else 2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text
    )
