"""Gives broken objects back their bytes: judging copies are made anew from their original, everything else comes from
a backup. Only bytes with the digest that the database names are taken, so a repair can change nothing.
"""

from __future__ import annotations

import asyncio
import hashlib
import uuid
from pathlib import Path

from judging.db import fetch, unit_of_work
from judging.operations import snapshot
from judging.operations.archive import Reader
from judging.operations.integrity import note, verify
from judging.operations.snapshot import Named
from judging.settings import settings
from judging.storage import store
from judging.submissions.processing import decoder
from judging.workfolder import work_folder
from media_store.objects import ObjectMissing, content_key


async def rebuild(file_id: uuid.UUID) -> None:
    """A file's judging copies that are missing or changed. Where the original is broken itself, or comes out otherwise
    than it once did (by another version of this program, or by a person's hand), the copy stays as it is.
    """
    rows = await fetch("SELECT storage_key, sha256, file_name FROM work_file WHERE id = $1", file_id)
    copies = await fetch(
        "SELECT DISTINCT r.storage_key AS key, r.size, r.sha256 FROM rendition r JOIN store_fault s"
        " ON s.key = r.storage_key WHERE r.file = $1",
        file_id,
    )
    if not rows or not copies:
        return
    wanted = {row["key"]: Named(row["key"], row["size"], row["sha256"]) for row in copies}
    with work_folder() as folder:
        await asyncio.to_thread(_rebuild, rows[0], wanted, folder)
    await _look_again(list(wanted.values()))


def _rebuild(file: dict[str, str], wanted: dict[str, Named], folder: Path) -> None:
    original = folder / "original"
    try:
        store().get_to_file(file["storage_key"], original)
    except ObjectMissing:
        return
    with original.open("rb") as stream:
        if hashlib.file_digest(stream, "sha256").hexdigest() != file["sha256"]:
            return
    for one in decoder().process(original, out_dir=folder / "out", name=file["file_name"]).renditions:
        key = content_key("renditions", one.sha256, Path(one.role).suffix)
        if key in wanted:
            store().put_file(key, one.path, one.content_type)


async def rebuild_all() -> None:
    """The judging copies of every file that has a broken one."""
    for row in await fetch("SELECT DISTINCT r.file FROM rendition r JOIN store_fault s ON s.key = r.storage_key"):
        await rebuild(row["file"])


async def take_from(reader: Reader) -> None:
    """Whatever is broken and lies in the backup as the database names it. Raises FileProblem."""
    broken = {row["key"] for row in await fetch("SELECT key FROM store_fault")}
    async with snapshot.connected(settings().database_url) as connection:
        wanted = {one.key: one for one in await snapshot.named_objects(connection) if one.key in broken}
    for held in reader.stored():
        one = wanted.get(held.key)
        if one is not None and one.sha256 in (None, held.sha256):
            await asyncio.to_thread(_put_back, reader, held.key, held.sha256)
    await _look_again(list(wanted.values()))


def _put_back(reader: Reader, key: str, sha256: str) -> None:
    with work_folder() as folder:
        whole = folder / "whole"
        with reader.checked(f"objects/{key}", sha256) as chunks, whole.open("wb") as out:
            out.writelines(chunks)
        store().put_file(key, whole)


async def _look_again(objects: list[Named]) -> None:
    for one in objects:
        problem = await asyncio.to_thread(verify, one)
        async with unit_of_work() as work:
            await note(work, one.key, problem)
