"""Numbers and names on the drawing of a wall keep out of each other's way."""

from hypothesis import given
from hypothesis import strategies as st

from judging.exhibition.printing.drawing_words import LINE, Box, number_boxes, opening_names

WALL = Box(0, 0, 260, 80)


def row(widths: list[float], gap: float) -> list[Box]:
    works: list[Box] = []
    for width in widths:
        left = works[-1].x + works[-1].width + gap if works else 0.0
        works.append(Box(left, 30, width, 5))
    return works


def test_a_number_stands_close_under_its_work() -> None:
    (box,) = number_boxes([Box(10, 10, 20, 15)], ["12"])
    assert 25 < box.y < 26
    assert box.x + box.width / 2 == 20


@given(st.lists(st.floats(1.5, 8), min_size=1, max_size=80), st.floats(1, 4))
def test_numbers_of_a_dense_wall_never_meet(widths: list[float], gap: float) -> None:
    works = row(widths, gap)
    boxes = number_boxes(works, [str(1000 + place) for place in range(len(works))])
    assert all(not one.meets(other) for place, one in enumerate(boxes) for other in boxes[:place])
    assert all(not box.meets(work) for box in boxes for work in works)


def test_names_stand_inside_a_door_upright_in_a_column_and_beside_a_socket() -> None:
    door, column, socket = Box(50, 40, 20, 40), Box(100, 0, 3, 80), Box(150, 70, 1, 1)
    names = opening_names([door, column, socket], ["cửa", "cột", "ổ điện"], [], WALL)
    assert names[0] is not None
    assert door.holds(names[0].box)
    assert names[1] is not None
    assert names[1].upright
    assert names[2] is not None
    assert not socket.meets(names[2].box)


def test_a_name_goes_where_no_work_hangs_and_is_left_out_where_everything_is_taken() -> None:
    window = Box(50, 20, 30, 20)
    (name,) = opening_names([window], ["cửa sổ"], [Box(50, 25, 30, 8)], WALL)
    assert name is not None
    assert name.box.y < 25 - LINE + 0.5 or name.box.y > 33
    assert opening_names([window], ["cửa sổ"], [WALL], WALL) == [None]


def test_two_sockets_side_by_side_are_both_named() -> None:
    names = opening_names([Box(20, 70, 1, 1), Box(22, 70, 1, 1)], ["ổ điện", "ổ điện"], [], WALL)
    first, second = (name.box for name in names if name is not None)
    assert not first.meets(second)
