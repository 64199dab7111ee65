"""Data folders for the tests, and a supervisor in a process of its own that can be killed."""

from __future__ import annotations

import io
import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import asyncpg
import minio
import psutil
import pytest

from judging import embedded

HOLDER = Path(__file__).with_name("holder.py")
ROOT = HOLDER.parents[2]


@pytest.fixture
def home() -> Iterator[Path]:
    """A data folder that does not exist yet, where PostgreSQL's own user could enter."""
    with tempfile.TemporaryDirectory(prefix="bangvang-home-") as folder:
        Path(folder).chmod(0o755)
        path = Path(folder) / "data"
        yield path
        if path.exists():
            embedded.erase(path)


@dataclass
class Held:
    """A running holder."""

    process: subprocess.Popen[str]
    environment: dict[str, str]
    pids: dict[str, int]

    def kill(self, *services: str) -> None:
        """kill -9 of the named services, and of the supervisor itself, first."""
        self.process.kill()
        for name in services:
            os.kill(self.pids[name], signal.SIGKILL)
        self.process.wait()

    def wait_until_gone(self) -> None:
        left = [psutil.Process(pid) for pid in self.pids.values() if psutil.pid_exists(pid)]
        _, alive = psutil.wait_procs(left, timeout=30)
        assert alive == []


@contextmanager
def hold(path: Path, *, s3: bool = True, **options: Any) -> Iterator[Held]:
    """A supervisor of this data folder in a process of its own."""
    environment = options.pop("env", {**os.environ, "PYTHONPATH": str(ROOT)})
    python = options.pop("python", sys.executable)
    with subprocess.Popen(
        [python, HOLDER, path, *(() if s3 else ("--no-s3",))],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=environment,
        **options,
    ) as process:
        try:
            assert process.stdout is not None
            line = process.stdout.readline()
            assert line, "the holder ended while starting"
            yield Held(process, **json.loads(line))
        finally:
            assert process.stdin is not None
            process.stdin.close()
            process.wait(60)


async def write(environment: dict[str, str], text: str) -> None:
    """Commits a row, and stores an object where there is a store."""
    connection = await asyncpg.connect(environment["DATABASE_URL"])
    try:
        await connection.execute("CREATE TABLE IF NOT EXISTS kept (text TEXT)")
        await connection.execute("INSERT INTO kept VALUES ($1)", text)
    finally:
        await connection.close()
    if "S3_ENDPOINT" in environment:
        client(environment).put_object(environment["S3_BUCKET"], text, io.BytesIO(text.encode()), len(text))


async def read(environment: dict[str, str]) -> tuple[list[str], list[str]]:
    """The rows, and the objects' contents, that `write` left."""
    connection = await asyncpg.connect(environment["DATABASE_URL"])
    try:
        rows = [row["text"] for row in await connection.fetch("SELECT text FROM kept ORDER BY text")]
    finally:
        await connection.close()
    contents = []
    for name in rows if "S3_ENDPOINT" in environment else []:
        answer = client(environment).get_object(environment["S3_BUCKET"], name)
        contents.append(answer.read().decode())
        answer.close()
        answer.release_conn()
    return rows, contents


def client(environment: dict[str, str], secret: str | None = None) -> minio.Minio:
    return minio.Minio(
        environment["S3_ENDPOINT"],
        environment["S3_ACCESS_KEY"],
        secret or environment["S3_SECRET_KEY"],
        secure=False,
        region="us-east-1",
    )
