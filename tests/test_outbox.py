"""Jobs: owed if and only if their unit of work commits, run under a lease, given up after a few attempts."""

from __future__ import annotations

import asyncio
import uuid
from collections.abc import AsyncIterator
from typing import Any

import pytest
from asyncpg.exceptions import InvalidTextRepresentationError

from judging import outbox
from judging.db import fetch, unit_of_work

KIND = "test.note"
sent: list[int] = []
done: list[str] = []
given_up: list[str] = []


async def _tell(text: str, fails: str = "") -> None:
    given_up.append(text)
    if fails == "on_dead":
        raise OSError("nobody listens")


@outbox.handler(KIND, on_dead=_tell)
async def note(text: str, fails: str = "") -> None:
    done.append(text)
    if fails == "not now":
        raise outbox.NotNow("the store is away")
    if fails:
        raise ValueError(f"poison in {text}")


@pytest.fixture(autouse=True)
async def clean(pool: None) -> AsyncIterator[None]:
    for kept in (sent, done, given_up):
        kept.clear()
    outbox.send_with(sent.append)
    await fetch("DELETE FROM job")
    yield
    outbox.send_with(None)
    await fetch("DELETE FROM job")


async def enqueue(text: str = "one", **args: Any) -> int:
    async with unit_of_work() as work:
        await outbox.enqueue(work, KIND, key=text, text=text, **args)
    return int((await job(text))["id"])


async def job(text: str) -> dict[str, Any]:
    return (await fetch("SELECT * FROM job WHERE key = $1", text))[0]


async def later(job_id: int) -> None:
    """As if the reminder's time, and any lease, had come."""
    await fetch(
        "UPDATE job SET due_at = now() - interval '1 s', lease_until = lease_until - interval '1 hour' WHERE id = $1",
        job_id,
    )


async def test_a_job_is_sent_after_the_commit_and_not_before() -> None:
    async with unit_of_work() as work:
        await outbox.enqueue(work, KIND, key="one", text="one")
        assert sent == []
    assert sent == [(await job("one"))["id"]]
    assert await outbox.owed() == 1


async def test_what_is_not_committed_is_not_owed() -> None:
    with pytest.raises(InvalidTextRepresentationError):
        await _enqueue_and_fail()
    assert sent == []
    assert await outbox.owed() == 0


async def _enqueue_and_fail() -> None:
    async with unit_of_work() as work:
        await outbox.enqueue(work, KIND, key="one", text="one")
        await fetch("SELECT 'one'::int")


async def test_the_same_job_is_owed_once() -> None:
    await enqueue()
    await enqueue()
    assert len(sent) == 1
    await asyncio.gather(*(enqueue("two") for _ in range(5)))
    assert len(sent) == 2


async def test_a_broker_that_is_away_does_not_undo_what_was_done() -> None:
    def away(_: int) -> None:
        raise ConnectionError

    outbox.send_with(away)
    job_id = await enqueue()
    await later(job_id)
    assert await outbox.due() == [job_id]


async def test_it_runs_once() -> None:
    job_id = await enqueue()
    assert await outbox.run(job_id)
    assert not await outbox.run(job_id)
    assert done == ["one"]
    assert (await job("one"))["state"] == "done"
    assert await outbox.owed() == 0
    await later(job_id)
    assert await outbox.due() == []


async def test_two_workers_that_get_the_same_message() -> None:
    job_id = await enqueue()
    assert sorted(await asyncio.gather(*(outbox.run(job_id) for _ in range(4)))) == [False, False, False, True]
    assert done == ["one"]


async def test_a_lost_message_is_found_when_its_time_has_come() -> None:
    job_id = await enqueue()
    assert await outbox.due() == []
    await later(job_id)
    assert await outbox.due() == [job_id]
    assert await outbox.due() == []


async def test_two_reapers_never_send_the_same_job() -> None:
    ids = [await enqueue(f"job {number}") for number in range(30)]
    for job_id in ids:
        await later(job_id)
    found = await asyncio.gather(*(outbox.due() for _ in range(3)))
    assert sorted(job_id for each in found for job_id in each) == sorted(ids)


