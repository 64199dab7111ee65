"""Verbs of the exhibition: the hall is set, the works are hung, everything is printed."""

from __future__ import annotations

import asyncio
import json
import uuid
from collections.abc import Callable
from pathlib import Path

from judging import audit, clock
from judging.awards import queries as awards
from judging.awards.minutes import record
from judging.awards.queries import ContestResult
from judging.contests.enums import Media, Stage
from judging.contests.queries import ContestView, contest
from judging.db import UnitOfWork, execute_many, fetch, unit_of_work
from judging.errors import NotFound, Refused
from judging.exhibition import queries
from judging.exhibition.hall import HangingPlan, Work
from judging.exhibition.halls import hall_of
from judging.exhibition.hanging import hang as hang_works
from judging.exhibition.order import ToHang, hanging_order
from judging.exhibition.show import size_of
from judging.web.actor import Actor, Role


async def set_hall(*, organiser: Actor, contest_id: uuid.UUID, source: str) -> None:
    """Keeps the hall (TOML, in cm). What hung in another hall is taken down: its places mean nothing in this one.

    Raises NotAllowed, Invalid with the line of the first mistake.
    """
    organiser.must_be(contest_id, Role.ORGANISER)
    hall = hall_of(source)
    async with unit_of_work() as work:
        view = await contest(id=contest_id)
        before = await queries.hall(contest_id)
        await fetch(
            "INSERT INTO hall (id, contest, source, updated_at) VALUES ($1, $2, $3, $4)"
            " ON CONFLICT (contest) DO UPDATE SET source = excluded.source, updated_at = excluded.updated_at",
            uuid.uuid4(), contest_id, source, clock.now(),
        )  # fmt: skip
        if before is not None and before != hall:
            await fetch("DELETE FROM placement WHERE contest = $1", contest_id)
        audit.record(
            work, actor=str(organiser.person_id), action="exhibition.hall_set", subject=view.slug,
            contest_id=contest_id, walls=len(hall.walls),
        )  # fmt: skip


async def hang(*, organiser: Actor, contest_id: uuid.UUID) -> HangingPlan:
    """Gives every picture a place and a number, in place of an earlier hang. The order is that of `order.py`.

    A work hangs only with the consent to exhibit it. Raises NotAllowed; Refused while entries are still taken, without
    a hall, for a work without a size, and, with the missing centimetres, where the hall is too small.
    """
    organiser.must_be(contest_id, Role.ORGANISER)
    async with unit_of_work() as work:
        await fetch("SELECT id FROM contest WHERE id = $1 FOR UPDATE", contest_id)
        view = await contest(id=contest_id)
        if not view.reached(Stage.CHECKING):
            raise Refused("Works are hung after the deadline, when it is known which they are.")
        hall = await queries.hall(contest_id)
        if hall is None:
            raise Refused("There is no hall yet; describe its walls first.")
        works = hanging_order(await _pictures(view))
        if not works:
            raise Refused("There is no picture to hang.")
        plan = hang_works([Work(one.code, one.width, one.height, one.title) for one in works], hall)
        await _write(work, organiser, view, plan)
    return plan


async def _pictures(view: ContestView) -> list[ToHang]:
    """The accepted pictures that may be shown, with their prizes once the result is signed."""
    ids = [view.category_ids[one.key] for one in view.rules.categories if one.media == Media.IMAGE]
    rows = await fetch(
        "SELECT e.code, e.blind_code, e.title, e.category, e.age_group, e.details, x.tier FROM entry e"
        " JOIN authorship a ON a.entry = e.id AND a.consents ? 'publication'"
        " LEFT JOIN result_run r ON r.category = e.category AND r.superseded_at IS NULL AND $2"
        " LEFT JOIN entry_result x ON x.run = r.id AND x.entry = e.id"
        " WHERE e.category = ANY($1) AND e.state = 'accepted'",
        ids, view.reached(Stage.APPROVED),
    )  # fmt: skip
    ages = [group.key for group in view.rules.age_groups]
    found = []
    for row in rows:
        size = size_of(json.loads(row["details"]))
        if size is None:
            raise Refused("The work %(code)s has no size; measure it and note width and height.", code=row["code"])
        won = queries.won(view.rules.category(view.category_key(row["category"])), row["tier"])
        age = ages.index(row["age_group"]) if row["age_group"] in ages else len(ages)
        tier = won.order if won else None
        found.append(ToHang(row["code"], row["blind_code"], row["title"], *size, tier=tier, age=age))
    return found


async def _write(work: UnitOfWork, organiser: Actor, view: ContestView, plan: HangingPlan) -> None:
    await fetch("DELETE FROM placement WHERE contest = $1", view.id)
    await execute_many(
        "INSERT INTO placement (id, contest, entry, number, wall, x, y, width, height)"
        " SELECT $1, $2, e.id, $4, $5, $6, $7, $8, $9 FROM entry e WHERE e.code = $3",
        [
            (uuid.uuid4(), view.id, one.work.code, number, one.wall, one.x, one.y, one.work.width, one.work.height)
            for number, one in enumerate(plan.placed, 1)
        ],
    )
    audit.record(
        work, actor=str(organiser.person_id), action="exhibition.hung", subject=view.slug, contest_id=view.id,
        works=len(plan.placed), margin=plan.margin,
    )  # fmt: skip


async def print_all(
    contest_id: uuid.UUID, out_dir: Path, *, progress: Callable[[str], None] | None = None
) -> list[Path]:
    """Writes all sheets that this contest has (see `sheets.SHEETS`) into the folder, all or none of them.

    `progress` is told each file's name before it is made. The same data give the same bytes. Raises Refused before the
    result is signed.
    """
    from judging.exhibition import sheets

    view, result = await _signed(contest_id)
    show = await queries.show(view, result)
    found = await record(view)
    return await asyncio.to_thread(sheets.write_all, view, result, show, found, out_dir, progress or (lambda _: None))


async def sheet(contest_id: uuid.UUID, name: str) -> bytes:
    """One of the sheets by its file name. Raises NotFound, Refused before the result is signed."""
    from judging.exhibition import sheets

    if name not in sheets.SHEETS:
        raise NotFound("There is no such sheet.")
    view, result = await _signed(contest_id)
    show = await queries.show(view, result)
    if name not in sheets.available(show):
        raise Refused("The works have no place on the walls yet; hang them first.")
    return await asyncio.to_thread(sheets.make, view, result, show, await record(view), name)


async def _signed(contest_id: uuid.UUID) -> tuple[ContestView, ContestResult]:
    view = await contest(id=contest_id)
    return view, await awards.result(view)
