"""The overview tells whether the stored works are still what was received, and which are not."""

from __future__ import annotations

import httpx

from judging import storage
from judging.contests.enums import Stage
from judging.db import fetch
from judging.operations import integrity
from tests.cast import make_contest, sign_in


async def test_the_overview_says_so_and_names_what_is_broken(browser_client: httpx.AsyncClient) -> None:
    play = await make_contest(Stage.CHECKING, entries={"poems": 2})
    await integrity.begin()
    await integrity.go_on()
    await sign_in(browser_client, play.organiser)
    page = f"/admin/{play.view.slug}"
    assert "cả 2 tệp vẫn đúng từng byte như lúc nhận" in (await browser_client.get(page)).text

    [row] = await fetch("SELECT storage_key AS key FROM work_file WHERE entry = $1", play.entries[0].id)
    content = storage.store().get_bytes(row["key"])
    storage.store().put_bytes(row["key"], content[:-1] + b"!")
    await integrity.begin()
    await integrity.go_on()
    broken = (await browser_client.get(page)).text
    assert "Bản gốc không còn đúng như lúc nhận" in broken
    assert f"{play.entries[0].receipt.code}: người quản lý máy chủ" in broken
    assert "vẫn đúng từng byte" not in broken
    await sign_in(browser_client, play.board)
    assert play.entries[0].receipt.code not in (await browser_client.get(page)).text

    storage.store().put_bytes(row["key"], content)
    await integrity.begin()
    await integrity.go_on()
