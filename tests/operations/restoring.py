"""Backups of the test run's own system, and empty servers to restore them into."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import uuid
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import Any

import asyncpg

from judging.embedded.postgres import ROLE
from judging.operations import snapshot
from judging.operations.archive import Reader
from judging.settings import read
from judging.storage import store_of
from media_store.objects import ObjectStore
from tests.services import Services

BANGVANG = Path(sys.executable).with_name("bangvang")


def bangvang(environment: dict[str, str], *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [BANGVANG, *arguments], env={**os.environ, **environment}, capture_output=True, text=True, check=False
    )


def make_tables(environment: dict[str, str], migrations: list[list[str]]) -> None:
    """As a version with these [room, migration] alone would have made them."""
    subprocess.run(
        [sys.executable, "-m", "judging.operations.schema"], env={**os.environ, **environment}, text=True,
        input=json.dumps(migrations), check=True,
    )  # fmt: skip


def store(environment: dict[str, str]) -> ObjectStore:
    return store_of(read(environment))


@asynccontextmanager
async def empty_servers(services: Services) -> AsyncIterator[dict[str, str]]:
    """The environment of a database and a bucket that nobody has used."""
    name = f"restored_{uuid.uuid4().hex[:12]}"
    base = services.database_url.rpartition("/")[0]
    admin = await asyncpg.connect(services.superuser_url)
    try:
        await admin.execute(f"CREATE DATABASE {name} OWNER {ROLE}")
        yield {
            **services.environment, "DATABASE_URL": f"{base}/{name}", "S3_BUCKET": name.replace("_", "-"),
        }  # fmt: skip
        await admin.execute(f"DROP DATABASE {name} WITH (FORCE)")
    finally:
        await admin.close()


async def rows(environment: dict[str, str], sql: str, *arguments: Any) -> list[dict[str, Any]]:
    async with snapshot.connected(environment["DATABASE_URL"]) as connection:
        return [dict(row) for row in await connection.fetch(sql, *arguments)]


@contextmanager
def reading(path: Path) -> Iterator[Reader]:
    reader = Reader(path)
    try:
        yield reader
    finally:
        reader.close()


def flip_within(path: Path, content: bytes) -> None:
    """Flips a bit of the file where this content lies in it."""
    whole = bytearray(path.read_bytes())
    whole[whole.index(content) + len(content) // 2] ^= 1
    path.write_bytes(whole)
