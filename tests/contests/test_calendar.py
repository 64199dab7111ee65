"""Moments from local times, and a contest moved to another year."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from judging.contests import calendar, checks
from judging.contests.contest_file import read
from tests.cast import CONTEST

RULES = read(CONTEST)
local = datetime.fromisoformat


def test_local_times_are_moments_of_the_contests_zone() -> None:
    assert calendar.moment(RULES, RULES.timeline.deadline) == datetime(2024, 1, 31, 10, 0, tzinfo=UTC)
    assert calendar.last_byte(RULES) == datetime(2024, 1, 31, 10, 30, tzinfo=UTC)


@given(st.datetimes(local("2000-01-01"), local("2100-01-01")))
def test_a_moved_contest_keeps_its_distances(day: datetime) -> None:
    moved = calendar.moved(RULES, opens_on=day, slug="again")
    assert moved.contest.slug == "again"
    assert moved.timeline.opens.date() == day.date()
    assert moved.timeline.opens.time() == RULES.timeline.opens.time()
    assert moved.timeline.deadline - moved.timeline.opens == RULES.timeline.deadline - RULES.timeline.opens
    assert moved.rounds[0].closes - moved.timeline.opens == RULES.rounds[0].closes - RULES.timeline.opens
    assert list(checks.check(moved)) == []


def test_ages_are_counted_in_the_new_year() -> None:
    aged = read(CONTEST.replace('email = "ban', 'age_year = 2024\nemail = "ban', 1))
    assert aged.age(2014) == 10
    assert calendar.moved(aged, opens_on=local("2030-05-01"), slug="x").age(2014) == 16
    assert RULES.age(2014) == 10
    assert calendar.moved(RULES, opens_on=local("2030-05-01"), slug="x").age(2014) == 16


def test_a_board_is_moved_too() -> None:
    with_board = read(CONTEST.replace("announcement =", "board = 2024-02-20T08:00:00\nannouncement =", 1))
    moved = calendar.moved(with_board, opens_on=local("2024-01-08"), slug="x")
    assert moved.timeline.board == local("2024-02-20T08:00") + timedelta(days=7)
