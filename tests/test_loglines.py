"""No name, address, PIN or token of a person in a line of the log, whatever has failed."""

from __future__ import annotations

import base64
import hashlib
import io
import json
import logging
import smtplib
import sys
from collections.abc import Iterator

import asyncpg
import httpx
import pytest

from judging import outbox
from judging.contests.enums import Stage
from judging.db import fetch, unit_of_work
from judging.loglines import JsonLine, PlainLine, discreet
from judging.web.tokens import new_token
from tests.cast import make_contest, make_entry, sign_in


@pytest.fixture
def lines() -> Iterator[io.StringIO]:
    """What the house's loggers write meanwhile."""
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(PlainLine())
    house = logging.getLogger("judging")
    house.addHandler(handler)
    level = house.level
    house.setLevel(logging.DEBUG)
    yield written
    house.setLevel(level)
    house.removeHandler(handler)


def record(message: str, error: BaseException | None = None) -> logging.LogRecord:
    told = (type(error), error, None) if error else None
    return logging.LogRecord("judging.x", logging.ERROR, "x.py", 1, message, None, told)


@pytest.mark.parametrize(
    ("text", "secret"),
    [
        ("refused: {'lo.thi.huong@example.org': (550, b'no such user')}", "huong"),
        ("cannot reach postgresql://bangvang:pass-word@db/x", "pass-word"),
        ("DETAIL:  Key (email_key)=(huong@truong.edu.vn) already exists.", "huong"),
        ("invalid input for query argument $2: 'Lò Thị Hương' (value too long)", "Hương"),
        ('invalid input syntax for type integer: "Lò Thị Hương"', "Hương"),
        ("GET /sign-in/Zm9vYmFyMTIzNDU2Nzg5MEFCQ0RFRkdISUpLTE1OT1A", "Zm9v"),
    ],
)
def test_what_libraries_quote_is_left_out(text: str, secret: str) -> None:
    assert secret in text
    for formatter in (PlainLine(), JsonLine()):
        for made in (record(text), record("failed", ValueError(text))):
            assert secret not in formatter.format(made)


def test_what_an_operator_needs_stays() -> None:
    key = f"originals/ab/{'ab' * 32}"
    for text in (f"no object {key}", "job 12 (process_file) failed at attempt 2", "GET /c/{slug}", "127.0.0.1:5432"):
        assert discreet(text) == text


def test_every_token_is_cut() -> None:
    for number in range(500):
        token = base64.urlsafe_b64encode(hashlib.sha256(bytes([number % 256, number // 256])).digest()).decode()[:43]
        assert token not in discreet(f"/sign-in/{token} and bv_session={token}; or {token}.")


def test_a_line_for_programs_is_one_json_object() -> None:
    try:
        raise ValueError("two\nlines")
    except ValueError:
        made = record("job %s failed")
        made.exc_info = sys.exc_info()
    line = JsonLine().format(made)
    assert "\n" not in line
    told = json.loads(line)
    assert (told["level"], told["logger"], told["message"]) == ("error", "judging.x", "job %s failed")
    assert told["error"].endswith("ValueError: two\nlines")
    assert told["at"].endswith("+00:00")


async def test_a_letter_that_fails_names_nobody(pool: None, lines: io.StringIO) -> None:
    @outbox.handler("test_letter")
    async def refuse(to: str) -> None:
        raise smtplib.SMTPRecipientsRefused({to: (550, b"no such user")})

    async with unit_of_work() as work:
        await outbox.enqueue(work, "test_letter", key=new_token(), to="lo.thi.huong@example.org")
    [job] = await fetch("SELECT id FROM job WHERE kind = 'test_letter' ORDER BY id DESC LIMIT 1")
    assert not await outbox.run(job["id"])
    assert "SMTPRecipientsRefused" in lines.getvalue()
    assert "huong" not in lines.getvalue()
    await fetch("DELETE FROM job WHERE id = $1", job["id"])


async def test_a_row_that_is_there_already_is_not_quoted(pool: None) -> None:
    sql = (
        "INSERT INTO person (id, name, email, email_key, locale, created_at)"
        " VALUES (gen_random_uuid(), 'Hương', $1, $1, 'vi', now())"
    )
    address = f"{new_token()}@example.org"
    await fetch(sql, address)
    with pytest.raises(asyncpg.UniqueViolationError) as raised:
        await fetch(sql, address)
    assert address in str(raised.value)
    assert address.partition("@")[0] not in PlainLine().format(record("failed", raised.value))


async def test_a_day_at_the_office_leaves_nobody_in_the_log(
    browser_client: httpx.AsyncClient, lines: io.StringIO
) -> None:
    play = await make_contest(Stage.OPEN)
    made = await make_entry(play, "poems", name="Lường Thị Kiểm", phone="0912345678", data=b"\xff\xfe\x00not a poem")
    await sign_in(browser_client, play.organiser)
    for path in (f"/admin/{play.view.slug}/entries/{made.receipt.code}", "/admin/x%00y", "/no/such/page"):
        await browser_client.get(path)
    await browser_client.post(
        "/entry/sign-in", data={"code": made.receipt.code, "pin": "000000"}, headers={"Sec-Fetch-Site": "same-origin"}
    )
    written = lines.getvalue()
    for secret in ("Kiểm", "0912345678", made.receipt.pin, play.organiser.email or "?"):
        assert secret not in written
