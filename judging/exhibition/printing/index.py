"""The index of authors: by given name in Vietnamese alphabetical order, under the letters of the alphabet. Pure."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from judging.collation import initial, name_key
from judging.exhibition.printing.values import CatalogueEntry, IndexName
from judging.typesetting.formats import joined
from judging.typesetting.text import one_line


class IndexLine(msgspec.Struct, frozen=True):
    """`before` + `given` is the name in its natural order; `numbers` are those of the author's works, rising."""

    before: str
    given: str
    numbers: tuple[int, ...]


class IndexLetter(msgspec.Struct, frozen=True):
    letter: str
    lines: tuple[IndexLine, ...]


def index_of(entries: Iterable[CatalogueEntry]) -> list[IndexLetter]:
    """Every indexed name once, with all its works; two authors of the same name share a line, as in any index."""
    works: dict[tuple[str, str, str], set[int]] = {}
    for entry in entries:
        for name in entry.indexed:
            parts = _parts(name)
            if any(parts):
                works.setdefault(parts, set()).add(entry.number)
    letters: dict[str, list[IndexLine]] = {}
    for family, middle, given in sorted(works, key=lambda parts: name_key(*parts)):
        line = IndexLine(joined((family, middle), " "), given, tuple(sorted(works[family, middle, given])))
        letters.setdefault(initial(given), []).append(line)
    return [IndexLetter(letter, tuple(lines)) for letter, lines in letters.items()]


def _parts(name: IndexName) -> tuple[str, str, str]:
    """The name's parts; a name of one word is a given name, wherever it was written."""
    family, middle, given = (one_line(part) for part in (name.family, name.middle, name.given))
    if given:
        return family, middle, given
    return (family, "", middle) if middle else ("", "", family)
