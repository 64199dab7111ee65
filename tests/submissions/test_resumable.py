"""Uploads that are broken off and go on, by the protocol tus 1.0.0: against a real database and a real store."""

from __future__ import annotations

import asyncio
import hashlib
import itertools
import os
from collections.abc import AsyncIterator
from datetime import timedelta
from email.utils import parsedate_to_datetime

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from litestar import Litestar

from judging import clock
from judging.contests.calendar import last_byte, moment
from judging.contests.enums import Stage
from judging.db import fetch
from judging.storage import store
from judging.submissions import arrival, incoming, sweeping, uploads
from judging.submissions.incoming import OPEN_OF_ADDRESS, OPEN_OF_BROWSER, WrongOffset
from tests.cast import Play, make_contest
from tests.submissions.tus import OCTETS, Cuts, V, address, create, id_of, owner_of, patch, sealed

pytestmark = pytest.mark.usefixtures("pool")
_addresses = itertools.count(1)


@pytest.fixture
async def client(app: Litestar) -> AsyncIterator[httpx.AsyncClient]:
    """A browser at an address of its own, so that quotas of other tests are not its own."""
    number = next(_addresses)
    transport = httpx.ASGITransport(app=app, client=(f"198.51.{number // 250}.{number % 250}", 5000))  # type: ignore[arg-type]
    async with httpx.AsyncClient(transport=transport, base_url="http://testserver.local", headers=V) as client:
        yield client


async def test_a_file_comes_in_three_stretches_and_is_one_object(client: httpx.AsyncClient) -> None:
    play, data = await make_contest(), os.urandom(3000)
    path = await create(client, play, len(data), "Bà học chữ.txt")
    for begins in (0, 1000, 2000):
        asked = await client.head(path)
        assert (asked.status_code, asked.headers["upload-offset"]) == (200, str(begins))
        assert asked.headers["upload-length"] == "3000"
        assert asked.headers["cache-control"] == "no-store"
        sent = await patch(client, path, begins, data[begins : begins + 1000])
        assert (sent.status_code, sent.headers["upload-offset"]) == (204, str(begins + 1000))
        assert sent.headers["tus-resumable"] == "1.0.0"
    found = await sealed(play, path)
    assert found.file_name == "Bà học chữ.txt"
    assert found.sha256 == hashlib.sha256(data).hexdigest()
    assert store().get_bytes(found.storage_key) == data
    jobs = await fetch("SELECT kind FROM job WHERE key = $1 ORDER BY id", path.rpartition("/")[2])
    assert [job["kind"] for job in jobs] == ["seal_upload", "clear_parts"]
    assert (await patch(client, path, 3000, b"")).status_code == 204
    assert (await patch(client, path, 3000, b"more")).status_code == 413


async def test_what_the_server_can_do_is_told(client: httpx.AsyncClient) -> None:
    play = await make_contest()
    answer = await client.options("/uploads")
    assert answer.status_code == 204
    assert answer.headers["tus-version"] == "1.0.0"
    assert set(answer.headers["tus-extension"].split(",")) == {"creation", "expiration", "termination"}
    path = await create(client, play, 10)
    assert "PATCH" in (await client.options(path)).headers["allow"]
    expires = parsedate_to_datetime((await client.head(path)).headers["upload-expires"])
    assert abs(expires - clock.system_now() - uploads.KEPT) < timedelta(minutes=1)


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Upload-Length": "10", "Tus-Resumable": "0.2.2"}, 412),
        ({}, 400),
        ({"Upload-Defer-Length": "1"}, 400),
        ({"Upload-Length": "-1"}, 400),
        ({"Upload-Length": "1e3"}, 400),
        ({"Upload-Length": "9" * 16}, 400),
        ({"Upload-Length": "10", "Upload-Metadata": "filename $$$"}, 400),
        ({"Upload-Length": "0"}, 422),
        ({"Upload-Length": "2000001"}, 413),
        ({"Upload-Length": "10", "Sec-Fetch-Site": "cross-site"}, 403),
    ],
)
async def test_an_announcement_that_is_refused(client: httpx.AsyncClient, headers: dict[str, str], status: int) -> None:
    play = await make_contest()
    answer = await client.post(address(play), headers={"Accept": "application/json", **headers})
    assert answer.status_code == status
    assert answer.json()["error"]
    assert await fetch("SELECT 1 FROM upload WHERE contest = $1", play.id) == []


async def test_where_nothing_can_be_sent_nothing_is_begun(client: httpx.AsyncClient) -> None:
    play, draft = await make_contest(), await make_contest(Stage.DRAFT)
    ten = {"Upload-Length": "10"}
    assert (await client.post(address(play, "opera"), headers=ten)).status_code == 404
    assert (await client.post(address(draft), headers=ten)).status_code == 404
    with clock.set_to(moment(play.view.rules, play.view.rules.timeline.deadline) + timedelta(seconds=1)):
        assert (await client.post(address(play), headers=ten)).status_code == 403


