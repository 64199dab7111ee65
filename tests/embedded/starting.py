"""Starting services for the tests: a supervisor in a process of its own that can be killed, and `bangvang up`."""

from __future__ import annotations

import io
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import asyncpg
import minio
import psutil

from tests.services import Services

HOLDER = Path(__file__).with_name("holder.py")
ROOT = HOLDER.parents[2]
BANGVANG = Path(sys.executable).with_name("bangvang")


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


def own_environment(services: Services, **more: str) -> dict[str, str]:
    """Ours without the servers of the test run, which `up` would use instead of its own."""
    return {name: value for name, value in os.environ.items() if name not in services.environment} | more


def command(services: Services, *arguments: str | Path, **more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [BANGVANG, *arguments], env=own_environment(services, **more), capture_output=True, text=True, check=False
    )


@contextmanager
def up(home: Path, services: Services) -> Iterator[tuple[subprocess.Popen[str], list[str]]]:
    """A running `bangvang up`, with the lines that it printed until it was ready."""
    lines: list[str] = []
    with subprocess.Popen(
        [BANGVANG, "up", "--home", home], env=own_environment(services), stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        try:
            for line in process.stdout:
                lines.append(line.strip())
                if line.startswith("Ctrl-C"):
                    break
            yield process, lines
        finally:
            process.send_signal(signal.SIGINT)
            lines += process.stdout.read().splitlines()


def is_healthy(lines: list[str]) -> bool:
    """Whether the pages answer at the address that `bangvang up` printed."""
    with urlopen(f"{address_in(lines)}/health") as answer:
        return bool(answer.status == 200)


def address_in(lines: list[str]) -> str:
    return next(line.rpartition(" ")[2] for line in lines if line.startswith("Bảng Vàng is at "))
