"""The last minute before a deadline: people send works by the plain form, each on a connection, 2,000 a minute.

    python -m benchmarks.deadline [--people N] [--seconds S] [--kilobytes K]

Real PostgreSQL, object store, worker and web server (two workers) in a folder that is thrown away. Every person makes
four requests: the file with the first page, the author, the consents with which the work is sent, and the receipt.
Afterwards every receipt that somebody read is looked for in the database, and its bytes in the store.
"""

from __future__ import annotations

import argparse
import asyncio
import html
import io
import multiprocessing
import os
import re
import tempfile
import time
import uuid
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

from PIL import Image

from benchmarks.load import exchange_whole
from judging import db
from judging.embedded import Plan, Supervisor, erase

GOAL_P99 = 2.0  # seconds
WORKERS = 2
SLUG, CATEGORY = "son-la-thu-1", "paintings"
PATH = f"/c/{SLUG}/enter/{CATEGORY}"
KEPT = re.compile(rb'name="kept" value="([^"]*)"')
BOUNDARY = "last-minute"


@dataclass
class Rush:
    """Seconds of every request by its step, answers by status, SHA-256 by the code of a receipt that was read."""

    latencies: dict[str, list[float]] = field(default_factory=dict)
    statuses: Counter[int] = field(default_factory=Counter)
    receipts: list[str] = field(default_factory=list)
    broken: int = 0
    seconds: float = 0.0

    def percentile(self, step: str, share: float) -> float:
        ordered = sorted(self.latencies[step])
        return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def run(people: int, seconds: float, kilobytes: int) -> list[str]:
    """The lines of the report."""
    home = Path(tempfile.mkdtemp(prefix="bangvang-bench-"))
    if os.geteuid() == 0:
        home.chmod(0o711)  # PostgreSQL's own user must be able to enter
    try:
        with Supervisor(Plan(home=home, web=True, worker=True, workers=WORKERS, given={})) as services:
            os.environ.update(services.environment)
            asyncio.run(_open_contest())
            port = int(services.environment["PUBLIC_URL"].rpartition(":")[2])
            with multiprocessing.get_context("spawn").Pool(1) as pool:
                rush = pool.apply(send_all, (port, people, seconds, picture(kilobytes * 1000)))
            return _report(rush, people, seconds, asyncio.run(_missing(rush.receipts)))
    finally:
        erase(home)


async def _open_contest() -> None:
    from judging.demo import practice

    await db.start_pool()
    await practice.prepare(practice=True)
    await db.stop_pool()


def picture(size: int) -> bytes:
    """A photograph-like JPEG of about so many bytes."""
    noise = Image.effect_noise((480, 360), 60).resize((1600, 1200), Image.Resampling.BICUBIC).convert("RGB")
    for quality in range(30, 96, 5):
        out = io.BytesIO()
        noise.save(out, "JPEG", quality=quality)
        if out.tell() >= size:
            break
    return out.getvalue()


def send_all(port: int, people: int, seconds: float, data: bytes) -> Rush:
    """In a process of its own."""
    return asyncio.run(_send_all(port, people, seconds, data))


async def _send_all(port: int, people: int, seconds: float, data: bytes) -> Rush:
    rush, start = Rush(), time.perf_counter()

    async def one(number: int) -> None:
        await asyncio.sleep(max(0.0, start + seconds * number / people - time.perf_counter()))
        try:
            await _send(port, rush, number, data)
        except (OSError, asyncio.IncompleteReadError):
            rush.broken += 1

    await asyncio.gather(*(one(number) for number in range(people)))
    rush.seconds = time.perf_counter() - start
    return rush


