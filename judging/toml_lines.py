"""On which line of a TOML file a table or key stands. Pure; tomllib itself keeps no positions."""

from __future__ import annotations

import re
from collections.abc import Mapping

Path = tuple[str | int, ...]

_HEADER = re.compile(r"^\s*(\[\[?)\s*([^\]]+?)\s*\]\]?\s*(?:#.*)?$")
_KEY = re.compile(r"^\s*([A-Za-z0-9_.\-\"]+)\s*=")
_FENCE = re.compile(r'=\s*("""|\'\'\')')


def line_index(source: str) -> Mapping[Path, int]:
    """{("category", 0, "tier", 1, "quota"): 214, …}; line numbers from 1; tables stand at their header's line."""
    index: dict[Path, int] = {}
    counts: dict[Path, int] = {}
    table: Path = ()
    fence: str | None = None
    for number, line in enumerate(source.split("\n"), start=1):
        if fence is not None:
            fence = None if fence in line else fence
            continue
        if header := _HEADER.match(line):
            table = _enter(tuple(part.strip().strip('"') for part in header[2].split(".")), header[1] == "[[", counts)
            index[table] = number
        elif key := _KEY.match(line):
            parts = tuple(part.strip('"') for part in key[1].split("."))
            for depth in range(1, len(parts) + 1):
                index.setdefault(table + parts[:depth], number)
            opened = _FENCE.match(line, key.end() - 1)
            fence = opened[1] if opened and opened[1] not in line[opened.end() :] else None
    return index


def _enter(names: tuple[str, ...], repeated: bool, counts: dict[Path, int]) -> Path:
    """The path of the table that a header opens; `[[x.y]]` belongs to the newest `[[x]]`."""
    path: Path = ()
    for depth, name in enumerate(names):
        path = (*path, name)
        if depth == len(names) - 1 and repeated:
            counts[path] = counts.get(path, -1) + 1
        if path in counts:
            path = (*path, counts[path])
    return path


def line_of(index: Mapping[Path, int], path: Path) -> int:
    """The line of a path, or of the nearest table around it; 1 when there is none."""
    while path and path not in index:
        path = path[:-1]
    return index.get(path, 1)
