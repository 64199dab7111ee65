"""Looking close, as a juror: the tiles of an assigned painting, by the same right as the painting."""

from __future__ import annotations

import io

import httpx
import pytest
from PIL import Image

from judging.contests.enums import Stage
from judging.db import fetch
from judging.web.actor import Actor
from tests.cast import Made, Play, entrant_of, make_contest, make_entry, outsider, panel_of, png, sign_in, step

NO_TILE = ("13/0_0.jpeg", "11/3_0.jpeg", "11/0_9.jpeg", "12/-1_0.jpeg", "12/0_0.png", "12/x_y.jpeg", "12/..%2F0_0.jpeg")


@pytest.fixture
async def play(pool: None) -> Play:
    play = await make_contest(Stage.OPEN)
    await make_entry(play, "paintings", data=png(2500, 700))
    await make_entry(play, "paintings", data=png(600, 400))
    await make_entry(play, "poems")
    for to in (Stage.CHECKING, Stage.JUDGING):
        await step(play, to)
    return play


async def base_of(play: Play, made: Made) -> str:
    return f"/jury/{await panel_of(play, made.category)}/{made.blind_code}"


async def jurors_of(play: Play, made: Made) -> list[Actor]:
    rows = await fetch(
        "SELECT s.person FROM ballot b JOIN panel_juror s ON s.id = b.panel_juror WHERE b.entry = $1", made.id
    )
    ids = {row["person"] for row in rows}
    return [juror for juror in play.jurors.values() if juror.person_id in ids]


async def test_a_juror_looks_close(browser_client: httpx.AsyncClient, play: Play) -> None:
    large, small, _ = play.entries
    await sign_in(browser_client, (await jurors_of(play, large))[0])
    base = await base_of(play, large)
    page = (await browser_client.get(base)).text
    assert f'data-zoom-tiles="{base}/tiles/"' in page
    corner = await browser_client.get(f"{base}/tiles/12/4_1.jpeg")
    assert corner.status_code == 200
    assert corner.headers["content-type"] == "image/jpeg"
    assert corner.headers["cache-control"] == "private, max-age=86400, immutable"
    assert Image.open(io.BytesIO(corner.content)).size == (2500 - 4 * 512, 700 - 512)
    for path in NO_TILE:
        assert (await browser_client.get(f"{base}/tiles/{path}")).status_code == 404, path
    await sign_in(browser_client, (await jurors_of(play, small))[0])
    other = await base_of(play, small)
    assert "data-zoom-tiles" not in (await browser_client.get(other)).text
    assert "data-zoom-picture" in (await browser_client.get(other)).text
    assert (await browser_client.get(f"{other}/tiles/0/0_0.jpeg")).status_code == 404


async def test_nobody_else_does(browser_client: httpx.AsyncClient, play: Play) -> None:
    base = await base_of(play, play.entries[0])
    tile = f"{base}/tiles/12/0_0.jpeg"
    foreign = (await make_contest(Stage.JUDGING)).jurors["nga"]
    own = await jurors_of(play, play.entries[0])
    others = [juror for juror in play.jurors.values() if juror not in own]
    assert others
    for person in (*others, foreign, play.organiser, await outsider(), await entrant_of(play.entries[0])):
        browser_client.cookies.clear()
        await sign_in(browser_client, person)
        assert (await browser_client.get(tile)).status_code in (403, 404), person
    browser_client.cookies.clear()
    assert (await browser_client.get(tile)).status_code in (302, 303, 401, 403)


async def test_a_public_tile_waits_for_the_announcement_and_asks_consent(
    browser_client: httpx.AsyncClient, pool: None
) -> None:
    play = await make_contest(Stage.OPEN)
    shown = await make_entry(play, "paintings", data=png(2500, 700))
    silent = await make_entry(play, "paintings", data=png(2500, 700, "teal"), consents=frozenset({"rules"}))
    await make_entry(play, "poems")
    works = [f"/c/{play.view.slug}/works/{made.receipt.code}" for made in (shown, silent)]
    for to in (Stage.CHECKING, Stage.JUDGING, Stage.BOARD, Stage.APPROVED):
        await step(play, to)
        assert (await browser_client.get(f"{works[0]}/tiles/12/0_0.jpeg")).status_code == 404, to
    await step(play, Stage.ANNOUNCED)
    answer = await browser_client.get(f"{works[0]}/tiles/12/0_0.jpeg")
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "public, max-age=86400, immutable"
    assert (await browser_client.get(f"{works[0]}/tiles/12/9_0.jpeg")).status_code == 404
    assert f'data-zoom-tiles="{works[0]}/tiles/"' in (await browser_client.get(works[0])).text
    assert (await browser_client.get(f"{works[1]}/tiles/12/0_0.jpeg")).status_code == 404
    assert "data-zoom" not in (await browser_client.get(works[1])).text
