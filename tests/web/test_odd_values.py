"""What nobody types: NULs, halves of characters, numbers of thirty figures, in every address. Nothing fails."""

from __future__ import annotations

import re

import httpx
import pytest

from judging.contests.enums import Stage
from judging.web.actor import Role
from tests.cast import make_actor, make_contest, panel_of, sign_in
from tests.web.rights_table import RIGHTS

JSON = {"Accept": "application/json"}
ODD = (
    "%00",
    "%ED%A0%80",
    "%FF%FE",
    "9" * 30,
    "..%2F..%2Fetc%2Fpasswd",
    "%0D%0AX-Evil:%201",
    "'%22%3E%3Cb%3E",
    "x" * 3000,
)
QUERY = "page={0}&after={0}&before={0}&q={0}&category={0}&status={0}&code={0}&next={0}&lang={0}&theme={0}&check={0}"


@pytest.mark.parametrize("odd", ODD)
async def test_no_address_breaks_a_page(browser_client: httpx.AsyncClient, odd: str) -> None:
    """Each part of each address in turn, before somebody who may see everything; then every question after it."""
    play = await make_contest(Stage.JUDGING)
    person = await make_actor("Quản trị", *Role)
    await sign_in(browser_client, person)
    right = {"slug": play.view.slug, "code": play.entries[0].receipt.code, "category": "poems", "role": "text.txt",
             "panel_id": str(await panel_of(play, "poems")), "key": "poems", "name": "result.json"}  # fmt: skip
    broken = []
    for method, path in RIGHTS:
        if method != "GET":
            continue
        names = re.findall(r"\{(\w+)\}", path)
        tries = [{**right, name: odd} for name in names]
        addresses = [re.sub(r"\{(\w+)\}", lambda found, one=one: one.get(found[1], odd), path) for one in tries]
        whole = re.sub(r"\{(\w+)\}", lambda found: right.get(found[1], "1"), path)
        for address in (*addresses, f"{whole}?{QUERY.format(odd)}"):
            answer = await browser_client.get(address, headers=JSON)
            if answer.status_code >= 500 or "x-evil" in answer.headers:
                broken.append(f"{answer.status_code} {address[:90]}")
    assert broken == []


async def test_marks_that_no_script_sends_are_refused(browser_client: httpx.AsyncClient) -> None:
    play = await make_contest(Stage.JUDGING, entries={"poems": 1})
    await sign_in(browser_client, play.jurors["lan"])
    address = f"/jury/{await panel_of(play, 'poems')}/{play.entries[0].blind_code}/save"
    odd = (
        {"scores": {"content": 5}, "note": "a\0b"}, {"scores": {"content\0": 5}}, {"scores": {"content": 10**30}},
        {"scores": {"content": 5}, "note": "x" * 900_000}, {"scores": {"content": 5.5}}, {"scores": {"content": True}},
        {"scores": []}, [], "x",
    )  # fmt: skip
    for body in odd:
        answer = await browser_client.post(address, json=body, headers=JSON)
        assert answer.status_code in (400, 422), str(body)[:60]
    for raw in (b'{"scores":{"content":5},"note":"\\ud800"}', b"[" * 900_000, b"\xff", b""):
        assert (await browser_client.post(address, content=raw, headers=JSON)).status_code == 422
