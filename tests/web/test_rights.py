"""Every route × role × stage: nobody reaches more than the table of rights says. A route without a line there fails."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from litestar import Litestar
from litestar.routes import HTTPRoute

from judging.contests.enums import ORDER, Stage
from judging.db import fetch, unit_of_work
from judging.scoring.panels import assign_category
from judging.submissions import incoming
from judging.web.actor import Actor, Role
from judging.web.tokens import token_digest
from tests.cast import Made, Play, entrant_of, make_actor, make_contest, make_entry, outsider, panel_of, sign_in, step
from tests.submissions.envelopes.making import make_full
from tests.web.rights_table import RIGHTS, ROLES, TABLE, Right, plain

DOCUMENT = Path(__file__).parents[2] / "docs" / "security.md"
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE")
TUS = {"Tus-Resumable": "1.0.0", "Upload-Length": "10", "Upload-Offset": "0"}
STAGES = [stage for stage in ORDER if stage != Stage.DRAFT]
#: Reached, and answered 404: there is no such part at all, or, of this work, not now.
SAYS_404 = {
    ("GET", "/entry/{code}/media/{role}"), ("GET", "/api/schema"), ("GET", "/api/schema/{path}"),
    ("POST", "/admin/{slug}/result/ties/{key}/{rank}"), ("GET", "/admin/{slug}/result/ties/{key}/{rank}"),
    ("GET", "/admin/{slug}/board/compare/{key}"), ("GET", "/admin/{slug}/board/minutes/{name}"),
    ("GET", "/admin/{slug}/board/works/{blind_code}/tiles/{level}/{tile}"),
    *(("POST", f"/admin/{{slug}}/board/motions/{{number}}/{act}") for act in ("vote", "close", "withdraw")),
    ("GET", "/c/{slug}/works/{code}/tiles/{level}/{tile}"),
    ("GET", "/jury/{panel_id}/{code}/tiles/{level}/{tile}"),
    ("GET", "/envelopes/{envelope_id}/files/{file_id}/picture"),
}  # fmt: skip
#: A refusal of rights; what a rule or a form refuses (409, 422) was reached.
REFUSED = {401, 403, 404}
JSON = {"Accept": "application/json"}


def routes(app: Litestar) -> Iterator[tuple[str, str]]:
    for route in app.routes:
        assert isinstance(route, HTTPRoute), route.path
        for handler in route.route_handlers:
            for method in {str(one) for one in handler.http_methods} & set(METHODS):
                yield method, plain(route.path)


def test_every_route_has_a_line_and_every_line_a_route(app: Litestar) -> None:
    found = set(routes(app))
    assert found - set(RIGHTS) == set(), "add a line for each of these to tests/web/rights_table.py"
    assert set(RIGHTS) - found == set(), "these lines of tests/web/rights_table.py have no route any more"


def test_the_document_shows_the_same_table() -> None:
    shown = re.search(r"```\n(GET  /static.*?)```", DOCUMENT.read_text("utf-8"), re.DOTALL)
    assert shown, "docs/security.md shows no table of rights"
    assert shown[1] == TABLE.lstrip("\n")


class Cast:
    """A contest at a stage, the people of the table, the addresses of the one object, the sender's cookie."""

    def __init__(self, play: Play, people: dict[str, Actor | None], address: dict[str, str], sender: str) -> None:
        self.play, self.people, self.address, self.sender = play, people, address, sender

    async def become(self, client: httpx.AsyncClient, name: str) -> None:
        client.cookies.clear()
        client.headers["X-Forwarded-For"] = (
            f"2001:db8:{uuid.uuid4().hex[:4]}:{uuid.uuid4().hex[:4]}::1"  # nobody's attempts used up
        )
        person = self.people[name]
        if person is not None:
            await sign_in(client, person)
        if name == "sender":
            client.cookies.set("bv_upload", self.sender, domain="testserver.local")

    def path(self, right: Right) -> str:
        values = dict(self.address)
        if right.path.startswith("/jury"):
            values["code"] = values["blind_code"]
        return re.sub(r"\{(\w+)\}", lambda found: values[found[1]], right.path)


