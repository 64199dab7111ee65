"""The log: it only grows, it is one chain, and whoever changes it behind its back is found at the right line."""

from __future__ import annotations

import asyncio
import uuid

import asyncpg
import pytest
from asyncpg.exceptions import RaiseError, UniqueViolationError

from judging import audit
from judging.db import fetch, unit_of_work
from tests.services import Services

pytestmark = pytest.mark.usefixtures("pool")


async def record(action: str = "test.act", *, contest_id: uuid.UUID | None = None, **detail: object) -> int:
    """The number of the new line."""
    subject = uuid.uuid4().hex
    async with unit_of_work() as work:
        audit.record(work, actor="system", action=action, subject=subject, contest_id=contest_id, **detail)
    return int((await fetch("SELECT seq FROM audit_line WHERE subject = $1", subject))[0]["seq"])


async def tamper(services: Services, sql: str, *args: object) -> None:
    """What somebody could do who owns the whole server."""
    connection = await asyncpg.connect(f"{services.superuser_url.rpartition('/')[0]}{_database(services)}")
    try:
        await connection.execute("ALTER TABLE audit_line DISABLE TRIGGER audit_line_stays")
        await connection.execute(sql, *args)
        await connection.execute("ALTER TABLE audit_line ENABLE TRIGGER audit_line_stays")
    finally:
        await connection.close()


def _database(services: Services) -> str:
    return "/" + services.database_url.rpartition("/")[2]


async def test_lines_follow_one_another() -> None:
    first = await record(note="Lò Thị Hương", count=3, deep={"b": [1, None], "a": 0.5})
    assert await record() == first + 1
    assert await audit.first_broken_line() is None


async def test_a_unit_that_fails_is_not_recorded() -> None:
    before = await fetch("SELECT count(*) AS n FROM audit_line")
    with pytest.raises(UniqueViolationError):
        await _record_and_fail()
    assert await fetch("SELECT count(*) AS n FROM audit_line") == before


async def _record_and_fail() -> None:
    async with unit_of_work() as work:
        audit.record(work, actor="system", action="test.never", subject="x")
        await fetch("INSERT INTO audit_line SELECT * FROM audit_line")


async def test_writers_at_once_keep_one_chain() -> None:
    numbers = await asyncio.gather(*(record(writer=writer) for writer in range(20)))
    assert sorted(numbers) == list(range(min(numbers), min(numbers) + 20))
    assert await audit.first_broken_line() is None


async def test_several_lines_of_one_unit_keep_their_order() -> None:
    subject = uuid.uuid4().hex
    async with unit_of_work() as work:
        for number in range(3):
            audit.record(work, actor="system", action=f"test.{number}", subject=subject)
    rows = await fetch("SELECT action FROM audit_line WHERE subject = $1 ORDER BY seq", subject)
    assert [row["action"] for row in rows] == ["test.0", "test.1", "test.2"]


@pytest.mark.parametrize(
    "sql", ["UPDATE audit_line SET actor = 'x' WHERE seq = 1", "DELETE FROM audit_line", "TRUNCATE audit_line"]
)
async def test_the_database_itself_refuses_to_change_it(sql: str) -> None:
    line = await record()
    with pytest.raises(RaiseError, match="never changed or removed"):
        await fetch(sql)
    assert await fetch("SELECT 1 AS still FROM audit_line WHERE seq = $1", line) == [{"still": 1}]


@pytest.mark.parametrize(
    ("change", "undo"),
    [
        ("actor = 'somebody'", "actor = 'system'"),
        ("at = at + interval '1 s'", "at = at - interval '1 s'"),
        ("""detail = '{"score": 9}'""", """detail = '{"score": 8}'"""),
        ("seq = -seq", "seq = -seq"),
    ],
)
async def test_whoever_gets_around_that_is_found_at_the_line(services: Services, change: str, undo: str) -> None:
    line = await record(score=8)
    await record()
    await tamper(services, f"UPDATE audit_line SET {change} WHERE seq = $1", line)
    assert await audit.first_broken_line() == line
    await tamper(services, f"UPDATE audit_line SET {undo} WHERE abs(seq) = $1", line)
    assert await audit.first_broken_line() is None


async def test_a_line_made_to_fit_breaks_the_next(services: Services) -> None:
    line = await record(score=8)
    await record()
    row = (await fetch("SELECT * FROM audit_line WHERE seq = $1", line))[0]
    forged = audit.line_hash(
        row["previous"], row["at"].isoformat(), "somebody", row["action"], row["subject"], '{"score":8}'
    )
    await tamper(services, "UPDATE audit_line SET actor = 'somebody', hash = $2 WHERE seq = $1", line, forged)
    assert await audit.first_broken_line() == line + 1
    await tamper(services, "UPDATE audit_line SET actor = 'system', hash = $2 WHERE seq = $1", line, row["hash"])
    assert await audit.first_broken_line() is None


async def test_a_contest_reads_its_own_lines_newest_first() -> None:
    contest_id = uuid.uuid4()
    numbers = [await record(contest_id=contest_id, turn=turn) for turn in range(3)]
    lines = await audit.recent(contest_id=contest_id, limit=2)
    assert [(line.seq, line.detail) for line in lines] == [(numbers[2], {"turn": 2}), (numbers[1], {"turn": 1})]
    assert [line.seq for line in await audit.recent(contest_id=contest_id, before=numbers[1])] == [numbers[0]]
