"""Uploads: bytes a second against the bare SDK into the same store, and pages while many send slowly.

    python -m benchmarks.upload [--megabytes M] [--slow N] [--seconds S]

Real PostgreSQL, object store and web server (two workers) in a folder that is thrown away. "Taken" is what a sender
waits for: every byte lies in the store and is counted in the database. Afterwards a job makes one object of an
upload's stretches; this is told too. The bare SDK and our endpoint take turns, and the ratio is within one run.
"""

from __future__ import annotations

import argparse
import asyncio
import multiprocessing
import os
import statistics
import tempfile
import threading
import time
import uuid
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psutil

from benchmarks.slow_uploads import Sent, answer, trickle
from judging import db
from judging.embedded import Plan, Supervisor, erase

GOAL_RATIO, GOAL_P99, GOAL_MEMORY = 0.8, 300, 300
WORKERS = 2
ROUNDS = 3
CHUNK = 512 * 1024  # what a page sends at most in one request
PATH = "/c/son-la-thu-1/enter/songs/uploads"


def run(megabytes: int, slow: int, seconds: float) -> list[str]:
    """The lines of the report."""
    home = Path(tempfile.mkdtemp(prefix="bangvang-bench-"))
    if os.geteuid() == 0:
        home.chmod(0o711)  # PostgreSQL's own user must be able to enter
    try:
        with Supervisor(Plan(home=home, web=True, workers=WORKERS, given={})) as services:
            os.environ.update(services.environment)
            asyncio.run(_open_contest())
            port = int(services.environment["PUBLIC_URL"].rpartition(":")[2])
            lines = [f"uploads, {WORKERS} web workers, files of {megabytes} MB, {ROUNDS} rounds"]
            for senders in (1, 4):
                lines += _compare(port, megabytes * 1_000_000, senders)
            return [*lines, *_pages_beside(services, port, slow, seconds)]
    finally:
        erase(home)


async def _open_contest() -> None:
    from judging.demo import practice

    await db.start_pool()
    await practice.prepare(practice=True)
    await db.stop_pool()


def _compare(port: int, size: int, senders: int) -> list[str]:
    """The bare SDK, our endpoint with a page's requests, and with one request a file, turn by turn."""
    rates: dict[str, list[float]] = {"bare": [], "page": [], "whole": [], "sealed": []}
    for number in range(ROUNDS + 1):  # the first warms up
        data = os.urandom(size)
        found = {"bare": _bare(data, senders)}
        ids = []
        for name, chunk in (("page", CHUNK), ("whole", size)):
            with multiprocessing.get_context("spawn").Pool(1) as pool:
                found[name], ids = pool.apply(_send, (port, data, senders, chunk))
        found["sealed"] = _seal(ids, size)
        if number:
            for name, rate in found.items():
                rates[name].append(rate)
    middle = {name: statistics.median(found) for name, found in rates.items()}
    with_sealing = 1 / (1 / middle["page"] + 1 / middle["sealed"])
    ratios = {name: statistics.median(ours / bare for ours, bare in zip(rates[name], rates["bare"], strict=True))
              for name in ("page", "whole")}  # fmt: skip
    return [
        f"  {senders} at once: bare SDK {middle['bare']:.0f} MB/s; taken as a page sends {middle['page']:.0f} MB/s,"
        f" {ratios['page']:.2f} × bare (must be ≥ {GOAL_RATIO}); in one request a file {middle['whole']:.0f} MB/s,"
        f" {ratios['whole']:.2f} ×; made one object afterwards at {middle['sealed']:.0f} MB/s"
        f" (both together {with_sealing / middle['bare']:.2f} ×)"
    ]


def _bare(data: bytes, senders: int) -> float:
    """MB/s of the SDK alone, as many at once."""
    from judging.storage import store

    keys = [f"bare/{uuid.uuid4()}" for _ in range(senders)]
    start = time.perf_counter()
    with ThreadPoolExecutor(senders) as pool:
        list(pool.map(lambda key: store().put_bytes(key, data), keys))
    return len(data) * senders / 1e6 / (time.perf_counter() - start)


def _send(port: int, data: bytes, senders: int, chunk: int) -> tuple[float, list[str]]:
    """In a process of its own: MB/s, and the uploads' ids."""

    async def all_of_them() -> list[str]:
        return await asyncio.gather(*(_send_one(port, data, chunk) for _ in range(senders)))

    start = time.perf_counter()
    ids = asyncio.run(all_of_them())
    return len(data) * senders / 1e6 / (time.perf_counter() - start), ids


async def _send_one(port: int, data: bytes, chunk: int) -> str:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    sent = await Sent.begin(reader, writer, PATH, len(data), address=f"10.1.1.{uuid.uuid4().int % 250}")
    for begins in range(0, len(data), chunk):
        part = data[begins : begins + chunk]
        writer.writelines([sent.head(begins, len(part)), part])
        status, _ = await answer(reader)
        if status != 204:
            raise SystemExit(f"bytes were answered with {status}")
    writer.close()
    return sent.id


def _seal(ids: list[str], size: int) -> float:
    async def one_after_the_other() -> None:
        from judging.submissions import uploads

        await db.start_pool()
        for each in ids:
            await uploads.seal(uuid.UUID(each))
        await db.stop_pool()

    start = time.perf_counter()
    asyncio.run(one_after_the_other())
    return size * len(ids) / 1e6 / (time.perf_counter() - start)


def _pages_beside(services: Supervisor, port: int, slow: int, seconds: float) -> list[str]:
    """Pages, without anybody sending and beside slow senders; memory of the web server."""
    family = [psutil.Process(services.pids()["web"])]
    family += family[0].children(recursive=True)
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        calm = pool.apply(trickle, (port, PATH, 0, seconds / 4))
        before, most, over = _memory(family), [0.0], threading.Event()

        def watch() -> None:
            while not over.wait(0.5):
                most[0] = max(most[0], _memory(family))

        watching = threading.Thread(target=watch)
        watching.start()
        busy = pool.apply(trickle, (port, PATH, slow, seconds))
        over.set()
        watching.join()
    return [
        f"  {slow} slow senders for {seconds:g} s: {busy.taken / 1e6:.0f} MB taken, {busy.broken} broken off; pages p50"
        f" {busy.percentile(0.5):.1f} ms, p99 {busy.percentile(0.99):.1f} ms (must be < {GOAL_P99}; without senders"
        f" {calm.percentile(0.99):.1f} ms), {len(busy.latencies)} pages; memory of {WORKERS} workers and their parent"
        f" {most[0]:.0f} MiB (before {before:.0f}; must be < {GOAL_MEMORY})"
    ]


def _memory(family: list[psutil.Process]) -> float:
    """MiB, what the processes share counted once."""
    return sum(each.memory_full_info().pss for each in family) / 2**20


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--megabytes", type=int, default=24, help="size of a file (24)")
    parser.add_argument("--slow", type=int, default=300, help="slow senders at once (300)")
    parser.add_argument("--seconds", type=float, default=20.0, help="how long they send (20)")
    given = parser.parse_args()
    print("\n".join(run(given.megabytes, given.slow, given.seconds)))


if __name__ == "__main__":
    main()
