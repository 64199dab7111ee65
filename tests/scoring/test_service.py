"""Jurors' verbs: what was answered is in the database, nothing is overwritten, and nothing after the end."""

from __future__ import annotations

import asyncio
import contextvars
import uuid
from typing import Any

import pytest

from judging import audit, db
from judging.contests import service as contests
from judging.contests.enums import Stage
from judging.db import fetch, unit_of_work
from judging.errors import Invalid, NotFound, Refused
from judging.scoring import queries, service
from judging.scoring.enums import BallotState
from tests.cast import Play, make_ballots, make_contest, outsider, panel_of

pytestmark = pytest.mark.usefixtures("pool")
FULL = {"content": 8, "language": 7}


@pytest.fixture
async def play() -> Play:
    return await make_contest(Stage.JUDGING, entries={"poems": 2})


async def ask(play: Play, place: int = 0, juror: str = "lan") -> dict[str, Any]:
    return {
        "juror": play.jurors[juror],
        "panel_id": await panel_of(play, "poems"),
        "blind_code": play.entries[place].blind_code,
    }


async def mine(play: Play, place: int = 0, juror: str = "lan") -> queries.MyBallot:
    asked = await ask(play, place, juror)
    return await queries.my_ballot(asked["juror"], asked["panel_id"], asked["blind_code"])


async def test_a_draft_is_kept_as_it_was_given(play: Play) -> None:
    saved = await service.save_ballot(**await ask(play), scores={"content": 0}, note="Hay", flagged=True)
    assert (saved.version, saved.state, saved.total, saved.missing) == (1, BallotState.DRAFT, "0.00", ["language"])
    ballot = await mine(play)
    assert (ballot.scores, ballot.note, ballot.flagged, ballot.version) == ({"content": 0}, "Hay", True, 1)
    assert (await mine(play, juror="muon")).scores == {}
    assert ballot.answered == 0


async def test_an_older_page_does_not_overwrite_a_newer_one(play: Play) -> None:
    asked = await ask(play)
    await service.save_ballot(**asked, scores={"content": 5}, version=0)
    await service.save_ballot(**asked, scores={"content": 6}, version=1)
    with pytest.raises(Refused, match="another page"):
        await service.save_ballot(**asked, scores={"content": 1}, version=1)
    assert (await mine(play)).scores == {"content": 6}


async def test_two_pages_at_once_one_of_them_is_told(play: Play) -> None:
    asked = await ask(play)
    both = [service.save_ballot(**asked, scores={"content": mark}, version=0) for mark in (3, 4)]
    outcomes = await asyncio.gather(*both, return_exceptions=True)
    assert sorted(type(one).__name__ for one in outcomes) == ["Refused", "Saved"]
    kept = next(one for one in outcomes if isinstance(one, service.Saved))
    assert (await mine(play)).version == kept.version == 1


@pytest.mark.parametrize("scores", [{"content": 11}, {"content": -1}, {"beauty": 5}])
async def test_marks_off_the_scale_change_nothing(play: Play, scores: dict[str, int]) -> None:
    with pytest.raises(Invalid):
        await service.save_ballot(**await ask(play), scores=scores)
    assert (await mine(play)).version == 0


async def test_a_note_has_an_end(play: Play) -> None:
    with pytest.raises(Invalid) as caught:
        await service.save_ballot(**await ask(play), scores={}, note="x" * 4001)
    assert caught.value.field == "note"


async def test_handing_in_needs_every_mark(play: Play) -> None:
    with pytest.raises(Invalid) as caught:
        await service.submit_ballot(**await ask(play), scores={"content": 8})
    assert caught.value.field == "language"
    saved = await service.submit_ballot(**await ask(play), scores=FULL)
    assert (saved.state, saved.total) == (BallotState.SUBMITTED, "7.50")
    assert (await mine(play)).answered == 1


async def test_it_may_be_changed_until_the_juror_has_finished(play: Play) -> None:
    asked = await ask(play)
    await service.submit_ballot(**asked, scores=FULL)
    await service.submit_ballot(**asked, scores={"content": 1, "language": 1})
    assert (await mine(play)).answered == 1
    with pytest.raises(Refused, match="1 of 2 works"):
        await service.finish(juror=asked["juror"], panel_id=asked["panel_id"])
    await service.submit_ballot(**await ask(play, 1), scores=FULL)
    assert await service.finish(juror=asked["juror"], panel_id=asked["panel_id"]) == 2
    for verb in (service.save_ballot, service.submit_ballot):
        with pytest.raises(Refused, match="handed in all"):
            await verb(**asked, scores=FULL)
    with pytest.raises(Refused, match="handed in all"):
        await service.abstain(**asked, reason="muộn")


async def test_a_saved_change_of_a_complete_ballot_needs_no_second_handing_in(play: Play) -> None:
    asked = await ask(play)
    await service.submit_ballot(**asked, scores=FULL)
    saved = await service.save_ballot(**asked, scores={"content": 2, "language": 3}, note="Đọc lại", version=1)
    assert saved.state == BallotState.SUBMITTED
    ballot = await mine(play)
    assert (ballot.state, ballot.scores, ballot.answered) == (
        BallotState.SUBMITTED, {"content": 2, "language": 3}, 1,
    )  # fmt: skip
    logged = await fetch("SELECT 1 FROM audit_line WHERE action = 'ballot.submitted' AND contest_id = $1", play.id)
    assert len(logged) == 2
    assert (await service.save_ballot(**asked, scores={"content": 2})).state == BallotState.DRAFT
    assert (await mine(play)).answered == 0


