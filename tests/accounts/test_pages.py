"""Coming in and going out, as a browser sees it."""

from __future__ import annotations

import re
import uuid

import httpx
import pytest

from judging.accounts import queries, service
from judging.accounts.forms import safe_next
from judging.accounts.routes import home_of, mailbox_may_open
from judging.web.actor import Role
from judging.web.client import client_address

HTML = {"Accept": "text/html"}


async def sign_in_path(role: Role = Role.ORGANISER) -> str:
    email = f"{uuid.uuid4().hex}@example.org"
    return await service.appoint(name="Hà Văn Pản", email=email, role=role, contest_id=None)


async def test_a_letter_brings_someone_in(browser_client: httpx.AsyncClient, pool: None) -> None:
    email = f"{uuid.uuid4().hex}@example.org"
    await service.appoint(name="Hà Văn Pản", email=email, role=Role.JUROR, contest_id=None)
    answer = await browser_client.post("/sign-in", data={"email": email.upper()})
    assert answer.status_code == 200
    body = next(letter.body for letter in await queries.letters(1000) if letter.to == email)
    path = re.search(r"/sign-in/[\w-]+", body)
    assert path
    shown = await browser_client.get(path[0])
    assert shown.status_code == 200
    assert "bv_session" not in browser_client.cookies
    entered = await browser_client.post(path[0])
    assert entered.status_code == 303
    assert entered.headers["location"] == "/jury"
    cookie = entered.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie


async def test_looking_at_a_link_does_not_use_it_up(browser_client: httpx.AsyncClient) -> None:
    path = await sign_in_path()
    for _ in range(3):
        assert (await browser_client.get(path)).status_code == 200
    assert (await browser_client.post(path)).status_code == 303
    again = await browser_client.post(path)
    assert again.status_code == 422
    assert "đã dùng rồi" in again.text


async def test_signing_in_makes_a_new_session_and_ends_the_old(browser_client: httpx.AsyncClient) -> None:
    await browser_client.post(await sign_in_path())
    first = browser_client.cookies["bv_session"]
    await browser_client.post(await sign_in_path())
    second = browser_client.cookies["bv_session"]
    assert first != second
    old = await browser_client.get("/sign-in", headers={"Cookie": f"bv_session={first}"})
    assert old.status_code == 200


async def test_a_session_chosen_by_the_browser_is_never_adopted(browser_client: httpx.AsyncClient) -> None:
    chosen = "A" * 43
    browser_client.cookies.set("bv_session", chosen, domain="testserver.local")
    answer = await browser_client.post(await sign_in_path())
    assert f"bv_session={chosen}" not in answer.headers["set-cookie"]


async def test_signing_out_ends_it(browser_client: httpx.AsyncClient) -> None:
    await browser_client.post(await sign_in_path())
    token = browser_client.cookies["bv_session"]
    answer = await browser_client.post("/sign-out")
    assert answer.status_code == 303
    assert "bv_session" not in browser_client.cookies
    after = await browser_client.get("/sign-in", headers={"Cookie": f"bv_session={token}"})
    assert after.status_code == 200


async def test_whoever_is_in_is_led_home(browser_client: httpx.AsyncClient) -> None:
    await browser_client.post(await sign_in_path())
    answer = await browser_client.get("/sign-in")
    assert (answer.status_code, answer.headers["location"]) == (303, "/admin")


async def test_the_page_asked_for_first_is_shown_after_signing_in(browser_client: httpx.AsyncClient) -> None:
    path = await sign_in_path()
    shown = await browser_client.get(path, params={"next": "/admin/entries?page=2"})
    assert 'value="/admin/entries?page=2"' in shown.text
    entered = await browser_client.post(path, data={"next": "/admin/entries?page=2"})
    assert entered.headers["location"] == "/admin/entries?page=2"


async def test_nobody_is_led_to_another_site(browser_client: httpx.AsyncClient) -> None:
    entered = await browser_client.post(await sign_in_path(), data={"next": "//evil.example/"})
    assert entered.headers["location"] == "/admin"


@pytest.mark.parametrize(
    ("email", "sentence"), [("", "Bạn hãy điền vào ô này."), ("lan", "Bạn hãy ghi đủ địa chỉ e-mail")]
)
async def test_a_wrong_address_is_explained_beside_its_field(
    browser_client: httpx.AsyncClient, email: str, sentence: str
) -> None:
    answer = await browser_client.post("/sign-in", data={"email": email})
    assert answer.status_code == 422
    assert re.search(rf'<p class="error" id="e-email">{re.escape(sentence)}', answer.text)
    assert f'value="{email}"' in answer.text
    assert "autofocus" in answer.text