@pytest.mark.parametrize(
    ("headers", "body", "status"),
    [
        ({"Upload-Offset": "4"}, b"123456", 204),
        ({"Upload-Offset": "0"}, b"1234", 409),
        ({"Upload-Offset": "5"}, b"12345", 409),
        ({"Upload-Offset": "4"}, b"1234567", 413),
        ({"Upload-Offset": "11"}, b"", 413),
        ({"Upload-Offset": "x"}, b"123456", 400),
        ({}, b"123456", 400),
        ({"Upload-Offset": "4", "Content-Type": "multipart/form-data; boundary=x"}, b"123456", 415),
        ({"Upload-Offset": "4", "Tus-Resumable": ""}, b"123456", 412),
        ({"Upload-Offset": "4", "Origin": "https://elsewhere.example"}, b"123456", 403),
    ],
)
async def test_bytes_that_do_not_fit_change_nothing(
    client: httpx.AsyncClient, headers: dict[str, str], body: bytes, status: int
) -> None:
    path = await create(client, await make_contest(), 10)
    assert (await patch(client, path, 0, b"abcd")).status_code == 204
    answer = await client.patch(path, headers={**OCTETS, **headers}, content=body)
    assert answer.status_code == status
    left = (await client.head(path)).headers["upload-offset"]
    assert left == ("10" if status == 204 else "4")


async def test_more_than_announced_stops_even_where_no_length_is_told(client: httpx.AsyncClient) -> None:
    async def endless() -> AsyncIterator[bytes]:
        for _ in range(1000):
            yield b"x" * 1000

    path = await create(client, await make_contest(), 300_000)
    answer = await client.patch(path, headers={**OCTETS, "Upload-Offset": "0"}, content=endless())
    assert answer.status_code == 413
    assert int((await client.head(path)).headers["upload-offset"]) <= 300_000


async def test_only_its_browser_goes_on(client: httpx.AsyncClient, browser_client: httpx.AsyncClient) -> None:
    play = await make_contest()
    path = await create(client, play, 10)
    browser_client.headers.update(V)
    await create(browser_client, play, 10)
    for stranger in ("", "x" * 43, browser_client.cookies["bv_upload"]):
        browser_client.cookies.clear()
        browser_client.cookies.set("bv_upload", stranger)
        assert (await browser_client.head(path)).status_code == 404
        assert (await patch(browser_client, path, 0, b"abc")).status_code == 404
        assert (await browser_client.delete(path)).status_code == 404
    assert (await client.head(path)).headers["upload-offset"] == "0"


async def test_a_token_that_somebody_made_up_is_never_worn(client: httpx.AsyncClient) -> None:
    play = await make_contest()
    client.cookies.set("bv_upload", "m" * 43, domain="testserver.local")
    answer = await client.post(address(play), headers={"Upload-Length": "10"})
    cookie = next(line for line in answer.headers.get_list("set-cookie") if line.startswith("bv_upload="))
    assert "m" * 43 not in cookie
    assert "HttpOnly" in cookie
    assert "SameSite=strict" in cookie
    client.cookies.clear()
    first = cookie.partition(";")[0].removeprefix("bv_upload=")
    client.cookies.set("bv_upload", first, domain="testserver.local")
    await create(client, play, 10)
    assert client.cookies["bv_upload"] == first


async def test_a_later_request_shuts_an_earlier_one_out(client: httpx.AsyncClient) -> None:
    play, data = await make_contest(), os.urandom(10_000)
    path = await create(client, play, len(data))
    reached, turned = asyncio.Event(), asyncio.Event()

    async def hanging() -> AsyncIterator[bytes]:
        yield data[:1000]
        yield data[1000:2000]
        reached.set()
        await turned.wait()
        yield b"!" * 1000

    earlier = await incoming.begin(await incoming.state(id_of(path), owner_of(client)), 0)
    still = asyncio.create_task(incoming.append(earlier, hanging()))
    await reached.wait()
    async with asyncio.timeout(20):  # what has come is counted, though nothing more comes
        while (await client.head(path)).headers["upload-offset"] != "2000":
            pass
    assert (await patch(client, path, 2000, data[2000:5000])).status_code == 204
    turned.set()
    with pytest.raises(WrongOffset):
        await still
    assert (await patch(client, path, 5000, data[5000:])).status_code == 204
    assert store().get_bytes((await sealed(play, path)).storage_key) == data


