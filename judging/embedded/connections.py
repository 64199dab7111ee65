"""The checks of `bangvang doctor` that need the servers: each talks to one as the program does."""

from __future__ import annotations

import asyncio
import tempfile
import uuid
from collections.abc import Callable
from urllib.parse import urlsplit

from judging import db, storage
from judging.errors import Refused
from judging.settings import settings


def checks() -> list[tuple[str, Callable[[], str]]]:
    """Names and checks; a check returns what it found, and raises what is wrong. os.environ names the servers."""
    return [
        ("settings", _settings),
        ("database", lambda: asyncio.run(_database())),
        ("migrations", lambda: asyncio.run(_migrations())),
        ("log", lambda: asyncio.run(_log())),
        ("store", _store),
        ("broker", _broker),
    ]


def _settings() -> str:
    return f"pages at {settings().public_url}"


async def _database() -> str:
    [row] = await db.fetch("SELECT version() AS version, pg_database_size(current_database()) AS size")
    return f"{' '.join(row['version'].split()[:2])}, {row['size'] / 1e6:.0f} MB"


async def _migrations() -> str:
    from piccolo.apps.migrations.commands.base import BaseMigrationManager

    manager = BaseMigrationManager()
    known = {
        (app.APP_CONFIG.app_name, number)
        for app in manager.get_app_modules()
        for number in manager.get_migration_modules(str(app.APP_CONFIG.migrations_folder_path))
    }
    if not await db.fetch("SELECT 1 FROM pg_tables WHERE tablename = 'migration'"):
        raise Refused("there are no tables yet; start the system once with `bangvang up`")
    done = {(row["app_name"], row["name"]) for row in await db.fetch("SELECT app_name, name FROM migration")}
    if known - done:
        raise Refused("%(count)s migrations are not applied; `bangvang up` applies them", count=len(known - done))
    return f"all {len(known)} applied"


async def _log() -> str:
    """The chain of the log, and that it did not lose its end since it was last published."""
    from judging import audit
    from judging.awards.sealing.queries import published_heads

    broken, heads = await audit.first_broken_line(), await published_heads()
    if broken is not None:
        raise Refused("the chain is broken at line %(line)s; keep a copy of the database and look into it", line=broken)
    lost = await audit.first_lost(heads)
    if lost is not None:
        raise Refused(
            "the log no longer holds line %(line)s as it was published with a promise or a seal: its end was cut off or"
            " replaced; keep a copy of the database and look into it",
            line=lost,
        )
    last, _ = await audit.head()
    return f"{last} lines in one chain, {len(heads)} published heads of it are held"


def _store() -> str:
    store, key, sent = storage.store(), f"doctor/{uuid.uuid4().hex}", b"written and read"
    store.ensure_bucket()
    store.put_bytes(key, sent)
    try:
        if store.get_bytes(key) != sent:
            raise Refused("the store at %(place)s gives back other bytes than it was given", place=store.endpoint)
    finally:
        store.delete(key)
    return f"{store.endpoint}/{store.bucket}: written and read"


def _broker() -> str:
    url = settings().broker_url
    if urlsplit(url).scheme == "filesystem":
        folder = settings().home_dir / "broker"
        folder.mkdir(exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            return f"{folder} can be written to"
    from celery import Celery

    with Celery(broker=url).connection_for_write() as connection:
        connection.ensure_connection(max_retries=1, timeout=5)
    return f"{urlsplit(url).hostname} answers"
