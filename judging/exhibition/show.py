"""Values of a show: every work that counts, with what may be told of it, its prize and its number. Pure."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation

import msgspec

from judging.collation import Key, word_key
from judging.exhibition.hall import Hall
from judging.exhibition.naming import NOBODY, PublicNames
from judging.typesetting.values import Bilingual

_NO_PRIZE = 1000


class Hung(msgspec.Struct, frozen=True):
    """Where a work hangs: its number along the hang, its wall, lower left corner and size in cm."""

    number: int
    wall: str
    x: float
    y: float
    width: float
    height: float


class Won(msgspec.Struct, frozen=True):
    """A prize; `order` 1 is the category's highest. `rank` sorts the winners of one tier, where it is known."""

    tier: str
    order: int
    name: Bilingual
    rank: int = 0


class File(msgspec.Struct, frozen=True):
    """A judging copy in the object store."""

    key: str
    content_type: str
    width: int | None = None
    height: int | None = None


class ShownWork(msgspec.Struct, frozen=True, kw_only=True):
    """One work. `shown` is the consent to publication: without it nothing but the title may be seen.

    `number` is its number in the show, the same on wall, label, catalogue and web page. `reason` says why it has, or
    has not, its prize. `on_list` are the names for the award list alone: a prize is given to somebody, and consent to
    publish the work is not asked for that; the name mode is obeyed all the same.
    """

    entry_id: uuid.UUID
    code: str
    category: str
    title: Bilingual
    language: str = "vi"
    age_group: str | None = None
    details: Mapping[str, str] = {}
    seconds: int | None = None
    files: Mapping[str, File] = {}
    names: PublicNames = NOBODY
    on_list: PublicNames = NOBODY
    shown: bool = False
    won: Won | None = None
    reason: Bilingual = Bilingual()
    hung: Hung | None = None
    number: int = 0

    @property
    def size(self) -> tuple[float, float] | None:
        return size_of(self.details)


class Show(msgspec.Struct, frozen=True):
    """The works by number, and the hall they hang in."""

    works: tuple[ShownWork, ...]
    hall: Hall | None

    @property
    def hung(self) -> list[ShownWork]:
        """What hangs, along the walls."""
        return [work for work in self.works if work.hung is not None]


def size_of(details: Mapping[str, str]) -> tuple[float, float] | None:
    """Width and height in cm; None where the entrant gave none that can be read."""
    sides = [_centimetres(details.get(side, "")) for side in ("width_cm", "height_cm")]
    return (sides[0], sides[1]) if sides[0] and sides[1] else None


def _centimetres(text: str) -> float:
    try:
        value = Decimal(text.strip().replace(",", "."))
    except InvalidOperation:
        return 0.0
    return float(value) if value.is_finite() and value > 0 else 0.0


def numbered(works: Sequence[ShownWork], categories: Sequence[str]) -> tuple[ShownWork, ...]:
    """The works with their numbers, in that order: those that hang as they hang, the rest running on after them."""
    hung = sorted((work for work in works if work.hung), key=lambda work: work.hung.number if work.hung else 0)
    rest = sorted((work for work in works if not work.hung), key=lambda work: in_order(work, categories))
    first = max((work.hung.number for work in hung if work.hung), default=0) + 1
    numbers = [*(work.hung.number for work in hung if work.hung), *range(first, first + len(rest))]
    return tuple(
        msgspec.structs.replace(work, number=number) for work, number in zip([*hung, *rest], numbers, strict=True)
    )


def in_order(work: ShownWork, categories: Sequence[str]) -> tuple[int, int, int, Key, str]:
    """Sort key of works by category, winners first by prize and rank, then by title in Vietnamese order."""
    order, rank = (work.won.order, work.won.rank) if work.won else (_NO_PRIZE, 0)
    return categories.index(work.category), order, rank, word_key(work.title.vi.casefold()), work.code
