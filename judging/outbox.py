"""Jobs: written in the transaction that needs them, sent after its commit, run under a lease, a few times at most.

The broker only carries numbers and may lose them: `due()` finds every job that is still owed.
"""

from __future__ import annotations

import asyncio
import json
import logging
import traceback
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

from piccolo.columns import JSONB, BigSerial, Integer, Text, Timestamptz, Varchar
from piccolo.constraints import Unique
from piccolo.table import Table

from judging import clock
from judging.db import UnitOfWork, fetch, unit_of_work

log = logging.getLogger(__name__)

MAX_ATTEMPTS = 3
LEASE = timedelta(minutes=3)
RETRY_AFTER = timedelta(seconds=5)
PUT_OFF = timedelta(seconds=30)
RESEND_AFTER = timedelta(seconds=20)


class Job(Table, tablename="job"):
    id = BigSerial(primary_key=True)
    kind = Varchar(length=60, null=False, default=None)
    key = Varchar(length=200, null=False, default=None)
    args = JSONB(null=False, default=None)
    state = Varchar(length=10, null=False, default="queued")  # queued, leased, done, dead
    attempts = Integer(null=False, default=0)
    due_at = Timestamptz(null=False, default=None)
    lease_until = Timestamptz(null=True, default=None)
    created_at = Timestamptz(null=False, default=None)
    done_at = Timestamptz(null=True, default=None)
    error = Text(null=True, default=None)
    job_once = Unique([kind, key])


class NotNow(Exception):
    """Raised by a handler when the machine cannot: a part is away, the disk is full. The job waits until it can."""


Handler = Callable[..., Awaitable[None]]
_handlers: dict[str, Handler] = {}
_on_dead: dict[str, Handler] = {}
_periodic: dict[str, timedelta] = {}
_wound: dict[str, str] = {}
_send: Callable[[int], None] | None = None


def handler(kind: str, *, on_dead: Handler | None = None) -> Callable[[Handler], Handler]:
    """Registers `async def f(**args)` for jobs of a kind. `on_dead(**args)` is called when the last attempt has failed.

    A handler may run twice (its worker can die after the effect and before the note of it): its effect must be unique.
    """

    def register(function: Handler) -> Handler:
        _handlers[kind] = function
        if on_dead is not None:
            _on_dead[kind] = on_dead
        return function

    return register


def periodic(kind: str, *, every: timedelta) -> Callable[[Handler], Handler]:
    """Registers `async def f()` to be run once in every such span of the clock, by whichever worker comes first."""
    _periodic[kind] = every
    return handler(kind)


async def wind_up() -> None:
    """Owes the periodic jobs of this moment. The span's number is the job's key: any number of workers owe it once."""
    for kind, every in _periodic.items():
        span = str(int(clock.system_now().timestamp() // every.total_seconds()))
        if _wound.get(kind) == span:
            continue
        async with unit_of_work() as work:
            await enqueue(work, kind, key=span)
        _wound[kind] = span


def send_with(sender: Callable[[int], None] | None) -> None:
    """Tells how a job's number reaches a worker (the shells set it)."""
    global _send
    _send = sender


async def enqueue(work: UnitOfWork, kind: str, *, key: str, **args: Any) -> None:
    """A job that is owed if, and only if, this unit of work commits. The same (kind, key) is owed once."""
    now = clock.system_now()
    rows = await fetch(
        "INSERT INTO job (kind, key, args, state, attempts, due_at, created_at)"
        " VALUES ($1, $2, $3::jsonb, 'queued', 0, $4, $5) ON CONFLICT (kind, key) DO NOTHING RETURNING id",
        kind, key, json.dumps(args, default=str), now + RESEND_AFTER, now,
    )  # fmt: skip
    if rows:
        work.after_commit(lambda: send(rows[0]["id"]))


async def send(job_id: int) -> None:
    if _send is not None:
        await asyncio.to_thread(_send, job_id)


async def due(limit: int = 200) -> list[int]:
    """Takes the jobs that should have started by now (lost by the broker, or their worker died) and puts their next
    reminder off, so that two reapers do not send the same ones."""
    now = clock.system_now()
    rows = await fetch(
        "UPDATE job SET due_at = $1 WHERE id IN (SELECT id FROM job WHERE due_at <= $2"
        " AND (state = 'queued' OR (state = 'leased' AND lease_until <= $2))"
        " ORDER BY due_at LIMIT $3 FOR UPDATE SKIP LOCKED) RETURNING id",
        now + RESEND_AFTER, now, limit,
    )  # fmt: skip
    return [row["id"] for row in rows]


async def run(job_id: int) -> bool:
    """Runs one job if it is owed and nobody holds it. Returns whether it ran to its end."""
    now = clock.system_now()
    rows = await fetch(
        "UPDATE job SET state = 'leased', attempts = attempts + 1, lease_until = $2"
        " WHERE id = $1 AND (state = 'queued' OR (state = 'leased' AND lease_until <= $3))"
        " RETURNING kind, args, attempts",
        job_id, now + LEASE, now,
    )  # fmt: skip
    if not rows:
        return False
    kind, args, attempts = rows[0]["kind"], json.loads(rows[0]["args"]), rows[0]["attempts"]
    if attempts > MAX_ATTEMPTS:
        await _bury(job_id, kind, args, "its worker died every time")
        return False
    try:
        await _handlers[kind](**args)
    except NotNow as reason:
        log.warning("job %s (%s) is put off: %s", job_id, kind, reason)
        await _put_off(job_id, attempts, reason)
        return False
    except Exception as error:
        log.exception("job %s (%s) failed at attempt %s", job_id, kind, attempts)
        await _failed(job_id, kind, args, attempts, error)
        return False
    await fetch("UPDATE job SET state = 'done', done_at = $2, error = NULL WHERE id = $1", job_id, clock.system_now())
    return True


async def _put_off(job_id: int, attempts: int, reason: NotNow) -> None:
    """Back into the queue, as if it had not been tried."""
    await fetch(
        "UPDATE job SET state = 'queued', due_at = $2, error = $3, attempts = attempts - 1"
        " WHERE id = $1 AND state = 'leased' AND attempts = $4",
        job_id, clock.system_now() + PUT_OFF, str(reason), attempts,
    )  # fmt: skip


async def _failed(job_id: int, kind: str, args: dict[str, Any], attempts: int, error: Exception) -> None:
    text = "".join(traceback.format_exception_only(error)).strip()
    if attempts >= MAX_ATTEMPTS:
        await _bury(job_id, kind, args, text)
        return
    await fetch(
        # A worker that was thought dead must not put back what another has taken over since.
        "UPDATE job SET state = 'queued', due_at = $2, error = $3 WHERE id = $1 AND state = 'leased' AND attempts = $4",
        job_id, clock.system_now() + RETRY_AFTER * attempts, text, attempts,
    )  # fmt: skip


async def _bury(job_id: int, kind: str, args: dict[str, Any], text: str) -> None:
    """A job that cannot be done leaves the queue; its room says so to the person concerned.

    It says so first: what dies in between is said again, and a room that cannot say it does not keep the job alive.
    """
    if kind in _on_dead:
        try:
            await _on_dead[kind](**args)
        except Exception:
            log.exception("nobody could be told that job %s (%s) was given up", job_id, kind)
    await fetch(
        "UPDATE job SET state = 'dead', done_at = $2, error = $3 WHERE id = $1", job_id, clock.system_now(), text
    )


async def owed() -> int:
    """How many jobs are not yet done or given up."""
    rows = await fetch("SELECT count(*) AS n FROM job WHERE state IN ('queued', 'leased')")
    return int(rows[0]["n"])
