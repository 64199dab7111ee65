"""The database or the store dies under the web server: pages say so, nothing is promised, and it heals by itself."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path
from typing import Any

import asyncpg
import httpx
import psutil
import pytest

from judging import embedded

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
POEM = {"file": ("tho.txt", "Mùa lúa chín\nbản em vàng.\n".encode(), "text/plain")}
READERS = 6
CONNECTIONS = 40  # more than the pools of all web workers hold


@contextlib.contextmanager
def running(home: Path) -> Iterator[tuple[embedded.Supervisor, dict[str, str]]]:
    """The whole system with two contests, and what to open in them."""
    with embedded.Supervisor(embedded.Plan(home=home, web=True, workers=1, given={})) as supervisor:
        done = subprocess.run(
            [sys.executable, HERE / "prepare_pages.py"],
            env={**os.environ, **supervisor.environment, "PYTHONPATH": str(ROOT)},
            capture_output=True, text=True, check=True,
        )  # fmt: skip
        yield supervisor, json.loads(done.stdout)


@contextlib.asynccontextmanager
async def browser(supervisor: embedded.Supervisor, told: dict[str, str]) -> AsyncIterator[httpx.AsyncClient]:
    cookies, patience = {"bv_session": told["session"]}, httpx.Timeout(60)
    address = supervisor.environment["PUBLIC_URL"]
    async with httpx.AsyncClient(base_url=address, cookies=cookies, timeout=patience) as client:
        yield client


def kill(supervisor: embedded.Supervisor, name: str) -> None:
    pid = supervisor.pids()[name]
    for each in [psutil.Process(pid), *psutil.Process(pid).children(recursive=True)]:
        with contextlib.suppress(psutil.NoSuchProcess):
            os.kill(each.pid, signal.SIGKILL)


def check_away(answer: httpx.Response) -> None:
    """A page in the reader's language that says when to come back, and nothing of what is inside."""
    assert answer.headers["retry-after"] == "20"
    assert "Traceback" not in answer.text
    if answer.headers["content-type"].startswith("text/html"):
        assert '<html lang="vi"' in answer.text


async def until(reached: Callable[[], bool]) -> None:
    """The test's own time limit ends this."""
    while not reached():  # noqa: ASYNC110 - told by lists that grow
        await asyncio.sleep(0.02)


async def healed(client: httpx.AsyncClient) -> None:
    """Until every part answers; the test's own time limit ends this."""
    while (await client.get("/health")).status_code != 200:  # noqa: ASYNC110 - in other processes
        await asyncio.sleep(0.1)


@pytest.mark.timeout(240)
async def test_while_the_database_is_away_pages_say_so_and_marks_that_were_kept_are_kept(home: Path) -> None:
    with running(home) as (supervisor, told):
        async with browser(supervisor, told) as client:
            seen: list[int] = []
            kept: list[int] = []
            stopped = asyncio.Event()

            async def read(path: str) -> None:
                while not stopped.is_set():
                    answer = await client.get(path)
                    seen.append(answer.status_code)
                    if answer.status_code != 200:
                        check_away(answer)

            async def mark() -> None:
                while not stopped.is_set():
                    body = {"scores": {"content": len(kept) % 11}, "note": ""}
                    answer = await client.post(
                        f"{told['work']}/save", json=body, headers={"Accept": "application/json"}
                    )
                    seen.append(answer.status_code)
                    kept.extend([answer.json()["version"]] if answer.status_code == 200 else [])

            paths = ["/", told["work"], told["enter"]]
            tasks = [asyncio.create_task(read(paths[at % 3])) for at in range(READERS)] + [asyncio.create_task(mark())]
            for kills in (1, 2):
                good = len(kept)
                await until(lambda good=good: len(kept) >= good + 20)
                kill(supervisor, "postgres")
                await until(lambda kills=kills: seen.count(503) >= 5 * kills)
                await healed(client)
            stopped.set()
            await asyncio.gather(*tasks)
            after = [(await client.get(told["work"])).status_code for _ in range(CONNECTIONS)]
        version = await _version(supervisor.environment)
    assert set(seen) == {200, 503}
    assert after[-CONNECTIONS // 2 :] == [200] * (CONNECTIONS // 2)
    assert version >= max(kept)
    assert len(kept) == len(set(kept)) >= 40


async def _version(environment: dict[str, str]) -> int:
    connection = await asyncpg.connect(environment["DATABASE_URL"])
    try:
        found: int = await connection.fetchval("SELECT max(version) FROM ballot")
        return found
    finally:
        await connection.close()


@pytest.mark.timeout(240)
async def test_while_the_store_is_away_no_work_is_said_to_have_arrived(home: Path) -> None:
    with running(home) as (supervisor, told):
        async with browser(supervisor, told) as client:
            assert (await send(client, told))[0] == 200
            assert (await client.get(f"{told['work']}/media/text.txt")).status_code == 200
            kill(supervisor, "objects")
            # Both at once: the store is started again while one waits.
            (status, upload), media = await asyncio.gather(
                send(client, told), client.get(f"{told['work']}/media/text.txt")
            )
            page = await client.get(told["enter"])
            await healed(client)
            again = await send(client, told)
            media_again = await client.get(f"{told['work']}/media/text.txt")
        rows = await _uploads(supervisor.environment)
    # The sender keeps what was typed and is told to send the file again; there is no receipt without the bytes.
    assert (status, upload) == (422, "")
    assert media.status_code == 503
    check_away(media)
    assert page.status_code == 200
    assert again[0] == 200
    assert media_again.status_code == 200
    assert again[1] in rows


async def send(client: httpx.AsyncClient, told: dict[str, str]) -> tuple[int, str]:
    """The first page of the form with its file: (status, id of the upload that the page now names, "" for none)."""
    typed: dict[str, Any] = {"title": "Mùa lúa", "language": "vi", "step": "2", "go": "3", "kept": "{}"}
    answer = await client.post(told["enter"], data=typed, files=POEM)
    found = re.search(r"upload_id(?:&#34;|&quot;|\"):?(?:&#34;|&quot;|\")?[^0-9a-f]*([0-9a-f-]{36})", answer.text)
    return answer.status_code, found[1] if found else ""


async def _uploads(environment: dict[str, str]) -> set[str]:
    connection = await asyncpg.connect(environment["DATABASE_URL"])
    try:
        return {str(row["id"]) for row in await connection.fetch("SELECT id FROM upload WHERE sealed_at IS NOT NULL")}
    finally:
        await connection.close()
