"""The board's minutes: what is on record, by code until names are open, the same bytes every time."""

from __future__ import annotations

import io
import re

import httpx
import pypdfium2
import pytest

from judging.awards import queries as results
from judging.awards import service as awards
from judging.awards.deliberation.enums import Kind
from judging.awards.deliberation.proposals import Wish
from judging.awards.minutes import MINUTES, minutes_sheet
from judging.contests.enums import Stage
from judging.contests.service import advance
from judging.errors import Refused
from judging.submissions.enums import NameMode
from tests.awards.deliberation.board import Board, make_board, prize
from tests.cast import Play, make_ballots, make_contest, make_entry, sign_in, step

pytestmark = pytest.mark.usefixtures("pool")


async def text_of(play: Play, name: str = "minutes.pdf") -> str:
    data = await minutes_sheet(await play.refresh(), name)
    assert data == await minutes_sheet(play.view, name)
    document = pypdfium2.PdfDocument(io.BytesIO(data))
    pages = [page.get_textpage().get_text_range() for page in document]
    return re.sub(r"\s+", " ", " ".join(pages)).replace("\u00a0", " ")


async def sign(board: Board) -> None:
    seen = (await results.result(await board.play.refresh())).list_sha256
    await awards.approve(
        member=board.play.board, contest_id=board.play.id, list_sha256=seen, statement="Nhất trí danh sách."
    )


async def test_a_meeting_with_motions_from_draft_to_signature() -> None:
    board = await make_board()
    await board.meets()
    await board.carry(Wish(Kind.EXCHANGE, "poems", code=board.code(1), other=board.code(2)))
    lost = await board.propose(prize(board.code(1)), by=1, reason="Chưa nổi bật.")
    await board.votes(lost, "against", "for", "against")
    await board.close(lost)
    draft = await text_of(board.play)
    for told in (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "BIÊN BẢN", "/BB-HĐCV", "Phòng họp 1",
        "Chủ trì: Hội đồng", "(2/3 thành viên)", "Bà Hoa, ban tổ chức", "Không có bài bằng điểm nào",
        "Kiến nghị số 1 (Thơ): Hoán đổi giải của hai tác phẩm", "chuyển từ giải Nhất sang giải Nhì",
        "Lý do: Bố cục chặt hơn.", "Tán thành: 2 (Hội đồng, Bà Nga)", "Không có ý kiến: 1 (Ông Tòng)",
        "Kết quả biểu quyết: Được thông qua", "Kết quả biểu quyết: Không được thông qua", "Nhất*", "bản dự thảo",
        "Cuộc họp chưa kết thúc.", "Nơi nhận:",
    ):  # fmt: skip
        assert told in draft, told
    assert "Dấu * là giải do hội đồng quyết định" in draft
    assert "Thị Hương" not in draft
    await sign(board)
    signed = await text_of(board.play)
    assert "Nhất trí danh sách." in signed
    assert "Cuộc họp kết thúc vào" in signed
    assert "bản dự thảo" not in signed
    english = await text_of(board.play, "minutes-en.pdf")
    for told in ("MINUTES", "Independence", "2 of 3 members", "Two works exchange their prizes", "Outcome: Carried"):
        assert told in english, told


async def test_names_stand_in_it_as_their_authors_allow_once_they_are_open() -> None:
    play = await make_contest(Stage.OPEN)
    await make_entry(play, name="Lò Thị Sáng", name_mode=NameMode.FULL)
    await make_entry(play, name="Cà Văn Kín", name_mode=NameMode.UNIT, unit="Trường Tô Hiệu")
    for stage in (Stage.CHECKING, Stage.JUDGING, Stage.BOARD):
        await step(play, stage)
    with pytest.raises(Refused, match="computed"):
        await minutes_sheet(play.view, "minutes.pdf")
    await awards.compute(organiser=play.organiser, contest_id=play.id)
    assert "Lò Thị Sáng" not in await text_of(play)
    await step(play, Stage.APPROVED)
    named = await text_of(play)
    assert "Lò Thị Sáng" in named
    assert "Trường Tô Hiệu" in named
    assert "Cà Văn Kín" not in named
    assert "Không có kiến nghị nào" in named
    assert "Dấu *" not in named


async def test_ties_and_places_that_are_not_awarded() -> None:
    play = await make_contest(Stage.JUDGING, entries={"poems": 3, "paintings": 1})
    tied = [made.blind_code for made in play.of("poems")[1:]]
    await make_ballots(play, lambda _juror, code: None if code not in tied else {"content": 8, "language": 8})
    await advance(organiser=play.organiser, contest_id=play.id, to=Stage.BOARD)
    await awards.compute(organiser=play.organiser, contest_id=play.id)
    order = [made.id for made in play.of("poems")[:0:-1]]
    await awards.settle_tie(
        member=play.board, contest_id=play.id, category_key="poems", order=order, statement="Ý mới hơn."
    )
    told = await text_of(play)
    first, second = play.of("poems")[2].blind_code, play.of("poems")[1].blind_code
    assert re.search(rf"1\) {first} “[^”]+”; 2\) {second} “[^”]+”\. Lý do: Ý mới hơn\.", told)
    assert "Không trao: 1 giải" in told


async def test_who_fetches_them(browser_client: httpx.AsyncClient) -> None:
    board = await make_board()
    room = f"/admin/{board.play.view.slug}/board"
    for person in (board.play.board, board.play.secretary, board.play.organiser):
        await sign_in(browser_client, person)
        page = (await browser_client.get(room)).text
        for name in MINUTES:
            assert f"{room}/minutes/{name}" in page
            answer = await browser_client.get(f"{room}/minutes/{name}")
            assert (answer.status_code, answer.content[:5]) == (200, b"%PDF-")
    assert (await browser_client.get(f"{room}/minutes/other.pdf")).status_code == 404
    await sign_in(browser_client, board.play.jurors["lan"])
    assert (await browser_client.get(f"{room}/minutes/minutes.pdf")).status_code == 403
