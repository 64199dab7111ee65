"""Messages in a folder: there whole or not at all, whoever looks while they are written."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from queue import Empty
from typing import Any

import pytest
from kombu import Connection

from judging.broker import TRANSPORT

QUEUE = "bangvang"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("queue", "control"):
        (tmp_path / name).mkdir()
    return tmp_path


@pytest.fixture
def channel(folder: Path) -> Iterator[Any]:
    queue = str(folder / "queue")
    options = {"data_folder_in": queue, "data_folder_out": queue, "control_folder": str(folder / "control")}
    with Connection("filesystem://", transport=TRANSPORT, transport_options=options) as connection:
        yield connection.default_channel


class Looking:
    """A part of a message that is asked for its value while the message is written."""

    def __init__(self, channel: Any) -> None:
        self.channel = channel

    def __json__(self) -> str:
        with pytest.raises(Empty):
            self.channel._get(QUEUE)
        assert self.channel.get_table("jobs") == []
        return "written"


def test_a_message_that_is_being_written_is_not_taken(channel: Any) -> None:
    channel._put(QUEUE, {"body": Looking(channel)})
    assert channel._get(QUEUE) == {"body": "written"}
    with pytest.raises(Empty):
        channel._get(QUEUE)


def test_every_message_comes_once_and_none_of_another_queue(channel: Any) -> None:
    for number in range(3):
        channel._put(QUEUE, {"number": number})
        channel._put("another", {"number": -1})
    assert channel._size(QUEUE) == 3
    assert sorted(channel._get(QUEUE)["number"] for _ in range(3)) == [0, 1, 2]
    assert channel._size(QUEUE) == 0


def test_a_message_cut_off_by_a_power_cut_is_passed_over(folder: Path, channel: Any) -> None:
    for number, left in enumerate((b"", b'{"body": "cu', b"\xff")):
        (folder / "queue" / f"0_{number}.{QUEUE}.msg").write_bytes(left)
    channel._put(QUEUE, {"body": "whole"})
    assert channel._get(QUEUE) == {"body": "whole"}
    assert list((folder / "queue").iterdir()) == []


def test_a_table_of_queues_cut_off_by_a_power_cut_is_made_anew(folder: Path, channel: Any) -> None:
    (folder / "control" / "jobs.exchange").write_bytes(b"")
    assert channel.get_table("jobs") == []
    channel._queue_bind("jobs", "key", "", QUEUE)
    assert [bound.queue for bound in channel.get_table("jobs")] == [QUEUE]


def test_a_queue_is_bound_once_beside_the_others(channel: Any) -> None:
    for queue in (QUEUE, "another", QUEUE):
        channel._queue_bind("jobs", queue, "", queue)
    assert sorted(bound.queue for bound in channel.get_table("jobs")) == ["another", QUEUE]
