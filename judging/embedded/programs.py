"""The project's own two programs as services: the Celery worker and the web server."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from judging.embedded.ports import HOST
from judging.embedded.processes import Service


def worker(home: Path, environment: dict[str, str], *, concurrency: int) -> Service:
    """Runs jobs, and (beat) sends again what a lost broker forgot."""
    log = home / "logs" / "worker.log"
    begins = log.stat().st_size if log.exists() else 0
    return Service(
        name="worker",
        program=[
            sys.executable,
            "-m",
            "celery",
            "--app",
            "judging.worker",
            "worker",
            "--beat",
            "--pool",
            "prefork",
            "--concurrency",
            str(concurrency),
            "--loglevel",
            "INFO",
            "--hostname",
            f"bangvang-{os.getpid()}@%h",
        ],
        log=log,
        environment=environment,
        folder=home,
        grace=30.0,  # a warm stop: what runs is finished first
        ready=lambda: _says(log, begins, b" ready."),
    )


def web(home: Path, environment: dict[str, str], *, port: int, workers: int) -> Service:
    """The pages, on this machine only."""
    return Service(
        name="web",
        program=[
            sys.executable,
            "-m",
            "granian",
            "--interface",
            "asgi",
            "--host",
            HOST,
            "--port",
            str(port),
            "--workers",
            str(workers),
            # Requests that a worker takes at a time: people on slow links hold theirs for minutes.
            "--backpressure",
            "4096",
            "--backlog",
            "4096",
            "--workers-kill-timeout",
            "10",
            "--respawn-failed-workers",
            "--no-ws",
            "judging.asgi:app",
        ],
        log=home / "logs" / "web.log",
        environment=environment,
        folder=home,
        grace=15.0,
        ready=lambda: _answers(f"http://{HOST}:{port}/health"),
    )


def _says(log: Path, begins: int, words: bytes) -> bool:
    with log.open("rb") as lines:
        lines.seek(begins if begins <= log.stat().st_size else 0)  # a long log is begun anew
        return words in lines.read()


def _answers(address: str) -> bool:
    try:
        with urlopen(address, timeout=3) as answer:  # noqa: S310 - our own address
            return bool(answer.status == 200)
    except URLError:
        return False
