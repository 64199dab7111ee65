"""A roster saved as CSV. Pure: bytes in, cells out; whichever separator a Vietnamese Excel has put."""

from __future__ import annotations

import csv
import io

from judging.errors import Refused
from judging.submissions.envelopes.grid import EMPTY, LONGEST_CELL, Collector, Grid
from judging.web.i18n import N_

NOT_UTF_8 = N_(
    "The letters of this CSV file cannot be read. Please save it again as “CSV UTF-8”, or send the XLSX file itself."
)
NO_TEXT = N_("This is neither an XLSX nor a CSV file. Please fill in our template and save it as XLSX.")
BROKEN = N_("Line %(line)s of this CSV file has a quotation mark that does not end. Please send the XLSX file itself.")


def read_csv(data: bytes) -> Grid:
    """Raises Refused for what is not text in UTF-8 (or UTF-16 with its mark)."""
    text = _text(data)
    first = next((line for line in text.split("\n") if line.strip()), "")
    separator = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    found, begins = Collector(), 1
    csv.field_size_limit(max(csv.field_size_limit(), LONGEST_CELL * 4))
    try:
        for row in reader:
            found.add(begins, dict(enumerate(row)))
            begins = reader.line_num + 1
    except csv.Error as error:
        raise Refused(BROKEN, line=begins) from error
    if not found.lines:
        raise Refused(EMPTY)
    return Grid(tuple(found.lines))


def _text(data: bytes) -> str:
    encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise Refused(NO_TEXT if b"\0" in data[:4096] else NOT_UTF_8) from error
    if "\0" in text:
        raise Refused(NO_TEXT)
    return text
