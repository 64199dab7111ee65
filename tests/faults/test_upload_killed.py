"""A web server that dies again and again while files are sent: every byte arrives once, and little is sent again.

`UPLOAD_KILLS=500 make faults` takes half an hour and more; by default it is a few.
"""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import os
import random
import signal
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import asyncpg
import httpx
import psutil
import pytest

from judging import embedded
from judging.embedded import ports, programs
from judging.embedded.processes import Running
from media_store.objects import ObjectStore

HERE = Path(__file__).parent
KILLS = int(os.environ.get("UPLOAD_KILLS", "8"))
CHUNK = 512 * 1024  # what the page sends at most in one request
SIZE = 9_900_000
TROUBLE = (httpx.TransportError, httpx.StreamError)
TUS = {"Tus-Resumable": "1.0.0", "Sec-Fetch-Site": "same-origin"}


def _kill(pid: int) -> None:
    family = [psutil.Process(pid), *psutil.Process(pid).children(recursive=True)]
    for each in family:
        with contextlib.suppress(psutil.NoSuchProcess):
            os.kill(each.pid, signal.SIGKILL)


class Web:
    """The web server, which is killed and started again; a supervisor would stop trying."""

    def __init__(self, home: Path, environment: dict[str, str]) -> None:
        self.claims = ports.Claims()
        port = ports.choose(["web"], {}, self.claims)["web"]
        self.environment = environment
        self.address = f"http://{ports.HOST}:{port}"
        self.service = programs.web(home, {**environment, "PUBLIC_URL": self.address}, port=port, workers=1)
        self.running = Running(self.service)

    def die(self) -> None:
        _kill(self.running.known.pid)
        self.running.stop()
        self.running = Running(self.service)


class Sender:
    """A browser's page. `told` are bytes that have left it, `again` those that it had to send once more, by kill."""

    def __init__(self, web: Web, data: bytes, path: str) -> None:
        self.web, self.data, self.path = web, data, path
        self.lot = random.Random(len(data))
        self.sent, self.again, self.kills = 0, [0], 0

    async def offset(self, client: httpx.AsyncClient) -> int:
        """Asks until there is a server again."""
        async with asyncio.timeout(60):
            while True:
                with contextlib.suppress(*TROUBLE):
                    answer = await client.head(self.path, headers=TUS)
                    if answer.status_code == 200:
                        return int(answer.headers["upload-offset"])
                await asyncio.sleep(0.05)

    async def send(self, client: httpx.AsyncClient) -> None:
        while (offset := await self.offset(client)) < len(self.data):
            self.again.append(max(0, self.sent - offset))
            self.sent = offset
            headers = {**TUS, "Upload-Offset": str(offset), "Content-Type": "application/offset+octet-stream"}
            with contextlib.suppress(*TROUBLE):
                await client.patch(self.path, headers=headers, content=self._body(offset))

    async def _body(self, offset: int) -> AsyncIterator[bytes]:
        """A request's worth of bytes, paced; somewhere in it the server may die."""
        dies_at = self.lot.randrange(offset, offset + 2 * CHUNK) if self.kills < KILLS else None
        for begins in range(offset, min(offset + CHUNK, len(self.data)), 16384):
            if dies_at is not None and begins > dies_at:
                self.kills += 1
                await asyncio.to_thread(self.web.die)
                dies_at = None
            piece = self.data[begins : min(begins + 16384, offset + CHUNK)]
            yield piece
            self.sent = max(self.sent, begins + len(piece))
            await asyncio.sleep(0.002)


def _open_contest(environment: dict[str, str]) -> str:
    """The address at which a file of it is announced."""
    command = [sys.executable, HERE / "open_contest.py"]
    given = {**os.environ, **environment, "PYTHONPATH": str(HERE.parents[1])}
    slug = subprocess.run(command, env=given, check=True, capture_output=True, text=True).stdout.strip()
    return f"/c/{slug}/enter/paintings/uploads"