async def _send(port: int, rush: Rush, number: int, data: bytes) -> None:
    """One person: every request is made when the one before is answered."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    address = f"10.{number % 200}.{number // 200 % 200}.7"

    async def ask(step: str, sent: bytes) -> tuple[int, bytes, bytes]:
        begun = time.perf_counter()
        status, head, body = await exchange_whole(reader, writer, sent)
        rush.latencies.setdefault(step, []).append(time.perf_counter() - begun)
        rush.statuses[status] += 1
        return status, head, body

    own = data[:2] + b"\xff\xfe\x00\x12" + uuid.uuid4().bytes + data[2:]  # nobody's picture is another's
    work = {"step": "2", "go": "3", "title": f"Tranh {number}", "technique": "Màu bột", "size": "40 × 30",
            "entry_id": str(uuid.uuid4()), "kept": "{}"}  # fmt: skip
    _, _, page = await ask("file", _post(address, _multipart(work, own), f"multipart/form-data; boundary={BOUNDARY}"))
    author = {"step": "3", "go": "4", "name": f"Lò Thị Hương {number}", "unit": "Phường Tô Hiệu", "birth_year": "1990"}
    _, _, page = await ask("author", _form(address, author, page))
    consents = {"step": "4", "go": "5", "name_mode": "initials", "consent-rules": "yes"}
    status, head, _ = await ask("send", _form(address, consents, page))
    if status == 303:
        code = _header(head, b"location").removeprefix("/entry/")
        status, _, _ = await ask("receipt", _get(address, f"/entry/{code}", head))
        if status == 200:
            rush.receipts.append(code)
    writer.close()


def _post(address: str, body: bytes, content_type: str) -> bytes:
    lines = [f"POST {PATH} HTTP/1.1", *_common(address), f"Content-Type: {content_type}",
             f"Content-Length: {len(body)}", "", ""]  # fmt: skip
    return "\r\n".join(lines).encode() + body


def _form(address: str, values: dict[str, str], page: bytes) -> bytes:
    found = KEPT.search(page)
    if not found:
        raise SystemExit("the form was not taken: " + re.sub(r"<[^>]+>", " ", page.decode())[:2000])
    values = {**values, "kept": html.unescape(found[1].decode())}
    return _post(address, urlencode(values).encode(), "application/x-www-form-urlencoded")


def _get(address: str, path: str, head: bytes) -> bytes:
    cookies = re.findall(rb"(?i)set-cookie: ([^;\r]+)", head)
    lines = [f"GET {path} HTTP/1.1", *_common(address), f"Cookie: {b'; '.join(cookies).decode()}", "", ""]
    return "\r\n".join(lines).encode()


def _common(address: str) -> list[str]:
    return ["Host: 127.0.0.1", "Accept: text/html", "Sec-Fetch-Site: same-origin", f"X-Forwarded-For: {address}"]


def _header(head: bytes, name: bytes) -> str:
    found = re.search(rb"(?i)\r\n" + name + rb": ([^\r]*)", head)
    return found[1].decode() if found else ""


def _multipart(values: dict[str, str], file: bytes) -> bytes:
    parts = [f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
             for name, value in values.items()]  # fmt: skip
    opening = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="tranh.jpg"\r\n\r\n'
    return ("".join(parts) + opening).encode() + file + f"\r\n--{BOUNDARY}--\r\n".encode()


async def _missing(receipts: list[str]) -> int:
    """Receipts without an entry, or whose bytes the store does not have."""
    from judging.storage import store

    await db.start_pool()
    rows = await db.fetch(
        "SELECT e.code, f.storage_key FROM entry e JOIN work_file f ON f.entry = e.id WHERE e.code = ANY($1)", receipts
    )
    keys = {row["code"]: row["storage_key"] for row in rows}
    await db.stop_pool()
    return sum(1 for code in receipts if code not in keys or not store().exists(keys[code]))


def _report(rush: Rush, people: int, seconds: float, missing: int) -> list[str]:
    errors = sum(count for status, count in rush.statuses.items() if status >= 500) + rush.broken
    steps = "; ".join(
        f"{step} p50 {rush.percentile(step, 0.5):.2f}, p99 {rush.percentile(step, 0.99):.2f}" for step in rush.latencies
    )
    return [
        f"  {people} people in {seconds:g} s, the last answered after {rush.seconds:.1f} s:"
        f" {len(rush.receipts)} receipts read, {missing} lost, {errors} errors of the server;"
        f" seconds: {steps} (p99 must be < {GOAL_P99:g})"
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--people", type=int, default=600, help="who send (600)")
    parser.add_argument("--seconds", type=float, default=18.0, help="seconds within which they begin (18)")
    parser.add_argument("--kilobytes", type=int, default=300, help="size of a file (300)")
    given = parser.parse_args()
    print("\n".join(run(given.people, given.seconds, given.kilobytes)))


if __name__ == "__main__":
    main()
