"""TOML read strictly for the command line: every refusal names the file, the line and what to do."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from judging import toml_lines
from judging.csvfile import FileProblem, read_text

_PLACE = re.compile(r"\s*\(at (?:line (\d+), column \d+|end of document)\)")


class Table:
    """A table of a file with its place in it. The readers of values raise FileProblem at the value's line."""

    def __init__(
        self, path: Path, values: Mapping[str, Any], lines: Mapping[toml_lines.Path, int], place: toml_lines.Path = ()
    ) -> None:
        self.path = path
        self.values = values
        self._lines = lines
        self._place = place

    def problem(self, message: str, key: str | None = None) -> FileProblem:
        """The refusal of a key, or of the whole table."""
        place = self._place if key is None else (*self._place, key)
        return FileProblem(self.path, toml_lines.line_of(self._lines, place), message)

    def only(self, *known: str) -> None:
        """Refuses every key but these: a misspelt one must not be lost."""
        for key in self.values:
            if key not in known:
                raise self.problem(f"“{key}” is unknown here; remove it (known are {', '.join(known)})", key)

    def text(self, key: str, default: str | None = None) -> str:
        """A text that is not empty, unless there is a default and no such key."""
        value = self._get(key, default is not None)
        if value is None:
            return default or ""
        if not isinstance(value, str) or not value.strip():
            raise self.problem(f"{key} must be a text in quotes, and not empty", key)
        return value.strip()

    def decimal(self, key: str, *, minimum: Decimal | int | None = None, optional: bool = False) -> Decimal | None:
        """A finite number; None only where it is optional and there is no such key."""
        value = self._get(key, optional)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int | Decimal) or not Decimal(value).is_finite():
            raise self.problem(f"{key} must be a number, written with a point and without quotes", key)
        if minimum is not None and value < minimum:
            raise self.problem(f"{key} must be at least {minimum}, not {value}", key)
        return Decimal(value)

    def whole(self, key: str, *, minimum: int, optional: bool = False) -> int | None:
        """A whole number not below the minimum; None only where it is optional and there is no such key."""
        value = self._get(key, optional)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int) or value < minimum:
            raise self.problem(f"{key} must be a whole number of at least {minimum}, without quotes", key)
        return value

    def table(self, key: str) -> Table:
        """`[key]`; an empty one where the file has none."""
        value = self.values.get(key, {})
        if not isinstance(value, Mapping):
            raise self.problem(f"write [{key}] as a table", key)
        return Table(self.path, value, self._lines, (*self._place, key))

    def tables(self, key: str) -> Sequence[Table]:
        """`[[key]]`, as often as it stands there."""
        value = self.values.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, Mapping) for item in value):
            raise self.problem(f"write [[{key}]] with double brackets, once for each", key)
        return [Table(self.path, item, self._lines, (*self._place, key, place)) for place, item in enumerate(value)]

    def _get(self, key: str, optional: bool) -> Any:
        if key not in self.values and not optional:
            raise self.problem(f"there is no “{key}” here; add it")
        return self.values.get(key)


def read_toml(path: Path) -> Table:
    """The whole file as a table; numbers with a point are Decimals. FileProblem where it is not TOML, or empty."""
    text = read_text(path).replace("\r\n", "\n")
    try:
        values = tomllib.loads(text, parse_float=Decimal)
    except (tomllib.TOMLDecodeError, ArithmeticError, RecursionError, ValueError) as error:
        found = _PLACE.search(str(error))
        line = int(found[1]) if found and found[1] else text.rstrip().count("\n") + 1
        message = _PLACE.sub("", str(error)).rstrip(".") or "a number cannot be read"
        raise FileProblem(
            path, line, f"is not TOML here ({message}); check quotes, brackets and equals signs"
        ) from error
    if not values:
        raise FileProblem(path, None, "is empty; the command's --help shows what it must hold")
    return Table(path, values, toml_lines.line_index(text))
