"""The database: one lazily made engine, its pool, and the unit of work in which everything is written.

Piccolo finds the engine by the name `DB` in the module that PICCOLO_CONF names; that is this one.
"""

from __future__ import annotations

import contextlib
import io
import logging
import os
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any
from urllib.parse import unquote, urlsplit

from piccolo.conf.apps import AppRegistry
from piccolo.engine.postgres import PostgresEngine, PostgresTransaction

from judging.settings import settings

os.environ.setdefault("PICCOLO_CONF", "judging.db")
log = logging.getLogger(__name__)

ROOMS = ("accounts", "contests", "submissions", "scoring", "awards", "exhibition", "operations")


class LazyEngine(PostgresEngine):
    """Piccolo's engine asks the server for its version when it is constructed; ours first connects when it is used."""

    async def check_version(self) -> None:
        return None

    async def prep_database(self) -> None:
        return None


def connection_config(url: str) -> dict[str, Any]:
    """asyncpg's arguments from `postgresql://user:password@host:port/database`."""
    parts = urlsplit(url)
    return {
        "host": parts.hostname or "127.0.0.1",
        "port": parts.port or 5432,
        "user": unquote(parts.username or ""),
        "password": unquote(parts.password or ""),
        "database": parts.path.lstrip("/"),
        # The pages' hot queries are short: parsing them anew each time would cost more than running them.
        "statement_cache_size": 200,
    }


_engine: LazyEngine | None = None


def engine() -> LazyEngine:
    """The process's engine, made at first use from DATABASE_URL."""
    global _engine
    if _engine is None:
        _engine = LazyEngine(config=connection_config(settings().database_url))
    return _engine


def __getattr__(name: str) -> Any:
    """Piccolo's two names, made when asked for: the rooms' tables import this module."""
    if name == "DB":
        return engine()
    if name == "APP_REGISTRY":
        return AppRegistry(apps=["judging.piccolo_app", *(f"judging.{room}.piccolo_app" for room in ROOMS)])
    raise AttributeError(name)


async def _nothing_to_reset(_connection: object) -> None:
    """asyncpg ends an open transaction in any case. Session locks, settings and listeners, for which it would ask the
    server once more after every statement, are never made on the pool's connections."""


async def start_pool(*, min_size: int = 1, max_size: int = 10) -> None:
    """Opens the pool in the running loop. A pool inherited by fork is the parent's: it is forgotten, not closed."""
    engine().pool = None
    await engine().start_connection_pool(min_size=min_size, max_size=max_size, reset=_nothing_to_reset)


async def stop_pool() -> None:
    if engine().pool is not None:
        await engine().close_connection_pool()


async def ping() -> None:
    """Raises when the database does not answer."""
    await fetch("SELECT 1")


async def fetch(sql: str, *args: Any) -> list[dict[str, Any]]:
    """Runs one statement in the current transaction if there is one, else by itself. `$1`… are the arguments."""
    current = engine().current_transaction.get()
    if current is not None:
        return [dict(row) for row in await current.connection.fetch(sql, *args)]
    pool = engine().pool
    if pool is None:
        connection = await engine().get_new_connection()
        try:
            return [dict(row) for row in await connection.fetch(sql, *args)]
        finally:
            await connection.close()
    async with pool.acquire() as connection:
        return [dict(row) for row in await connection.fetch(sql, *args)]


async def execute_many(sql: str, rows: list[tuple[Any, ...]]) -> None:
    """Runs one statement for many rows of arguments; only inside a unit of work."""
    current = engine().current_transaction.get()
    if current is None:
        raise RuntimeError("execute_many needs a unit of work")
    await current.connection.executemany(sql, rows)


Hook = Callable[[], Awaitable[None]]


class UnitOfWork:
    """One transaction: what is done inside is written whole or not at all."""

    def __init__(self) -> None:
        self._before_commit: dict[str, Hook] = {}
        self._after_commit: list[Hook] = []
        self.scratch: dict[str, Any] = {}

    def before_commit(self, name: str, hook: Hook) -> None:
        """Runs `hook` once, as the transaction's last writes (a name is registered once)."""
        self._before_commit.setdefault(name, hook)

    def after_commit(self, hook: Hook) -> None:
        """Runs `hook` when the data are durable. It must not matter if it fails or is never reached."""
        self._after_commit.append(hook)

    async def finish(self) -> None:
        for hook in self._before_commit.values():
            await hook()

    async def follow_up(self) -> None:
        for hook in self._after_commit:
            try:
                await hook()
            except Exception:
                log.exception("a follow-up of a committed transaction failed")


@asynccontextmanager
async def unit_of_work() -> AsyncIterator[UnitOfWork]:
    """The only way to write. Not nestable: verbs call each other's inner functions, not each other.

    Piccolo's own transaction keeps its connection and context variable when COMMIT itself fails; here both are always
    given back.
    """
    db = engine()
    transaction = PostgresTransaction(engine=db, allow_nested=False)
    transaction.connection = await transaction.get_connection()
    work = UnitOfWork()
    try:
        transaction.transaction = transaction.connection.transaction()
        await transaction.begin()
        token = db.current_transaction.set(transaction)
        try:
            yield work
            await work.finish()
            await transaction.commit()
        except BaseException:
            if not transaction._committed:
                with contextlib.suppress(Exception):
                    await transaction.rollback()
            raise
        finally:
            db.current_transaction.reset(token)
    finally:
        if db.pool is not None:
            await db.pool.release(transaction.connection)
        else:
            await transaction.connection.close()
    await work.follow_up()


@asynccontextmanager
async def savepoint() -> AsyncIterator[None]:
    """Inside a unit of work: an error in this block undoes the block alone (a caught constraint error would else
    abort the whole transaction)."""
    current = engine().current_transaction.get()
    if current is None:
        raise RuntimeError("savepoint needs a unit of work")
    async with current.connection.transaction():
        yield


MIGRATION_LOCK = 0x62616E67  # "bang"


async def migrate() -> None:
    """Brings the tables up to date. Safe when two processes do it at once: the second waits and finds nothing to do."""
    from piccolo.apps.migrations.commands.forwards import run_forwards

    lock = await engine().get_new_connection()
    try:
        await lock.execute("SELECT pg_advisory_lock($1)", MIGRATION_LOCK)
        with contextlib.redirect_stdout(io.StringIO()):
            result = await run_forwards("all")
        if not result.success:
            raise RuntimeError(f"migration failed: {result.message}")
    finally:
        await lock.close()
