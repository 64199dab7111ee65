"""Verbs of check-in: an original comes on paper, is measured, looked over and put on a shelf; and the way back."""

from __future__ import annotations

import json
import uuid
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import msgspec

from judging import audit, clock
from judging.contests.enums import Media
from judging.contests.queries import ContestView, contest
from judging.db import fetch, unit_of_work
from judging.errors import Invalid, NotFound, Refused
from judging.submissions.desk_service import DESK
from judging.submissions.enums import EntryState
from judging.submissions.rules import TOO_LONG
from judging.typed import clean
from judging.web.actor import Actor
from judging.web.i18n import N_

EXPECTED = (EntryState.RECEIVED, EntryState.ACCEPTED, EntryState.QUARANTINED)
LIMITS = {"condition": 300, "shelf": 60}
LARGEST_SIDE = 1000  # centimetres
OUT = N_("This work no longer takes part in the contest; its original is not expected.")
NO_ORIGINAL = N_("Only pictures are handed in on paper.")


class Arrival(msgspec.Struct, frozen=True):
    """What the desk notes of an original. Sizes in centimetres as measured, both or none."""

    width_cm: Decimal | None = None
    height_cm: Decimal | None = None
    condition: str = ""
    shelf: str = ""


async def check_in(*, actor: Actor, contest_id: uuid.UUID, code: str, arrival: Arrival) -> None:
    """The original is here; noting it again corrects what was noted. A measured size takes the place of the stated
    one, so that wall, label and catalogue follow.

    Raises NotAllowed, NotFound, Invalid; Refused for a work that is out of the contest or is no picture.
    """
    actor.must_be(contest_id, *DESK)
    arrival = _checked(arrival)
    view = await contest(id=contest_id)
    async with unit_of_work() as work:
        row = await _locked(view, code)
        details = json.loads(row["details"])
        here, stated = row["here"], (details.get("width_cm"), details.get("height_cm"))
        before = (row["stated_width"], row["stated_height"]) if here else stated
        await fetch(
            "INSERT INTO check_in (id, entry, person, arrived_at, width_cm, height_cm, stated_width, stated_height,"
            " condition, shelf) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT (entry) DO UPDATE SET"
            " width_cm = excluded.width_cm, height_cm = excluded.height_cm, stated_width = excluded.stated_width,"
            " stated_height = excluded.stated_height, condition = excluded.condition, shelf = excluded.shelf",
            uuid.uuid4(), row["id"], actor.person_id, clock.now(), arrival.width_cm, arrival.height_cm, *before,
            arrival.condition or None, arrival.shelf or None,
        )  # fmt: skip
        measured = (_plain(arrival.width_cm), _plain(arrival.height_cm)) if arrival.width_cm else before
        await _set_size(row["id"], details, measured)
        audit.record(
            work, actor=str(actor.person_id), action="original.corrected" if here else "original.arrived",
            subject=code, contest_id=contest_id, shelf=arrival.shelf or None, **_sizes(details, measured),
        )  # fmt: skip


async def undo_check_in(*, actor: Actor, contest_id: uuid.UUID, code: str) -> None:
    """It was not this one: the original is expected again, with the size that the entrant had written.

    Raises NotAllowed, NotFound, Refused where it is not here.
    """
    actor.must_be(contest_id, *DESK)
    view = await contest(id=contest_id)
    async with unit_of_work() as work:
        row = await _locked(view, code, expected=False)
        if not row["here"]:
            raise Refused("This original has not been checked in.")
        details = json.loads(row["details"])
        await fetch("DELETE FROM check_in WHERE entry = $1", row["id"])
        await _set_size(row["id"], details, (row["stated_width"], row["stated_height"]))
        audit.record(work, actor=str(actor.person_id), action="original.undone", subject=code, contest_id=contest_id)


