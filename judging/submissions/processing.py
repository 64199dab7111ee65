"""From an original in the store to its judging copies, or to the reason why there are none. Runs in a worker."""

from __future__ import annotations

import asyncio
import json
import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import msgspec

from judging import audit, clock
from judging.contests.queries import contest
from judging.contests.rules import CategoryRules
from judging.db import execute_many, fetch, unit_of_work
from judging.errors import NotFound
from judging.outbox import NotNow
from judging.settings import settings
from judging.storage import store
from judging.submissions.enums import EntryState, FileState
from judging.submissions.likeness.prints import Print, print_of
from judging.submissions.likeness.service import compare
from judging.submissions.verdict import Verdict, judge
from judging.web.i18n import N_
from judging.workfolder import work_folder
from media_store.decoder import Decoder
from media_store.limits import Limits
from media_store.objects import StoreUnavailable, content_key
from media_store.outcome import Outcome, Rendition
from media_store.reasons import Reason, is_full_disk

UPLOADS_AT_ONCE = 4
UNREADABLE = N_("This file could not be read by our machine. Please save it again in a common format and send it anew.")
FONTS = ("Source Serif 4", "Noto Sans Tai Viet")


class TryAgain(Exception):
    """The machine was too busy, which says nothing about the file: the job will run once more."""


class PendingFile(msgspec.Struct, frozen=True):
    id: uuid.UUID
    entry: uuid.UUID
    contest: uuid.UUID
    category: uuid.UUID
    code: str
    storage_key: str
    file_name: str


@cache
def decoder() -> Decoder:
    """This process's decoder; its child lives as long as it behaves."""
    return Decoder(Limits(font_folders=(settings().fonts_dir,), font_families=FONTS))


async def process_file(file_id: uuid.UUID, by: Decoder | None = None) -> None:
    """Done twice it comes to the same: renditions lie under the digests of their content. Raises TryAgain, NotNow."""
    file = await _pending(file_id)
    if file is None:
        return
    view = await contest(id=file.contest)
    category = view.rules.category(view.category_key(file.category))
    with _our_faults(), work_folder() as folder:
        outcome, keys, found = await asyncio.to_thread(_decode, by or decoder(), file, folder)
        if outcome.reason and outcome.reason.code is Reason.BUSY:
            raise TryAgain(str(outcome.reason))
        if outcome.reason and outcome.reason.code is Reason.NO_ROOM:
            raise NotNow(str(outcome.reason))
        verdict = judge(category, outcome, lines=_count_lines(outcome))
    await _record(file, outcome, verdict, keys, category, found)


@contextmanager
def _our_faults() -> Iterator[None]:
    """A store that is away and a full disk say nothing about a file, however long they last."""
    try:
        yield
    except OSError as error:
        if is_full_disk(error):
            raise NotNow(str(error)) from error
        raise
    except StoreUnavailable as error:
        raise NotNow(str(error)) from error


async def give_up(file_id: uuid.UUID) -> None:
    """The last attempt has failed: the entrant is told, and the queue moves on."""
    file = await _pending(file_id)
    if file is not None:
        async with unit_of_work() as work:
            await _mark(file, Verdict(accepted=False, message=UNREADABLE, params={}))
            audit.record(
                work, actor="system", action="file.quarantined", subject=file.code, contest_id=file.contest,
                reason=UNREADABLE,
            )  # fmt: skip


async def _pending(file_id: uuid.UUID) -> PendingFile | None:
    rows = await fetch(
        "SELECT f.id, f.entry, e.contest, e.category, e.code, f.storage_key, f.file_name, f.state"
        " FROM work_file f JOIN entry e ON e.id = f.entry WHERE f.id = $1",
        file_id,
    )
    if not rows:
        raise NotFound("There is no such file.")
    if rows[0].pop("state") != FileState.PENDING:
        return None
    return PendingFile(**rows[0])


def _decode(by: Decoder, file: PendingFile, folder: Path) -> tuple[Outcome, dict[str, str], Print | None]:
    """The verdict on the file, under which key each of its renditions now lies in the store, and its fingerprint."""
    original = folder / "original"
    store().get_to_file(file.storage_key, original)
    outcome = by.process(original, out_dir=folder / "out", name=file.file_name)
    with ThreadPoolExecutor(UPLOADS_AT_ONCE) as pool:
        return outcome, dict(pool.map(_put, outcome.renditions)), print_of(outcome)


def _count_lines(outcome: Outcome) -> int:
    texts = [rendition.path.read_text("utf-8") for rendition in outcome.renditions if rendition.role == "text.txt"]
    return sum(1 for text in texts for line in text.split("\n") if line.strip())


def _put(rendition: Rendition) -> tuple[str, str]:
    key = content_key("renditions", rendition.sha256, Path(rendition.role).suffix)
    store().put_file(key, rendition.path, rendition.content_type)
    return rendition.role, key


async def _record(
    file: PendingFile,
    outcome: Outcome,
    verdict: Verdict,
    keys: dict[str, str],
    category: CategoryRules,
    found: Print | None,
) -> None:
    async with unit_of_work() as work:
        rows = await fetch("SELECT state FROM work_file WHERE id = $1 FOR UPDATE", file.id)
        if rows[0]["state"] != FileState.PENDING:
            return
        await fetch(
            "UPDATE work_file SET kind = $2, format = $3, leaks = $4::jsonb, facts = $5::jsonb WHERE id = $1",
            file.id, outcome.kind, outcome.format, msgspec.json.encode(outcome.leaks).decode(),
            msgspec.json.encode(outcome.facts).decode(),
        )  # fmt: skip
        if verdict.accepted:
            await execute_many(
                "INSERT INTO rendition (id, file, role, storage_key, content_type, width, height, size, sha256)"
                " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (file, role) DO NOTHING",
                list(_rendition_rows(file, outcome, keys)),
            )
        await _mark(file, verdict)
        if verdict.accepted:
            await compare(work, contest_id=file.contest, file_id=file.id, found=found)
        audit.record(
            work, actor="system", action=f"file.{'accepted' if verdict.accepted else 'quarantined'}",
            subject=file.code, contest_id=file.contest, category=category.key, reason=verdict.message,
            params=dict(verdict.params),
        )  # fmt: skip


def _rendition_rows(file: PendingFile, outcome: Outcome, keys: dict[str, str]) -> Iterator[tuple[object, ...]]:
    for one in outcome.renditions:
        yield (
            uuid.uuid4(), file.id, one.role, keys[one.role], one.content_type, one.width, one.height, one.size,
            one.sha256,
        )  # fmt: skip


async def _mark(file: PendingFile, verdict: Verdict) -> None:
    """Sets the file's state and, unless the entry was withdrawn meanwhile, the entry's."""
    reason = None if verdict.accepted else json.dumps({"message": verdict.message, "params": verdict.params})
    await fetch(
        "UPDATE work_file SET state = $2, reason = $3::jsonb WHERE id = $1",
        file.id, FileState.ACCEPTED if verdict.accepted else FileState.QUARANTINED, reason,
    )  # fmt: skip
    await fetch(
        "UPDATE entry SET state = $2, reason = $3::jsonb, updated_at = $4 WHERE id = $1 AND state = $5",
        file.entry, EntryState.ACCEPTED if verdict.accepted else EntryState.QUARANTINED, reason, clock.now(),
        EntryState.RECEIVED,
    )  # fmt: skip
