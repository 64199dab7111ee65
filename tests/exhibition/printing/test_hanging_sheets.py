"""Hanging sheets for the people with the hammer."""

from collections.abc import Callable
from pathlib import Path

from judging.exhibition.hall import Hall, HangingPlan, Opening, Placed, Wall, Work
from judging.exhibition.printing.hanging_sheets import drawing_scale, hanging_pdf

Pages = Callable[[bytes], list[str]]
EAST = Wall("Tường đông", 960, 320, (Opening("door", 375, 0, 95, 210), Opening("socket", 850, 33, 12, 12)))
EMPTY = Wall("Tường trống", 300, 280)


def plan_of(works: int, *, code: str = "{}", wall: Wall = EAST) -> HangingPlan:
    placed = tuple(
        Placed(
            Work(code.format(place), 30, 42, f"Bản em {place}"), wall.name, place * 40, 124, ((place * 40 + 15, 161),)
        )
        for place in range(1, works + 1)
    )
    return HangingPlan(Hall(145, 18, (wall, EMPTY)), placed, 20)


def test_one_sheet_a_wall_with_scale_and_measures(pages: Pages, assert_sound: Callable[[bytes], None]) -> None:
    pdf = hanging_pdf(plan_of(3))
    first, second = pages(pdf)
    assert "Tường đông 9,60 m × 3,20 m · 3 tác phẩm · tâm 1,45 m · tỉ lệ 1 : 40" in first
    assert "2 Bản em 2 30 × 42 0,80 m 1,24 m 0,95 m 1,61 m 1 móc" in first
    assert "cửa" in first
    assert "ổ điện" in first
    assert "Tường trống" in second
    assert "không treo tác phẩm nào" in second
    assert_sound(pdf)


def test_english_sheets_have_english_numbers(pages: Pages) -> None:
    first = pages(hanging_pdf(plan_of(3), "en"))[0]
    assert "9.60 m × 3.20 m · 3 works · centres at 1.45 m · scale 1 : 40" in first
    assert "door" in first


def test_two_nails_and_a_noted_way_of_hanging(pages: Pages) -> None:
    work = Work("9", 60, 42, "Rừng", hanging="dây cước")
    placed = Placed(work, EAST.name, 155, 124, ((170, 160), (200, 160)))
    first = pages(hanging_pdf(HangingPlan(Hall(145, 18, (EAST,)), (placed,), 20)))[0]
    assert "1,55 m 1,24 m 1,70 và 2,00 m 1,60 m dây cước" in first


def test_a_long_table_goes_on_under_the_walls_name(pages: Pages, assert_sound: Callable[[bytes], None]) -> None:
    pdf = hanging_pdf(plan_of(60, wall=Wall("Tường dài", 3000, 300)))
    text = pages(pdf)
    assert text[1].startswith("Tường dài, tiếp theo")
    assert all(f"Bản em {place} " in " ".join(text) for place in range(1, 61))
    assert_sound(pdf)


def test_long_codes_give_way_to_numbers_on_the_drawing(pages: Pages) -> None:
    first = pages(hanging_pdf(plan_of(2, code="HV-00{}")))[0]
    assert "1 HV-001 Bản em 1" in first


def test_the_scale_is_a_usual_one_at_which_the_wall_fits() -> None:
    assert drawing_scale(EAST, 5) == 40
    assert drawing_scale(Wall("w", 1440, 360), 20) == 60
    assert drawing_scale(Wall("w", 50, 40), 1) == 5
    assert drawing_scale(Wall("w", 90_000, 300), 1) == 4000


def test_thumbnails_are_drawn_and_equal_plans_give_equal_bytes(picture: Callable[[int, int], Path]) -> None:
    plan = plan_of(2)
    bare = hanging_pdf(plan)
    assert bare == hanging_pdf(plan)
    assert b"/DCTDecode" not in bare
    assert b"/DCTDecode" in hanging_pdf(plan, thumbnails={"1": picture(300, 420), "other": picture(10, 10)})


def test_hostile_names_are_printed_as_they_are(pages: Pages, assert_sound: Callable[[bytes], None]) -> None:
    nasty = '#include "x" $a$ *b* @c <d>'
    wall = Wall(nasty, 500, 300, (Opening("#panic()", 300, 0, 90, 200),))
    placed = Placed(Work("X" * 60, 30, 40, "K" * 300), nasty, 20, 100, ((35, 135),))
    pdf = hanging_pdf(HangingPlan(Hall(145, 18, (wall,)), (placed,), 20))
    first = pages(pdf)[0]
    assert nasty in first
    assert "#panic()" in first
    assert_sound(pdf)
