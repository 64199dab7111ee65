"""A file of an envelope is looked at in a worker: a small picture to know it by, and the slip that lies in the photo.

The photo is a stranger's: it is decoded in the limited child process, as works are. What a QR code says counts only
when it is the code of a row of this very envelope.
"""

from __future__ import annotations

import asyncio
import uuid
from pathlib import Path
from typing import Any

from judging import clock
from judging.contests.queries import contest
from judging.db import fetch, unit_of_work
from judging.outbox import NotNow
from judging.storage import store
from judging.submissions.codes import scanned_code
from judging.submissions.envelopes.enums import MatchedBy
from judging.submissions.envelopes.files import match_loose
from judging.submissions.envelopes.matching import MANY
from judging.submissions.processing import TryAgain, decoder
from judging.workfolder import work_folder
from media_store.decoder import Decoder
from media_store.objects import ObjectMissing, StoreUnavailable, content_key
from media_store.outcome import Outcome
from media_store.reasons import Reason


async def look(file_id: uuid.UUID, by: Decoder | None = None) -> None:
    """Done twice it comes to the same; a file that has left its envelope is let be. Raises TryAgain, NotNow."""
    rows = await fetch("SELECT storage_key, file_name FROM envelope_file WHERE id = $1 AND looked_at IS NULL", file_id)
    if not rows:
        return
    try:
        with work_folder() as folder:
            outcome, key = await asyncio.to_thread(_glance, by or decoder(), rows[0], folder)
    except ObjectMissing:
        return  # it was removed meanwhile
    except StoreUnavailable as error:
        raise NotNow(str(error)) from error
    if outcome.reason and outcome.reason.code is Reason.BUSY:
        raise TryAgain(str(outcome.reason))
    await _record(file_id, outcome.codes, key)


async def give_up(file_id: uuid.UUID) -> None:
    """The last attempt has failed: the file is known by its name alone."""
    await fetch("UPDATE envelope_file SET looked_at = $2 WHERE id = $1", file_id, clock.now())


def _glance(by: Decoder, row: dict[str, Any], folder: Path) -> tuple[Outcome, str | None]:
    """What the glance found, and the key under which the small picture lies."""
    original = folder / "original"
    store().get_to_file(row["storage_key"], original)
    outcome = by.process(original, out_dir=folder / "out", name=row["file_name"], glance=True)
    key = None
    for rendition in outcome.renditions:
        key = content_key("glances", rendition.sha256, ".jpg")
        store().put_file(key, rendition.path, rendition.content_type)
    return outcome, key


async def _record(file_id: uuid.UUID, texts: tuple[str, ...], key: str | None) -> None:
    """What was seen, and whose the file is by it. What a person decided stays."""
    async with unit_of_work():
        rows = await fetch(
            "SELECT v.id, v.contest FROM envelope_file f JOIN envelope v ON v.id = f.envelope WHERE f.id = $1"
            " FOR UPDATE OF v",
            file_id,
        )
        if not rows:
            return  # sent or removed meanwhile
        slips = await fetch(
            "SELECT code FROM envelope_row WHERE envelope = $1 AND code = ANY($2)",
            rows[0]["id"], [scanned_code(text) for text in texts],
        )  # fmt: skip
        slip = slips[0]["code"] if len(slips) == 1 else MANY if slips else None
        await fetch(
            "UPDATE envelope_file SET looked_at = $2, thumbnail_key = $3, slip = $4 WHERE id = $1",
            file_id, clock.now(), key, slip,
        )  # fmt: skip
        if slip is None:
            return
        loosened = await fetch(
            "UPDATE envelope_file SET row_id = NULL, matched_by = NULL WHERE id = $1"
            " AND matched_by IS DISTINCT FROM $2 RETURNING id",
            file_id, MatchedBy.HAND,
        )  # fmt: skip
        if loosened:
            await match_loose(await contest(id=rows[0]["contest"]), rows[0]["id"], only=file_id)