async def test_two_that_begin_at_once_cannot_both_go_on(client: httpx.AsyncClient) -> None:
    play, data = await make_contest(), os.urandom(2000)
    path = await create(client, play, len(data))
    answers = await asyncio.gather(*(patch(client, path, 0, data) for _ in range(4)))
    codes = sorted(answer.status_code for answer in answers)
    assert codes[0] == 204
    assert set(codes[1:]) <= {204, 409}
    assert store().get_bytes((await sealed(play, path)).storage_key) == data


async def test_in_the_grace_what_began_in_time_is_finished(client: httpx.AsyncClient) -> None:
    play = await make_contest()
    with clock.set_to(moment(play.view.rules, play.view.rules.timeline.deadline) - timedelta(seconds=1)):
        path = await create(client, play, 6)
    with clock.set_to(last_byte(play.view.rules) - timedelta(seconds=1)):
        assert (await patch(client, path, 0, b"abc")).status_code == 204
    with clock.set_to(last_byte(play.view.rules) + timedelta(seconds=1)):
        late = await patch(client, path, 3, b"def")
    assert late.status_code == 403
    assert "hết hạn" in late.json()["error"]


async def test_given_up_by_its_sender_it_is_gone(client: httpx.AsyncClient) -> None:
    path = await create(client, await make_contest(), 10)
    await patch(client, path, 0, b"abcd")
    assert (await client.delete(path)).status_code == 204
    assert (await client.head(path)).status_code == 404
    await sweeping.clear_parts(id_of(path))
    assert list(store().list(f"uploads/{id_of(path)}")) == []
    assert await fetch("SELECT 1 FROM upload_part WHERE upload = $1", id_of(path)) == []


async def test_one_browser_and_one_address_may_not_fill_the_disk(client: httpx.AsyncClient) -> None:
    play = await make_contest()
    for _ in range(OPEN_OF_BROWSER):
        await create(client, play, 10)
    full = await client.post(address(play), headers={"Upload-Length": "10"})
    assert full.status_code == 429
    assert full.json()["error"]
    client.cookies.clear()
    await create(client, play, 10)
    source = (await fetch("SELECT source FROM upload WHERE contest = $1 LIMIT 1", play.id))[0]["source"]
    await fetch(
        "INSERT INTO upload (id, contest, file_name, size, begun_at, created_at, source)"
        " SELECT gen_random_uuid(), $1, 'x', 10, now(), now(), $2 FROM generate_series(1, $3)",
        play.id, source, OPEN_OF_ADDRESS - OPEN_OF_BROWSER - 1,
    )  # fmt: skip
    client.cookies.clear()
    assert (await client.post(address(play), headers={"Upload-Length": "10"})).status_code == 429
    form = {"step": "2", "go": "3", "title": "Thơ", "kept": "{}"}
    by_form = await client.post(f"/c/{play.view.slug}/enter/poems", data=form, files={"file": ("a.txt", b"abc")})
    assert by_form.status_code == 422
    assert "đang chờ" in by_form.text


async def test_too_old_it_cannot_go_on_nor_be_claimed(client: httpx.AsyncClient) -> None:
    play = await make_contest()
    path = await create(client, play, 4)
    await patch(client, path, 0, b"abc")
    await fetch("UPDATE upload SET created_at = created_at - $2::interval WHERE id = $1", id_of(path), uploads.KEPT)
    assert (await client.head(path)).status_code == 410
    assert (await patch(client, path, 3, b"d")).status_code == 410


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    data=st.binary(min_size=1, max_size=900),
    turns=st.lists(
        st.tuples(st.integers(1, 400), st.lists(st.integers(1, 399), max_size=3), st.booleans()), max_size=5
    ),
)
async def test_cut_anywhere_the_bytes_are_the_same(
    client: httpx.AsyncClient, data: bytes, turns: list[tuple[int, list[int], bool]]
) -> None:
    """Every turn sends some bytes in some cuts, or loses the answer, and asks how far it came."""
    play = await _only_contest()
    path = await create(client, play, len(data))
    for length, cuts, broken in [*turns, (len(data), [], False)]:
        offset = int((await client.head(path)).headers["upload-offset"])
        if offset == len(data):
            break
        upload = await incoming.begin(await incoming.state(id_of(path), owner_of(client)), offset)
        body = Cuts(data[offset : offset + length], cuts, broken=broken)
        await incoming.append(upload, arrival.pieces(body))  # type: ignore[arg-type]
    found = await sealed(play, path)
    assert found.sha256 == hashlib.sha256(data).hexdigest()
    assert store().get_bytes(found.storage_key) == data
    await client.delete(path)


_contest: list[Play] = []


async def _only_contest() -> Play:
    """One for all examples."""
    if not _contest:
        _contest.append(await make_contest())
    return _contest[0]