async def test_unknown_and_known_addresses_get_the_same_answer(browser_client: httpx.AsyncClient) -> None:
    known, unknown = (f"{uuid.uuid4().hex}@example.org" for _ in range(2))
    await service.appoint(name="Hà Văn Pản", email=known, role=Role.JUROR, contest_id=None)
    pages = [(await browser_client.post("/sign-in", data={"email": email})).text for email in (known, unknown)]
    assert pages[0].replace(known, "") == pages[1].replace(unknown, "")


async def test_signing_out_leaves_no_pictures_behind(browser_client: httpx.AsyncClient) -> None:
    await browser_client.post(await sign_in_path())
    answer = await browser_client.post("/sign-out")
    assert answer.headers["clear-site-data"] == '"cache"'
    assert answer.headers["cache-control"] == "private, no-store"


async def test_another_site_cannot_sign_someone_out(browser_client: httpx.AsyncClient) -> None:
    await browser_client.post(await sign_in_path())
    answer = await browser_client.post("/sign-out", headers={"Sec-Fetch-Site": "cross-site", **HTML})
    assert answer.status_code == 403
    assert (await browser_client.get("/sign-in")).status_code == 303


async def test_the_mailbox_is_not_for_the_network(browser_client: httpx.AsyncClient) -> None:
    assert (await browser_client.get("/mailbox")).status_code == 404


@pytest.mark.parametrize(
    ("address", "told", "public", "smtp", "proxied", "opens"),
    [
        ("127.0.0.1", "127.0.0.1:8000", "127.0.0.1", "", False, True),
        ("::1", "localhost:8000", "localhost", "", False, True),
        ("::1", "[::1]:8000", "localhost", "", False, True),
        ("10.0.0.9", "127.0.0.1:8000", "127.0.0.1", "", False, False),
        ("127.0.0.1", "127.0.0.1:8000", "thi.example.org", "", False, False),
        ("127.0.0.1", "127.0.0.1:8000", "127.0.0.1", "smtp://mail", False, False),
        ("127.0.0.1", "127.0.0.1:8000", "127.0.0.1", "", True, False),
        # Another site has its own name mean this machine, and reads with the browser that sits here.
        ("127.0.0.1", "evil.example:8000", "127.0.0.1", "", False, False),
        ("127.0.0.1", "localhost.evil.example", "127.0.0.1", "", False, False),
        ("127.0.0.1", "[", "127.0.0.1", "", False, False),
        ("127.0.0.1", "", "127.0.0.1", "", False, False),
    ],
)
def test_the_mailbox_opens_on_this_machine_only(
    address: str, told: str, public: str, smtp: str, proxied: bool, opens: bool
) -> None:
    public_url = f"http://{public}:8000"
    found = mailbox_may_open(address=address, host=told, public_url=public_url, smtp_url=smtp, proxied=proxied)
    assert found is opens


@pytest.mark.parametrize(
    "target",
    [
        "", "https://evil.example", "//evil.example", "/\\evil.example", "/a\nb", "evil", "javascript:alert(1)",
        "/\t/evil.example", "/\x00", "/\x7f", "/\ud800", "/" + "x" * 1000, "///evil.example", " //evil.example", "//[",
    ],
)  # fmt: skip
def test_only_our_own_pages_are_led_to(target: str) -> None:
    assert safe_next(target) == ""
    assert safe_next("/my?x=//y") == "/my?x=//y"


def test_everyone_has_a_home() -> None:
    assert {role: home_of(frozenset({role})) for role in Role}.keys() == set(Role)
    assert home_of(frozenset()) == "/"


async def test_the_house_says_whether_it_is_awake(browser_client: httpx.AsyncClient) -> None:
    answer = await browser_client.get("/health")
    assert answer.status_code == 200
    assert answer.json() == {"database": "ok", "store": "ok"}


async def test_a_session_costs_one_statement_and_strangers_none(
    browser_client: httpx.AsyncClient, statements: list[str]
) -> None:
    static = "/static/000000000000/css/shell.css"
    for path in ("/sign-in", static, "/nowhere"):
        await browser_client.get(path)
    assert statements == []
    await browser_client.post(await sign_in_path())
    statements.clear()
    await browser_client.get("/sign-in?next=/my")
    assert len([one for one in statements if "FROM session" in one]) == len(statements) == 1
    await browser_client.get(static)
    assert len(statements) == 1


@pytest.mark.parametrize(
    ("peer", "header", "address"),
    [
        ("1.2.3.4", "", "1.2.3.4"),
        ("1.2.3.4", "198.51.100.1", "1.2.3.4"),
        ("127.0.0.1", "6.6.6.6, 198.51.100.1", "198.51.100.1"),
        ("10.1.2.3", "2001:db8::1", "2001:db8::1"),
        ("127.0.0.1", "not an address", "127.0.0.1"),
        ("testclient", "198.51.100.1", "testclient"),
    ],
)
def test_only_our_own_proxy_is_believed(peer: str, header: str, address: str) -> None:
    assert client_address(peer=peer, forwarded_for=header) == address
