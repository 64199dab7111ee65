"""Typst's PDF files changed afterwards: objects edited in place, and the table of their offsets made right again.

Typst writes every object in the open (no object streams) and one classic table at the end; anything else is refused.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from itertools import accumulate
from typing import NamedTuple

_TABLE = re.compile(rb"xref\n0 (\d+)\n")
_START = re.compile(rb"startxref\n(\d+)\n%%EOF\s*\Z")
_ENTRY = 20
"""Bytes of a line of the table: offset, generation, in use or free."""


class Edit(NamedTuple):
    """The bytes from `start` to `end`, inside one object, become `new`."""

    start: int
    end: int
    new: bytes


def edited(pdf: bytes, edits: Iterable[Edit]) -> bytes:
    """The file with these edits, which must not overlap. Raises ValueError for a file of another make."""
    changes = sorted(edits)
    if not changes:
        return pdf
    where = _START.search(pdf, len(pdf) - 64)
    table = _TABLE.match(pdf, int(where[1])) if where else None
    if where is None or table is None:
        raise ValueError("this PDF has no table of offsets at its end")
    ends = [change.end for change in changes]
    shifts = [0, *accumulate(len(change.new) - (change.end - change.start) for change in changes)]

    def moved(offset: int) -> int:
        return offset + shifts[bisect_left(ends, offset + 1)]

    parts: list[bytes] = []
    done = 0
    for change in changes:
        parts += (pdf[done : change.start], change.new)
        done = change.end
    last = table.end() + int(table[1]) * _ENTRY
    parts += (pdf[done : table.start()], table[0])
    for at in range(table.end(), last, _ENTRY):
        line = pdf[at : at + _ENTRY]
        parts.append(b"%010d%b" % (moved(int(line[:10])), line[10:]) if line[17:18] == b"n" else line)
    parts.append(pdf[last : where.start()] + b"startxref\n%d\n%%%%EOF" % moved(table.start()))
    return b"".join(parts)
