"""A roster saved as XLSX, read within bounds and nothing more than its cells. Pure: bytes in, cells out.

Not by a spreadsheet library: those believe what a file says of its own size, pad lines that are not there and know no
limit on what is packed inside. Here every member is unpacked up to a bound, and markup is read without entities.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any, Final

import msgspec
from lxml import etree

from judging.errors import Refused
from judging.submissions.envelopes.grid import EMPTY, Collector, Grid, Line, column_number
from judging.web.i18n import N_
from media_store.markup import child, local_name, parse_xml, value

MOST_MEMBERS: Final = 400
MOST_UNPACKED: Final = 24_000_000  # bytes of all that is read together
MOST_TEXTS: Final = 200_000
#: Number formats that the standard itself defines as dates.
DATES: Final = frozenset({*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)})
#: What our own template carries beside the roster.
OURS: Final = frozenset({"Ví dụ", "Hướng dẫn", "Danh mục", "Examples", "How to fill it in", "Lists"})
_REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")

#: What broken or hostile bytes may raise in unpacking and parsing.
UNREADABLE: Final = (
    zipfile.BadZipFile, zlib.error, etree.XMLSyntaxError, NotImplementedError, EOFError, OSError, ValueError,
    RuntimeError, LookupError, OverflowError,
)  # fmt: skip

OLD_OR_LOCKED = N_(
    "This is an old Excel file, or one with a password. Please open it, choose “Save as” and the type XLSX,"
    " without a password."
)
MACROS = N_("This file holds macros, which we never run. Please save it again as a plain XLSX file.")
DAMAGED = N_("This Excel file is damaged. Please open it, save it again as XLSX, and send that one.")
BOMB = N_("This Excel file unpacks to far more than a roster. Please copy the lines into our template.")
TWO_SHEETS = N_("Two sheets hold something: “%(first)s” and “%(second)s”. Please keep the roster in one.")
HIDDEN = N_("The only sheet that holds something is hidden: “%(name)s”. Please show it and save the file again.")


class Sheet(msgspec.Struct, frozen=True):
    name: str
    member: str
    hidden: bool


class _Package:
    """The members, unpacked one by one as long as the whole stays within its bound."""

    def __init__(self, data: bytes) -> None:
        self._archive = zipfile.ZipFile(io.BytesIO(data))
        if len(self._archive.infolist()) > MOST_MEMBERS:
            raise Refused(BOMB)
        self.names = frozenset(self._archive.namelist())
        self._left = MOST_UNPACKED

    def read(self, name: str) -> bytes:
        with self._archive.open(name) as stream:
            data = stream.read(self._left + 1)
        self._left -= len(data)
        if self._left < 0:
            raise Refused(BOMB)
        if b"<!DOCTYPE" in data or b"<!ENTITY" in data:  # no workbook has any
            raise Refused(DAMAGED)
        return data


def read_xlsx(data: bytes) -> Grid:
    """The one visible sheet that holds something. Raises Refused, with a sentence that says what to do."""
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise Refused(OLD_OR_LOCKED)
    try:
        package = _Package(data)
        if any(name.lower().endswith("vbaproject.bin") for name in package.names):
            raise Refused(MACROS)
        return _read(package)
    except UNREADABLE as error:
        raise Refused(DAMAGED) from error


def _read(package: _Package) -> Grid:
    book = parse_xml(package.read("xl/workbook.xml"))
    since_1904 = value(child(book, "workbookPr"), "date1904") in ("1", "true")
    texts = _texts(package)
    styles = _date_styles(package)
    held: list[tuple[Sheet, Grid]] = []
    for sheet in _sheets(package, book):
        if sheet.name.strip() in OURS:
            continue
        grid = _Reader(texts, styles, since_1904).grid(package.read(sheet.member))
        if grid.lines:
            held.append((sheet, grid))
    shown = [(sheet, grid) for sheet, grid in held if not sheet.hidden]
    if len(shown) > 1:
        raise Refused(TWO_SHEETS, first=shown[0][0].name, second=shown[1][0].name)
    if not shown:
        raise Refused(HIDDEN, name=held[0][0].name) if held else Refused(EMPTY)
    return shown[0][1]


def _sheets(package: _Package, book: Any) -> Iterator[Sheet]:
    relations = parse_xml(package.read("xl/_rels/workbook.xml.rels"))
    targets = {value(each, "Id"): value(each, "Target") or "" for each in relations}
    for each in _within(book, "sheets"):
        # The sheet's own number has the same local name as the relation's: the one with a namespace is meant.
        relation = next((str(text) for key, text in each.attrib.items() if key.endswith("}id")), "")
        target = targets.get(relation, "")
        member = target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"xl/{target}")
        if "worksheets/" in member and member in package.names:
            yield Sheet(value(each, "name") or "", member, value(each, "state") in ("hidden", "veryHidden"))


def _within(root: Any, name: str) -> Iterator[Any]:
    held = child(root, name)
    yield from held if held is not None else ()


def _texts(package: _Package) -> list[str]:
    if "xl/sharedStrings.xml" not in package.names:
        return []
    found = []
    for item in parse_xml(package.read("xl/sharedStrings.xml")):
        found.append(_rich(item))
        if len(found) > MOST_TEXTS:
            raise Refused(BOMB)
    return found


def _rich(item: Any) -> str:
    """The text of an item; how to read it aloud, which some programs add, is left out."""
    return "".join(
        each.text or ""
        for each in item.iter()
        if local_name(each.tag) == "t" and not any(local_name(up.tag) == "rPh" for up in each.iterancestors())
    )


def _date_styles(package: _Package) -> frozenset[int]:
    """The numbers of the cell styles that show a number as a date."""
    if "xl/styles.xml" not in package.names:
        return frozenset()
    root = parse_xml(package.read("xl/styles.xml"))
    formats = {int(value(each, "numFmtId") or 0): value(each, "formatCode") or "" for each in _within(root, "numFmts")}
    found = set()
    for place, each in enumerate(_within(root, "cellXfs")):
        number = int(value(each, "numFmtId") or 0)
        if number in DATES or _shows_date(formats.get(number, "")):
            found.add(place)
    return frozenset(found)


def _shows_date(code: str) -> bool:
    bare = re.sub(r'"[^"]*"|\[[^\]]*\]|\\.', "", code).lower()
    return "y" in bare or ("d" in bare and "m" in bare)


class _Reader:
    """Reads one sheet from beginning to end; no element is kept."""

    def __init__(self, texts: list[str], date_styles: frozenset[int], since_1904: bool) -> None:
        self._texts, self._dates = texts, date_styles
        self._epoch = datetime(1904, 1, 1) if since_1904 else datetime(1899, 12, 30)  # noqa: DTZ001 - days have no zone

    def grid(self, data: bytes) -> Grid:
        found, merged, formulas, number = Collector(), [], set(), 0
        events = etree.iterparse(
            io.BytesIO(data), events=("end",), resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False,
            remove_comments=True, remove_pis=True, tag=("{*}row", "{*}mergeCell"),
        )  # fmt: skip
        for _, element in events:
            if local_name(element.tag) == "mergeCell":
                merged.append(_range(element.get("ref", "")))
                continue
            number = int(element.get("r") or number + 1)
            cells, empty = self._line(element)
            found.add(number, cells)
            formulas |= {(number, column) for column in empty}
            element.clear()
            while element.getprevious() is not None:
                del element.getparent()[0]
        return Grid(_in_order(found.lines), tuple(merged), frozenset(formulas))

    def _line(self, row: Any) -> tuple[Mapping[int, str], list[int]]:
        cells: dict[int, str] = {}
        empty: list[int] = []
        place = -1
        for each in row:
            if local_name(each.tag) != "c":
                continue
            reference = _REFERENCE.fullmatch(each.get("r", ""))
            place = column_number(reference[1]) if reference else place + 1
            text = self._text(each)
            if child(each, "f") is not None and (not text or each.get("t") == "e"):
                empty.append(place)
                text = ""
            cells[place] = text
        return cells, empty

    def _text(self, cell: Any) -> str:
        kind, held = cell.get("t", "n"), child(cell, "v")
        if kind == "inlineStr":
            return _rich(cell)
        written = (held.text or "") if held is not None else ""
        if kind == "s":
            return self._texts[int(written)] if written else ""
        if kind in ("n", "") and written:
            return self._number(float(written), int(cell.get("s") or 0))
        return written

    def _number(self, number: float, style: int) -> str:
        """A day as 2014-09-05; a number as short as it can be written."""
        if style in self._dates and 1 <= number < 2_958_466:
            return (self._epoch + timedelta(days=number)).date().isoformat()
        return str(int(number)) if number == int(number) and abs(number) < 1e15 else repr(number)


def _in_order(lines: list[Line]) -> tuple[Line, ...]:
    return tuple(sorted(lines, key=lambda line: line.number))


def _range(reference: str) -> tuple[int, int, int, int]:
    ends = [_REFERENCE.fullmatch(end) for end in reference.split(":")]
    if len(ends) != 2 or ends[0] is None or ends[1] is None:
        raise ValueError(reference)
    first, last = ends[0], ends[1]
    return int(first[2]), column_number(first[1]), int(last[2]), column_number(last[1])
