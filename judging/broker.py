"""The broker of one machine: every message is a file in a folder, told by its name and read by one worker.

Kombu's own file transport opens a file under its final name and writes afterwards. A reader that comes in between
takes an empty message: it is lost, and the worker ends. Here a file appears whole or not at all.
"""

from __future__ import annotations

import fcntl
import uuid
from pathlib import Path
from time import monotonic
from typing import Any

from kombu.transport import filesystem, virtual
from kombu.utils.json import dumps

TRANSPORT = f"{__name__}:Transport"
Tables = list[filesystem.exchange_queue_t]


class Channel(filesystem.Channel):
    """Kombu's, but for how files are written and for what a machine that lost its power leaves of them."""

    def _put(self, queue: str, payload: Any, **_: Any) -> None:  # type: ignore[override]  # kombu's bases differ
        name = f"{monotonic() * 1000:.0f}_{uuid.uuid4()}.{queue}.msg"
        _write(Path(self.data_folder_out) / name, payload)

    def _get(self, queue: str, *_: Any, **__: Any) -> Any:
        while True:
            try:
                return super()._get(queue)
            except ValueError:  # cut off: it is gone now, and its job still stands in the database
                continue

    def get_table(self, exchange: str) -> Tables:
        try:
            table: Tables = super().get_table(exchange)
        except ValueError:
            return []
        return table

    def _queue_bind(self, exchange: str, routing_key: str, pattern: str, queue: str) -> None:
        bound = filesystem.exchange_queue_t(routing_key or "", pattern or "", queue or "")
        with (self.control_folder / ".lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            table = self.get_table(exchange)
            if bound not in table:
                _write(self._exchange_file(exchange), [bound, *table])


class Transport(filesystem.Transport):
    Channel = Channel
    global_state = virtual.BrokerState()


def _write(path: Path, content: object) -> None:
    """The name before it is whole is one that nobody looks for."""
    partial = path.with_name(f".{uuid.uuid4()}")
    partial.write_text(dumps(content), "utf-8")
    partial.replace(path)
