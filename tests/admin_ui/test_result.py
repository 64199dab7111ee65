"""The board's work: ties, signature, names."""

from __future__ import annotations

import httpx

from judging.awards import queries, service
from judging.contests.enums import Stage
from tests.cast import Play, make_contest, sign_in


async def tied() -> Play:
    """Three poems with the same marks, two prizes."""
    play = await make_contest(
        Stage.BOARD, entries={"poems": 3}, marks=lambda juror, code: {"content": 8, "language": 8}
    )
    await service.compute(organiser=play.organiser, contest_id=play.id)
    return play


async def test_scores_are_sealed_until_the_round_is_closed(browser_client: httpx.AsyncClient) -> None:
    play = await make_contest(Stage.JUDGING)
    await sign_in(browser_client, play.board)
    page = (await browser_client.get(f"/admin/{play.view.slug}/result")).text
    assert "Niêm phong" in page
    assert play.entries[0].blind_code not in page


async def test_before_the_signature_blind_codes_alone_are_shown(browser_client: httpx.AsyncClient) -> None:
    play = await make_contest(Stage.BOARD, entries={"poems": 3})
    result = f"/admin/{play.view.slug}/result"
    await sign_in(browser_client, play.organiser)
    assert f"{result}/compute" in (await browser_client.get(result)).text
    assert (await browser_client.post(f"{result}/compute")).status_code == 303
    await sign_in(browser_client, play.board)
    page = (await browser_client.get(result)).text
    for made in play.entries:
        assert made.blind_code in page
        assert made.receipt.code not in page
    assert "Thị Hương" not in page
    assert (await queries.result(await play.refresh())).list_sha256 in page
    assert "Hạng 1 trong 3 bài" in page
    in_english = await browser_client.get(f"{result}?lang=en")
    assert "Rank 1 of 3" in in_english.text


async def test_a_tie_is_settled_before_anything_is_signed(browser_client: httpx.AsyncClient) -> None:
    play = await tied()
    result = f"/admin/{play.view.slug}/result"
    await sign_in(browser_client, play.board)
    page = (await browser_client.get(result)).text
    assert "3 bài cùng hạng 1 ở thể loại thơ" in page
    assert f"{result}/sign" not in page
    path = f"{result}/ties/poems/1"
    assert path in page
    places = {f"place-{made.id}": str(place) for place, made in enumerate(play.entries, 1)}
    wrong = await browser_client.post(path, data={**dict.fromkeys(places, "1"), "statement": "Bút pháp."})
    assert wrong.status_code == 422
    assert "một thứ tự riêng" in wrong.text
    assert "Bút pháp.</textarea>" in wrong.text
    bare = await browser_client.post(path, data=places)
    assert bare.status_code == 422
    assert (await browser_client.post(path, data={**places, "statement": "Bút pháp."})).status_code == 303
    settled = await queries.result(await play.refresh())
    assert settled.waiting == 0
    assert [entry.entry_id for entry in settled.categories[-1].entries] == [made.id for made in play.entries]
    assert f"{result}/sign" in (await browser_client.get(result)).text


async def test_the_list_that_was_read_is_the_one_that_is_signed(browser_client: httpx.AsyncClient) -> None:
    play = await make_contest(Stage.BOARD, entries={"poems": 3})
    await service.compute(organiser=play.organiser, contest_id=play.id)
    sha256 = (await queries.result(await play.refresh())).list_sha256
    sign = f"/admin/{play.view.slug}/result/sign"
    await sign_in(browser_client, play.board)
    typed = await browser_client.post(sign, data={"list_sha256": sha256, "confirm": "zzzzzz", "statement": "Nhất trí"})
    assert typed.status_code == 422
    assert f"Bạn hãy gõ “{sha256[:6]}” để xác nhận." in typed.text
    assert "Nhất trí</textarea>" in typed.text
    other = "0" * 64
    stale = await browser_client.post(sign, data={"list_sha256": other, "confirm": other[:6]})
    assert stale.status_code == 409
    assert (await play.refresh()).stage == Stage.BOARD
    signed = await browser_client.post(
        sign, data={"list_sha256": sha256, "confirm": sha256[:6], "statement": "Nhất trí"}
    )
    assert signed.status_code == 303
    page = (await browser_client.get(f"/admin/{play.view.slug}/result")).text
    assert "Hội đồng đã ký" in page
    assert "Thị Hương" in page
    assert sha256 in page
    again = await browser_client.post(sign, data={"list_sha256": sha256, "confirm": sha256[:6]})
    assert again.status_code == 409


async def test_an_organiser_announces_from_the_result(browser_client: httpx.AsyncClient) -> None:
    play = await make_contest(Stage.APPROVED)
    await sign_in(browser_client, play.organiser)
    page = (await browser_client.get(f"/admin/{play.view.slug}/result")).text
    assert f"/admin/{play.view.slug}/steps/announce" in page
    await sign_in(browser_client, play.board)
    assert "/steps/announce" not in (await browser_client.get(f"/admin/{play.view.slug}/result")).text
