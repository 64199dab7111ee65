"""TOML read strictly for the command line: every refusal names the file, the line and what to do."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from judging import csvfile, toml_lines, toml_syntax
from judging.csvfile import MOST_DIGITS, FileProblem, Row, read_text
from judging.errors import N_

UNKNOWN = N_("“%(key)s” is unknown here; remove it (known are %(known)s)")


class Table:
    """A table of a file with its place in it. The readers of values raise FileProblem at the value's line."""

    def __init__(
        self, path: Path, values: Mapping[str, Any], lines: Mapping[toml_lines.Path, int], place: toml_lines.Path = ()
    ) -> None:
        self.path = path
        self.values = values
        self._lines = lines
        self._place = place

    def problem(self, message: str, at: str | None = None, /, **params: object) -> FileProblem:
        """The refusal of the key `at`, or of the whole table."""
        place = self._place if at is None else (*self._place, at)
        return FileProblem(self.path, toml_lines.line_of(self._lines, place), message, **params)

    def only(self, *known: str) -> None:
        """Refuses every key but these: a misspelt one must not be lost."""
        for key in self.values:
            if key not in known:
                raise self.problem(UNKNOWN, key, key=key, known=", ".join(known))

    def text(self, key: str, default: str | None = None) -> str:
        """A text that is not empty, unless there is a default and no such key."""
        value = self._get(key, default is not None)
        if value is None:
            return default or ""
        if not isinstance(value, str) or not value.strip():
            raise self.problem("%(key)s must be a text in quotes, and not empty", key, key=key)
        return value.strip()

    def name(self, key: str) -> str:
        """A text that is a name: what csvfile.name refuses is refused here too, and spaces are the same."""
        line = toml_lines.line_of(self._lines, (*self._place, key))
        return csvfile.name(Row(self.path, line, {key: self.text(key)}), key)

    def decimal(self, key: str, *, minimum: Decimal | int | None = None, optional: bool = False) -> Decimal | None:
        """A finite number; None only where it is optional and there is no such key."""
        value = self._get(key, optional)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int | Decimal) or not Decimal(value).is_finite():
            raise self.problem("%(key)s must be a number, written with a point and without quotes", key, key=key)
        if value and not -MOST_DIGITS <= Decimal(value).adjusted() < MOST_DIGITS:
            raise self.problem("%(key)s has too many digits to be meant; correct it", key, key=key)
        if minimum is not None and value < minimum:
            raise self.problem(
                "%(key)s must be at least %(minimum)s, not %(value)s", key, key=key, minimum=minimum, value=value
            )
        return Decimal(value)

    def whole(self, key: str, *, minimum: int, optional: bool = False) -> int | None:
        """A whole number not below the minimum; None only where it is optional and there is no such key."""
        value = self._get(key, optional)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int) or value < minimum:
            raise self.problem(
                "%(key)s must be a whole number of at least %(minimum)s, without quotes", key, key=key, minimum=minimum
            )
        if value >= 10**MOST_DIGITS:
            raise self.problem("%(key)s has too many digits to be meant; correct it", key, key=key)
        return value

    def table(self, key: str) -> Table:
        """`[key]`; an empty one where the file has none."""
        value = self.values.get(key, {})
        if not isinstance(value, Mapping):
            raise self.problem("write [%(key)s] as a table", key, key=key)
        return Table(self.path, value, self._lines, (*self._place, key))

    def tables(self, key: str) -> Sequence[Table]:
        """`[[key]]`, as often as it stands there."""
        value = self.values.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, Mapping) for item in value):
            raise self.problem("write [[%(key)s]] with double brackets, once for each", key, key=key)
        return [Table(self.path, item, self._lines, (*self._place, key, place)) for place, item in enumerate(value)]

    def _get(self, key: str, optional: bool) -> Any:
        if key not in self.values and not optional:
            raise self.problem("there is no “%(key)s” here; add it", key=key)
        return self.values.get(key)


def read_toml(path: Path) -> Table:
    """The whole file as a table; numbers with a point are Decimals. FileProblem where it is not TOML, or empty."""
    return parse_toml(read_text(path), path)


def parse_toml(text: str, path: Path) -> Table:
    """The same from a text; refusals name the path."""
    text = text.replace("\r\n", "\n")
    try:
        values = tomllib.loads(text, parse_float=Decimal)
    except (tomllib.TOMLDecodeError, ArithmeticError, RecursionError, ValueError) as error:
        line, why = toml_syntax.mistake(error, text)
        raise FileProblem(
            path, line, "is not TOML here (%(why)s); check quotes, brackets and equals signs", why=why
        ) from error
    if not values:
        raise FileProblem(path, None, "is empty; the command's --help shows what it must hold")
    return Table(path, values, toml_lines.line_index(text))
