"""How the jurors judged, how sure the prizes are: for board and organisers alone, once the round is closed."""

from __future__ import annotations

import io
from collections.abc import Mapping

import httpx
import openpyxl
import pytest

from judging import audit
from judging.awards import queries, service
from judging.awards.study.service import study_result
from judging.contests.enums import Stage
from tests.cast import CONTEST, Play, make_contest, sign_in, step

STRICT = {"muon": (9, 8, 7, 6, 5, 4), "lan": (7, 6, 5, 4, 3, 2)}
TORN = {"muon": (9, 8, 5, 6, 5, 4), "lan": (7, 6, 7, 4, 3, 2)}


async def studied(given: Mapping[str, tuple[int, ...]] = STRICT, source: str = CONTEST) -> Play:
    """Six poems. Lan marks two points below Muôn; with TORN she puts the third poem beside the first."""
    order: dict[str, int] = {}

    def marks(juror: str, code: str) -> dict[str, int]:
        mark = given[juror][order.setdefault(code, len(order))]
        return {"content": mark, "language": mark}

    play = await make_contest(Stage.BOARD, entries={"poems": 6}, source=source, marks=marks)
    await service.compute(organiser=play.organiser, contest_id=play.id)
    await study_result(play.id)
    await play.refresh()
    return play


async def test_the_chair_reads_in_plain_words_who_is_strict(browser_client: httpx.AsyncClient) -> None:
    play = await studied()
    path = f"/admin/{play.view.slug}/quality"
    await sign_in(browser_client, play.board)
    page = (await browser_client.get(path)).text
    assert "Giám khảo 1 chấm cao hơn những người khác khoảng 2,0 điểm." in page
    assert "Giám khảo 2 chấm thấp hơn những người khác khoảng 2,0 điểm." in page
    assert "Alpha Krippendorff" in page
    english = (await browser_client.get(f"{path}?lang=en")).text
    assert "Juror 2 marks about 2.0 points lower than the others." in english
    assert "Kendall&#39;s W" in english
    for name in ("Lò Văn Muôn", "Phạm Ngọc Lan"):
        assert name not in page + english
    for made in play.entries:
        assert made.receipt.code not in page


async def test_every_look_before_the_signature_is_noted(browser_client: httpx.AsyncClient) -> None:
    play = await studied()
    await sign_in(browser_client, play.board)
    await browser_client.get(f"/admin/{play.view.slug}/quality")
    line = (await audit.recent(contest_id=play.id, limit=1))[0]
    assert (line.action, line.actor) == ("jurors.looked", str(play.board.person_id))
    await step(play, Stage.APPROVED)
    before = (await audit.recent(contest_id=play.id, limit=1))[0].seq
    assert (await browser_client.get(f"/admin/{play.view.slug}/quality")).status_code == 200
    assert (await audit.recent(contest_id=play.id, limit=1))[0].seq == before


async def test_while_scores_are_sealed_there_is_nothing(browser_client: httpx.AsyncClient) -> None:
    play = await make_contest(Stage.JUDGING)
    path = f"/admin/{play.view.slug}/quality"
    await sign_in(browser_client, play.organiser)
    page = await browser_client.get(path)
    assert (page.status_code, "Niêm phong" in page.text) == (200, True)
    for name in ("jurors.csv", "jurors.xlsx"):
        assert (await browser_client.get(f"{path}/{name}")).status_code == 409
    assert (await browser_client.post(f"{path}/study")).status_code == 409


async def test_an_organiser_may_ask_for_a_study_that_is_not_there(browser_client: httpx.AsyncClient) -> None:
    play = await make_contest(Stage.BOARD, entries={"poems": 3})
    await service.compute(organiser=play.organiser, contest_id=play.id)
    path = f"/admin/{play.view.slug}/quality"
    await sign_in(browser_client, play.organiser)
    assert f"{path}/study" in (await browser_client.get(path)).text
    assert (await browser_client.post(f"{path}/study")).status_code == 303
    await sign_in(browser_client, play.board)
    assert f"{path}/study" not in (await browser_client.get(path)).text


async def test_figures_leave_as_tables(browser_client: httpx.AsyncClient) -> None:
    play = await studied()
    path = f"/admin/{play.view.slug}/quality"
    await sign_in(browser_client, play.organiser)
    table = (await browser_client.get(f"{path}/jurors.csv")).content.decode("utf-8-sig").splitlines()
    assert table[0].startswith("category,juror,assigned,ballots,abstained,recused,mean,spread,severity,se,fit,")
    assert [line.split(",")[:4] for line in table[1:]] == [["poems", "1", "6", "6"], ["poems", "2", "6", "6"]]
    book = openpyxl.load_workbook(io.BytesIO((await browser_client.get(f"{path}/jurors.xlsx")).content))
    jurors, figures = book.worksheets
    assert [jurors.cell(line, 2).value for line in (2, 3)] == [1, 2]
    assert jurors.cell(3, 9).value == pytest.approx(1, abs=1e-5)
    assert [row[1].value for row in figures.iter_rows(min_row=2)].count("alpha") == 2


async def test_the_line_below_the_prizes_on_the_page_of_the_result(browser_client: httpx.AsyncClient) -> None:
    play = await studied(TORN)
    path = f"/admin/{play.view.slug}/result"
    await sign_in(browser_client, play.board)
    page = (await browser_client.get(f"{path}?lang=en")).text
    assert "Around the line below 2 prizes" in page
    assert "Chance of a prize" in page
    _, second, third, *_ = (await queries.result(play.view)).category("poems").entries
    without_muon = f"Without juror 1 {third.blind_code}"
    assert without_muon in page
    assert f"and {second.blind_code}" in page.split(without_muon)[1].split("</li>")[0]
    assert "Severity-adjusted" in page
    await sign_in(browser_client, play.secretary)
    for_secretary = (await browser_client.get(path)).text
    assert second.blind_code in for_secretary
    assert "around" not in for_secretary


async def test_places_by_order_alone_have_no_score(browser_client: httpx.AsyncClient) -> None:
    source = CONTEST.replace('category = "poems"\nballots = "all"\nmethod = "mean"',
                             'category = "poems"\nballots = "all"\nmethod = "schulze"')  # fmt: skip
    head, poems = source.split('key = "poems"')
    for least in ("threshold = 7\n", "threshold = 6\n", "threshold = 5\n"):
        poems = poems.replace(least, "")
    play = await studied(source=head + 'key = "poems"' + poems)
    await sign_in(browser_client, play.board)
    page = (await browser_client.get(f"/admin/{play.view.slug}/result")).text
    assert "so từng cặp bài (Schulze)" in page
    assert "Hạng 1 trong 6 bài: đạt giải Nhất" in page
    assert " điểm:" not in page
    rules = (await browser_client.get(f"/admin/{play.view.slug}/rules")).text
    assert "Từng cặp bài được so với nhau" in rules


async def test_the_call_says_how_places_are_found(browser_client: httpx.AsyncClient) -> None:
    play = await make_contest(Stage.OPEN)
    page = (await browser_client.get(f"/c/{play.view.slug}?lang=en")).text
    assert "The score of a work is the mean of what its jurors gave it." in page
    assert "trung bình cộng điểm của các giám khảo" in (await browser_client.get(f"/c/{play.view.slug}?lang=vi")).text
