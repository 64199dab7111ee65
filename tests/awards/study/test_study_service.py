"""A study is made once the result is computed, and read by nobody before the round is closed."""

from __future__ import annotations

import uuid

import pytest

from judging.awards import queries, service
from judging.awards.study.queries import studies
from judging.awards.study.service import ask_for_study, study_result
from judging.contests.enums import Stage
from judging.db import fetch
from judging.errors import NotAllowed, Refused
from tests.cast import Play, make_contest

pytestmark = pytest.mark.usefixtures("pool")


async def computed() -> Play:
    given: dict[str, int] = {}

    def marks(juror: str, code: str) -> dict[str, int] | None:
        place = given.setdefault(code, len(given))
        return {"content": 9 - place, "language": 8 - place + (juror == "lan")}

    play = await make_contest(Stage.BOARD, entries={"poems": 4}, marks=marks)
    await service.compute(organiser=play.organiser, contest_id=play.id)
    await play.refresh()
    return play


async def test_the_study_is_owed_with_the_result_and_made_once() -> None:
    play = await computed()
    jobs = await fetch("SELECT args FROM job WHERE kind = 'result_study' AND args ->> 'contest_id' = $1", str(play.id))
    assert len(jobs) == 1
    assert await studies(play.view) == {}
    await study_result(play.id)
    first = await studies(play.view)
    assert set(first) == {"poems", "paintings"}
    poems = first["poems"]
    assert [one.juror for one in poems.without] == [1, 2]
    assert (poems.quality.ballots, poems.quality.entries) == (8, 4)
    assert {one.method for one in poems.others} >= {"median", "adjusted", "borda", "schulze"}
    assert first["paintings"].without == first["paintings"].others == ()
    await study_result(play.id)
    assert await studies(play.view) == first
    kept = await fetch(
        "SELECT count(*) AS n FROM result_study s JOIN result_run r ON r.id = s.run WHERE r.contest = $1", play.id
    )
    assert kept[0]["n"] == 2


async def test_chances_stand_beside_the_ranks() -> None:
    play = await computed()
    entries = (await queries.result(play.view)).category("poems").entries
    assert [one.rank for one in entries] == [1, 2, 3, 4]
    chances = [one.chance for one in entries]
    assert all(chance is not None for chance in chances)
    assert chances[0] > 0.9
    assert chances[3] < 0.1
    assert all((one.rank_low or 0) <= (one.rank or 0) <= (one.rank_high or 0) for one in entries)


async def test_a_new_result_has_a_study_of_its_own() -> None:
    play = await computed()
    await study_result(play.id)
    await service.compute(organiser=play.organiser, contest_id=play.id)
    assert await studies(play.view) == {}
    await study_result(play.id)
    assert len(await studies(play.view)) == 2


async def test_nothing_is_studied_while_scores_are_sealed() -> None:
    play = await make_contest(Stage.JUDGING)
    await study_result(play.id)  # there is no result, so there is nothing to do
    with pytest.raises(Refused, match="sealed"):
        await studies(play.view)
    with pytest.raises(Refused, match="sealed"):
        await ask_for_study(organiser=play.organiser, contest_id=play.id)


async def test_only_an_organiser_asks_for_it() -> None:
    play = await computed()
    for other in (play.secretary, play.board):
        with pytest.raises(NotAllowed):
            await ask_for_study(organiser=other, contest_id=play.id)
    await ask_for_study(organiser=play.organiser, contest_id=play.id)
    jobs = await fetch("SELECT key FROM job WHERE kind = 'result_study' AND args ->> 'contest_id' = $1", str(play.id))
    assert len({uuid.UUID(job["key"]) for job in jobs}) == 2
