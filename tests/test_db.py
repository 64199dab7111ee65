"""The unit of work against a real PostgreSQL: whole or not at all, and nothing left behind when it fails."""

from __future__ import annotations

import asyncio
import logging
import os
import sys
import uuid
from collections.abc import AsyncIterator
from pathlib import Path

import asyncpg
import pytest
from asyncpg.exceptions import ForeignKeyViolationError, UniqueViolationError
from piccolo.engine.exceptions import TransactionError

from judging import db
from judging.db import Hook, execute_many, fetch, savepoint, unit_of_work
from tests.services import Services

ROOT = Path(__file__).parents[1]
LOST = (asyncpg.PostgresError, asyncpg.InterfaceError, asyncpg.InternalClientError, ConnectionError)


@pytest.fixture(autouse=True)
async def table(pool: None) -> AsyncIterator[None]:
    """`note(id, of)`, where `of` is looked at by COMMIT, not before."""
    await fetch("CREATE TABLE note (id int PRIMARY KEY, of int REFERENCES note DEFERRABLE INITIALLY DEFERRED)")
    yield
    await fetch("DROP TABLE note")


async def notes() -> list[int]:
    return [row["id"] for row in await fetch("SELECT id FROM note ORDER BY id")]


def borrowed_connections() -> int:
    """Whatever the pool has opened or closed meanwhile: a connection that was not given back is counted here."""
    pool = db.engine().pool
    assert pool is not None
    return int(pool.get_size() - pool.get_idle_size())


async def test_what_is_done_inside_is_written_whole() -> None:
    async with unit_of_work():
        await fetch("INSERT INTO note VALUES (1, NULL)")
        await fetch("INSERT INTO note VALUES (2, 1)")
    assert await notes() == [1, 2]


async def test_or_not_at_all() -> None:
    with pytest.raises(UniqueViolationError):
        await _unit("INSERT INTO note VALUES (1, NULL)", "INSERT INTO note VALUES (1, NULL)")
    assert await notes() == []
    assert borrowed_connections() == 0


async def _unit(*statements: str, follow_up: Hook | None = None) -> None:
    async with unit_of_work() as work:
        if follow_up is not None:
            work.after_commit(follow_up)
        for sql in statements:
            await fetch(sql)


async def test_others_see_it_after_the_commit_only() -> None:
    async with unit_of_work():
        await fetch("INSERT INTO note VALUES (1, NULL)")
        assert await notes() == [1]
        outside = asyncio.create_task(_outside())
        assert await outside == 0
    assert await _outside() == 1


async def _outside() -> int:
    assert db.engine().pool is not None
    async with db.engine().pool.acquire() as connection:  # type: ignore[union-attr]
        return int(await connection.fetchval("SELECT count(*) FROM note"))


async def test_units_do_not_nest() -> None:
    async with unit_of_work():
        await fetch("INSERT INTO note VALUES (1, NULL)")
        with pytest.raises(TransactionError):
            async with unit_of_work():
                pass
    assert await notes() == [1]
    assert borrowed_connections() == 0


async def test_a_commit_that_fails_gives_everything_back() -> None:
    told: list[str] = []

    async def tell() -> None:
        told.append("told")

    with pytest.raises(ForeignKeyViolationError):
        await _unit("INSERT INTO note VALUES (1, 99)", follow_up=tell)
    assert db.engine().current_transaction.get() is None
    assert borrowed_connections() == 0
    assert told == []
    async with unit_of_work():
        await fetch("INSERT INTO note VALUES (2, NULL)")
    assert await notes() == [2]


async def test_a_connection_that_dies_inside_is_not_given_to_the_next() -> None:
    with pytest.raises(LOST):
        await _unit_whose_connection_dies()
    await _unit("INSERT INTO note VALUES (3, NULL)")
    assert await notes() == [3]


async def _unit_whose_connection_dies() -> None:
    async with unit_of_work():
        await fetch("INSERT INTO note VALUES (1, NULL)")
        mine = await fetch("SELECT pg_backend_pid() AS pid")
        await asyncio.create_task(_end(mine[0]["pid"]))
        await fetch("INSERT INTO note VALUES (2, NULL)")


async def _end(pid: int) -> None:
    async with db.engine().pool.acquire() as other:  # type: ignore[union-attr]
        await other.execute("SELECT pg_terminate_backend($1)", pid)


