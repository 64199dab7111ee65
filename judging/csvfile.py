"""Strict CSV reading and all-or-nothing writing for the command line: read rightly or refused, never guessed."""

from __future__ import annotations

import csv
import io
import os
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from judging.errors import N_, DomainError, Phrase, phrase
from judging.typed import is_formula, one_space, unseen

_FIELD = r'(?:"(?:[^"]|"")*"|[^",]*)'
_RECORD = re.compile(f"{_FIELD}(?:,{_FIELD})*\\Z")
_NUMBER = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]{1,2})?\Z")
_PLAIN = re.compile(r'[^",\r\n]*\Z')
_EMPTY = '""'
_LINE_END = re.compile(rb"\r\n|\r|\n")
_DECIMAL_COMMA = re.compile(r"[+-]?[0-9]+,(?!000\Z)[0-9]+\Z")
MOST_DIGITS = 15
"""Whole digits of a number: beyond them a double, which spreadsheets use, no longer tells neighbours apart."""
_SEPARATORS = {
    ";": N_("is separated by semicolons; save it again with commas"),
    "\t": N_("is separated by tabs; save it again with commas"),
}
TOO_FEW_FIELDS = N_("has %(found)s fields where the header has %(wanted)s; a comma inside a value needs quotes")
TOO_MANY_FIELDS = N_(
    "has %(found)s fields where the header has %(wanted)s; a comma inside a value needs quotes,"
    " and a decimal is written with a point"
)


class FileProblem(DomainError):
    """A file that cannot be used as it is. `line` counts from 1 (the header); `message` says what to do about it."""

    def __init__(self, path: Path, line: int | None, message: str, /, **params: object) -> None:
        super().__init__(message, **params)
        self.path = path
        self.line = line

    def __str__(self) -> str:
        place = f"{self.path}, line {self.line}" if self.line else f"{self.path}"
        return f"{place}: {self.what}"


@dataclass(frozen=True, slots=True)
class Row:
    """One record: where it stands (first line of the record) and its values by column, NFC-normalised and stripped."""

    path: Path
    line: int
    values: Mapping[str, str]


def read_text(path: Path) -> str:
    """The file's text, NFC-normalised, without its byte order mark. FileProblem where it is not UTF-8 or holds NUL."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise FileProblem(
            path, None, "cannot be read (%(why)s); check the name and the rights", why=error.strerror
        ) from error
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise FileProblem(path, None, "is UTF-16; save it again as “CSV UTF-8”")
    nul = data.find(b"\0")
    if nul >= 0:
        raise FileProblem(
            path, _line_of(data, nul), "holds a NUL byte, so it is not plain text; save it as “CSV UTF-8”"
        )
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        offset = error.start + (3 if data.startswith(b"\xef\xbb\xbf") else 0)
        raise FileProblem(path, _line_of(data, offset), "is not UTF-8; save it again as “CSV UTF-8”") from error
    return unicodedata.normalize("NFC", text)


def read_rows(
    path: Path, *, required: Sequence[str], optional: Sequence[str] = (), allow_extra: bool = False
) -> list[Row]:
    """All records of a comma-separated file whose first line names the columns, in any order; blank lines are skipped.

    Raises FileProblem for everything that is not such a file, and for a header without records.
    """
    records = _records(path, read_text(path))
    first = next(records, None)
    if first is None:
        raise FileProblem(
            path, None, "is empty; its first line must name the columns: %(columns)s", columns=",".join(required)
        )
    line, fields = first
    header = _header(path, line, fields, required, optional, allow_extra)
    rows = [_row(path, number, header, values) for number, values in records]
    if not rows:
        raise FileProblem(path, line, "has a header and nothing below it; add at least one line")
    return rows


def name(row: Row, column: str) -> str:
    """A name that must be there. Every kind of space counts as a space; invisible and direction-changing characters
    are refused, because two names that look the same must be the same; so is what a spreadsheet would compute.
    """
    value = one_space(row.values.get(column, ""))
    if not value:
        raise FileProblem(row.path, row.line, "the %(column)s is empty; write its name", column=column)
    if sign := unseen(value):
        message = N_("the %(column)s holds the invisible sign %(sign)s; remove it")
        raise FileProblem(row.path, row.line, message, column=column, sign=sign)
    if is_formula(value):
        message = N_("the %(column)s “%(value)s” is a formula; write its value")
        raise FileProblem(row.path, row.line, message, column=column, value=value)
    return value


def optional_name(row: Row, column: str) -> str:
    """The same, or "" where the cell is empty or the file has no such column."""
    return name(row, column) if row.values.get(column) else ""


def number(text: str) -> Decimal | None:
    """The finite decimal number that the text writes in plain digits, or None."""
    return Decimal(text) if _NUMBER.match(text) else None


def decimal(row: Row, column: str) -> Decimal | None:
    """A finite decimal number (`7`, `-7.25`, `1e-3`), or None where the cell is empty or there is no such column."""
    text = row.values.get(column, "")
    if not text:
        return None
    value = number(text)
    if value is None:
        raise FileProblem(
            row.path, row.line, "the %(column)s “%(value)s” is not a number; %(hint)s",
            column=column, value=text[:40], hint=_number_hint(text),
        )  # fmt: skip
    if (value and not -MOST_DIGITS <= value.adjusted() < MOST_DIGITS) or len(text) > 40:
        raise FileProblem(
            row.path, row.line, "the %(column)s “%(value)s” has too many digits to be meant; correct it",
            column=column, value=text[:40],
        )  # fmt: skip
    return value


def whole(row: Row, column: str, *, minimum: int | None = None) -> int | None:
    """A whole number not below `minimum`, or None where the cell is empty or the file has no such column."""
    value = decimal(row, column)
    if value is None:
        return None
    if value != value.to_integral_value():
        raise FileProblem(
            row.path, row.line, "the %(column)s %(value)s must be a whole number", column=column, value=value
        )
    if minimum is not None and value < minimum:
        raise FileProblem(
            row.path, row.line, "the %(column)s %(value)s must be at least %(minimum)s",
            column=column, value=value, minimum=minimum,
        )  # fmt: skip
    return int(value)


def to_csv(header: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """The bytes of a UTF-8 CSV file with plain line feeds."""
    records = (",".join(_quoted(str(value)) for value in record) for record in (header, *rows))
    # A lone empty value is quoted, or it would be taken for a blank line.
    return "".join(f"{record or _EMPTY}\n" for record in records).encode()


def write_csv(path: Path, header: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Write a UTF-8 CSV file, all of it or nothing."""
    write_files({path: to_csv(header, rows)})


