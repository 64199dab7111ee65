"""What a form may bring: bounded, in UTF-8, and nothing left on the disk when it is not taken."""

from __future__ import annotations

import tempfile
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from litestar import Request, post
from litestar.exceptions import HTTPException

from judging.web.access import PUBLIC
from judging.web.form_request import TEXT_LIMIT, read_multipart, read_urlencoded

JSON = {"Accept": "application/json"}


async def chunks(*pieces: bytes) -> AsyncIterator[bytes]:
    for piece in pieces:
        yield piece


def part(name: str, value: bytes, *, file: str = "", kind: str = "") -> bytes:
    head = f'--b\r\nContent-Disposition: form-data; name="{name}"' + (f'; filename="{file}"' if file else "")
    return head.encode() + (f"\r\nContent-Type: {kind}".encode() if kind else b"") + b"\r\n\r\n" + value + b"\r\n"


async def test_texts_and_files_are_read_in_their_order() -> None:
    body = part("a", "một".encode()) + part("a", b"2") + part("work", b"\xff\x00", file="ảnh.png") + b"--b--\r\nafter"
    fields = await read_multipart(chunks(*(body[at : at + 7] for at in range(0, len(body), 7)), b""), "b", parts=5)
    assert [name for name, _ in fields] == ["a", "a", "work"]
    assert [value for _, value in fields[:2]] == ["một", "2"]
    work: Any = fields[2][1]
    assert (work.filename, await work.read()) == ("ảnh.png", b"\xff\x00")
    await work.close()


@pytest.mark.parametrize(
    "body",
    [
        part("a", b"\xff\xfe") + b"--b--\r\n",
        part("a", b"\xed\xa0\x80") + b"--b--\r\n",  # half a surrogate pair
        part("a", b"a" * 1000, kind="text/plain; charset=punycode") + b"--b--\r\n",  # quadratic to decode
        part("a", b"1", kind="text/plain; charset=zlib") + b"--b--\r\n",
        part("a", b"1") * 6 + b"--b--\r\n",
        part("n" * 300, b"1") + b"--b--\r\n",
        part("a", b"1"),
        b"nothing of the kind",
        b"",
    ],
)
async def test_what_is_no_form_in_utf8_is_refused(body: bytes) -> None:
    with pytest.raises(HTTPException) as refused:
        await read_multipart(chunks(body, b""), "b", parts=5)
    assert refused.value.status_code == 400


@pytest.mark.parametrize("body", [b"a=%ff", b"a=%ED%A0%80", b"a=\xff", b"a=&" * 2000])
async def test_urlencoded_forms_have_the_same_bounds(body: bytes) -> None:
    with pytest.raises(HTTPException) as refused:
        await read_urlencoded(chunks(body))
    assert refused.value.status_code == 400


async def test_texts_are_small_even_where_files_are_large() -> None:
    piece = b"x" * 65536
    many = [piece] * (TEXT_LIMIT // len(piece) + 2)
    with pytest.raises(HTTPException) as refused:
        await read_multipart(chunks(part("a", b"")[:-2], *many), "b", parts=5)
    assert refused.value.status_code == 413
    with pytest.raises(HTTPException) as refused:
        await read_urlencoded(chunks(b"a=", *many))
    assert refused.value.status_code == 413


class GoneAway(Exception):
    """The sender's line is cut."""


async def test_nothing_stays_on_the_disk_when_the_sender_goes_away(tmp_path: Path) -> None:
    async def broken() -> AsyncIterator[bytes]:
        yield part("work", b"x" * 3_000_000, file="x.png")[:-2]
        open_files.append(len(_own_temporary_files()))
        raise GoneAway

    open_files = [len(_own_temporary_files())]
    with pytest.raises(GoneAway):
        await read_multipart(broken(), "b", parts=5)
    assert open_files[1] == open_files[0] + 1  # so the count sees it
    assert len(_own_temporary_files()) == open_files[0]


def _own_temporary_files() -> list[str]:
    """Files without a name that this process holds open."""
    found = []
    for handle in Path("/proc/self/fd").iterdir():
        try:
            target = str(handle.readlink())
        except FileNotFoundError:
            continue
        if target.startswith(tempfile.gettempdir()) and target.endswith("(deleted)"):
            found.append(target)
    return found


@post("/form", opt=PUBLIC, status_code=200)
async def form(request: Request[Any, Any, Any]) -> str:
    return repr(list((await request.form()).multi_items()))


async def test_every_route_reads_by_it(shell: Any) -> None:
    multi = {"Content-Type": "multipart/form-data; boundary=b", **JSON}
    async with shell([form]) as client:
        good = await client.post("/form", content=part("a", b"1") + part("a", b"2") + b"--b--\r\n", headers=multi)
        bad = await client.post("/form", content=part("a", b"\xff") + b"--b--\r\n", headers=multi)
        none = await client.post("/form", content=b"x", headers={**multi, "Content-Type": "multipart/form-data"})
        other = await client.post("/form", json={"a": "1"}, headers=JSON)
    assert good.text == "[('a', '1'), ('a', '2')]"
    assert (bad.status_code, none.status_code) == (400, 400)
    assert "utf-8" not in bad.text
    assert other.text == "[]"
