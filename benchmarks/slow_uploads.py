"""People who send their works over slow links, and others who look at pages meanwhile. Runs in a process of its own."""

from __future__ import annotations

import asyncio
import random
import time
from dataclasses import dataclass, field
from typing import Self

from benchmarks.load import exchange, request

SIZE = 8_000_000  # bytes announced
DROP = 2_000  # bytes at a time …
EVERY = 0.2  # … and the seconds between: 10 kB/s
FIRST = 8  # seconds within which they begin
PAGES = 25  # a second
BODY_OF_ONE = 512 * 1024


@dataclass(frozen=True)
class Sent:
    """An upload that has been announced, and the cookie of its sender."""

    id: str
    cookie: str
    address: str

    @classmethod
    async def begin(
        cls, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, path: str, size: int, *, address: str
    ) -> Self:
        lines = [f"POST {path} HTTP/1.1", *_common(address), f"Upload-Length: {size}", "Content-Length: 0", "", ""]
        writer.write("\r\n".join(lines).encode())
        status, found = await answer(reader)
        if status != 201:
            raise SystemExit(f"the announcement was answered with {status}")
        return cls(found["location"].rpartition("/")[2], found["set-cookie"].partition(";")[0], address)

    def head(self, offset: int, length: int) -> bytes:
        """The head of a request that brings so many bytes."""
        lines = [
            f"PATCH /uploads/{self.id} HTTP/1.1", *_common(self.address), f"Cookie: {self.cookie}",
            f"Upload-Offset: {offset}", "Content-Type: application/offset+octet-stream", f"Content-Length: {length}",
            "", "",
        ]  # fmt: skip
        return "\r\n".join(lines).encode()


async def answer(reader: asyncio.StreamReader) -> tuple[int, dict[str, str]]:
    """Status and headers (names in small letters) of an answer whose body does not matter."""
    lines = (await reader.readuntil(b"\r\n\r\n")).decode().splitlines()
    found = {name.lower(): value for name, _, value in (line.partition(": ") for line in lines)}
    await reader.readexactly(int(found.get("content-length", 0)))
    return int(lines[0].split()[1]), found


def _common(address: str) -> list[str]:
    return ["Host: 127.0.0.1", "Tus-Resumable: 1.0.0", "Sec-Fetch-Site: same-origin", f"X-Forwarded-For: {address}"]


@dataclass
class Found:
    """Seconds of every page; bytes that senders had counted at the end; connections that broke."""

    latencies: list[float] = field(default_factory=list)
    taken: int = 0
    broken: int = 0

    def percentile(self, share: float) -> float:
        """Milliseconds."""
        ordered = sorted(self.latencies)
        return ordered[min(len(ordered) - 1, int(len(ordered) * share))] * 1000


def trickle(port: int, path: str, senders: int, seconds: float) -> Found:
    """So many send slowly for so long, while pages are asked for at a steady pace."""
    return asyncio.run(_trickle(port, path, senders, seconds))


async def _trickle(port: int, path: str, senders: int, seconds: float) -> Found:
    found, gate = Found(), asyncio.Semaphore(20)
    ready = await asyncio.gather(*(_announce(port, path, number, gate) for number in range(senders)))
    until = time.perf_counter() + seconds
    page = path.partition("/enter")[0]
    await asyncio.gather(_look(port, page, until, found), *(_slowly(*one, until, found) for one in ready))
    return found


async def _announce(
    port: int, path: str, number: int, gate: asyncio.Semaphore
) -> tuple[asyncio.StreamReader, asyncio.StreamWriter, Sent]:
    async with gate:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        return reader, writer, await Sent.begin(
            reader, writer, path, SIZE, address=f"10.{number // 250}.2.{number % 250}"
        )  # fmt: skip


async def _slowly(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, sent: Sent, until: float, found: Found
) -> None:
    offset = 0
    await asyncio.sleep(random.uniform(0, FIRST))
    try:
        while time.perf_counter() < until:
            writer.write(sent.head(offset, BODY_OF_ONE))
            for begins in range(0, BODY_OF_ONE, DROP):
                if time.perf_counter() > until:
                    writer.close()
                    return
                size = min(DROP, BODY_OF_ONE - begins)
                writer.write(b"x" * size)
                await writer.drain()
                found.taken += size
                await asyncio.sleep(EVERY)
            await answer(reader)
            offset += BODY_OF_ONE
    except (asyncio.IncompleteReadError, ConnectionError):
        found.broken += 1


async def _look(port: int, path: str, until: float, found: Found) -> None:
    """Whatever the server does, the next page is asked for in time: waiting counts."""
    looking: set[asyncio.Task[None]] = set()
    while time.perf_counter() < until:
        task = asyncio.create_task(_one_page(port, path, found))
        looking.add(task)
        task.add_done_callback(looking.discard)
        await asyncio.sleep(1 / PAGES)
    await asyncio.gather(*looking)


async def _one_page(port: int, path: str, found: Found) -> None:
    start = time.perf_counter()
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    status, _ = await exchange(reader, writer, request(path, "lang=vi"))
    writer.close()
    if status != 200:
        raise SystemExit(f"a page was answered with {status}")
    found.latencies.append(time.perf_counter() - start)
