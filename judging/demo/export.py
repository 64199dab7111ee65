"""What the demo leaves for checking: judging copies as a juror may fetch them, what was planted, the sealed result."""

from __future__ import annotations

import asyncio
import uuid
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from judging.awards.sealing import queries
from judging.awards.sealing import service as sealing
from judging.awards.sealing.recompute import recompute
from judging.awards.sealing.standalone.documents import Documents
from judging.awards.sealing.standalone.steps import container_step, verify_files
from judging.contests.queries import ContestView
from judging.csvfile import write_csv, write_files
from judging.demo.entries import DemoEntry
from judging.storage import store
from judging.submissions.queries import BlindWork, blind_works

AT_ONCE = 8
BUNDLE = "result-bundle.zip"


async def export_judging_copies(view: ContestView, entries: Mapping[uuid.UUID, DemoEntry], out: Path) -> int:
    """Writes `judging/<blind code>/<role>` and `planted.csv` (code,channel,marker). Returns the number of copies."""
    works = await blind_works(view.id)
    rows = [
        (works[entry_id].blind_code, channel, marker)
        for entry_id, entry in entries.items()
        if entry_id in works
        for channel, marker in entry.planted
    ]
    write_csv(out / "planted.csv", ("code", "channel", "marker"), sorted(rows))
    return await asyncio.to_thread(_fetch_all, list(works.values()), out / "judging")


async def export_bundle(contest_id: uuid.UUID, out: Path) -> tuple[Path, str]:
    """Writes the sealed result, and lets `bangvang verify` judge the file with the key that was published before
    judging. Returns its path and the verdict.

    Raises RuntimeError where it is not accepted.
    """
    row = await sealing.bundle(contest_id)
    path = out / BUNDLE
    write_files({path: await sealing.bundle_bytes(row)})
    promise = await queries.commitment(contest_id)
    key = promise.public_key if promise else ""
    told = await asyncio.to_thread(_verify, path, key)
    return path, told


def _verify(path: Path, key: str) -> str:
    """The steps of `bangvang verify`, by the same functions."""
    container, files = container_step(path)
    found = [container]
    if not found[-1].record:
        found += verify_files(files, key)
    if not found[-1].record:
        found += recompute(Documents(files))
    if found[-1].record:
        raise RuntimeError(f"the sealed result fails at {found[-1].step}: {found[-1].record}: {found[-1].text}")
    return f"bangvang verify {path} --key {key}: all {len(found)} steps hold"


def _fetch_all(works: list[BlindWork], folder: Path) -> int:
    copies = []
    for work in works:
        place = folder / work.blind_code
        place.mkdir(parents=True, exist_ok=True)
        copies += [(one.key, place / one.role) for one in work.renditions.values()]
    with ThreadPoolExecutor(AT_ONCE) as pool:
        list(pool.map(lambda copy: store().get_to_file(*copy), copies))
    return len(copies)
