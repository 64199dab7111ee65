"""The shell from outside: what a browser is answered."""

from __future__ import annotations

import re
import uuid
from pathlib import Path
from typing import Any

import asyncpg
import pytest
from litestar import Request, get, post
from litestar.params import FromPath
from litestar.response import Response, Template

from judging.errors import Invalid, NotAllowed, NotFound, Refused, TooMany
from judging.web.access import PUBLIC, SIGNED_IN, Role, actor_of, require
from judging.web.assets import load_tree
from judging.web.preferences import cookies_of
from judging.web.session import cleared_cookie, session_cookie, session_token
from media_store.objects import StoreUnavailable

WEB = Path(__file__).parents[2] / "judging" / "web"
TOKEN = "t" * 43
CONTEST = uuid.UUID(int=7)
HTML = {"Accept": "text/html"}
JSON = {"Accept": "application/json"}
FAILURES = {
    "missing": (NotFound("Please choose a file."), 404),
    "forbidden": (NotAllowed("Please choose a file."), 403),
    "invalid": (Invalid("Please choose a file.", field="work"), 422),
    "refused": (Refused("Please choose a file."), 409),
    "too-many": (TooMany("Please choose a file."), 429),
    "down": (StoreUnavailable("no answer"), 503),
    "down-dead": (asyncpg.InternalClientError("secret detail"), 503),
    "down-refused": (ConnectionRefusedError("secret detail"), 503),
    "down-slow": (TimeoutError("secret detail"), 503),
    "down-stopping": (asyncpg.AdminShutdownError("secret detail"), 503),
    "down-full": (asyncpg.DiskFullError("secret detail"), 503),
    "down-deadlock": (asyncpg.DeadlockDetectedError("secret detail"), 503),
    "unstorable": (asyncpg.CharacterNotInRepertoireError("secret detail"), 400),
    "bug": (ZeroDivisionError("secret detail"), 500),
}


@get("/fail/{kind:str}", opt=PUBLIC)
async def fail(kind: FromPath[str]) -> None:
    raise FAILURES[kind][0]


@get("/page", opt=PUBLIC)
async def page() -> Template:
    return Template("page.html")


@get("/undeclared")
async def undeclared() -> str:
    return "open"


@get("/mine", opt=SIGNED_IN)
async def mine(request: Request[Any, Any, Any]) -> str:
    return actor_of(request).name


@get("/desk", opt=require(Role.SECRETARY))
async def desk() -> str:
    return "desk"


@get("/jury/{contest_id:uuid}", opt=require(Role.JUROR))
async def jury(request: Request[Any, Any, Any], contest_id: FromPath[uuid.UUID]) -> str:
    actor_of(request).must_be(contest_id, Role.JUROR)
    return "jury"


@post("/write", opt=PUBLIC, status_code=200)
async def write() -> str:
    return "written"


@post("/form", opt=PUBLIC, status_code=200)
async def form(request: Request[Any, Any, Any]) -> str:
    return str(len(await request.form()))


HANDLERS = [fail, page, undeclared, mine, desk, jury, write, form]
PAGE = {
    "page.html": '{% extends "web/base.html" %}{% block title %}T{% endblock %}'
    '{% block main %}{{ _("Sign out") }}{% endblock %}'
}


@pytest.mark.parametrize("kind", FAILURES)
async def test_errors_are_pages_in_the_readers_language(shell: Any, kind: str) -> None:
    status = FAILURES[kind][1]
    async with shell(HANDLERS) as client:
        vietnamese = await client.get(f"/fail/{kind}", headers=HTML)
        english = await client.get(f"/fail/{kind}?lang=en", headers=HTML)
    assert vietnamese.status_code == english.status_code == status
    assert '<html lang="vi"' in vietnamese.text
    assert '<html lang="en"' in english.text
    assert "secret detail" not in vietnamese.text
    assert ("retry-after" in vietnamese.headers) is (status == 503)
    if 400 < status < 500:
        assert "Bạn hãy chọn một tệp." in vietnamese.text
        assert "Please choose a file." in english.text


@pytest.mark.parametrize("kind", FAILURES)
async def test_errors_are_json_for_programs(shell: Any, kind: str) -> None:
    async with shell(HANDLERS) as client:
        answer = await client.get(f"/fail/{kind}", headers=JSON)
    assert answer.status_code == FAILURES[kind][1]
    assert answer.json()["error"]
    assert answer.json().get("field") == ("work" if kind == "invalid" else None)