async def test_not_scoring_is_an_answer_but_no_mark(play: Play) -> None:
    asked = await ask(play)
    await service.save_ballot(**asked, scores=FULL)
    with pytest.raises(Invalid) as caught:
        await service.abstain(**asked, reason="  ")
    assert caught.value.field == "reason"
    saved = await service.abstain(**asked, reason="Không rõ chữ.")
    assert saved.state == BallotState.ABSTAINED
    ballot = await mine(play)
    assert (ballot.scores, ballot.answered) == ({}, 1)
    assert await fetch("SELECT 1 FROM conflict WHERE entry = $1", play.entries[0].id) == []


async def test_a_conflict_is_written_down_and_taken_back_with_the_first_mark(play: Play) -> None:
    asked = await ask(play)
    await service.abstain(**asked, reason="Học trò của tôi.", conflict=True)
    await service.abstain(**asked, reason="Học trò của tôi.", conflict=True)
    rows = await fetch("SELECT source, reason FROM conflict WHERE entry = $1", play.entries[0].id)
    assert rows == [{"source": "declared", "reason": "Học trò của tôi."}]
    await service.submit_ballot(**asked, scores=FULL)
    assert await fetch("SELECT 1 FROM conflict WHERE entry = $1", play.entries[0].id) == []
    actions = [line.action for line in await audit.recent(contest_id=play.id, limit=3)]
    assert actions == ["ballot.submitted", "ballot.recused", "ballot.recused"]


async def test_another_ones_ballot_is_not_there() -> None:
    play = await make_contest(Stage.JUDGING, entries={"poems": 1})
    other = await make_contest(Stage.JUDGING, entries={"poems": 1})
    asked = await ask(play)
    for stranger in (other.jurors["lan"], play.jurors["nga"], play.organiser, await outsider()):
        with pytest.raises(NotFound):
            await service.save_ballot(**{**asked, "juror": stranger}, scores={"content": 10})
        with pytest.raises(NotFound):
            await queries.my_ballot(stranger, asked["panel_id"], asked["blind_code"])
        with pytest.raises(NotFound):
            await queries.my_rendition(stranger, asked["panel_id"], asked["blind_code"], "text.txt")
        with pytest.raises(NotFound):
            await service.finish(juror=stranger, panel_id=asked["panel_id"])
    with pytest.raises(NotFound):
        await service.save_ballot(**{**asked, "panel_id": uuid.uuid4()}, scores={})
    assert (await mine(play)).version == 0


async def test_a_closed_round_takes_no_marks(play: Play) -> None:
    await make_ballots(play, finish=False)
    await contests.advance(organiser=play.organiser, contest_id=play.id, to=Stage.BOARD)
    with pytest.raises(Refused, match="not open"):
        await service.submit_ballot(**await ask(play), scores=FULL)
    with pytest.raises(Refused, match="not open"):
        await service.abstain(**await ask(play), reason="muộn")


async def test_a_mark_does_not_slip_in_while_the_round_is_being_closed(play: Play) -> None:
    """The organiser closes; the juror's save, begun meanwhile, waits and is refused."""
    async with unit_of_work() as work:
        await contests.enter_stage(work, actor="system", contest_id=play.id, to=Stage.BOARD)
        late = await _waiting(service.submit_ballot(**await ask(play), scores=FULL))
    with pytest.raises(Refused, match="not open"):
        await late
    await play.refresh()
    assert [ballot.state for ballot in await queries.sealed_ballots(play.view, "poems")] == [BallotState.OPEN] * 4


async def test_a_mark_does_not_slip_in_behind_the_handing_in(play: Play) -> None:
    await make_ballots(play, finish=False)
    asked = await ask(play)
    async with unit_of_work():
        await fetch(
            "UPDATE panel_juror SET finished_at = now() WHERE panel = $1 AND person = $2",
            asked["panel_id"], asked["juror"].person_id,
        )  # fmt: skip
        late = await _waiting(service.save_ballot(**asked, scores={}))
    with pytest.raises(Refused, match="handed in all"):
        await late


async def _waiting(verb: Any) -> asyncio.Task[Any]:
    """The verb, begun by somebody else, and now waiting for a lock of ours."""
    task = asyncio.get_running_loop().create_task(verb, context=contextvars.Context())
    while not task.done() and not await _somebody_waits():
        pass
    return task


async def _somebody_waits() -> bool:
    """Asked on another connection: inside one transaction the answer would never change."""
    async with db.engine().pool.acquire() as connection:  # type: ignore[union-attr]
        found = await connection.fetch(
            "SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()"
        )
        return bool(found)


async def test_sealed_means_sealed(play: Play) -> None:
    with pytest.raises(Refused, match="sealed"):
        await queries.sealed_ballots(play.view, "poems")


async def test_progress_tells_counts_and_no_marks(play: Play) -> None:
    await service.submit_ballot(**await ask(play), scores=FULL)
    await service.abstain(**await ask(play, 1), reason="Học trò.", conflict=True)
    panel = next(one for one in await queries.progress(play.id) if one.assigned)
    assert (panel.assigned, panel.answered) == (4, 2)
    assert [(juror.answered, juror.recused) for juror in panel.jurors] == [(0, 0), (2, 1)]
    assert not [name for name in panel.jurors[0].__struct_fields__ if "score" in name]
