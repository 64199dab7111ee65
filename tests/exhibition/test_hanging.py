"""The ordered hang: nothing overlaps, gaps are kept, openings stay free, and what does not fit is measured."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from judging.errors import Invalid
from judging.exhibition.hanging import DoesNotFit, Hall, Opening, TooLarge, Wall, Work, hang

EPSILON = 1e-6


def tenths(low, high):
    return st.integers(low * 10, high * 10).map(lambda value: value / 10)


@st.composite
def questions(draw):
    walls = []
    for index in range(draw(st.integers(1, 3))):
        width, height = draw(tenths(50, 500)), draw(tenths(200, 350))
        openings = []
        for _ in range(draw(st.integers(0, 3))):
            x, y = draw(tenths(0, int(width) - 20)), draw(tenths(0, 180))
            openings.append(Opening("door", x, y, draw(tenths(1, 20)), draw(tenths(1, 20))))
        walls.append(Wall(f"W{index}", width, height, tuple(openings)))
    hall = Hall(draw(st.integers(120, 160)), draw(tenths(0, 20)), tuple(walls))
    sizes = draw(st.lists(st.tuples(tenths(5, 90), tenths(5, 90)), min_size=1, max_size=14))
    return [Work(f"P{i}", width, height) for i, (width, height) in enumerate(sizes)], hall


@settings(max_examples=300, deadline=None)
@given(questions())
def test_every_plan_can_be_hung(question):
    works, hall = question
    try:
        plan = hang(works, hall)
    except (DoesNotFit, TooLarge):
        return  # how much is missing has its own test
    assert [placed.work for placed in plan.placed] == works
    order = {wall.name: index for index, wall in enumerate(hall.walls)}
    assert [order[placed.wall] for placed in plan.placed] == sorted(order[placed.wall] for placed in plan.placed)
    for wall in hall.walls:
        hung = plan.on_wall(wall.name)
        for left, right in pairwise(hung):
            assert right.x - left.x - left.work.width >= hall.gap - EPSILON
        for placed in hung:
            assert_clear(placed, wall, plan.margin)
            assert abs(placed.y + placed.work.height / 2 - hall.centre_line) <= 0.01


def assert_clear(placed, wall, margin):
    x, y, width, height = placed.x, placed.y, placed.work.width, placed.work.height
    assert x >= margin - EPSILON
    assert x + width <= wall.width - margin + EPSILON
    assert y >= -0.01
    assert y + height <= wall.height + 0.01
    for opening in wall.openings:
        beside = x + width + margin <= opening.x + EPSILON or opening.x + opening.width + margin <= x + EPSILON
        over = y + height + margin <= opening.y + 0.02 or opening.y + opening.height + margin <= y + 0.02
        assert beside or over
    for nail_x, nail_y in placed.nails:
        assert x < nail_x < x + width
        assert y < nail_y < y + height


@settings(max_examples=60, deadline=None)
@given(questions())
def test_the_missing_centimetres_are_enough_and_no_more(question):
    works, hall = question
    refusal = None
    try:
        hang(works, hall)
    except DoesNotFit as error:
        refusal = error
    except TooLarge:
        return
    if refusal is not None:
        index = [wall.name for wall in hall.walls].index(refusal.params["wall"])
        assert len(hang(works, longer(hall, index, refusal.missing)).placed) == len(works)
        with pytest.raises(DoesNotFit):
            hang(works, longer(hall, index, refusal.missing - 0.02))


def longer(hall, index, by):
    wall = hall.walls[index]
    grown = Wall(wall.name, round(wall.width + by, 2), wall.height, wall.openings)
    return Hall(hall.centre_line, hall.gap, (*hall.walls[:index], grown, *hall.walls[index + 1 :]))


def one_wall(width=400.0, *openings, gap=10.0, height=300.0):
    return Hall(150.0, gap, (Wall("A", width, height, openings),))


def squares(count, side=40.0):
    return [Work(f"P{i}", side, side) for i in range(count)]


def spaces(plan, start, end):
    """The spaces between start, the works and end."""
    edges = [start, *(edge for placed in plan.placed for edge in (placed.x, placed.x + placed.work.width)), end]
    return [round(right - left, 2) for left, right in zip(edges[::2], edges[1::2], strict=True)]


def test_spaces_on_a_wall_are_equal():
    assert spaces(hang(squares(4), one_wall()), 0, 400) == [48, 48, 48, 48, 48]


def test_works_are_spread_between_a_door_and_the_ends():
    plan = hang(squares(4), one_wall(400.0, Opening("door", 160, 0, 80, 210)))
    left, right = plan.placed[:2], plan.placed[2:]
    assert [placed.x for placed in left] == [27.0, 93.0]
    assert [round(placed.x - 240, 2) for placed in right] == [27.0, 93.0]


def test_a_socket_below_the_works_is_no_hindrance():
    low, high = Opening("socket", 190, 30, 9, 9), Opening("switch", 190, 120, 9, 9)
    assert hang(squares(1), one_wall(400.0, low)).placed[0].x == 180
    assert hang(squares(1), one_wall(400.0, high)).placed[0].x != 180


def test_a_hall_that_is_just_large_enough_keeps_no_distance_from_its_corners():
    plan = hang(squares(3), one_wall(140.0))
    assert spaces(plan, 0, 140) == [0, 10, 10, 0]
    assert plan.margin == 0


def test_works_share_the_walls_evenly():
    hall = Hall(150, 10, (Wall("A", 400, 300), Wall("B", 400, 300)))
    plan = hang(squares(12), hall)
    assert (len(plan.on_wall("A")), len(plan.on_wall("B"))) == (6, 6)


def test_a_low_wall_is_passed_over_by_a_high_work():
    hall = Hall(150, 10, (Wall("low", 200, 180), Wall("high", 200, 300)))
    plan = hang([Work("P0", 40, 40), Work("P1", 40, 200)], hall)
    assert [placed.wall for placed in plan.placed] == ["low", "high"]


def test_nails():
    works = [
        Work("A4", 29.7, 21),
        Work("A2", 59.4, 42),
        Work("one", 80, 60, hanging="1 móc"),
        Work("two", 30, 40, hanging="2 móc"),
    ]
    small, large, one, two = hang(works, one_wall()).placed
    assert small.nails == ((round(small.x + 14.85, 2), round(150 + 10.5 - 5.25, 2)),)
    assert [round(x - large.x, 2) for x, _ in large.nails] == [14.85, 44.55]
    assert {y for _, y in large.nails} == {165}
    assert (len(one.nails), len(two.nails)) == (1, 2)


def test_missing_centimetres_of_one_wall():
    with pytest.raises(DoesNotFit, match=r"40 cm of wall are missing: the wall A .* without a place: 1, from P2 on"):
        hang(squares(3), one_wall(100.0))


def test_only_a_high_wall_can_grow_for_a_high_work():
    hall = Hall(150, 10, (Wall("A", 100, 300), Wall("low", 1000, 180)))
    works = [Work("P0", 40, 40), Work("P1", 40, 40), Work("P2", 40, 100)]
    with pytest.raises(DoesNotFit, match="40 cm of wall are missing: the wall A"):
        hang(works, hall)


@pytest.mark.parametrize(
    ("work", "words"),
    [
        (Work("big", 450, 40), "big .* is too wide: 50 cm are missing; .* is 400 cm"),
        (Work("tall", 40, 320), "tall .* is too high: 20 cm are missing; .* is 300 cm"),
    ],
)
def test_a_work_that_no_wall_takes_is_named(work, words):
    with pytest.raises(TooLarge, match=words):
        hang([*squares(2), work], one_wall())


def test_too_wide_for_the_stretches_between_openings():
    door = Opening("door", 200, 0, 50, 210)
    with pytest.raises(TooLarge, match="20 cm are missing"):
        hang([Work("wide", 220, 40)], one_wall(400.0, door))
    assert hang([Work("above", 220, 40)], Hall(250, 10, (Wall("A", 400, 300, (door,)),))).placed


def test_a_work_twice_is_refused():
    with pytest.raises(Invalid, match="P0 is listed twice"):
        hang([*squares(2), *squares(1)], one_wall())
