"""From a file that has arrived to the verdict on it, in a real database and a real store."""

from __future__ import annotations

from pathlib import Path

import pytest

from judging.db import fetch
from judging.outbox import NotNow
from judging.submissions import processing, queries
from judging.submissions.own import entry_status
from media_store.decoder import Decoder
from media_store.limits import Limits
from media_store.outcome import Outcome
from media_store.reasons import Reason, Refusal
from tests.cast import Made, make_contest, make_entry, png

pytestmark = pytest.mark.usefixtures("pool")


async def state_of(made: Made) -> str:
    return (await entry_status(made.receipt.code)).state


class OnAFullDisk(Decoder):
    def process(self, path: Path, *, out_dir: Path, name: str = "") -> Outcome:
        refusal = Refusal(Reason.NO_ROOM, {"format": "TXT"})
        return Outcome(size=1, sha256="0" * 64, verdict="quarantined", reason=refusal)


async def test_a_file_that_cannot_be_judged_waits_with_its_reason() -> None:
    play = await make_contest()
    made = await make_entry(play, "paintings", data=png(20, 20), file_name="nho.png")
    status = await entry_status(made.receipt.code)
    assert status.state == "quarantined"
    assert status.reason is not None
    assert "too few" in status.reason["message"]
    assert await queries.judgeable(play.id, play.view.category_ids["paintings"]) == []


async def test_lines_are_counted_without_the_empty_ones() -> None:
    play = await make_contest()
    longest = await make_entry(play, "poems", data="\n\n".join(f"dòng {at}" for at in range(60)).encode())
    longer = await make_entry(play, "poems", data="\n".join(f"dòng {at}" for at in range(61)).encode())
    assert (await state_of(longest), await state_of(longer)) == ("accepted", "quarantined")


async def test_a_busy_machine_says_nothing_against_a_file() -> None:
    play = await make_contest()
    made = await make_entry(play, checked=False)
    files = await fetch("SELECT id FROM work_file WHERE entry = $1", made.id)
    with Decoder(Limits(wall_seconds=0)) as hurried, pytest.raises(processing.TryAgain, match="too busy"):
        await processing.process_file(files[0]["id"], by=hurried)
    assert await state_of(made) == "received"
    await processing.process_file(files[0]["id"])
    assert await state_of(made) == "accepted"


async def test_a_file_that_no_attempt_could_read_is_told_too() -> None:
    play = await make_contest()
    made = await make_entry(play, checked=False)
    files = await fetch("SELECT id FROM work_file WHERE entry = $1", made.id)
    await processing.give_up(files[0]["id"])
    await processing.give_up(files[0]["id"])
    status = await entry_status(made.receipt.code)
    assert (status.state, (status.reason or {})["message"]) == ("quarantined", processing.UNREADABLE)


async def test_a_full_disk_says_nothing_against_a_file() -> None:
    play = await make_contest()
    made = await make_entry(play, checked=False)
    files = await fetch("SELECT id FROM work_file WHERE entry = $1", made.id)
    with pytest.raises(NotNow, match="no room left"):
        await processing.process_file(files[0]["id"], by=OnAFullDisk())
    assert await state_of(made) == "received"
    await processing.process_file(files[0]["id"])
    assert await state_of(made) == "accepted"
