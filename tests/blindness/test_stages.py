"""Names stay closed until the list of codes is signed, and afterwards obey what each author asked for."""

from __future__ import annotations

from typing import Any

import httpx

from judging.awards import service as awards
from judging.contests.enums import Stage
from judging.submissions.enums import NameMode
from tests.blindness.crawl import Crawl
from tests.cast import Play, make_contest, make_entry, sign_in, step

ALWAYS_HIDDEN: dict[str, Any] = {
    "teacher": "Zqteacher", "guardian": "Zqguardian", "phone": "0912345678", "email": "zqmail@example.org",
}  # fmt: skip


async def _play() -> Play:
    """Three poems: by somebody who shows the name, by one who shows initials, by one who shows the unit only."""
    play = await make_contest(Stage.OPEN)
    for mode in (NameMode.FULL, NameMode.INITIALS, NameMode.UNIT):
        await make_entry(
            play, name=f"Lò Thị Zqname{mode}", unit=f"Trường Zqunit{mode}", class_name="Zqclass", name_mode=mode,
            **ALWAYS_HIDDEN,
        )  # fmt: skip
    await step(play, Stage.CHECKING)
    return play


async def _public(client: httpx.AsyncClient, play: Play) -> Crawl:
    """Everything that anybody can reach of this contest, in both languages."""
    own = f"/c/{play.view.slug}"
    crawl = Crawl(client, lambda path: path.startswith(own) and "theme=" not in path and "/enter" not in path)
    await crawl.all_from(own, *(f"{own}/{page}" for page in ("winners", "works", "wall")))
    codes = [code for made in play.entries for code in (made.receipt.code, made.blind_code)]
    await crawl.all_from(*(f"{own}/works/{code}" for code in codes))
    return crawl


def _zq(crawl: Crawl) -> set[str]:
    texts = {f"zq{field}{mode}" for field in ("name", "unit") for mode in NameMode}
    return {text for _, text in crawl.found({*texts, "zqclass", *(text.lower() for text in ALWAYS_HIDDEN.values())})}


async def test_names_are_closed_until_the_list_is_signed(anyone: httpx.AsyncClient) -> None:
    play = await _play()
    for stage in (Stage.CHECKING, Stage.JUDGING, Stage.BOARD, Stage.APPROVED):
        if stage != Stage.CHECKING:
            await step(play, stage)
        assert _zq(await _public(anyone, play)) == set(), stage


async def test_board_meets_no_name_before_it_has_signed(anyone: httpx.AsyncClient) -> None:
    play = await _play()
    await step(play, Stage.JUDGING)
    await step(play, Stage.BOARD)
    await sign_in(anyone, play.board)
    own = f"/admin/{play.view.slug}"
    crawl = Crawl(anyone, lambda path: path.startswith(own) and "theme=" not in path)
    await awards.compute(organiser=play.organiser, contest_id=play.id)
    pages = ("result", "board", "entries", "jury", "exhibition", "print", "log", "rules")
    await crawl.all_from(
        own, *(f"{own}/{page}" for page in pages), *(f"{own}/entries/{made.receipt.code}" for made in play.entries)
    )
    minutes = [f"{own}/board/minutes/{name}" for name in ("minutes.pdf", "minutes-en.pdf")]
    await crawl.all_from(*minutes)
    beside = f"{own}/board/compare/poems?works={'+'.join(made.blind_code for made in play.entries)}"
    await crawl.all_from(beside)
    assert {f"{own}/result", f"{own}/board", beside, *minutes} <= set(crawl.good())
    assert _zq(crawl) == set()
    assert crawl.found({made.receipt.code.lower() for made in play.entries}) == []


async def test_announced_names_obey_their_mode(anyone: httpx.AsyncClient) -> None:
    play = await _play()
    for stage in (Stage.JUDGING, Stage.BOARD, Stage.APPROVED, Stage.ANNOUNCED):
        await step(play, stage)
    seen = _zq(await _public(anyone, play))
    assert "zqnamefull" in seen
    assert seen.isdisjoint({"zqnameinitials", "zqnameunit"})
    assert "zqunitunit" in seen
    assert seen.isdisjoint({text.lower() for text in ALWAYS_HIDDEN.values()})


SHEETS = (
    "award-list.pdf", "award-list.xlsx", "certificates.pdf", "catalogue.pdf", "catalogue-print.pdf", "result.json",
    "minutes.pdf", "minutes-en.pdf",
)  # fmt: skip


async def test_what_is_printed_obeys_the_mode_and_waits_for_the_signature(anyone: httpx.AsyncClient) -> None:
    play = await _play()
    await step(play, Stage.JUDGING)
    await step(play, Stage.BOARD)
    await sign_in(anyone, play.organiser)
    own = f"/admin/{play.view.slug}/print"
    for sheet in SHEETS:
        assert (await anyone.get(f"{own}/{sheet}")).status_code == 409, sheet
    await step(play, Stage.APPROVED)
    crawl = Crawl(anyone)
    for sheet in SHEETS:
        await crawl.keep(sheet, [("GET", f"{own}/{sheet}", {})])
    assert len(crawl.good()) == len(SHEETS)
    seen = _zq(crawl)
    assert seen >= {"zqnamefull", "zqunitunit"}
    assert seen.isdisjoint(
        {"zqnameinitials", "zqnameunit", "zqclass", *(one.lower() for one in ALWAYS_HIDDEN.values())}
    )


async def test_jurors_meet_no_name_after_their_round_either(anyone: httpx.AsyncClient) -> None:
    play = await _play()
    await step(play, Stage.JUDGING)
    await step(play, Stage.BOARD)
    await step(play, Stage.APPROVED)
    await sign_in(anyone, play.jurors["lan"])
    crawl = Crawl(anyone, lambda path: path.startswith("/jury") and "theme=" not in path)
    await crawl.all_from("/jury")
    assert any("/TH-" in path for path in crawl.good())
    assert _zq(crawl) == set()
    assert crawl.found({made.receipt.code.lower() for made in play.entries}) == []