async def test_an_unforeseen_error_shows_the_number_that_the_log_has(
    shell: Any, caplog: pytest.LogCaptureFixture
) -> None:
    async with shell(HANDLERS) as client:
        answer = await client.get("/fail/bug", headers=JSON)
    assert answer.json()["id"] in caplog.text
    assert "ZeroDivisionError" in caplog.text


@pytest.mark.parametrize("kind", ["bug", "down", "unstorable"])
async def test_no_address_stands_in_the_log(shell: Any, caplog: pytest.LogCaptureFixture, kind: str) -> None:
    """It may hold a sign-in link, which is good until it is used."""
    async with shell([fail]) as client:
        await client.get(f"/fail/{kind}?secret=1", headers=JSON)
    assert "GET /fail/{kind}" in caplog.text
    assert f"/fail/{kind}" not in caplog.text
    assert "secret=1" not in caplog.text


async def test_an_unknown_address_is_a_page_too(shell: Any) -> None:
    async with shell(HANDLERS) as client:
        answer = await client.get("/nowhere?lang=en", headers=HTML)
    assert answer.status_code == 404
    assert "There is no such page" in answer.text
    assert "content-security-policy" in answer.headers


async def test_a_route_that_declares_no_access_is_closed(shell: Any) -> None:
    async with shell(HANDLERS) as client:
        assert (await client.get("/undeclared")).status_code == 403
        assert (await client.get("/undeclared", headers={"Cookie": f"bv_session={TOKEN}"})).status_code == 403


async def test_strangers_are_led_to_sign_in_and_back(shell: Any) -> None:
    async with shell(HANDLERS) as client:
        answer = await client.get("/desk?a=1&b=2", headers=HTML, follow_redirects=False)
        program = await client.get("/desk", headers=JSON)
    assert answer.status_code == 303
    assert answer.headers["location"] == "/sign-in?next=%2Fdesk%3Fa%3D1%26b%3D2"
    assert program.status_code == 401


async def test_roles_open_their_own_doors_only(shell: Any) -> None:
    async with shell(HANDLERS) as client:
        client.cookies.set("bv_session", TOKEN)
        assert (await client.get("/mine")).text == "Lò Thị Hương"
        assert (await client.get("/desk")).status_code == 403
        assert (await client.get(f"/jury/{CONTEST}")).text == "jury"
        assert (await client.get(f"/jury/{uuid.UUID(int=8)}")).status_code == 403


@pytest.mark.parametrize("cookie", ["", "short", "x" * 43, "t" * 44, "ộ" * 43, '"; evil="'])
async def test_a_cookie_that_is_not_ours_is_nobody(shell: Any, cookie: str) -> None:
    async with shell(HANDLERS) as client:
        answer = await client.get(
            "/mine", headers={**JSON, "Cookie": f"bv_session={cookie}".encode()}, follow_redirects=False
        )
    assert answer.status_code == 401


async def test_another_site_cannot_write(shell: Any) -> None:
    async with shell(HANDLERS) as client:
        assert (await client.post("/write")).text == "written"
        assert (await client.post("/write", headers={"Sec-Fetch-Site": "cross-site"})).status_code == 403
        assert (await client.post("/write", headers={"Origin": "https://evil.example"})).status_code == 403


async def test_bodies_and_parts_are_limited(shell: Any) -> None:
    async with shell(HANDLERS) as client:
        large = await client.post("/form", data={"a": "x" * 1_100_000})
        many = await client.post("/form", files={f"f{place}": b"x" for place in range(25)})
        fair = await client.post("/form", data={"a": "1", "b": "2"})
    assert large.status_code == 413
    assert many.status_code == 400
    assert fair.text == "2"


async def test_language_and_theme_are_remembered(shell: Any) -> None:
    async with shell(HANDLERS, PAGE) as client:
        assert "Đăng xuất" in (await client.get("/page")).text
        switched = await client.get("/page?lang=en&theme=dark&x=1")
        assert "Sign out" in switched.text
        assert 'data-theme="dark"' in switched.text
        assert 'href="/page?lang=vi&amp;theme=dark&amp;x=1"' in switched.text
        assert {cookie.name: cookie.value for cookie in client.cookies.jar} == {"lang": "en", "theme": "dark"}
        again = await client.get("/page")
        assert "Sign out" in again.text
        assert 'data-theme="dark"' in again.text
        assert "data-theme" not in (await client.get("/page?theme=auto")).text
        assert "set-cookie" not in (await client.get("/page?lang=xx&theme=pink")).headers


