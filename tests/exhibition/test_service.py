"""Setting the hall and hanging the works, against a real database."""

from __future__ import annotations

from itertools import pairwise

import pytest

from judging.contests.enums import Stage
from judging.db import fetch
from judging.errors import Invalid, NotAllowed, Refused
from judging.exhibition import queries, service
from judging.exhibition.halls import hall_of
from tests import cast
from tests.exhibition.showing import HALL, Cast


async def test_a_mistake_in_the_hall_is_named_with_its_line(judged: Cast) -> None:
    play = judged.play
    wrong = HALL.replace("width = 300", 'width = "wide"', 1)
    with pytest.raises(Invalid) as caught:
        await service.set_hall(organiser=play.organiser, contest_id=play.id, source=wrong)
    assert caught.value.field == "source"
    assert "Line 8" in str(caught.value)
    assert "width" in str(caught.value)


async def test_only_an_organiser_sets_the_hall_and_hangs(judged: Cast) -> None:
    play = judged.play
    for actor in (play.secretary, play.jurors["lan"], await cast.outsider()):
        with pytest.raises(NotAllowed):
            await service.set_hall(organiser=actor, contest_id=play.id, source=HALL)
        with pytest.raises(NotAllowed):
            await service.hang(organiser=actor, contest_id=play.id)


async def test_nothing_is_hung_while_entries_are_taken_or_without_a_hall(pool: None) -> None:
    play = await cast.make_contest()
    await service.set_hall(organiser=play.organiser, contest_id=play.id, source=HALL)
    with pytest.raises(Refused, match="after the deadline"):
        await service.hang(organiser=play.organiser, contest_id=play.id)
    bare = await cast.make_contest(Stage.CHECKING, entries={"paintings": 1})
    with pytest.raises(Refused, match="no hall"):
        await service.hang(organiser=bare.organiser, contest_id=bare.id)


async def test_a_hall_that_is_too_small_names_the_missing_centimetres_and_hangs_nothing(judged: Cast) -> None:
    play = judged.play
    small = HALL.replace("width = 300", "width = 50")
    await service.set_hall(organiser=play.organiser, contest_id=play.id, source=small)
    with pytest.raises(Refused, match=r"[\d.]+ cm of wall are missing"):
        await service.hang(organiser=play.organiser, contest_id=play.id)
    assert await queries.placements(play.id) == {}


async def test_placements_stand_in_the_hall_with_its_gap_on_its_centre_line(shown: Cast) -> None:
    hall = hall_of(HALL)
    placed = list((await queries.placements(shown.play.id)).values())
    assert [one.number for one in placed] == [1, 2, 3]
    for one in placed:
        assert one.wall in {wall.name for wall in hall.walls}
        assert one.x >= 0
        assert one.x + one.width <= 300
        assert one.y + one.height / 2 == pytest.approx(hall.centre_line, abs=1)
    for wall in hall.walls:
        own = sorted((one.x, one.x + one.width) for one in placed if one.wall == wall.name)
        assert all(right[0] - left[1] >= hall.gap for left, right in pairwise(own)), own


async def test_a_work_without_consent_is_not_hung_and_the_first_prize_hangs_first(shown: Cast) -> None:
    placed = await queries.placements(shown.play.id)
    assert set(placed) == {shown.full.id, shown.initials.id, shown.unit.id}
    assert placed[shown.full.id].number == 1


async def test_hanging_anew_replaces_and_another_hall_takes_everything_down(pool: None) -> None:
    play = await cast.make_contest(Stage.CHECKING, entries={"paintings": 2})
    await service.set_hall(organiser=play.organiser, contest_id=play.id, source=HALL)
    await service.hang(organiser=play.organiser, contest_id=play.id)
    first = await queries.placements(play.id)
    await service.hang(organiser=play.organiser, contest_id=play.id)
    assert await queries.placements(play.id) == first
    await service.set_hall(organiser=play.organiser, contest_id=play.id, source=HALL + "\n# the same walls\n")
    assert await queries.placements(play.id) == first
    await service.set_hall(organiser=play.organiser, contest_id=play.id, source=HALL.replace("300", "400"))
    assert await queries.placements(play.id) == {}
    lines = await fetch("SELECT action FROM audit_line WHERE contest_id = $1 AND action LIKE 'exhibition.%'", play.id)
    assert [line["action"] for line in lines].count("exhibition.hung") == 2
