"""Verbs on contests: create from a file, move from stage to stage."""

from __future__ import annotations

import hashlib
import secrets
import uuid
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import datetime

from asyncpg.exceptions import UniqueViolationError

from judging import audit, clock
from judging.contests import contest_file
from judging.contests.calendar import carried, moved
from judging.contests.enums import ORDER, Stage
from judging.contests.rules import ContestRules, decode, encode
from judging.db import UnitOfWork, fetch, unit_of_work
from judging.errors import N_, NotFound, Refused
from judging.web.actor import Actor, Role

SETTERS = (Role.ORGANISER,)
TAKEN = N_("There is already a contest with the address “%(slug)s”.")

Hook = Callable[[UnitOfWork, uuid.UUID], Awaitable[None]]
_on_entering: dict[Stage, Hook] = {}


def on_entering(stage: Stage) -> Callable[[Hook], Hook]:
    """Registers what belongs to entering a stage in a room above this one: `async def f(work, contest_id)`."""

    def register(hook: Hook) -> Hook:
        _on_entering[stage] = hook
        return hook

    return register


async def create_contest(
    *,
    organiser: Actor,
    source: bytes,
    slug: str | None = None,
    opens_on: datetime | None = None,
    code_seed: str | None = None,
) -> uuid.UUID:
    """Reads a contest file and writes the contest as a draft.

    With `opens_on` and `slug` all dates are moved so that intake opens that day, under that address. `code_seed` is
    given only where codes must come out the same again, as in the demo. Raises WrongContestFile with every mistake,
    Refused if the address is taken. The organiser's right must hold everywhere (a membership without a contest);
    afterwards they are organiser of this contest by that.
    """
    rules = contest_file.read(source)
    if slug is not None and opens_on is not None:
        rules = moved(rules, opens_on=opens_on, slug=slug)
    encoded = encode(rules)
    contest_id = uuid.uuid4()
    organiser.must_be(contest_id, *SETTERS)
    async with unit_of_work() as work:
        rows = await fetch(
            "INSERT INTO contest (id, slug, stage, rules, rules_sha256, source, code_seed, created_at)"
            " VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (slug) DO NOTHING RETURNING id",
            contest_id, rules.contest.slug, Stage.DRAFT, encoded, hashlib.sha256(encoded.encode()).hexdigest(),
            source.decode("utf-8-sig"), code_seed or secrets.token_hex(32), clock.now(),
        )  # fmt: skip
        if not rows:
            raise Refused(TAKEN, slug=rules.contest.slug)
        await _write_categories(contest_id, rules)
        audit.record(
            work, actor=str(organiser.person_id), action="contest.created", subject=rules.contest.slug,
            contest_id=contest_id, rules_sha256=hashlib.sha256(encoded.encode()).hexdigest(),
        )  # fmt: skip
    return contest_id


async def replace_draft(*, organiser: Actor, contest_id: uuid.UUID, source: bytes) -> None:
    """Another contest file in place of a draft's: rules, categories and, if the file changes it, the address follow.

    Raises NotAllowed, WrongContestFile with every mistake, Refused if the rules are frozen or the address is taken.
    """
    organiser.must_be(contest_id, *SETTERS)
    rules = contest_file.read(source)
    async with unit_of_work() as work:
        rows = await fetch("SELECT stage, source, rules FROM contest WHERE id = $1 FOR UPDATE", contest_id)
        if not rows:
            raise NotFound("There is no such contest.")
        if rows[0]["stage"] != Stage.DRAFT:
            raise Refused("The rules are frozen since the contest was opened.")
        with suppress(contest_file.WrongContestFile):  # the checks may have become stricter since it was read
            before = contest_file.read(rows[0]["source"])
            rules = carried(rules, before=before, draft=decode(rows[0]["rules"]))
        encoded = encode(rules)
        digest = hashlib.sha256(encoded.encode()).hexdigest()
        try:
            await fetch(
                "UPDATE contest SET slug = $2, rules = $3, rules_sha256 = $4, source = $5 WHERE id = $1",
                contest_id, rules.contest.slug, encoded, digest, source.decode("utf-8-sig"),
            )  # fmt: skip
        except UniqueViolationError:
            raise Refused(TAKEN, slug=rules.contest.slug) from None
        await _write_categories(contest_id, rules)
        audit.record(
            work, actor=str(organiser.person_id), action="contest.replaced", subject=rules.contest.slug,
            contest_id=contest_id, rules_sha256=digest,
        )  # fmt: skip


async def _write_categories(contest_id: uuid.UUID, rules: ContestRules) -> None:
    """The categories of a draft, in the order of its rules; one that keeps its key keeps its id."""
    keys = [category.key for category in rules.categories]
    await fetch("DELETE FROM category WHERE contest = $1 AND key <> ALL($2::text[])", contest_id, keys)
    for position, key in enumerate(keys):
        await fetch(
            "INSERT INTO category (id, contest, key, position) VALUES ($1, $2, $3, $4)"
            " ON CONFLICT (contest, key) DO UPDATE SET position = excluded.position",
            uuid.uuid4(), contest_id, key, position,
        )  # fmt: skip


async def advance(*, organiser: Actor, contest_id: uuid.UUID, to: Stage) -> None:
    """Moves a contest to the next stage. Asking for the stage it is in already changes nothing.

    APPROVED and ANNOUNCED are reached by the awards room, which has its own conditions.
    """
    organiser.must_be(contest_id, *SETTERS)
    if to in (Stage.APPROVED, Stage.ANNOUNCED):
        raise Refused("This stage is reached by signing the result.")
    async with unit_of_work() as work:
        await enter_stage(work, actor=str(organiser.person_id), contest_id=contest_id, to=to)


async def enter_stage(work: UnitOfWork, *, actor: str, contest_id: uuid.UUID, to: Stage) -> None:
    """Inside a unit of work: the step itself, for this room and for those that add conditions."""
    rows = await fetch("SELECT slug, stage FROM contest WHERE id = $1 FOR UPDATE", contest_id)
    if not rows:
        raise NotFound("There is no such contest.")
    current = Stage(rows[0]["stage"])
    if current == to:
        return
    if ORDER.index(to) != ORDER.index(current) + 1:
        raise Refused("The contest cannot go from “%(current)s” to “%(next)s”.", current=str(current), next=str(to))
    moments = {Stage.OPEN: "opened_at", Stage.ANNOUNCED: "announced_at"}
    if to in moments:
        await fetch(f"UPDATE contest SET {moments[to]} = $2 WHERE id = $1", contest_id, clock.now())  # noqa: S608
    await fetch("UPDATE contest SET stage = $2 WHERE id = $1", contest_id, to)
    audit.record(work, actor=actor, action=f"contest.{to}", subject=rows[0]["slug"], contest_id=contest_id)
    if to in _on_entering:
        await _on_entering[to](work, contest_id)