async def test_headers_keep_the_page_to_itself(shell: Any) -> None:
    async with shell(HANDLERS, PAGE, secure=True) as client:
        stranger = await client.get("/page?lang=en")
        known = await client.get("/page", headers={"Cookie": f"__Host-bv_session={TOKEN}"})
        typed = await client.post("/write")
    policy = stranger.headers["content-security-policy"]
    assert "'unsafe-inline'" not in policy
    assert "script-src 'self';" in policy
    assert "frame-ancestors 'none'" in policy
    assert stranger.headers["x-content-type-options"] == "nosniff"
    assert stranger.headers["strict-transport-security"]
    assert "Secure" in stranger.headers["set-cookie"]
    assert stranger.headers["cache-control"] == "private, no-cache"
    assert known.headers["cache-control"] == typed.headers["cache-control"] == "private, no-store"


async def test_layouts_hold_no_inline_script_or_style(shell: Any) -> None:
    async with shell(HANDLERS, PAGE) as client:
        text = (await client.get("/page")).text
    assert not re.search(r"<style|style=|<script(?![^>]*\bsrc=)|\bon\w+=", text)


async def test_static_files_are_kept_for_ever_and_packed(shell: Any) -> None:
    async with shell(HANDLERS, PAGE) as client:
        found = re.search(r'"(/static/[0-9a-f]{12}/css/shell\.css)"', (await client.get("/page")).text)
        assert found
        sheet = await client.get(found[1])
        old = await client.get("/static/000000000000/css/shell.css", headers={"Accept-Encoding": "identity"})
        assert (await client.get("/static/000000000000/css/none.css")).status_code == 404
        assert (await client.get("/static/000000000000/..%2Fi18n.py")).status_code == 404
    assert sheet.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert sheet.headers["content-encoding"] == "gzip"
    assert sheet.headers["content-type"] == "text/css; charset=utf-8"
    assert old.headers["cache-control"] == "no-cache"
    assert "content-encoding" not in old.headers
    assert old.text == sheet.text


async def test_another_tree_has_another_address(tmp_path: Path) -> None:
    (tmp_path / "a.css").write_text("a { color: red }")
    (tmp_path / "font.ttf").write_bytes(b"kept for the printer")
    first = load_tree([tmp_path])
    again = load_tree([tmp_path])
    (tmp_path / "a.css").write_text("a { color: blue }")
    assert first.url("a.css") == again.url("a.css") != load_tree([tmp_path]).url("a.css")
    with pytest.raises(KeyError):
        first.url("font.ttf")


@get("/shared", opt=PUBLIC)
async def shared() -> Response[str]:
    return Response("picture", headers={"Cache-Control": "public, max-age=60"})


async def test_what_caches_share_sets_no_cookie(shell: Any) -> None:
    async with shell([shared]) as client:
        assert "set-cookie" not in (await client.get("/shared?lang=en&theme=dark")).headers


def test_over_tls_the_session_is_bound_to_the_host() -> None:
    cookie = session_cookie(TOKEN, secure=True, lifetime=60)
    assert (cookie.key, cookie.path, cookie.domain, cookie.secure, cookie.httponly) == (
        "__Host-bv_session", "/", None, True, True,
    )  # fmt: skip
    assert cleared_cookie(secure=True).key == cookie.key
    scope: Any = {"headers": [(b"cookie", f"bv_session={TOKEN}".encode())]}
    assert session_token(scope, secure=False) == TOKEN
    assert session_token(scope, secure=True) is None


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("", {}),
        ("lang=en; bv_session=abc; theme=", {"lang": "en", "bv_session": "abc", "theme": ""}),
        ("a=1; a=2; bare; =x;;b=c=d", {"a": "1", "": "x", "b": "c=d"}),
        ('a="' + "\\\\" * 100_000 + '"', {"a": '"' + "\\\\" * 8190 + "\\"}),
    ],
)
def test_cookies_are_read_as_they_stand(line: str, found: dict[str, str]) -> None:
    """The standard library's reader needs minutes for the last one."""
    scope: Any = {"headers": [(b"host", b"x"), (b"cookie", line.encode())]}
    assert cookies_of(scope) == found


def test_no_page_reads_cookies_by_the_library() -> None:
    sources = [path for folder in ("judging", "admin_ui") for path in (WEB.parents[1] / folder).rglob("*.py")]
    assert len(sources) > 100
    readers = ("http.cookies", "request.cookies", "connection.cookies")
    assert [path for path in sources if any(name in path.read_text("utf-8") for name in readers)] == []
