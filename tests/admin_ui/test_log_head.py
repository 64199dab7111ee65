"""A log that was cut off behind a published head: `bangvang doctor` and the page “Log” both say so."""

from __future__ import annotations

import uuid
from contextlib import suppress

import httpx
import pytest

from judging import clock
from judging.contests.enums import Stage
from judging.db import fetch, unit_of_work
from judging.embedded.connections import _log
from judging.errors import Refused
from tests.cast import make_contest, sign_in

FAR = 10**12


class Undone(Exception):
    """Rolls back what a test wrote: a published head that is lost would trouble every other test."""


async def _publish_a_head_that_is_lost(contest_id: uuid.UUID) -> None:
    await fetch(
        "INSERT INTO seal (id, contest, content, sha256, signature, public_key, audit_line, audit_hash, at)"
        " VALUES ($1, $2, '{}', '', '', '', $3, '', $4)",
        uuid.uuid4(), contest_id, FAR, clock.now(),
    )  # fmt: skip


async def test_doctor_and_the_log_page_tell_of_a_lost_end(browser_client: httpx.AsyncClient) -> None:
    play = await make_contest(Stage.JUDGING, entries={"poems": 1})
    await sign_in(browser_client, play.organiser)
    page = f"/admin/{play.view.slug}/log?check=yes"
    assert "Chuỗi nguyên vẹn" in (await browser_client.get(page)).text
    assert "published heads of it are held" in await _log()
    with suppress(Undone):
        async with unit_of_work():
            await _publish_a_head_that_is_lost(play.id)
            with pytest.raises(Refused, match=f"no longer holds line {FAR}"):
                await _log()
            assert f"Nhật ký không còn dòng {FAR}" in (await browser_client.get(page)).text
            raise Undone
    assert "Chuỗi nguyên vẹn" in (await browser_client.get(page)).text