async def _cast(stage: Stage) -> Cast:
    play = await make_contest(Stage.OPEN)
    author = await make_actor("Lò Thị Hương")
    work = await make_entry(play, "poems", actor=author)
    other = await make_entry(play, "poems")
    await make_entry(play, "poems")
    await make_entry(play, "paintings")
    await make_entry(play, "paintings")
    token = uuid.uuid4().hex
    begun = await incoming.create(view=play.view, size=10, name="tho.txt", owner=token_digest(token), source=token)
    envelope = await make_full(play, play.teacher)
    office = await make_actor("Người tổ chức", Role.ORGANISER, Role.SECRETARY, Role.BOARD, contest_id=play.id)
    own = await make_entry(play, "poems", actor=office)
    for to in ORDER[ORDER.index(Stage.OPEN) + 1 : ORDER.index(stage) + 1]:
        await step(play, to)
    if stage == Stage.CHECKING:
        await assign_category(organiser=play.organiser, contest_id=play.id, category_key="poems")
    foreign = await make_contest(Stage.JUDGING)
    people: dict[str, Actor | None] = {
        "anonymous": None,
        "sender": None,
        "outsider": await outsider(),
        "teacher": play.teacher,
        "author": await entrant_of(work),
        "author-by-letter": author,
        "other-author": await entrant_of(other),
        "office-by-pin": await entrant_of(own),
        "juror": play.jurors["lan"],
        "other-panel": play.jurors["nga"],
        "other-juror": foreign.jurors["lan"],
        "board": play.board,
        "secretary": play.secretary,
        "organiser": play.organiser,
        "other-organiser": foreign.organiser,
        "admin": await make_actor("Quản trị", Role.ORGANISER),
    }
    assert people.keys() == ROLES.keys()
    panel_id = await panel_of(play, "poems")
    return Cast(play, people, {
        "slug": play.view.slug, "code": work.receipt.code, "blind_code": work.blind_code, "panel_id": str(panel_id),
        "category": "poems", "key": "poems", "rank": "1", "number": "1", "role": "text.txt", "name": "result.json",
        "token": "x" * 43, "digest": "0" * 12, "path": "css/shell.css", "level": "0", "tile": "0_0.jpeg",
        "upload_id": str(begun.id), "envelope_id": str(envelope.id), "row_id": str(envelope.row_id),
        "file_id": str(envelope.file_id), "pair_id": await _pair(work, other),
    }, token)  # fmt: skip


async def _pair(one: Made, other: Made) -> str:
    """Two works as if they had been found alike."""
    rows = await fetch(
        "INSERT INTO likeness (id, contest, first, second, kind, score, found_at)"
        " SELECT gen_random_uuid(), e.contest, f.id, o.id, 'text', 1, now() FROM work_file f"
        " JOIN entry e ON e.id = f.entry JOIN work_file o ON o.entry = $2 WHERE f.entry = $1 RETURNING id",
        one.id, other.id,
    )  # fmt: skip
    return str(rows[0]["id"])


async def _answers(client: httpx.AsyncClient, cast: Cast, right: Right, names: set[str]) -> dict[str, int]:
    """Status by person, in the table's order."""
    found = {}
    for name in filter(names.__contains__, cast.people):
        await cast.become(client, name)
        found[name] = (await client.request(right.method, cast.path(right), **_body(right))).status_code
    return found


def _body(right: Right) -> dict[str, Any]:
    """An empty form, or empty marks: enough to see who is let through to the rule that refuses it."""
    headers = {**JSON, **(TUS if "/uploads" in right.path else {})}
    if right.method != "POST" or "/uploads" in right.path:
        return {"headers": headers}
    return {"headers": headers, **({"json": {"scores": {}}} if right.path.endswith("/save") else {"data": {"x": ""}})}


async def _changes(play: Play) -> int:
    rows = await fetch("SELECT count(*) AS n FROM audit_line WHERE contest_id = $1", play.id)
    return int(rows[0]["n"])


