"""Figures for whoever watches the server, as Prometheus reads them.

Requests are counted by every process of the web server, in files that they share, by route and never by address: no
figure tells of a person. The rest is asked of the database, the store and the disk when somebody looks.
"""

from __future__ import annotations

import asyncio
import os
import shutil
import time
from collections.abc import Awaitable, Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from judging import clock, db
from judging.settings import settings
from judging.storage import store
from judging.submissions import uploads

if TYPE_CHECKING:
    from prometheus_client import Histogram
    from prometheus_client.core import Metric

_FOLDER: Final = "PROMETHEUS_MULTIPROC_DIR"
_BOUNDS: Final = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 60)  # seconds
_PATIENCE: Final = 3.0  # seconds
_JOBS: Final = """
    SELECT count(*) FILTER (WHERE state = 'queued') AS waiting, count(*) FILTER (WHERE state = 'leased') AS running,
           count(*) FILTER (WHERE state = 'dead') AS given_up, count(*) FILTER (WHERE state = 'queued'
           AND error IS NOT NULL) AS failed_so_far,
           coalesce(extract(epoch FROM $1 - min(created_at) FILTER (WHERE state IN ('queued', 'leased'))), 0)::float8
           AS oldest FROM job
"""
_STORED: Final = """
    SELECT (SELECT count(*) FROM store_fault) AS broken,
           (SELECT extract(epoch FROM max(finished_at))::float8 FROM store_check) AS verified
"""
_UPLOADS: Final = "SELECT count(*) AS n FROM upload WHERE sealed_at IS NULL AND created_at > $1"


@cache
def _requests() -> Histogram:
    """The library decides when it is imported whether processes share their counts."""
    folder = Path(os.environ.setdefault(_FOLDER, str(settings().home_dir / "metrics")))
    folder.mkdir(parents=True, exist_ok=True)
    _forget_dead(folder)
    from prometheus_client import Histogram

    return Histogram(
        "bangvang_request_seconds", "Seconds until an answer began", ("method", "route", "status"), buckets=_BOUNDS
    )


def _forget_dead(folder: Path) -> None:
    """Counts of processes that are gone: what reads them takes a count that fell for a restart."""
    for file in folder.glob("*_*.db"):
        pid = file.stem.rpartition("_")[2]
        if pid.isdecimal() and not Path(f"/proc/{pid}").exists():
            with suppress(OSError):
                file.unlink()


def observe(method: str, route: str, status: int, seconds: float) -> None:
    """`route` is the template (`/c/{slug}`), "" where there is no such page."""
    _requests().labels(method, route or "none", str(status)).observe(seconds)


async def exposition() -> bytes:
    """All figures as text. A part that does not answer has `…_up 0`, and the figures that it would give are missing."""
    from prometheus_client import CollectorRegistry, generate_latest
    from prometheus_client.multiprocess import MultiProcessCollector

    _requests()
    registry, now = CollectorRegistry(), Now()
    MultiProcessCollector(registry)
    now.add("disk_free_bytes", "Room left where the data folder lies", shutil.disk_usage(settings().home_dir).free)
    await _answer_time(now, "store", asyncio.to_thread(store().exists, "health"))
    if await _answer_time(now, "database", db.ping()):
        await _from_database(now)
    registry.register(now)
    return generate_latest(registry)


class Now:
    """Figures of this moment, which no process keeps."""

    def __init__(self) -> None:
        self._figures: list[tuple[str, str, float]] = []

    def add(self, name: str, what: str, value: float) -> None:
        self._figures.append((f"bangvang_{name}", what, value))

    def collect(self) -> Iterator[Metric]:
        from prometheus_client.core import GaugeMetricFamily

        for name, what, value in self._figures:
            yield GaugeMetricFamily(name, what, value)


async def _answer_time(now: Now, part: str, call: Awaitable[object]) -> bool:
    began, answered = time.monotonic(), True
    try:
        await asyncio.wait_for(call, _PATIENCE)
    except Exception:
        answered = False
    now.add(f"{part}_up", f"Whether the {part} answers", 1 if answered else 0)
    if answered:
        now.add(f"{part}_seconds", f"Seconds that the {part} took to answer", time.monotonic() - began)
    return answered


async def _from_database(now: Now) -> None:
    [jobs] = await db.fetch(_JOBS, clock.system_now())
    now.add("jobs_waiting", "Jobs that wait for a worker", jobs["waiting"])
    now.add("jobs_running", "Jobs that a worker has taken", jobs["running"])
    now.add("jobs_retrying", "Of those that wait, how many have failed before", jobs["failed_so_far"])
    now.add("jobs_given_up", "Jobs that failed at the last attempt", jobs["given_up"])
    now.add("jobs_oldest_seconds", "Age of the oldest job that is not done", jobs["oldest"])
    [sending] = await db.fetch(_UPLOADS, uploads.oldest())
    now.add("uploads_under_way", "Files that are being sent", sending["n"])
    [stored] = await db.fetch(_STORED)
    now.add("store_broken_objects", "Stored objects that are missing or changed", stored["broken"])
    if stored["verified"] is not None:
        now.add("store_verified_timestamp_seconds", "When all stored objects were verified", stored["verified"])
