"""Numbers, order and walls of a show: values in, values out."""

from __future__ import annotations

import uuid

import msgspec
import pytest

from judging.exhibition.hall import Opening, Wall
from judging.exhibition.order import ToHang, hanging_order
from judging.exhibition.show import Hung, ShownWork, Won, numbered, size_of
from judging.exhibition.wall_view import FREE_AT_MOST, OPENING_AT_MOST, PER_CM, wall_view
from judging.typesetting.values import Bilingual


def work(code: str, category: str = "poems", *, hung: Hung | None = None, prize: int = 0) -> ShownWork:
    won = Won("tier", prize, Bilingual("Giải", "Prize")) if prize else None
    title = Bilingual(code)
    return ShownWork(entry_id=uuid.uuid4(), code=code, category=category, title=title, won=won, hung=hung)


def hung(number: int, x: float = 0, width: float = 40) -> Hung:
    return Hung(number, "A", x, 100, width, 30)


def test_what_hangs_keeps_its_number_and_the_rest_runs_on() -> None:
    works = [work("b"), work("ă"), work("z", prize=1), work("p2", "paintings", hung=hung(2)), work("s", "songs")]
    works.append(work("p5", "paintings", hung=hung(5)))
    found = numbered(works, ["songs", "paintings", "poems"])
    assert [(one.code, one.number) for one in found] == [("p2", 2), ("p5", 5), ("s", 6), ("z", 7), ("ă", 8), ("b", 9)]


def test_winners_are_numbered_by_prize_and_rank_the_rest_by_title() -> None:
    def won(code: str, order: int, rank: int) -> ShownWork:
        return msgspec.structs.replace(work(code), won=Won("tier", order, Bilingual("Giải"), rank))

    works = [work("đ"), work("d"), won("a", 2, 3), won("z", 2, 2), won("m", 1, 1)]
    assert [one.code for one in numbered(works, ["poems"])] == ["m", "z", "a", "d", "đ"]


@pytest.mark.parametrize(
    ("width", "height", "size"),
    [
        ("40", "30", (40, 30)),
        ("59,4", " 42 ", (59.4, 42)),
        ("", "30", None),
        ("0", "30", None),
        ("NaN", "30", None),
        ("a", "1", None),
    ],
)
def test_a_size_is_read_or_missing(width: str, height: str, size: tuple[float, float] | None) -> None:
    assert size_of({"width_cm": width, "height_cm": height}) == size


def test_winners_hang_first_by_tier_then_the_youngest_then_by_blind_code() -> None:
    works = [
        ToHang("e", "HV-1", "", 1, 1, age=1),
        ToHang("d", "HV-9", "", 1, 1, age=0),
        ToHang("c", "HV-5", "", 1, 1, tier=2, age=0),
        ToHang("b", "HV-4", "", 1, 1, tier=2, age=3),
        ToHang("a", "HV-8", "", 1, 1, tier=1, age=3),
        ToHang("f", "HV-2", "", 1, 1, age=1),
    ]
    assert [one.code for one in hanging_order(works)] == ["a", "b", "c", "d", "e", "f"]


def test_a_wall_shows_works_in_true_relative_size_and_shortens_what_lies_between() -> None:
    wall = Wall("A", 500, 300, (Opening("door", 150, 0, 90, 210), Opening("socket", 60, 20, 9, 9)))
    view = wall_view(wall, [work("a", hung=hung(3, 20)), work("b", hung=hung(4, 300, 60))])
    assert [(piece.width / PER_CM, bool(piece.work), piece.opening) for piece in view.pieces] == [
        (40, True, ""),
        (FREE_AT_MOST, False, ""),
        (OPENING_AT_MOST, False, "door"),
        (FREE_AT_MOST, False, ""),
        (60, True, ""),
    ]
    assert (view.first, view.last) == (3, 4)


def test_a_window_above_works_is_left_out_and_an_empty_wall_is_empty() -> None:
    wall = Wall("A", 500, 300, (Opening("window", 30, 200, 90, 80),))
    assert len(wall_view(wall, [work("a", hung=hung(1, 20)), work("b", hung=hung(2, 100))]).pieces) == 3
    assert wall_view(wall, []).pieces == ()