async def check_in_many(*, actor: Actor, contest_id: uuid.UUID, codes: Sequence[str]) -> int:
    """A pile at once, unmeasured: those that are expected and not here yet. Returns how many were noted."""
    actor.must_be(contest_id, *DESK)
    view = await contest(id=contest_id)
    async with unit_of_work() as work:
        rows = await fetch(
            "INSERT INTO check_in (id, entry, person, arrived_at, stated_width, stated_height)"
            " SELECT gen_random_uuid(), e.id, $3, $4, e.details ->> 'width_cm', e.details ->> 'height_cm' FROM entry e"
            " WHERE e.contest = $1 AND e.code = ANY($2) AND e.category = ANY($5) AND e.state = ANY($6)"
            " ON CONFLICT (entry) DO NOTHING RETURNING (SELECT code FROM entry WHERE id = check_in.entry)",
            contest_id, list(codes), actor.person_id, clock.now(), pictures_of(view), list(map(str, EXPECTED)),
        )  # fmt: skip
        for code in sorted(row["code"] for row in rows):
            audit.record(
                work, actor=str(actor.person_id), action="original.arrived", subject=code, contest_id=contest_id
            )
    return len(rows)


def pictures_of(view: ContestView) -> list[uuid.UUID]:
    """The categories whose originals are handed in on paper."""
    return [view.category_ids[one.key] for one in view.rules.categories if one.media == Media.IMAGE]


def _checked(given: Arrival) -> Arrival:
    arrival = msgspec.structs.replace(given, condition=clean(given.condition), shelf=clean(given.shelf))
    for field, limit in LIMITS.items():
        length = len(getattr(arrival, field))
        if length > limit:
            raise Invalid(TOO_LONG, field=field, limit=limit, length=length)
    if (arrival.width_cm is None) != (arrival.height_cm is None):
        missing = "height_cm" if arrival.height_cm is None else "width_cm"
        raise Invalid(N_("Please measure both width and height, or leave both empty."), field=missing)
    for field in ("width_cm", "height_cm"):
        side = getattr(arrival, field)
        if side is not None and not 1 <= side <= LARGEST_SIDE:
            raise Invalid(N_("Please give centimetres from 1 to %(most)s."), field=field, most=LARGEST_SIDE)
    return arrival


async def _locked(view: ContestView, code: str, *, expected: bool = True) -> dict[str, Any]:
    rows = await fetch(
        "SELECT e.id, e.state, e.category, e.details, k.id IS NOT NULL AS here, k.stated_width, k.stated_height"
        " FROM entry e LEFT JOIN check_in k ON k.entry = e.id WHERE e.contest = $1 AND e.code = $2 FOR UPDATE OF e",
        view.id, code,
    )  # fmt: skip
    if not rows:
        raise NotFound("There is no entry with this code.")
    if expected and rows[0]["category"] not in pictures_of(view):
        raise Refused(NO_ORIGINAL)
    if expected and rows[0]["state"] not in EXPECTED:
        raise Refused(OUT)
    return rows[0]


def _plain(side: Decimal | None) -> str | None:
    return None if side is None else f"{side.normalize():f}"


def _sizes(details: dict[str, str], size: tuple[str | None, str | None]) -> dict[str, str]:
    """For the log, where the size is another one now."""
    before = details.get("width_cm"), details.get("height_cm")
    if before == size or None in size:
        return {}
    return {"size_before": f"{before[0] or '?'} × {before[1] or '?'}", "size_after": f"{size[0]} × {size[1]}"}


async def _set_size(entry_id: uuid.UUID, details: dict[str, str], size: tuple[str | None, str | None]) -> None:
    kept = {key: value for key, value in details.items() if key not in ("width_cm", "height_cm")}
    sides = {key: value for key, value in zip(("width_cm", "height_cm"), size, strict=True) if value is not None}
    if {**kept, **sides} != details:
        await fetch(
            "UPDATE entry SET details = $2::jsonb, updated_at = $3 WHERE id = $1",
            entry_id, json.dumps({**kept, **sides}, ensure_ascii=False), clock.now(),
        )  # fmt: skip
