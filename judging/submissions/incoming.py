"""Uploads that may be broken off and go on: bytes arrive in stretches, each an object of its own in the store.

A stretch counts when the store has it and one short statement has moved the upload's offset over it. So any web host
may take the next one, a server that is killed loses at most what no statement has counted, and the bytes are those
that were sent. Whoever begins to send takes the upload's epoch: an earlier request that still hangs on a dead link
can count nothing any more. Stretches of this size, and not the parts of an S3 multipart upload (5 MiB at least),
because a phone on a slow network must not send minutes of bytes again.
"""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import uuid
from collections import deque
from collections.abc import AsyncIterator
from datetime import datetime
from typing import Final

import msgspec

from judging import clock, outbox
from judging.accounts.attempts import network_of
from judging.contests.queries import ContestView, contest
from judging.db import fetch, unit_of_work
from judging.errors import NotFound, Refused, TooMany
from judging.settings import settings
from judging.storage import store
from judging.submissions import uploads
from judging.submissions.rules import check_open
from judging.web.i18n import N_

PREFIX: Final = "uploads/"  # of the objects that hold stretches
#: Requests that may bring bytes of one upload: together with the least size of a stretch this bounds their number.
TURNS: Final = 5000
#: Uploads, and bytes announced, that may wait at a time: of one browser, and of one address (a school has only one).
OPEN_OF_BROWSER: Final = 20
OPEN_OF_ADDRESS: Final = 400
BYTES_OF_ADDRESS: Final = 4_000_000_000
FULL = N_("Many files from here are waiting to be handed in. Please finish one of them, or wait a while.")


class Gone(NotFound):
    """It was here, and is kept no longer."""


class WrongOffset(Refused):
    """The bytes do not begin where the upload ends, or another request has taken over."""


class TooLong(Refused):
    """More bytes than were announced."""


class Incoming(msgspec.Struct, frozen=True):
    """An upload as it stands. `epoch` is that of the request which may add to it."""

    id: uuid.UUID
    contest: uuid.UUID
    size: int
    received: int
    epoch: int
    begun_at: datetime
    created_at: datetime

    @property
    def expires_at(self) -> datetime:
        return self.created_at + uploads.KEPT


class _Stretch(msgspec.Struct, frozen=True):
    begins: int
    size: int
    key: str


def source_of(address: str) -> str:
    """What is kept of the address a file comes from: enough to count, not to know."""
    told = f"upload {network_of(address)}"
    return hmac.new(settings().secret_key.encode(), told.encode(), hashlib.sha256).hexdigest()


async def check_room(source: str, size: int = 0) -> None:
    """Raises TooMany when too much from this address waits for its entries. Counted exactly inside a unit of work."""
    await fetch("SELECT pg_advisory_xact_lock(hashtextextended($1, 1))", source)
    rows = await fetch("SELECT count(*) AS n, coalesce(sum(size), 0) AS bytes FROM upload WHERE source = $1", source)
    if rows[0]["n"] >= OPEN_OF_ADDRESS or rows[0]["bytes"] + size > BYTES_OF_ADDRESS:
        raise TooMany(FULL)


async def is_known(owner: str) -> bool:
    """Whether a browser has an upload under this digest: only then is the token that it brought worn on."""
    return bool(await fetch("SELECT 1 FROM upload WHERE owner = $1 LIMIT 1", owner))


async def create(*, view: ContestView, size: int, name: str, owner: str, source: str) -> Incoming:
    """An upload of so many bytes, of which none is here yet. Raises Refused when the contest takes none, TooMany."""
    now = clock.now()
    check_open(view.rules, view.stage, now, begun_at=now)
    made = Incoming(uuid.uuid4(), view.id, size, 0, 0, now, clock.system_now())
    async with unit_of_work():
        await check_room(source, size)
        waiting = await fetch("SELECT count(*) AS n FROM upload WHERE owner = $1", owner)
        if waiting[0]["n"] >= OPEN_OF_BROWSER:
            raise TooMany(FULL)
        await fetch(
            "INSERT INTO upload (id, contest, file_name, size, begun_at, created_at, received, epoch, owner, source)"
            " VALUES ($1, $2, $3, $4, $5, $6, 0, 0, $7, $8)",
            made.id, view.id, uploads.file_name(name), size, now, made.created_at, owner, source,
        )  # fmt: skip
    return made


