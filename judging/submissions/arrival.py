"""What is sent to a contest: a form's file, first whole on this machine's disk; or a bare body, piece by piece."""

from __future__ import annotations

import asyncio
import shutil
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
from judging.workfolder import work_folder

PIECE: Final = 512 * 1024  # bytes; what a page sends in one request at most
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
    with work_folder() as folder:
        path = folder / "original"
        size = await asyncio.to_thread(_copy, file, path)
        check_file(category, size)
        await incoming.check_room(source, size)
        return await uploads.receive(
            contest_id=view.id, path=path, name=file.filename, begun_at=begun_at, source=source
        )


class _Body:
    """Reads a body as it comes, and no further than one piece ahead of who takes the pieces."""

    def __init__(self, receive: Receive) -> None:
        self.receive, self.buffer, self.more = receive, bytearray(), True
        self.heard = asyncio.get_running_loop().time()
        self.full, self.room = asyncio.Event(), asyncio.Event()

    async def read(self) -> None:
        """Until the end of the body, or of the connection."""
        try:
            while self.more:
                message = await self.receive()
                self.heard = asyncio.get_running_loop().time()
                self.more = message["type"] == "http.request" and message.get("more_body", False)
                if message["type"] == "http.request":
                    self.buffer += message.get("body", b"")
                if len(self.buffer) >= PIECE:
                    self.full.set()
                    await self.room.wait()
        finally:
            self.more = False
            self.full.set()

    def take(self) -> bytes:
        piece = bytes(memoryview(self.buffer)[:PIECE])
        self.buffer = self.buffer[PIECE:]
        if len(self.buffer) < PIECE:
            self.room.set()
            self.room.clear()
            if self.more:
                self.full.clear()
        return piece


async def pieces(receive: Receive) -> AsyncIterator[bytes]:
    """The body of a request in pieces of PIECE bytes; smaller ones from slow senders, and at the end, which may be that
    of the connection: what has come until then is given out all the same."""
    body = _Body(receive)
    reading = asyncio.create_task(body.read())
    try:
        while body.more and asyncio.get_running_loop().time() - body.heard < SILENCE:
            try:
                async with asyncio.timeout(PATIENCE):
                    await body.full.wait()
            except TimeoutError:
                if len(body.buffer) < LEAST:
                    continue
            if body.buffer:
                yield body.take()
        while body.buffer:
            yield body.take()
    finally:
        reading.cancel()
        await asyncio.gather(reading, return_exceptions=True)


def _copy(file: UploadFile, target: Path) -> int:
    file.file.seek(0)
    with target.open("wb") as stream:
        shutil.copyfileobj(file.file, stream, 1 << 20)
        return stream.tell()
