"""The result: computed from sealed scores, settled and signed by code, announced; never changed after that."""

from __future__ import annotations

import asyncio
import json
import uuid
from collections.abc import Mapping

import pytest

from judging import audit
from judging.awards import queries, service
from judging.contests.enums import Stage
from judging.contests.service import advance
from judging.db import fetch
from judging.errors import Invalid, NotAllowed, NotFound, Refused
from judging.web.i18n import say
from tests.cast import Made, Play, entrant_of, make_ballots, make_contest, make_entry, outsider, step

pytestmark = pytest.mark.usefixtures("pool")


async def at_board(*pairs: tuple[int, int] | None, entries: Mapping[str, int] | None = None) -> Play:
    """Poems with these marks for content and language from both jurors (None: both abstain)."""
    play = await make_contest(Stage.JUDGING, entries=entries or {"poems": len(pairs)})
    given = {made.blind_code: pair for made, pair in zip(play.of("poems"), pairs, strict=True)}

    def marks(_juror: str, code: str) -> dict[str, int] | None:
        pair = given[code]
        return None if pair is None else {"content": pair[0], "language": pair[1]}

    await make_ballots(play, marks)
    await advance(organiser=play.organiser, contest_id=play.id, to=Stage.BOARD)
    await play.refresh()
    return play


async def compute(play: Play) -> queries.ContestResult:
    await service.compute(organiser=play.organiser, contest_id=play.id)
    return await queries.result(await play.refresh())


async def approve(play: Play, seen: str | None = None) -> str:
    seen = seen or (await queries.result(await play.refresh())).list_sha256
    return await service.approve(member=play.board, contest_id=play.id, list_sha256=seen)


def prize(result: queries.ContestResult, made: Made) -> tuple[int | None, str | None, bool]:
    entry = next(one for one in result.category("poems").entries if one.entry_id == made.id)
    return entry.rank, entry.tier, entry.waiting


async def test_warnings_of_earlier_releases_can_be_read() -> None:
    play = await at_board((9, 9), (8, 8))
    await compute(play)
    old = "Juror 3 gave 100% of the marks."
    await fetch("UPDATE result_run SET warnings = $2::jsonb WHERE contest = $1", play.id, json.dumps([old]))
    result = await queries.result(play.view)
    assert [say(warning, "vi") for warning in result.category("poems").warnings] == [old]


async def test_ranks_scores_and_prizes_are_stored() -> None:
    play = await at_board((9, 9), (8, 8), (7, 7))
    result = await compute(play)
    assert [prize(result, made) for made in play.entries] == [
        (1, "first", False), (2, "second", False), (3, None, False),
    ]  # fmt: skip
    assert result.winners == 2
    best = result.category("poems").entries[0]
    assert (str(best.score), best.ballots) == ("9.0000000000", 2)
    reason = best.why(play.view.rules.category("poems"), "vi")
    assert "Nhất" in reason
    assert result.category("paintings").entries == []


async def test_ballots_not_handed_in_do_not_count() -> None:
    play = await at_board((9, 9), None)
    result = await compute(play)
    assert [prize(result, made) for made in play.entries] == [(1, "first", False), (None, None, False)]
    assert result.category("poems").entries[1].ballots == 0


async def test_nothing_is_computed_while_scores_are_sealed() -> None:
    play = await make_contest(Stage.JUDGING, entries={"poems": 1})
    with pytest.raises(Refused, match="scores are closed"):
        await service.compute(organiser=play.organiser, contest_id=play.id)
    with pytest.raises(Refused, match="sealed"):
        await queries.result(play.view)


async def test_a_contest_without_a_single_entry_has_a_result_too() -> None:
    play = await make_contest(Stage.OPEN)
    for stage in (Stage.CHECKING, Stage.JUDGING, Stage.BOARD):
        await advance(organiser=play.organiser, contest_id=play.id, to=stage)
    result = await compute(play)
    assert (result.winners, result.waiting, len(result.categories)) == (0, 0, 2)
    assert await approve(play) == result.list_sha256


async def test_a_tie_at_the_edge_waits_for_the_board_and_is_settled_with_a_reason() -> None:
    play = await at_board((9, 9), (8, 8), (8, 8), (7, 7))
    result = await compute(play)
    tied = play.entries[1:3]
    assert [prize(result, made) for made in tied] == [(2, None, True)] * 2
    with pytest.raises(Refused, match="Ties wait"):
        await approve(play)
    order = [tied[1].id, tied[0].id]
    settle = {"member": play.board, "contest_id": play.id, "category_key": "poems"}
    with pytest.raises(Invalid) as caught:
        await service.settle_tie(**settle, order=order, statement=" ")
    assert caught.value.field == "statement"
    for wrong in (
        [],
        order[:1],
        [*order, play.entries[3].id],
        [play.entries[0].id],
        [order[0], order[0]],
        [*order, order[0]],
    ):
        with pytest.raises(Invalid) as caught:
            await service.settle_tie(**settle, order=wrong, statement="Bố cục chặt hơn.")
        assert caught.value.field == "order"
    await service.settle_tie(**settle, order=order, statement="Bố cục chặt hơn.")
    settled = await queries.result(play.view)
    assert [prize(settled, made) for made in play.entries] == [
        (1, "first", False), (3, None, False), (2, "second", False), (4, None, False),
    ]  # fmt: skip
    lines = await audit.recent(contest_id=play.id, limit=1)
    assert (lines[0].action, lines[0].detail["statement"]) == ("result.tie_settled", "Bố cục chặt hơn.")
    assert settled.list_sha256 != result.list_sha256


