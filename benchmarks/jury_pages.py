"""The juror's pages under load: the page of a work, the save of a ballot, and the list of works.

    python -m benchmarks.jury_pages [--seconds S] [ENTRIES…]

Real PostgreSQL, object store and web server (two workers) in a folder that is thrown away; the contest is written
straight into the tables. The load generator is a process of its own on the same machine. For comparison: the review
page of pretalx, measured on 2 cores with 2 workers, made 26 pages a second at 290 entries and 3.6 at 20,000.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import random
import re
import tempfile
from collections.abc import Sequence
from pathlib import Path

import asyncpg
import psutil

from benchmarks.jury_fill import Desk, fill
from benchmarks.load import Outcome, drive, exchange, request
from judging import db
from judging.embedded import Plan, Supervisor, erase

SIZES = {290: 26.0, 20_000: 3.6}
"""Entries, and pretalx's pages a second at that size."""
GOAL_P95 = 50
WORKERS = 2
CONNECTIONS = 4


def run(sizes: Sequence[int], seconds: float) -> list[str]:
    """The lines of the report."""
    home = Path(tempfile.mkdtemp(prefix="bangvang-bench-"))
    if os.geteuid() == 0:
        home.chmod(0o711)  # PostgreSQL's own user must be able to enter
    lines = [f"juror's pages, {WORKERS} web workers, {CONNECTIONS} connections, {seconds:g} s each"]
    try:
        with Supervisor(Plan(home=home, web=True, workers=WORKERS, given={})) as services:
            os.environ.update(services.environment)
            port = int(services.environment["PUBLIC_URL"].rpartition(":")[2])
            for entries in sizes:
                lines += _measure(services, port, entries, seconds)
    finally:
        erase(home)
    return lines


def _measure(services: Supervisor, port: int, entries: int, seconds: float) -> list[str]:
    desks = asyncio.run(_filled(entries))
    paintings, poems = desks["paintings"], desks["poems"]
    kinds = {
        "page of a painting": _pages(paintings),
        "page of a poem": _pages(poems),
        "save of a ballot": _saves(paintings),
        "list of one's works": [request(f"/jury/{paintings.panel_id}", paintings.cookie)] * CONNECTIONS,
    }
    lines = []
    for name, sent in kinds.items():
        before = _processor_seconds(services)
        found = drive(port, sent, connections=CONNECTIONS, seconds=seconds)
        spent = _processor_seconds(services)
        each = {part: (spent[part] - before[part]) * 1000 / found.sent for part in ("web", "postgres")}
        lines.append(
            _line(entries, name, found)
            + f"; processor {each['web']:.2f} ms web, {each['postgres']:.2f} ms database"
            + f"; {asyncio.run(_statements(services, port, sent[0]))} statements"
        )
    return lines


async def _filled(entries: int) -> dict[str, Desk]:
    await db.start_pool()
    try:
        return await fill(f"bench-{entries}", {"paintings": entries, "poems": entries // 4})
    finally:
        await db.stop_pool()


def _some(desk: Desk) -> list[str]:
    """Codes of works in an order by lot, so that a work is seldom asked for twice."""
    return random.Random(7).sample(desk.codes, min(len(desk.codes), 4000))


def _pages(desk: Desk) -> list[bytes]:
    return [request(desk.address(code), desk.cookie) for code in _some(desk)]


def _saves(desk: Desk) -> list[bytes]:
    marks = {key: 5 + place for place, key in enumerate(desk.criteria)}
    body = json.dumps({"scores": marks, "note": "Màu ấm, bố cục chặt."}).encode()
    return [request(f"{desk.address(code)}/save", desk.cookie, body=body) for code in _some(desk)]


def _processor_seconds(services: Supervisor) -> dict[str, float]:
    """What each service and its children have used so far: unlike the rate, it hardly depends on who else is busy."""
    found = {}
    for name, pid in services.pids().items():
        leader = psutil.Process(pid)
        times = [each.cpu_times() for each in (leader, *leader.children(recursive=True))]
        found[name] = sum(each.user + each.system for each in times)
    return found


def _line(entries: int, name: str, found: Outcome) -> str:
    if set(found.statuses) != {200}:
        raise SystemExit(f"{name}: answers other than 200: {dict(found.statuses)}")
    broken = f", {found.broken} connections broken off" if found.broken else ""
    size = found.body_bytes / len(found.latencies) / 1000
    compared = f" ({found.rate / SIZES[entries]:.0f} × pretalx)" if entries in SIZES and "page" in name else ""
    return (
        f"  {entries:>7,} entries, {name}: {found.rate:.0f} requests/s{compared}, p50 {found.percentile(0.5):.1f} ms,"
        f" p95 {found.percentile(0.95):.1f} ms (must be ≤ {GOAL_P95}), {size:.1f} kB{broken}"
    )


async def _statements(services: Supervisor, port: int, sent: bytes) -> int:
    """How many statements the server is sent for one request, as it logs them; BEGIN, COMMIT and resets included."""
    log = services.home.path / "logs" / "postgres.log"
    connection = await asyncpg.connect(services.superuser_url)
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        await connection.execute("ALTER SYSTEM SET log_statement = 'all'")
        await connection.execute("SELECT pg_reload_conf()")
        await asyncio.sleep(0.3)  # the signal reaches every connection, and the health checks before it are written
        begins = log.stat().st_size
        await exchange(reader, writer, sent)
        await asyncio.sleep(0.1)
        with log.open("rb") as lines:
            lines.seek(begins)
            written = lines.read()
        await connection.execute("ALTER SYSTEM RESET log_statement")
        await connection.execute("SELECT pg_reload_conf()")
    finally:
        writer.close()
        await connection.close()
    return len(re.findall(rb"LOG:  (?:execute|statement)", written))


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--seconds", type=float, default=4.0)
    parser.add_argument("sizes", nargs="*", type=int, metavar="ENTRIES")
    given = parser.parse_args()
    print("\n".join(run(given.sizes or list(SIZES), given.seconds)))


if __name__ == "__main__":
    main()
