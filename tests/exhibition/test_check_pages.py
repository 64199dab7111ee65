"""How anybody checks the result: what is told when, and that the bundle that is given out holds."""

from __future__ import annotations

import json
from pathlib import Path

import httpx
import pytest

from judging.awards.sealing import queries
from judging.cli import main
from judging.contests.enums import Stage
from tests.cast import make_contest, sign_in, step


async def test_promise_seal_and_bundle_each_have_their_time(
    browser_client: httpx.AsyncClient, pool: None, tmp_path: Path
) -> None:
    play = await make_contest(Stage.CHECKING, entries={"poems": 3})
    base = f"/c/{play.view.slug}"
    assert (await browser_client.get(f"{base}/check")).status_code == 404
    await step(play, Stage.JUDGING)
    promise = await queries.commitment(play.id)
    assert promise is not None
    page = (await browser_client.get(f"{base}/check")).text
    assert promise.sha256 in page
    assert promise.public_key in page
    assert (await browser_client.get(f"{base}/commitment.json")).text == promise.content
    assert f"{base}/check" in (await browser_client.get(base)).text
    await step(play, Stage.BOARD)
    await step(play, Stage.APPROVED)
    seal = await queries.seal(play.id)
    assert seal is not None
    page = (await browser_client.get(f"{base}/check")).text
    assert seal.sha256 in page
    assert "result-bundle.zip" not in page
    assert (await browser_client.get(f"{base}/result-bundle.zip")).status_code == 404
    await step(play, Stage.ANNOUNCED)
    assert f"{base}/check" in (await browser_client.get(f"{base}/winners")).text
    page = (await browser_client.get(f"{base}/check", params={"lang": "en"})).text
    assert f"python3 -I -S verify.py . --key {promise.public_key}" in page
    answer = await browser_client.get(f"{base}/result-bundle.zip")
    assert answer.headers["content-type"] == "application/zip"
    path = tmp_path / "result-bundle.zip"
    path.write_bytes(answer.content)
    assert main(["verify", str(path), "--key", promise.public_key]) == 0
    begin = await browser_client.get(f"{base}/result-bundle.zip", headers={"Range": "bytes=0-3"})
    assert (begin.status_code, begin.content) == (206, b"PK\x03\x04")


async def test_the_house_gets_it_by_code_before_and_with_names_after_the_announcement(
    browser_client: httpx.AsyncClient, pool: None
) -> None:
    play = await make_contest(Stage.BOARD, entries={"poems": 2})
    await sign_in(browser_client, play.board)
    result = f"/admin/{play.view.slug}/result"
    assert (await browser_client.get(f"{result}/bundle")).status_code == 409
    await step(play, Stage.APPROVED)
    page = (await browser_client.get(result)).text
    assert f"{result}/bundle" in page
    by_code = (await browser_client.get(f"{result}/bundle")).content
    assert play.entries[0].receipt.code.encode() not in by_code
    await step(play, Stage.ANNOUNCED)
    named = (await browser_client.get(f"{result}/bundle")).content
    assert play.entries[0].receipt.code.encode() in named


@pytest.mark.parametrize("lang", ["vi", "en"])
async def test_a_contest_without_a_promise_says_so(browser_client: httpx.AsyncClient, pool: None, lang: str) -> None:
    """As one that was being judged when the program was brought up to date."""
    from judging.db import fetch

    play = await make_contest(Stage.CHECKING, entries={"poems": 1})
    await fetch("UPDATE contest SET stage = 'announced' WHERE id = $1", play.id)
    base = f"/c/{play.view.slug}"
    page = (await browser_client.get(f"{base}/check", params={"lang": lang})).text
    assert {"vi": "niêm phong kết quả", "en": "before results were sealed"}[lang] in page
    answer = await browser_client.get(f"{base}/commitment.json", headers={"Accept": "application/json"})
    assert answer.status_code == 404
    assert json.loads(answer.text)
    assert (await browser_client.get(f"{base}/result-bundle.zip")).status_code == 409
