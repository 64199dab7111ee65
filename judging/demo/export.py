"""What the demo leaves for checking blindness: the judging copies as a juror may fetch them, and what was planted."""

from __future__ import annotations

import asyncio
import uuid
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from judging.contests.queries import ContestView
from judging.csvfile import write_csv
from judging.demo.entries import DemoEntry
from judging.storage import store
from judging.submissions.queries import BlindWork, blind_works

AT_ONCE = 8


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


def _fetch_all(works: list[BlindWork], folder: Path) -> int:
    copies = []
    for work in works:
        place = folder / work.blind_code
        place.mkdir(parents=True, exist_ok=True)
        copies += [(one.key, place / one.role) for one in work.renditions.values()]
    with ThreadPoolExecutor(AT_ONCE) as pool:
        list(pool.map(lambda copy: store().get_to_file(*copy), copies))
    return len(copies)
