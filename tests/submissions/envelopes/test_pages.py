"""A teacher's pages by plain forms: what is asked, taken, refused beside its field, and downloaded."""

from __future__ import annotations

import httpx
import pytest

from judging.contests.enums import Stage
from judging.db import fetch
from judging.submissions.envelopes import queries
from judging.submissions.envelopes.paper_routes import part_of
from tests.cast import make_contest, outsider, png, sign_in, upload
from tests.submissions.envelopes.making import (
    CLASS,
    GIVEN,
    MAI,
    PAO,
    changed,
    make_envelope,
    make_full,
    make_teacher,
    xlsx,
)


async def test_a_teacher_nobody_knew_is_written_a_link(browser_client: httpx.AsyncClient) -> None:
    play = await make_contest(Stage.OPEN)
    email = f"ha@{play.view.slug}.example.org"
    page = await browser_client.get(f"/c/{play.view.slug}/school")
    assert "Gửi bài của cả lớp" in page.text
    gap = await browser_client.post(f"/c/{play.view.slug}/school/letter", data={"name": "", "email": "x"})
    assert gap.status_code == 422
    sent = await browser_client.post(f"/c/{play.view.slug}/school/letter", data={"name": "Cà Thị Hà", "email": email})
    assert sent.status_code == 200
    letters = await fetch('SELECT body FROM mail WHERE "to" = $1', email)
    assert len(letters) == 1
    assert "/sign-in/" in letters[0]["body"]


async def test_an_envelope_is_begun_by_form(browser_client: httpx.AsyncClient) -> None:
    play = await make_contest(Stage.OPEN)
    teacher = await outsider()
    await sign_in(browser_client, teacher)
    address = f"/c/{play.view.slug}/school"
    gap = await browser_client.post(address, data={"unit": "", "teacher": "Cà Thị Hà", "phone": "0912"})
    assert gap.status_code == 422
    assert 'id="e-unit"' in gap.text
    made = await browser_client.post(
        address, data={"unit": GIVEN.unit, "class_name": "5A", "teacher": "Hà", "phone": "0"}
    )
    assert made.status_code == 303
    page = await browser_client.get(made.headers["location"])
    assert "Trường THCS Chiềng Lề · 5A" in page.text
    mine = await browser_client.get("/envelopes")
    assert made.headers["location"] in mine.text


async def test_a_faulty_roster_is_shown_line_by_line(browser_client: httpx.AsyncClient) -> None:
    play = await make_contest(Stage.OPEN)
    teacher = await make_teacher(play)
    envelope_id, _ = await make_envelope(play, teacher, [MAI])
    await sign_in(browser_client, teacher)
    address = f"/envelopes/{envelope_id}"
    bad = xlsx([MAI, changed(PAO, birth="32/13/2014", title="")])
    answer = await browser_client.post(f"{address}/roster", files={"roster": ("sai.xlsx", bad)})
    assert answer.status_code == 303
    page = await browser_client.get(address)
    assert "C3" in page.text
    assert "F3" in page.text
    assert "Giàng A Páo" in page.text
    marked = await browser_client.get(f"{address}/corrections.xlsx")
    assert marked.content.startswith(b"PK")
    none = await browser_client.post(f"{address}/roster", files={"x": ("", b"")})
    assert none.status_code == 422
    no_roster = await browser_client.post(f"{address}/roster", files={"roster": ("anh.png", png())})
    assert no_roster.status_code == 422
    assert "XLSX" in no_roster.text