async def test_only_the_list_that_was_seen_is_signed() -> None:
    play = await at_board((9, 9), (8, 8))
    with pytest.raises(Refused, match="no result"):
        await approve(play, "0" * 64)
    result = await compute(play)
    with pytest.raises(Refused, match="changed since"):
        await approve(play, "0" * 64)
    assert (await play.refresh()).stage == Stage.BOARD
    assert await approve(play, result.list_sha256) == result.list_sha256
    assert (await play.refresh()).stage == Stage.APPROVED
    signed = (await queries.result(play.view)).approvals
    assert [(one.name, one.list_sha256) for one in signed] == [("Hội đồng", result.list_sha256)]


async def test_after_the_signature_nothing_changes() -> None:
    play = await at_board((9, 9), (8, 8))
    before = await compute(play)
    await approve(play)
    with pytest.raises(Refused):
        await service.compute(organiser=play.organiser, contest_id=play.id)
    with pytest.raises(Refused):
        await approve(play)
    with pytest.raises(Refused):
        await service.settle_tie(
            member=play.board, contest_id=play.id, category_key="poems", order=[play.entries[0].id], statement="x"
        )
    assert (await queries.result(await play.refresh())).list_sha256 == before.list_sha256


async def test_computing_and_signing_at_once_never_leaves_another_list_than_the_signed_one() -> None:
    play = await at_board((9, 9), (8, 8))
    seen = (await compute(play)).list_sha256
    again = [service.compute(organiser=play.organiser, contest_id=play.id) for _ in range(2)]
    outcomes = await asyncio.gather(*again, approve(play, seen), return_exceptions=True)
    assert all(not isinstance(one, BaseException) or isinstance(one, Refused) for one in outcomes)
    result = await queries.result(await play.refresh())
    assert play.view.stage == Stage.APPROVED
    assert result.list_sha256 == result.approvals[0].list_sha256
    current = await fetch("SELECT 1 FROM result_run WHERE contest = $1 AND superseded_at IS NULL", play.id)
    assert len(current) == 2


async def test_a_new_computation_supersedes_and_keeps_the_old_one() -> None:
    play = await at_board((9, 9), (8, 8))
    first = await compute(play)
    second = await compute(play)
    assert first.list_sha256 == second.list_sha256
    runs = await fetch("SELECT superseded_at IS NULL AS current FROM result_run WHERE contest = $1", play.id)
    assert sorted(run["current"] for run in runs) == [False, False, True, True]
    stranger = await make_contest(Stage.BOARD, entries={"poems": 1})
    await compute(stranger)
    await compute(play)
    assert (await queries.result(stranger.view)).winners == 1


async def test_announced_only_after_the_signature_and_in_order() -> None:
    play = await at_board((9, 9))
    await compute(play)
    with pytest.raises(Refused):
        await service.announce(organiser=play.organiser, contest_id=play.id)
    await approve(play)
    await service.announce(organiser=play.organiser, contest_id=play.id)
    view = await play.refresh()
    assert view.stage == Stage.ANNOUNCED
    assert view.announced_at is not None


async def test_who_may_compute_sign_and_announce() -> None:
    play = await at_board((9, 9))
    other = await make_contest(Stage.BOARD, entries={"poems": 1})
    strangers = (play.secretary, play.jurors["lan"], play.teacher, await outsider(), other.organiser, other.board)
    for actor in (*strangers, play.board):
        with pytest.raises(NotAllowed):
            await service.compute(organiser=actor, contest_id=play.id)
        with pytest.raises(NotAllowed):
            await service.announce(organiser=actor, contest_id=play.id)
    seen = (await compute(play)).list_sha256
    for actor in strangers:
        with pytest.raises(NotAllowed):
            await service.approve(member=actor, contest_id=play.id, list_sha256=seen)
        with pytest.raises(NotAllowed):
            await service.settle_tie(
                member=actor, contest_id=play.id, category_key="poems", order=[uuid.uuid4()], statement="x"
            )
    assert (await play.refresh()).stage == Stage.BOARD


async def test_one_prize_an_entrant_across_categories() -> None:
    play = await make_contest(Stage.OPEN)
    first = await make_entry(play, name="Lò Thị Hương", email="huong@example.org")
    await make_entry(play)
    again = await make_entry(play, "paintings", name="Lò Thị Hương", email="huong@example.org")
    other = await make_entry(play, "paintings")
    assert (await entrant_of(first)).person_id == (await entrant_of(again)).person_id
    for stage in (Stage.CHECKING, Stage.JUDGING):
        await step(play, stage)
    await make_ballots(play)
    await advance(organiser=play.organiser, contest_id=play.id, to=Stage.BOARD)
    result = await compute(play)
    won = [one.entry_id for category in result.categories for one in category.winners]
    assert again.id in won
    assert first.id not in won
    assert other.id in won


async def test_no_run_of_a_category_that_was_not_computed() -> None:
    play = await at_board((9, 9))
    with pytest.raises(NotFound):
        await queries.current_run(play.id, play.view.category_ids["poems"])
