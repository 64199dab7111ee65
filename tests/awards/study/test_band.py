"""The works around the line below the last prize."""

from __future__ import annotations

import msgspec

from judging.awards.study.band import MOST, around, in_band


class Work(msgspec.Struct, frozen=True):
    blind_code: str
    rank: int | None
    chance: float | None = None


def codes(works: list[Work], places: int) -> list[str]:
    return [one.blind_code for one in around(works, places)]


def test_the_band_holds_what_chance_might_have_turned() -> None:
    assert [in_band(Work("A", 1, chance)) for chance in (None, 0.0, 0.04, 0.05, 0.5, 0.95, 0.96, 1.0)] == [
        False, False, False, True, True, True, False, False,
    ]  # fmt: skip


def test_neighbours_of_the_line_are_always_shown() -> None:
    works = [Work(f"W{rank:02d}", rank) for rank in range(1, 11)]
    assert codes(works, 5) == ["W03", "W04", "W05", "W06", "W07", "W08"]
    assert codes(works, 1) == ["W01", "W02", "W03", "W04"]


def test_a_wide_band_reaches_further() -> None:
    works = [Work(f"W{rank:02d}", rank, 0.5 if rank in (1, 9) else 1.0) for rank in range(1, 11)]
    assert codes(works, 5) == ["W01", "W03", "W04", "W05", "W06", "W07", "W08", "W09"]


def test_a_very_wide_band_is_shown_next_to_the_line() -> None:
    works = [Work(f"W{rank:03d}", rank, 0.5) for rank in range(1, 301)]
    found = codes(works, 100)
    assert len(found) == MOST
    assert (found[0], found[-1]) == ("W081", "W120")


def test_where_everybody_or_nobody_wins_there_is_no_line() -> None:
    works = [Work("A", 1, 1.0), Work("B", 2, 1.0), Work("C", None)]
    assert codes(works, 2) == codes(works, 0) == []
    assert codes(works, 1) == ["A", "B"]
