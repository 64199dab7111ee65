"""A wall as it hangs, for the page: works in true relative size, free stretches and doors, from left to right. Pure."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from judging.exhibition.hall import Opening, Wall
from judging.exhibition.show import Hung, ShownWork

PER_CM = 5
"""CSS pixels for a centimetre: an A2 sheet then fills a phone's screen, and an A4 one is still a picture."""
FREE_AT_MOST = 14
OPENING_AT_MOST = 36
"""Centimetres of a free stretch and of a door on the page: what is longer is shortened, so that on a phone the next
work is seen, too. Works keep their sizes."""
_PASSED = ("door", "window")
"""Openings that reach into the height where works hang and that a visitor sees from afar."""


class Piece(msgspec.Struct, frozen=True):
    """`width` and `height` in pixels; a work, an opening or (neither) a free stretch."""

    width: int
    height: int = 0
    work: ShownWork | None = None
    opening: str = ""


class WallView(msgspec.Struct, frozen=True):
    """`first` and `last` are the numbers of the works on it."""

    wall: Wall
    pieces: tuple[Piece, ...]
    first: int
    last: int


def wall_view(wall: Wall, works: Sequence[ShownWork]) -> WallView:
    """The pieces in order; free stretches at the wall's two ends are left out, as a page has ends of its own."""
    hung = [(work.hung, work) for work in works if work.hung is not None]
    items: list[tuple[float, float, Piece]] = [(one.x, one.x + one.width, _piece(one, work)) for one, work in hung]
    items += [
        (
            opening.x,
            opening.x + opening.width,
            Piece(_pixels(min(opening.width, OPENING_AT_MOST)), opening=opening.kind),
        )
        for opening in wall.openings
        if opening.kind in _PASSED and _between(opening, hung)
    ]
    items.sort(key=lambda item: item[0])
    pieces: list[Piece] = []
    end = None
    for left, right, piece in items:
        if end is not None and left > end:
            pieces.append(Piece(_pixels(min(left - end, FREE_AT_MOST))))
        pieces.append(piece)
        end = max(right, end or 0.0)
    numbers = [one.number for one, _ in hung] or [0]
    return WallView(wall, tuple(pieces), min(numbers), max(numbers))


def _piece(hung: Hung, work: ShownWork) -> Piece:
    return Piece(_pixels(hung.width), _pixels(hung.height), work=work)


def _pixels(length: float) -> int:
    return max(1, round(length * PER_CM))


def _between(opening: Opening, hung: Sequence[tuple[Hung, ShownWork]]) -> bool:
    """Whether works hang on both sides of it, none above or below."""
    right = opening.x + opening.width
    return (
        any(one.x + one.width <= opening.x for one, _ in hung)
        and any(one.x >= right for one, _ in hung)
        and not any(one.x < right and one.x + one.width > opening.x for one, _ in hung)
    )
