"""Office files are ZIP archives: members are read within bounds, and written anew with only what was cleaned."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

from media_store.limits import Limits
from media_store.outcome import Format
from media_store.reasons import Quarantine, Reason

Members = dict[str, bytes]


def read_members(path: Path, found: Format, limits: Limits) -> Members:
    """All members, together no larger than the limit whatever the archive claims about itself."""
    members: Members = {}
    left = limits.max_unpacked
    try:
        with zipfile.ZipFile(path) as archive:
            for entry in archive.infolist():
                with archive.open(entry) as stream:
                    data = stream.read(left + 1)
                left -= len(data)
                if left < 0:
                    raise Quarantine(Reason.EXPANDS_TOO_MUCH, format=found.upper())
                members.setdefault(entry.filename, data)
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, ValueError, RuntimeError) as error:
        raise Quarantine(Reason.DAMAGED, format=found.upper()) from error
    return members


def write_members(members: Members) -> bytes:
    """A package with the same bytes for the same members."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for name, data in members.items():
            archive.writestr(zipfile.ZipInfo(name), data)
    return buffer.getvalue()
