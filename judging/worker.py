"""The worker shell: a Celery app whose one task runs one job of the job table.

A prefork child keeps one event loop and one database pool for its life. The broker carries job numbers only; the
`remind` beat sends again what it may have lost.
"""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from celery import Celery
from celery.signals import setup_logging, worker_process_init, worker_process_shutdown

from judging import broker, db, loglines, outbox, workfolder
from judging.settings import settings

TASK_MODULES = (
    "judging.accounts.tasks",
    "judging.submissions.tasks",
    "judging.submissions.envelopes.tasks",
    "judging.awards.tasks",
    "judging.operations.tasks",
)
REMIND_EVERY = 5.0  # seconds


def make_app() -> Celery:
    """The Celery app of this process; also used by the web server and the command line to send."""
    on_disk = urlsplit(settings().broker_url).scheme == "filesystem"
    app = Celery("bangvang", broker="filesystem://localhost//" if on_disk else settings().broker_url)
    if on_disk:
        app.conf.update(broker_transport=broker.TRANSPORT, broker_transport_options=_folders())
    else:
        app.conf.update(task_default_queue_type="quorum", broker_transport_options={"confirm_publish": True})
    app.conf.update(
        task_ignore_result=True,
        task_acks_late=False,  # the job table's lease decides, not the broker
        worker_prefetch_multiplier=1,
        worker_hijack_root_logger=False,
        worker_proc_alive_timeout=60.0,  # a child imports and connects first; on a busy machine four seconds are short
        broker_connection_retry_on_startup=True,
        task_default_queue="bangvang",
        beat_schedule={"remind": {"task": "bangvang.remind", "schedule": REMIND_EVERY, "options": {"expires": 30}}},
        beat_scheduler="celery.beat:Scheduler",
    )
    return app


def _folders() -> dict[str, Any]:
    root = Path(settings().home_dir) / "broker"
    for name in ("queue", "control"):
        (root / name).mkdir(parents=True, exist_ok=True)
    queue = str(root / "queue")
    return {
        "data_folder_in": queue,
        "data_folder_out": queue,
        "control_folder": str(root / "control"),
        "store_processed": False,
        # A worker that is busy looks again after this; kombu's own whole second would let it idle between short jobs.
        "polling_interval": 0.05,
    }


celery_app = make_app()
_runner: asyncio.Runner | None = None
_is_child = False


@setup_logging.connect
def start_logging(**_: object) -> None:
    """In place of Celery's own lines."""
    loglines.install(settings().log_format)


def send_job(job_id: int) -> None:
    celery_app.send_task("bangvang.run_job", args=[job_id])


def connect_sender() -> None:
    """Lets this process send the jobs that its units of work write."""
    outbox.send_with(send_job)


@celery_app.task(name="bangvang.run_job")
def run_job(job_id: int) -> None:
    _loop().run(outbox.run(job_id))


@celery_app.task(name="bangvang.remind")
def remind() -> None:
    _loop().run(outbox.wind_up())
    for job_id in _loop().run(outbox.due()):
        send_job(job_id)


@worker_process_init.connect
def start_child(**_: object) -> None:
    global _runner, _is_child
    _is_child = True
    for module in TASK_MODULES:
        __import__(module)
    connect_sender()
    workfolder.clear_abandoned()
    runner = asyncio.Runner()
    runner.run(db.start_pool(min_size=1, max_size=2))
    _runner = runner


def _loop() -> asyncio.Runner:
    """This child's event loop. Where its start failed, say because the database was away, it is tried again now."""
    if _runner is None and _is_child:
        start_child()
    if _runner is None:
        raise RuntimeError("a task needs a worker process")
    return _runner


@worker_process_shutdown.connect
def stop_child(**_: object) -> None:
    if _runner is not None:
        _runner.run(db.stop_pool())
        _runner.close()
