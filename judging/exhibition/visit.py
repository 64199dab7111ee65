"""What a visitor's page shows, put together from the reads of the gallery."""

from __future__ import annotations

import asyncio
import json
from datetime import datetime
from decimal import Decimal

import msgspec

from judging import clock
from judging.contests.calendar import last_byte, moment
from judging.contests.enums import Media, Stage
from judging.contests.queries import ContestView, contest, contests
from judging.contests.rules import CategoryRules
from judging.errors import NotFound
from judging.exhibition import gallery, queries
from judging.exhibition.show import ShownWork
from judging.exhibition.wall_view import WallView, wall_view
from judging.storage import small_text
from judging.web.formats import bilingual, dimensions

WALLS = 6
"""Walls on one page."""
BARS = 160
"""Bars of a waveform."""
_PAGES = 40


class Section(msgspec.Struct, frozen=True):
    """A category with works of it, and how many it has in all."""

    category: CategoryRules
    works: list[ShownWork]
    total: int


class Exhibition(msgspec.Struct, frozen=True):
    """The front page of an announced contest. `hero` is the picture that won, or the first winner there is; `poem` the
    text of the first winner that is to be read."""

    view: ContestView
    hero: ShownWork | None
    poem: str
    sections: list[Section]
    wall: WallView | None
    hung: int

    def of(self, media: str) -> list[Section]:
        return [one for one in self.sections if one.category.media == media]


class WorkPage(msgspec.Struct, frozen=True):
    view: ContestView
    category: CategoryRules
    work: ShownWork
    text: str
    peaks: list[int]
    before: str | None
    after: str | None
    wall_page: int = 1

    @property
    def pages(self) -> list[str]:
        """Roles of the page images, in order."""
        roles = (f"page-{number}.webp" for number in range(1, _PAGES + 1))
        return [role for role in roles if role in self.work.files]

    @property
    def size(self) -> str:
        sides = self.work.size
        return dimensions(*(Decimal(str(side)) for side in sides)) if sides else ""

    @property
    def made(self) -> str:
        """Technique or form, in the page's language."""
        key = "technique" if "technique" in self.work.details else "form"
        return bilingual({f"{key}_vi": self.work.details.get(key), **self.work.details}, key)

    @property
    def age(self) -> str:
        groups = [group for group in self.view.rules.age_groups if group.key == self.work.age_group]
        return bilingual(groups[0], "name") if groups else ""


class Call(msgspec.Struct, frozen=True):
    """Where the taking of entries stands now."""

    view: ContestView
    opens: datetime
    deadline: datetime
    announcement: datetime
    taking: bool
    not_yet: bool


async def open_contest(slug: str) -> ContestView:
    """A contest that the public may know of. Raises NotFound."""
    view = await contest(slug=slug)
    if view.stage == Stage.DRAFT:
        raise NotFound("There is no such contest.")
    return view


async def announced(slug: str) -> ContestView:
    """A contest whose result is public. Raises NotFound: before that there is nothing to see, whoever asks."""
    view = await open_contest(slug)
    if view.stage != Stage.ANNOUNCED:
        raise NotFound("The exhibition opens when the result is announced.")
    return view


async def public_contests() -> list[ContestView]:
    return [view for view in await contests() if view.stage != Stage.DRAFT]


def call_for_entries(view: ContestView) -> Call:
    now, line = clock.now(), view.rules.timeline
    opens = moment(view.rules, line.opens)
    return Call(
        view=view,
        opens=opens,
        deadline=moment(view.rules, line.deadline),
        announcement=moment(view.rules, line.announcement),
        taking=view.stage == Stage.OPEN and opens <= now <= last_byte(view.rules),
        not_yet=now < opens,
    )


async def exhibition(view: ContestView) -> Exhibition:
    works = await gallery.winners(view)
    counted = await gallery.counted(view.id)
    sections = [
        Section(one, [work for work in works if work.category == one.key], counted.get(view.category_ids[one.key], 0))
        for one in view.rules.categories
    ]
    hero = hero_of(view, works)
    walls, hung = await _walls(view, 0, 1)
    poems = [work for one in sections if one.category.media == Media.TEXT for work in one.works if work.shown]
    poem = await text_of(poems[0]) if poems else ""
    return Exhibition(view, hero, poem, sections, walls[0] if walls else None, hung)


def hero_of(view: ContestView, works: list[ShownWork]) -> ShownWork | None:
    """The best picture that may be shown; without one, the best work of the first category that has any."""
    shown = [work for work in works if work.shown]
    pictures = [work for work in shown if view.rules.category(work.category).media == Media.IMAGE]
    ranked = sorted(pictures or shown, key=lambda work: work.won.order if work.won else 0)
    return ranked[0] if ranked else None


async def walls(view: ContestView, page: int) -> tuple[list[WallView], int, int]:
    """A page of walls, how many works hang in all, and how many pages there are."""
    hall = await queries.hall(view.id)
    pages = -(-len(hall.walls) // WALLS) if hall else 0
    views, hung = await _walls(view, page * WALLS, WALLS)
    return views, hung, pages


async def _walls(view: ContestView, first: int, count: int) -> tuple[list[WallView], int]:
    hall = await queries.hall(view.id)
    if hall is None:
        return [], 0
    chosen = hall.walls[first : first + count]
    works = await gallery.on_walls(view, [wall.name for wall in chosen])
    views = [wall_view(wall, [one for one in works if one.hung and one.hung.wall == wall.name]) for wall in chosen]
    return [one for one in views if one.pieces], await gallery.hung_in_all(view.id)


async def work_page(view: ContestView, code: str) -> WorkPage:
    """Raises NotFound."""
    work = await gallery.one_work(view, code)
    before, after = await gallery.neighbours(view, work)
    return WorkPage(
        view=view,
        category=view.rules.category(work.category),
        work=work,
        text=await text_of(work),
        peaks=bars(await _stored(work, "peaks.json")),
        before=before,
        after=after,
        wall_page=await _wall_page(view, work),
    )


async def _wall_page(view: ContestView, work: ShownWork) -> int:
    """The page of walls on which it hangs."""
    hall = await queries.hall(view.id) if work.hung else None
    names = [wall.name for wall in hall.walls] if hall else []
    return 1 + names.index(work.hung.wall) // WALLS if work.hung and work.hung.wall in names else 1


async def text_of(work: ShownWork) -> str:
    return await _stored(work, "text.txt")


async def _stored(work: ShownWork, role: str) -> str:
    found = work.files.get(role)
    return await asyncio.to_thread(small_text, found.key) if found else ""


def bars(peaks: str) -> list[int]:
    """Heights in per cent for a waveform of at most BARS bars."""
    values: list[float] = json.loads(peaks)["peaks"] if peaks else []
    step = max(1, -(-len(values) // BARS))
    highest = max(values, default=0) or 1
    return [max(2, round(100 * max(values[at : at + step]) / highest)) for at in range(0, len(values), step)]
