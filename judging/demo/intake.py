"""The demo's entrants: each work is made as a file and sent in through the same verbs as a person's."""

from __future__ import annotations

import asyncio
import uuid
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from datetime import datetime, timedelta
from functools import partial
from multiprocessing import get_context
from pathlib import Path

from judging import clock
from judging.contests.calendar import moment
from judging.contests.queries import ContestView
from judging.db import fetch
from judging.demo.bad_files import BadFile, bad_files
from judging.demo.entries import DemoEntry
from judging.demo.files import write_file
from judging.submissions import service, uploads
from judging.submissions.enums import NameMode
from judging.submissions.rules import NewEntry

NAMESPACE = uuid.UUID("8d0f6a52-6f3c-4a53-9d0a-5b1f0d9b2c11")
MAKERS = 2  # processes that make files while the worker already reads them
AHEAD = 12  # files made but not yet sent


def entry_id(seed: int, key: str) -> uuid.UUID:
    """The same entry has the same id in every run, and so the same codes."""
    return uuid.uuid5(NAMESPACE, f"{seed}/{key}")


async def send_all(view: ContestView, entries: list[DemoEntry], folder: Path, sent: Callable[[], None]) -> None:
    """Makes and sends what has not been received yet; calls `sent()` for each entry, those of an earlier run too."""
    known = {row["id"] for row in await fetch("SELECT id FROM entry WHERE contest = $1", view.id)}
    moments = _moments(view, len(entries))
    todo = []
    for entry, at in zip(entries, moments, strict=True):
        if entry_id(entry.seed, entry.key) in known:
            sent()
        else:
            todo.append((entry, at))
    loop = asyncio.get_running_loop()
    gate = asyncio.Semaphore(AHEAD)
    with ProcessPoolExecutor(MAKERS, mp_context=get_context("spawn")) as pool:

        async def one(entry: DemoEntry, at: datetime) -> None:
            async with gate:
                path = await loop.run_in_executor(pool, partial(write_file, entry, folder))
                await _send(view, entry, path, at)
                path.unlink()
            sent()

        async with asyncio.TaskGroup() as group:
            for entry, at in todo:
                group.create_task(one(entry, at))


async def send_bad_files(view: ContestView, seed: int, folder: Path) -> int:
    """What also arrives. Each gets a receipt like any other, and ends in quarantine."""
    files = bad_files(folder)
    at = moment(view.rules, view.rules.timeline.deadline) - timedelta(hours=3)
    for number, bad in enumerate(files, start=1):
        if not await fetch("SELECT 1 FROM entry WHERE id = $1", entry_id(seed, f"bad-{number}")):
            await _send_bad(view, seed, number, bad, at)
    return len(files)


def _moments(view: ContestView, count: int) -> list[datetime]:
    """When each entry arrives: few at first, most in the last days, as everywhere."""
    opens = moment(view.rules, view.rules.timeline.opens)
    span = moment(view.rules, view.rules.timeline.deadline) - opens
    return [opens + span * (1 - (1 - (place + 0.5) / count) ** 2.2) for place in range(count)]


async def _send(view: ContestView, entry: DemoEntry, path: Path, at: datetime) -> None:
    with clock.set_to(at):
        upload = await uploads.receive(contest_id=view.id, path=path, name=entry.file_name, begun_at=at)
        await service.submit_entry(
            actor=None,
            contest_id=view.id,
            entry=_form(view, entry),
            upload_id=upload.id,
            entry_id=entry_id(entry.seed, entry.key),
        )


def _form(view: ContestView, entry: DemoEntry) -> NewEntry:
    author = entry.author
    return NewEntry(
        category_key=entry.category,
        title=entry.title_vi,
        title_en=entry.title_en,
        name=entry.typed_name,
        unit=author.unit,
        class_name=author.class_name or None,
        birth_year=author.birth_year,
        teacher=author.teacher or None,
        guardian=author.guardian or None,
        phone=author.phone or None,
        email=author.email or None,
        language=entry.language,
        details=entry.details,
        co_authors=entry.co_authors or None,
        credits=entry.credits or None,
        name_mode=NameMode(entry.name_mode),
        consents=frozenset(consent.key for consent in view.rules.consents_for(author.birth_year)),
    )


async def _send_bad(view: ContestView, seed: int, number: int, bad: BadFile, at: datetime) -> None:
    details = {"technique": "Màu nước", "width_cm": "40", "height_cm": "30", "lyrics": "…", "summary": "…"}
    asked = view.rules.category(bad.category).details
    form = NewEntry(
        category_key=bad.category,
        title=f"Bài gửi nhầm {number}",
        name=f"Người gửi {number}",
        unit="Phường Tô Hiệu",
        birth_year=1990,
        language="vi",
        details={key: value for key, value in details.items() if key in asked or "size" in asked},
        consents=frozenset(consent.key for consent in view.rules.consents_for(1990)),
    )
    with clock.set_to(at):
        upload = await uploads.receive(contest_id=view.id, path=bad.path, name=bad.sent_as, begun_at=at)
        await service.submit_entry(
            actor=None,
            contest_id=view.id,
            entry=form,
            upload_id=upload.id,
            entry_id=entry_id(seed, f"bad-{number}"),
        )
