"""The board's meeting and motions by plain forms."""

from __future__ import annotations

import re

import httpx

from judging.awards import queries as results
from judging.awards.deliberation import queries
from judging.awards.deliberation.enums import Kind
from judging.awards.deliberation.proposals import Wish
from tests.awards.deliberation.board import Board, make_board, prize
from tests.cast import sign_in


async def seated(client: httpx.AsyncClient) -> tuple[Board, str]:
    """The chair is signed in, and has noted who sits."""
    board = await make_board()
    await sign_in(client, board.members[0])
    room = f"/admin/{board.play.view.slug}/board"
    noted = await client.post(
        f"{room}/meeting",
        data={
            "chair": str(board.members[0].person_id), f"present-{board.members[1].person_id}": "yes",
            "began": "2024-10-02T14:00", "place": "Phòng họp 2", "guests": "Ông Ất\nBà Giáp", "minute_taker": "Cô Bính",
        },
    )  # fmt: skip
    assert (noted.status_code, noted.headers["location"]) == (303, f"{room}#meeting")
    return board, room


async def test_who_sits_is_noted_in_the_contests_time(browser_client: httpx.AsyncClient) -> None:
    _board, room = await seated(browser_client)
    page = (await browser_client.get(room)).text
    assert "2/10/2024 14:00" in page
    assert "Ông Ất; Bà Giáp" in page
    assert 'value="2024-10-02T14:00"' in page
    wrong = await browser_client.post(f"{room}/meeting", data={"chair": "x", "began": "hôm qua", "place": "Phòng 9"})
    assert wrong.status_code == 422
    assert "Bạn hãy ghi ngày và giờ" in wrong.text
    assert 'value="Phòng 9"' in wrong.text


async def test_a_motion_from_its_proposal_to_the_new_prizes(browser_client: httpx.AsyncClient) -> None:
    board, room = await seated(browser_client)
    given = {"kind": "exchange", "code": board.code(1).lower(), "other": board.code(2), "reason": "Bố cục chặt hơn."}
    assert (await browser_client.post(f"{room}/motions", data=given)).headers["location"] == f"{room}#motion-1"
    page = (await browser_client.get(room)).text
    assert "Kiến nghị số 1, đang biểu quyết: Hoán đổi giải của hai tác phẩm" in page
    assert "chuyển từ giải Nhất sang giải Nhì" in page
    assert "Chưa có ai biểu quyết." in page
    for member, vote in ((board.members[1], "for"), (board.members[0], "for")):
        await sign_in(browser_client, member)
        assert (await browser_client.post(f"{room}/motions/1/vote", data={"choice": vote})).status_code == 303
    page = (await browser_client.get(room)).text
    assert "Đã biểu quyết: Bà Nga, Hội đồng." in page
    assert 'aria-pressed="true"' in page
    assert (await browser_client.post(f"{room}/motions/1/close")).status_code == 303
    assert await board.prizes() == ["second", "first", None, None, None]
    page = (await browser_client.get(room)).text
    assert "Đã thông qua và áp dụng" in page
    assert "Tán thành: 2" in page
    undo = {"kind": "undo", "undoes": "1", "reason": "Xem lại bản gốc."}
    assert (await browser_client.post(f"{room}/motions", data={**undo, "reason": ""})).status_code == 422
    assert (await browser_client.post(f"{room}/motions", data=undo)).status_code == 303
    await board.votes(2, "for", "for", "for")
    assert (await browser_client.post(f"{room}/motions/2/close")).status_code == 303
    assert await board.prizes() == ["first", "second", None, None, None]
    assert "bị hủy bởi quyết định số 2" in (await browser_client.get(room)).text
    listed = (await browser_client.get(f"/admin/{board.play.view.slug}/result")).text
    assert "Thị Hương" not in listed + page