def write_bytes(path: Path, data: bytes) -> None:
    """Write a file, all of it or nothing."""
    write_files({path: data})


def write_files(files: Mapping[Path, bytes]) -> None:
    """Write files that belong together: each beside its place first, then all are moved there, so that older ones stay
    whole until the new ones are. FileProblem where one cannot be written.
    """
    parts: dict[Path, Path] = {}
    path = Path()
    try:
        for path, data in files.items():
            if path.is_dir():
                raise FileProblem(path, None, "is a folder; name a file to write")
            if path.exists() and not path.is_file():
                path.write_bytes(data)  # a pipe or a terminal: there is nothing to keep whole
                continue
            target = path.resolve()
            parts[target] = target.with_name(f".{target.name}.{os.getpid()}.part")
            parts[target].write_bytes(data)
        for target, part in parts.items():
            part.replace(target)
    except (
        OSError,
        RuntimeError,
        ValueError,
    ) as error:  # RuntimeError: links in a circle; ValueError: a NUL in the name
        why = getattr(error, "strerror", None) or error
        raise FileProblem(path, None, "cannot be written (%(why)s); choose another place", why=why) from error
    finally:
        for part in parts.values():
            with suppress(OSError):
                part.unlink()


def keep_inputs(inputs: Iterable[Path | None], outputs: Iterable[Path]) -> None:
    """FileProblem where a command would overwrite a file that it reads."""
    sources = [path for path in inputs if path is not None and path.is_file()]
    for path in outputs:
        if path.is_file() and any(path.samefile(source) for source in sources):
            raise FileProblem(path, None, "is read by this command and would be overwritten; choose another name")


def _line_of(data: bytes, offset: int) -> int:
    return 1 + len(_LINE_END.findall(data, 0, offset))


def _records(path: Path, text: str) -> Iterator[tuple[int, list[str]]]:
    """Every record that is not blank, with the line on which it begins."""
    lines = list(io.StringIO(text, newline=""))
    quoted = '"' in text
    reader = csv.reader(lines, strict=True)
    start = 0
    try:
        for fields in reader:
            # The csv module lets a stray quote inside a bare field pass; the standard does not.
            if quoted and not _RECORD.match("".join(lines[start : reader.line_num]).rstrip("\r\n")):
                raise csv.Error
            if len(fields) > 1 or "".join(lines[start : reader.line_num]).strip():
                yield start + 1, fields
            start = reader.line_num
    except csv.Error as error:
        if "larger than" in str(error):
            most = csv.field_size_limit()
            raise FileProblem(
                path, start + 1, "holds a value of more than %(most)s signs; shorten it", most=most
            ) from error
        raise FileProblem(
            path, start + 1, 'the quotes are broken here: close every “"”, and write a quote inside a value twice'
        ) from error


def _header(
    path: Path, line: int, fields: list[str], required: Sequence[str], optional: Sequence[str], allow_extra: bool
) -> list[str]:
    header = [field.strip() for field in fields]
    expected = ",".join(required)
    if len(header) == 1:
        for sign, what in _SEPARATORS.items():
            if sign in header[0]:
                raise FileProblem(path, line, what)
    for column in header:
        if header.count(column) > 1:
            raise FileProblem(path, line, "the column “%(column)s” stands there twice; keep one of them", column=column)
    for column in required:
        if column not in header:
            raise FileProblem(
                path, line, "there is no column “%(column)s”; the first line must name the columns %(columns)s",
                column=column, columns=expected,
            )  # fmt: skip
    known = [*required, *optional]
    for column in header:
        if column not in known and not allow_extra:
            raise FileProblem(
                path, line, "the column “%(column)s” is unknown; remove it (known are %(columns)s)",
                column=column, columns=", ".join(known),
            )  # fmt: skip
    return header


def _row(path: Path, line: int, header: list[str], fields: list[str]) -> Row:
    if len(fields) != len(header):
        message = TOO_MANY_FIELDS if len(fields) > len(header) else TOO_FEW_FIELDS
        raise FileProblem(path, line, message, found=len(fields), wanted=len(header))
    return Row(path, line, dict(zip(header, map(str.strip, fields), strict=True)))


def _quoted(value: str) -> str:
    return value if _PLAIN.match(value) else '"' + value.replace('"', '""') + '"'


def _number_hint(text: str) -> Phrase:
    if _DECIMAL_COMMA.match(text):
        return phrase("write the decimal with a point: %(number)s", number=text.replace(",", "."))
    if text.startswith(("=", "@")):
        return phrase("write the value instead of the formula")
    return phrase("write digits with a decimal point, or leave it empty")