async def test_a_job_whose_worker_died_is_run_again_when_the_lease_ends() -> None:
    job_id = await enqueue()
    await _begin_and_die(job_id)
    assert await outbox.due() == []
    assert not await outbox.run(job_id)
    await later(job_id)
    assert await outbox.due() == [job_id]
    assert await outbox.run(job_id)
    assert done == ["one"]


async def _begin_and_die(job_id: int) -> None:
    await fetch(
        "UPDATE job SET state = 'leased', attempts = attempts + 1, lease_until = now() + interval '3 min'"
        " WHERE id = $1",
        job_id,
    )


async def test_a_failure_is_tried_again_and_then_given_up_aloud(caplog: pytest.LogCaptureFixture) -> None:
    job_id = await enqueue(fails="handler")
    for attempt in range(1, outbox.MAX_ATTEMPTS + 1):
        assert given_up == []
        assert not await outbox.run(job_id)
        assert len(done) == attempt
    assert given_up == ["one"]
    assert ((await job("one"))["state"], (await job("one"))["error"]) == ("dead", "ValueError: poison in one")
    assert not await outbox.run(job_id)
    assert len(done) == outbox.MAX_ATTEMPTS
    assert "failed at attempt 3" in caplog.text


async def test_a_failure_waits_longer_each_time() -> None:
    job_id = await enqueue(fails="handler")
    waits = []
    for _ in range(2):
        await outbox.run(job_id)
        found = await fetch("SELECT due_at - now() AS wait FROM job WHERE id = $1", job_id)
        waits.append(found[0]["wait"])
    assert waits[0] < waits[1]


async def test_what_the_machine_cannot_do_now_waits_and_is_never_given_up() -> None:
    job_id = await enqueue(fails="not now")
    for _ in range(outbox.MAX_ATTEMPTS + 2):
        assert not await outbox.run(job_id)
    found = await job("one")
    assert (found["state"], found["attempts"], found["error"]) == ("queued", 0, "the store is away")
    assert given_up == []


async def test_a_job_that_kills_its_worker_every_time_leaves_the_queue() -> None:
    job_id = await enqueue()
    for _ in range(outbox.MAX_ATTEMPTS):
        await _begin_and_die(job_id)
        await later(job_id)
    assert await outbox.due() == [job_id]
    assert not await outbox.run(job_id)
    assert given_up == ["one"]
    assert done == []
    assert (await job("one"))["state"] == "dead"
    assert await outbox.owed() == 0


async def test_a_job_nobody_knows_is_given_up_too() -> None:
    async with unit_of_work() as work:
        await outbox.enqueue(work, "test.unknown", key="one")
    for _ in range(outbox.MAX_ATTEMPTS):
        await outbox.run(sent[0])
    assert (await job("one"))["state"] == "dead"


async def test_a_room_that_cannot_say_so_does_not_keep_the_job_alive() -> None:
    job_id = await enqueue(fails="on_dead")
    for _ in range(outbox.MAX_ATTEMPTS):
        await outbox.run(job_id)
    assert given_up == ["one"]
    assert (await job("one"))["state"] == "dead"


async def test_a_worker_thought_dead_puts_nothing_back() -> None:
    """Its lease ended, another has done the job meanwhile; then the first one fails."""
    entered, go = asyncio.Event(), asyncio.Event()

    @outbox.handler("test.slow")
    async def slow() -> None:
        if not entered.is_set():
            entered.set()
            await go.wait()
            raise ValueError("too late")

    async with unit_of_work() as work:
        await outbox.enqueue(work, "test.slow", key="slow")
    first = asyncio.create_task(outbox.run(sent[0]))
    await entered.wait()
    await later(sent[0])
    assert await outbox.run(sent[0])
    go.set()
    assert not await first
    assert (await job("slow"))["state"] == "done"


async def test_a_number_without_a_job_is_nothing() -> None:
    assert not await outbox.run(2**40)


async def test_arguments_arrive_as_they_were_given() -> None:
    identity = uuid.uuid4()
    await enqueue(f"Lò Thị Hương {identity}")
    await outbox.run(sent[0])
    assert done == [f"Lò Thị Hương {identity}"]