async def test_many_files_by_a_plain_form(browser_client: httpx.AsyncClient) -> None:
    play = await make_contest(Stage.OPEN)
    teacher = await make_teacher(play)
    envelope_id, _ = await make_envelope(play, teacher)
    await sign_in(browser_client, teacher)
    files = [
        ("files", (f"{name}.png", png(colour=colour))) for name, colour in (("Lò Thị Mai", "#010203"), ("x", "#030201"))
    ]
    answer = await browser_client.post(f"/envelopes/{envelope_id}/files", files=[*files, ("files", ("rong.png", b""))])
    assert answer.status_code == 422
    assert "rong.png" in answer.text
    held = await queries.contents(envelope_id)
    assert [row.state for row in held.rows] == ["ready", "no_file", "no_file"]
    assert [file.file_name for file in held.loose] == ["x.png"]
    many = [("files", (f"{number}.png", png(colour=f"#0000{number:02x}"))) for number in range(25)]
    more = await browser_client.post(f"/envelopes/{envelope_id}/files", files=many)
    assert more.status_code == 303
    assert len((await queries.contents(envelope_id)).loose) == 26


async def test_the_script_hands_uploads_over(browser_client: httpx.AsyncClient) -> None:
    play = await make_contest(Stage.OPEN)
    teacher = await make_teacher(play)
    envelope_id, _ = await make_envelope(play, teacher)
    await sign_in(browser_client, teacher)
    upload_id = await upload(play, png(colour="#123456"), "lo thi mai.png")
    address, json = f"/envelopes/{envelope_id}/files", {"Accept": "application/json"}
    taken = await browser_client.post(address, data={"upload_id": str(upload_id)}, headers=json)
    assert taken.json() == {"added": 1, "problems": []}
    again = await browser_client.post(address, data={"upload_id": str(upload_id)}, headers=json)
    assert again.status_code == 422
    assert again.json()["problems"]


async def test_everything_can_be_downloaded_and_printed(browser_client: httpx.AsyncClient) -> None:
    play = await make_contest(Stage.OPEN)
    teacher = await make_teacher(play)
    full = await make_full(play, teacher)
    await sign_in(browser_client, teacher)
    for name, begins in {
        "template.xlsx": b"PK", "template.csv": b"\xef\xbb\xbfSTT", "roster.xlsx": b"PK", "corrections.xlsx": b"PK",
        "slips.pdf": b"%PDF", "roster.pdf": b"%PDF", "receipts.pdf": b"%PDF",
    }.items():  # fmt: skip
        answer = await browser_client.get(f"/envelopes/{full.id}/{name}")
        assert answer.content.startswith(begins), name
        assert answer.headers["cache-control"] == "private, no-store"
        assert "attachment" in answer.headers["content-disposition"]
    row = await browser_client.get(f"/envelopes/{full.id}/rows/{full.row_id}")
    assert "Lò Thị Mai" in row.text
    wrong = await browser_client.post(f"/envelopes/{full.id}/rows/{full.row_id}/withdraw", data={"confirm": "không"})
    assert wrong.status_code == 422
    done = await browser_client.post(f"/envelopes/{full.id}/rows/{full.row_id}/withdraw", data={"confirm": "rut bai"})
    assert done.status_code == 303


async def test_pages_ask_the_same_number_of_statements_of_one_pupil_and_of_many(
    browser_client: httpx.AsyncClient, statements: list[str]
) -> None:
    play = await make_contest(Stage.OPEN)
    teacher = await make_teacher(play)
    one, _ = await make_envelope(play, teacher, [MAI])
    three, _ = await make_envelope(play, teacher, CLASS[1:])
    await sign_in(browser_client, teacher)
    counts = []
    for envelope_id in (one, one, three):  # the first request moves the session's end on
        statements.clear()
        assert (await browser_client.get(f"/envelopes/{envelope_id}")).status_code == 200
        counts.append(len([text for text in statements if "envelope" in text]))
    assert counts[1] == counts[2] == 4


@pytest.mark.parametrize(("part", "first"), [("1", 0), ("2", 400), ("x", 0), ("0", 0), ("99", None)])
def test_long_rosters_are_printed_in_parts(part: str, first: int | None) -> None:
    rows = list(range(900))
    found = part_of(rows, part)  # type: ignore[type-var, arg-type]  # any list will do
    assert found == ([] if first is None else rows[first : first + 400])
