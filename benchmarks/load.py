"""A small load generator: keep-alive connections that each send the next request when the last is answered.

It runs in a process of its own and does as little as possible with an answer, because it shares the machine with what
it measures.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field


@dataclass
class Outcome:
    """Seconds of every answered request, answers by status, bytes of all bodies, connections that the server broke off;
    `sent` counts the warming up too."""

    seconds: float = 0.0
    latencies: list[float] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)
    body_bytes: int = 0
    sent: int = 0
    broken: int = 0

    @property
    def rate(self) -> float:
        return len(self.latencies) / self.seconds

    def percentile(self, share: float) -> float:
        """Milliseconds."""
        ordered = sorted(self.latencies)
        return ordered[min(len(ordered) - 1, int(len(ordered) * share))] * 1000


def request(path: str, cookie: str, *, body: bytes | None = None) -> bytes:
    """The bytes of a request as a browser on the same site would send it."""
    lines = [
        f"{'GET' if body is None else 'POST'} {path} HTTP/1.1",
        "Host: 127.0.0.1",
        f"Cookie: {cookie}",
        "Accept: text/html,application/json;q=0.9",
        "Accept-Language: vi",
        "Accept-Encoding: gzip, br",
        "Sec-Fetch-Site: same-origin",
    ]
    if body is not None:
        lines += ["Content-Type: application/json", f"Content-Length: {len(body)}"]
    return "\r\n".join([*lines, "", ""]).encode() + (body or b"")


async def exchange(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, sent: bytes) -> tuple[int, bytes]:
    """Status and body (as it came, perhaps packed) of one request."""
    status, _, body = await exchange_whole(reader, writer, sent)
    return status, body


async def exchange_whole(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, sent: bytes
) -> tuple[int, bytes, bytes]:
    """Status, head and body."""
    writer.write(sent)
    head = await reader.readuntil(b"\r\n\r\n")
    status, lower = int(head[9:12]), head.lower()
    if b"content-length: " in lower:
        size = int(lower.partition(b"content-length: ")[2].partition(b"\r\n")[0])
        return status, head, await reader.readexactly(size)
    parts = []
    while size := int((await reader.readuntil(b"\r\n"))[:-2], 16):
        parts.append(await reader.readexactly(size))
        await reader.readexactly(2)
    await reader.readexactly(2)
    return status, head, b"".join(parts)


async def _visit(port: int, requests: Sequence[bytes], until: float, outcome: Outcome) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    place = 0
    while (start := time.perf_counter()) < until:
        try:
            status, body = await exchange(reader, writer, requests[place % len(requests)])
        except (asyncio.IncompleteReadError, ConnectionError):
            outcome.broken += 1
            writer.close()
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            continue
        outcome.latencies.append(time.perf_counter() - start)
        outcome.statuses[status] += 1
        outcome.body_bytes += len(body)
        place += 1
    writer.close()
    await writer.wait_closed()


async def _drive(port: int, requests: Sequence[bytes], connections: int, seconds: float) -> Outcome:
    warming = Outcome()
    until = time.perf_counter() + seconds / 5
    await asyncio.gather(*(_visit(port, requests[each::connections], until, warming) for each in range(connections)))
    outcome = Outcome()
    start = time.perf_counter()
    each_own = (requests[each::connections] for each in range(connections))
    await asyncio.gather(*(_visit(port, own, start + seconds, outcome) for own in each_own))
    outcome.seconds = time.perf_counter() - start
    outcome.sent = len(outcome.latencies) + len(warming.latencies)
    return outcome


def _run(port: int, requests: Sequence[bytes], connections: int, seconds: float) -> Outcome:
    return asyncio.run(_drive(port, requests, connections, seconds))


def drive(port: int, requests: Sequence[bytes], *, connections: int = 8, seconds: float = 5.0) -> Outcome:
    """Sends the requests in turn, over and over, for so many seconds after a short warming up.

    `requests` must be at least as many as `connections`, which share them without overlap.
    """
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(_run, (port, requests, connections, seconds))