@pytest.mark.parametrize("stage", STAGES)
async def test_nobody_reaches_more_than_the_table_says(browser_client: httpx.AsyncClient, stage: Stage) -> None:
    """All who are not named in a line are refused, and have changed nothing."""
    cast = await _cast(stage)
    before = await _changes(cast.play)
    let_in = []
    for right in RIGHTS.values():
        refused = set(ROLES) - right.who if stage in right.stages else set(ROLES)
        for name, status in (await _answers(browser_client, cast, right, refused)).items():
            closed = stage not in right.stages and status == 409
            if status not in REFUSED and not closed and not _led_to_sign_in(right, name, status):
                let_in.append(f"{name} got {status}: {right.method} {right.path}")
    assert let_in == []
    assert await _changes(cast.play) == before


def _led_to_sign_in(right: Right, name: str, status: int) -> bool:
    """The receipt's addresses, which stand in a QR code and in a letter, lead a stranger to the PIN, not an error."""
    asked = right.path in ("/entry/{code}", "/entry/{code}/receipt.pdf")
    return name in ("anonymous", "sender") and asked and status == 303


@pytest.mark.parametrize("stage", STAGES)
async def test_whoever_is_named_comes_in(browser_client: httpx.AsyncClient, stage: Stage) -> None:
    """The other half: rights that are promised are there. Reading comes first, for writing changes what is read."""
    cast = await _cast(stage)
    shut_out = []
    for right in sorted(
        RIGHTS.values(), key=lambda right: ("GET", "HEAD", "PATCH", "POST", "DELETE").index(right.method)
    ):
        if stage not in right.stages:
            continue
        for name, status in (await _answers(browser_client, cast, right, set(right.who))).items():
            missing = status == 404 and (right.method, right.path) in SAYS_404
            if status >= 500 or (status in REFUSED and not missing):
                shut_out.append(f"{name} got {status}: {right.method} {right.path}")
    assert shut_out == []


async def test_a_draft_is_for_its_organisers_alone(browser_client: httpx.AsyncClient) -> None:
    """Nobody outside learns that there will be such a contest."""
    play = await make_contest(Stage.DRAFT)
    values = {
        "slug": play.view.slug, "code": "X-2345", "role": "text.txt", "category": "poems", "level": "0",
        "tile": "0_0.jpeg",
    }  # fmt: skip
    people = (None, await outsider(), play.teacher, (await make_contest(Stage.DRAFT)).organiser)
    for right in RIGHTS.values():
        if not right.path.startswith("/c/"):
            continue
        path = re.sub(r"\{(\w+)\}", lambda found: values[found[1]], right.path)
        for person in people:
            browser_client.cookies.clear()
            if person is not None:
                await sign_in(browser_client, person)
            answer = await browser_client.request(right.method, path, **_body(right))
            assert answer.status_code == 404, path
            assert "Cuộc thi nhỏ" not in answer.text, path


async def test_other_methods_do_nothing(browser_client: httpx.AsyncClient, app: Litestar) -> None:
    """No route answers to a method that it does not declare, not even to who may do everything."""
    cast = await _cast(Stage.JUDGING)
    declared = set(routes(app))
    await sign_in(browser_client, await make_actor("Quản trị", Role.ORGANISER, Role.SECRETARY, Role.JUROR))
    for right in RIGHTS.values():
        for method in METHODS:
            if (method, right.path) not in declared:
                answer = await browser_client.request(
                    method, cast.path(right), headers={**JSON, "X-HTTP-Method-Override": right.method}
                )
                assert answer.status_code in (404, 405), f"{method} {right.path}"


async def test_a_right_that_is_taken_back_is_gone_at_once(browser_client: httpx.AsyncClient) -> None:
    play = await make_contest(Stage.JUDGING)
    await sign_in(browser_client, play.secretary)
    address = f"/admin/{play.view.slug}/entries"
    assert (await browser_client.get(address)).status_code == 200
    async with unit_of_work():
        await fetch("DELETE FROM membership WHERE person = $1", play.secretary.person_id)
    assert (await browser_client.get(address)).status_code == 403
    async with unit_of_work():
        await fetch("UPDATE person SET disabled_at = now() WHERE id = $1", play.secretary.person_id)
    assert (await browser_client.get(address, headers=JSON)).status_code == 401