@asynccontextmanager
async def _serving(home: Path) -> AsyncIterator[tuple[Web, httpx.AsyncClient, str]]:
    """A web server over a database and a store of its own, somebody's browser, and where files are announced."""
    with embedded.Supervisor(embedded.Plan(home=home, given={})) as supervisor:
        await asyncio.to_thread(supervisor.migrate)
        endpoint = await asyncio.to_thread(_open_contest, supervisor.environment)
        web = await asyncio.to_thread(Web, home, supervisor.environment)
        await asyncio.to_thread(web.running.wait_ready, lambda: False)
        async with httpx.AsyncClient(base_url=web.address, timeout=30) as client:
            yield web, client, endpoint
        await asyncio.to_thread(web.running.stop)
        web.claims.release()


@pytest.mark.timeout(240 + 10 * KILLS)
async def test_a_web_server_that_dies_while_files_are_sent(home: Path) -> None:
    kills, again = 0, [0]
    async with _serving(home) as (web, client, endpoint):
        while kills < KILLS:
            data = random.Random(kills).randbytes(SIZE)
            made = await client.post(endpoint, headers={**TUS, "Upload-Length": str(SIZE)})
            sender = Sender(web, data, made.headers["location"])
            await sender.send(client)
            kills += sender.kills
            again += sender.again
            assert await _received(web.environment, sender.path) == hashlib.sha256(data).hexdigest()
    sys.stdout.write(f"{kills} kills, at most {max(again) / 1024:.0f} KiB sent again\n")
    assert kills >= KILLS
    assert max(again) <= CHUNK


async def test_of_a_link_that_breaks_off_everything_counts_that_came(home: Path) -> None:
    async with _serving(home) as (web, client, endpoint):
        made = await client.post(endpoint, headers={**TUS, "Upload-Length": "400000"})
        path, offset = made.headers["location"], 0
        cookie = f"bv_upload={client.cookies['bv_upload']}"
        for _ in range(3):
            _, writer = await asyncio.open_connection(ports.HOST, int(web.address.rpartition(":")[2]))
            head = [
                f"PATCH {path} HTTP/1.1", "Host: here", f"Cookie: {cookie}", "Tus-Resumable: 1.0.0",
                f"Upload-Offset: {offset}", "Content-Type: application/offset+octet-stream",
                f"Content-Length: {400_000 - offset}", "", "",
            ]  # fmt: skip
            writer.write("\r\n".join(head).encode() + b"x" * 100_000)
            await writer.drain()
            writer.close()
            await writer.wait_closed()
            offset += 100_000
            async with asyncio.timeout(20):
                while (await client.head(path, headers=TUS)).headers["upload-offset"] != str(offset):
                    pass
        headers = {**TUS, "Upload-Offset": str(offset), "Content-Type": "application/offset+octet-stream"}
        assert (await client.patch(path, headers=headers, content=b"x" * 100_000)).status_code == 204
        assert await _received(web.environment, path) == hashlib.sha256(b"x" * 400_000).hexdigest()


async def _received(environment: dict[str, str], path: str) -> str:
    """SHA-256 of what lies in the store, in the order of its stretches."""
    connection = await asyncpg.connect(environment["DATABASE_URL"])
    try:
        parts = await connection.fetch(
            "SELECT storage_key, begins, size FROM upload_part WHERE upload = $1::uuid ORDER BY begins",
            path.rpartition("/")[2],
        )
    finally:
        await connection.close()
    store = ObjectStore(
        environment["S3_ENDPOINT"], environment["S3_ACCESS_KEY"], environment["S3_SECRET_KEY"], environment["S3_BUCKET"]
    )
    digest, ends = hashlib.sha256(), 0
    for part in parts:
        assert part["begins"] == ends
        digest.update(await asyncio.to_thread(store.get_bytes, part["storage_key"]))
        ends += part["size"]
    return digest.hexdigest()