async def state(upload_id: uuid.UUID, owner: str) -> Incoming:
    """Raises NotFound where there is none of this owner, Gone for one that is too old."""
    rows = await fetch(
        "SELECT id, contest, size, received, epoch, begun_at, created_at FROM upload WHERE id = $1 AND owner = $2",
        upload_id, owner,
    )  # fmt: skip
    if not rows:
        raise NotFound(uploads.GONE)
    found = Incoming(**rows[0])
    if found.created_at <= uploads.oldest():
        raise Gone(uploads.GONE)
    return found


async def begin(found: Incoming, offset: int) -> Incoming:
    """Takes the upload's epoch for a request whose bytes begin at `offset`: earlier requests can add nothing more.

    Raises Gone, Refused (deadline), WrongOffset.
    """
    view = await contest(id=found.contest)
    check_open(view.rules, view.stage, clock.now(), begun_at=found.begun_at)
    rows = await fetch(
        "UPDATE upload SET epoch = epoch + 1 WHERE id = $1 AND received = $2 AND epoch < $3 RETURNING epoch",
        found.id, offset, TURNS,
    )  # fmt: skip
    if not rows:
        if found.epoch >= TURNS:
            raise Gone(uploads.GONE)
        raise WrongOffset("The bytes must begin where the upload ends.")
    return msgspec.structs.replace(found, received=offset, epoch=rows[0]["epoch"])


async def append(upload: Incoming, pieces: AsyncIterator[bytes]) -> int:
    """Adds bytes as they come, and returns the new offset; what is counted stays, whatever happens afterwards.

    A piece is counted as soon as it and those before it are stored, while the next one arrives; two are stored at a
    time. Raises WrongOffset when another request has taken over, TooLong, StoreUnavailable.
    """
    offset = upload.received
    keeping: deque[asyncio.Task[None]] = deque()
    try:
        async for piece in pieces:
            if offset + len(piece) > upload.size:
                raise TooLong("More bytes were sent than were announced.")
            stretch = _Stretch(offset, len(piece), f"{PREFIX}{upload.id}-{upload.epoch}-{offset}")
            offset += len(piece)
            before = keeping[-1] if keeping else None
            keeping.append(asyncio.create_task(_keep(upload, stretch, piece, before)))
            del piece  # the next one may be long in coming
            if len(keeping) > 1:
                await keeping.popleft()
        while keeping:
            await keeping.popleft()
    finally:
        await asyncio.gather(*keeping, return_exceptions=True)
    return offset


async def _keep(upload: Incoming, stretch: _Stretch, piece: bytes, before: asyncio.Task[None] | None) -> None:
    """Stores a stretch, then moves the offset over it. With the last one the upload is owed its sealing."""
    await asyncio.to_thread(store().put_bytes, stretch.key, piece)
    if before is not None:
        await before
    if stretch.begins + stretch.size < upload.size:
        await _move(upload, stretch)
        return
    async with unit_of_work() as work:
        await _move(upload, stretch)
        await outbox.enqueue(work, "seal_upload", key=str(upload.id), upload_id=str(upload.id))


async def _move(upload: Incoming, stretch: _Stretch) -> None:
    rows = await fetch(
        "WITH moved AS (UPDATE upload SET received = received + $4 WHERE id = $1 AND epoch = $2 AND received = $3"
        " RETURNING id) INSERT INTO upload_part (upload, begins, size, storage_key)"
        " SELECT id, $3, $4, $5 FROM moved RETURNING begins",
        upload.id, upload.epoch, stretch.begins, stretch.size, stretch.key,
    )  # fmt: skip
    if not rows:
        raise WrongOffset("Another request goes on with this upload.")


async def discard(upload_id: uuid.UUID, owner: str) -> None:
    """The sender wants it no more. Raises NotFound."""
    await state(upload_id, owner)
    if not await uploads.clear(upload_id, before=clock.system_now()):
        raise NotFound(uploads.GONE)