async def test_a_broken_rule_is_shown_and_ticked_before_it_is_proposed_and_closed(
    browser_client: httpx.AsyncClient,
) -> None:
    board, room = await seated(browser_client)
    given = {"kind": "prize", "code": board.code(3), "tier": "second", "reason": "Rất mới."}
    asked = await browser_client.post(f"{room}/motions", data=given)
    assert asked.status_code == 422
    assert "Thể lệ có 1 suất giải Nhì; sẽ có 2 bài nhận giải này." in asked.text
    assert "Rất mới.</textarea>" in asked.text
    assert 'name="confirm"' in asked.text
    assert (await browser_client.post(f"{room}/motions", data={**given, "confirm": "yes"})).status_code == 303
    await board.votes(1, "for", "for")
    assert (await browser_client.post(f"{room}/motions/1/close")).status_code == 422
    assert (await browser_client.post(f"{room}/motions/1/close", data={"confirm": "yes"})).status_code == 303
    assert (await board.prizes())[2] == "second"


async def test_mistakes_stand_beside_their_fields(browser_client: httpx.AsyncClient) -> None:
    board, room = await seated(browser_client)
    unknown = await browser_client.post(f"{room}/motions", data={"kind": "prize", "code": "TH-0000", "reason": "x"})
    assert unknown.status_code == 422
    assert "không có bài nào mang mã phách này" in unknown.text
    assert 'id="e-tier-prize"' in unknown.text
    lower = {"kind": "not_awarded", "prize": "poems:second", "instead": "first", "reason": "x"}
    assert "chọn giải thấp hơn" in (await browser_client.post(f"{room}/motions", data=lower)).text
    same = {"kind": "exchange", "code": board.code(1), "other": board.code(1), "reason": "x"}
    assert "không có gì thay đổi" in (await browser_client.post(f"{room}/motions", data=same)).text
    assert (await browser_client.post(f"{room}/motions", data={"kind": "grand"})).status_code == 422
    assert await queries.motions(board.play.view) == []
    await board.propose(Wish(Kind.NOT_AWARDED, "poems", tier="first"))
    assert (await browser_client.post(f"{room}/motions/1/vote", data={"choice": "maybe"})).status_code == 422
    assert (await browser_client.post(f"{room}/motions", data={**same, "other": board.code(2)})).status_code == 409


async def test_the_organiser_reads_but_neither_votes_nor_proposes(browser_client: httpx.AsyncClient) -> None:
    board, room = await seated(browser_client)
    await board.propose(prize(board.code(1)))
    await sign_in(browser_client, board.play.organiser)
    page = (await browser_client.get(room)).text
    assert "Kiến nghị số 1" in page
    assert "motions/1/vote" not in page
    assert f'action="{room}/motions' not in page
    for act in ("vote", "close", "withdraw"):
        assert (await browser_client.post(f"{room}/motions/1/{act}", data={"choice": "for"})).status_code == 403
    await sign_in(browser_client, board.members[1])
    assert "motions/1/close" not in (await browser_client.get(room)).text
    assert (await browser_client.post(f"{room}/motions/1/close")).status_code == 403
    await sign_in(browser_client, board.members[0])
    assert (await browser_client.post(f"{room}/motions/1/withdraw")).status_code == 303
    assert "Người nêu đã rút lại" in (await browser_client.get(room)).text


async def test_a_work_is_proposed_from_where_it_was_looked_at(browser_client: httpx.AsyncClient) -> None:
    board, room = await seated(browser_client)
    beside = (await browser_client.get(f"{room}/compare/poems?works={board.code(2)}+{board.code(3)}")).text
    link = re.search(r'href="([^"]+\?code=[^"]+)#propose"', beside)
    assert link is not None
    assert f'value="{board.code(2)}"' in (await browser_client.get(link[1])).text
    seen = (await results.result(await board.play.refresh())).list_sha256
    await browser_client.post(
        f"/admin/{board.play.view.slug}/result/sign", data={"list_sha256": seen, "confirm": seen[:6]}
    )
    assert f'action="{room}/' not in (await browser_client.get(room)).text
