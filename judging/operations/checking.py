"""Is a backup as it was written? Every member against its digest, then the file as a whole."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from judging.csvfile import FileProblem
from judging.operations.archive import Manifest, Reader
from judging.operations.progress import Bars


def faults(path: Path, bars: Bars) -> Iterator[str]:
    """One sentence for each thing that is not as it was written; none where the backup can be relied on.

    Raises FileProblem where the file cannot even be opened as a backup.
    """
    reader = Reader(path)
    step, count = bars.stage("checking the backup", path.stat().st_size), 0
    try:
        for name, sha256 in _members(reader):
            try:
                with reader.checked(name, sha256) as chunks:
                    for chunk in chunks:
                        step(len(chunk))
            except FileProblem as problem:
                count += 1
                yield str(problem)
        if not count and not reader.is_as_written():
            yield str(FileProblem(path, None, "is damaged between its parts; take another backup"))
    except FileProblem as problem:  # the list of objects itself
        yield str(problem)
    finally:
        reader.close()


def _members(reader: Reader) -> Iterator[tuple[str, str]]:
    yield from reader.manifest.files.items()
    for table in reader.manifest.tables:
        yield f"database/{table.name}.csv", table.sha256
    for one in reader.stored():
        yield f"objects/{one.key}", one.sha256


def contents(manifest: Manifest) -> str:
    """What a backup holds, in a line."""
    rows = {table.name: table.rows for table in manifest.tables}
    return (
        f"made {manifest.made_at:%Y-%m-%d %H:%M} UTC by version {manifest.version}:"
        f" {rows.get('contest', 0)} contests, {rows.get('entry', 0)} entries, {rows.get('ballot', 0)} ballots,"
        f" {manifest.objects} stored files ({manifest.bytes / 1e6:,.0f} MB)"
    )