async def test_a_cancelled_unit_leaves_nothing() -> None:
    inside = asyncio.Event()

    async def slow() -> None:
        async with unit_of_work():
            await fetch("INSERT INTO note VALUES (1, NULL)")
            inside.set()
            await asyncio.Event().wait()

    task = asyncio.create_task(slow())
    await inside.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert await notes() == []
    assert borrowed_connections() == 0


async def test_a_savepoint_undoes_its_own_block_only() -> None:
    async with unit_of_work():
        await fetch("INSERT INTO note VALUES (1, NULL)")
        with pytest.raises(UniqueViolationError):
            await _block("INSERT INTO note VALUES (2, NULL)", "INSERT INTO note VALUES (1, NULL)")
        await fetch("INSERT INTO note VALUES (3, NULL)")
    assert await notes() == [1, 3]


async def _block(*statements: str) -> None:
    async with savepoint():
        for sql in statements:
            await fetch(sql)


async def test_a_failing_follow_up_harms_nothing(caplog: pytest.LogCaptureFixture) -> None:
    told = []

    async def fail() -> None:
        raise OSError("the broker is away")

    async def tell() -> None:
        told.append(await notes())

    with caplog.at_level(logging.ERROR):
        async with unit_of_work() as work:
            work.after_commit(fail)
            work.after_commit(tell)
            await fetch("INSERT INTO note VALUES (1, NULL)")
    assert told == [[1]]
    assert "follow-up" in caplog.text


async def test_last_writes_belong_to_the_unit_and_are_made_once() -> None:
    async def last() -> None:
        await fetch("INSERT INTO note VALUES (9, NULL)")

    async with unit_of_work() as work:
        work.before_commit("last", last)
        work.before_commit("last", last)
        assert await notes() == []
    assert await notes() == [9]


async def test_many_rows_at_once() -> None:
    with pytest.raises(RuntimeError, match="unit of work"):
        await execute_many("INSERT INTO note VALUES ($1, NULL)", [(1,)])
    with pytest.raises(RuntimeError, match="unit of work"):
        async with savepoint():
            pass
    async with unit_of_work():
        await execute_many("INSERT INTO note VALUES ($1, NULL)", [(number,) for number in range(500)])
    assert len(await notes()) == 500


async def test_without_a_pool_each_unit_has_a_connection_of_its_own() -> None:
    engine = db.engine()
    pool, engine.pool = engine.pool, None
    try:
        async with unit_of_work():
            await fetch("INSERT INTO note VALUES (1, NULL)")
        assert await notes() == [1]
    finally:
        engine.pool = pool


def test_addresses_are_taken_apart() -> None:
    config = db.connection_config("postgresql://u%40x:p%2Fw@h:5433/n")
    assert [config[key] for key in ("user", "password", "host", "port", "database")] == ["u@x", "p/w", "h", 5433, "n"]
    assert db.connection_config("postgresql:///n")["host"] == "127.0.0.1"


async def test_two_processes_may_migrate_at_once(services: Services) -> None:
    name = f"migrate_{uuid.uuid4().hex[:8]}"
    admin = await asyncpg.connect(services.superuser_url)
    try:
        owner = await fetch("SELECT current_user AS name")
        await admin.execute(f"CREATE DATABASE {name} OWNER {owner[0]['name']}")
        environment = {**os.environ, "DATABASE_URL": f"{services.database_url.rpartition('/')[0]}/{name}"}
        command = [sys.executable, "-c", "import asyncio; from judging.db import migrate; asyncio.run(migrate())"]
        both = [
            await asyncio.create_subprocess_exec(*command, cwd=ROOT, env=environment, stderr=asyncio.subprocess.PIPE)
            for _ in range(2)
        ]
        outcomes = [((await each.communicate())[1], each.returncode) for each in both]
        assert outcomes == [(b"", 0), (b"", 0)]
        fresh = await asyncpg.connect(environment["DATABASE_URL"])
        counted = await fresh.fetch("SELECT name, count(*) AS n FROM migration GROUP BY name HAVING count(*) > 1")
        tables = await fresh.fetchval("SELECT count(*) FROM information_schema.tables WHERE table_name = 'ballot'")
        await fresh.close()
        assert (counted, tables) == ([], 1)
    finally:
        await admin.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        await admin.close()
