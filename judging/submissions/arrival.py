"""What is sent to a contest: a form's file, first whole on this machine's disk; or a bare body, piece by piece."""

from __future__ import annotations

import asyncio
import shutil
import tempfile
from collections.abc import AsyncIterator
from datetime import datetime
from pathlib import Path
from typing import Final

from litestar.datastructures import UploadFile
from litestar.types import Receive

from judging.contests.enums import Stage
from judging.contests.queries import ContestView, contest
from judging.contests.rules import CategoryRules
from judging.errors import NotFound
from judging.submissions import incoming, uploads
from judging.submissions.forms import check_file
from judging.submissions.uploads import Upload
from judging.web.i18n import use_zone

PIECE: Final = 256 * 1024  # bytes; two of them may be lost with a server
LEAST: Final = 16 * 1024  # bytes that are worth an object of their own before the request ends
PATIENCE: Final = 8.0  # seconds after which a slow sender's bytes are put away
SILENCE: Final = 60.0  # seconds without a byte after which the sender is taken for lost


async def contest_of(slug: str) -> ContestView:
    """Raises NotFound for a draft too: nobody outside may know of it yet."""
    view = await contest(slug=slug)
    if view.stage == Stage.DRAFT:
        raise NotFound("There is no such contest.")
    use_zone(view.rules.contest.time_zone)
    return view


async def receive_file(
    view: ContestView, category: CategoryRules, file: UploadFile, begun_at: datetime, address: str
) -> Upload:
    """Raises Invalid (field file) for an empty or too large one, Refused after the deadline, TooMany,
    StoreUnavailable."""
    source = incoming.source_of(address)
    with tempfile.NamedTemporaryFile(prefix="bangvang-") as target:
        size = await asyncio.to_thread(_copy, file, Path(target.name))
        check_file(category, size)
        await incoming.check_room(source, size)
        return await uploads.receive(
            contest_id=view.id, path=Path(target.name), name=file.filename, begun_at=begun_at, source=source
        )


async def pieces(receive: Receive) -> AsyncIterator[bytes]:
    """The body of a request in pieces of PIECE bytes; smaller ones from slow senders, and at the end, which may be that
    of the connection: what has come until then is given out all the same."""
    loop = asyncio.get_running_loop()
    buffer, given, heard, more = bytearray(), loop.time(), loop.time(), True
    coming: asyncio.Future[object] | None = None
    try:
        while more and loop.time() - heard < SILENCE:
            coming = coming or asyncio.ensure_future(receive())
            await asyncio.wait({coming}, timeout=PATIENCE)
            if coming.done():
                message, coming, heard = coming.result(), None, loop.time()
                more = _take(message, buffer)
            while len(buffer) >= PIECE or (len(buffer) >= LEAST and loop.time() - given > PATIENCE):
                yield bytes(buffer[:PIECE])
                del buffer[:PIECE]
                given = loop.time()
        if buffer:
            yield bytes(buffer)
    finally:
        if coming is not None:
            coming.cancel()


def _take(message: object, buffer: bytearray) -> bool:
    """Adds a message's bytes to the buffer; whether more will come."""
    assert isinstance(message, dict)
    if message["type"] != "http.request":
        return False
    buffer += message.get("body", b"")
    return bool(message.get("more_body", False))


def _copy(file: UploadFile, target: Path) -> int:
    file.file.seek(0)
    with target.open("wb") as stream:
        shutil.copyfileobj(file.file, stream, 1 << 20)
        return stream.tell()
