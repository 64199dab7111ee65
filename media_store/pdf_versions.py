"""Earlier versions of a PDF: programs that save in a hurry write what is new behind what was there."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pypdfium2

_END = re.compile(rb"%%EOF[ \t]*\r?\n?")
_MOST_VERSIONS, _MOST_PAGES = 5, 60


def earlier_words(data: bytes, seen: str) -> Iterator[str]:
    """Lines of earlier versions that are not among the words seen today."""
    today = "".join(seen.split())
    ends = [found.end() for found in _END.finditer(data)][:-1]
    for end in ends[-_MOST_VERSIONS:]:
        for line in _lines(data[:end]):
            if line and "".join(line.split()) not in today:
                yield line


def _lines(version: bytes) -> Iterator[str]:
    try:
        document = pypdfium2.PdfDocument(version)
    except pypdfium2.PdfiumError:
        return
    try:
        for number in range(min(len(document), _MOST_PAGES)):
            yield from _page_lines(document, number)
    finally:
        document.close()


def _page_lines(document: pypdfium2.PdfDocument, number: int) -> list[str]:
    try:
        text = document[number].get_textpage().get_text_range()
    except pypdfium2.PdfiumError:
        return []
    return [line.strip() for line in text.splitlines()]
