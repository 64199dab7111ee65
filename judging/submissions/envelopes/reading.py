"""Which kind of file a roster is. Pure."""

from __future__ import annotations

from judging.errors import Refused
from judging.submissions.envelopes.csv_reading import read_csv
from judging.submissions.envelopes.grid import EMPTY, MOST_BYTES, TOO_LARGE, Grid
from judging.submissions.envelopes.xlsx_reading import read_xlsx


def read_roster_file(data: bytes) -> Grid:
    """By what the bytes are, not by the file's name. Raises Refused, with a sentence that says what to do."""
    if not data.strip():
        raise Refused(EMPTY)
    if len(data) > MOST_BYTES:
        raise Refused(TOO_LARGE)
    if data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        return read_xlsx(data)
    return read_csv(data)
