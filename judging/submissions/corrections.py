"""A wrong letter in a title or a name, put right by the office: what was written before stays in the log."""

from __future__ import annotations

import hashlib
import hmac
import uuid
from typing import Any

import msgspec

from judging import audit, clock
from judging.contests.enums import Stage
from judging.contests.queries import contest
from judging.db import fetch, unit_of_work
from judging.errors import Invalid, NotFound, Refused
from judging.settings import settings
from judging.submissions.desk_service import DESK
from judging.submissions.names import search_text, sort_text
from judging.submissions.rules import LIMITS, TOO_LONG
from judging.typed import clean
from judging.web.actor import Actor
from judging.web.i18n import N_

EMPTY = {"title": N_("Please give the work a title."), "name": N_("Please write the author's full name.")}


class Spelling(msgspec.Struct, frozen=True):
    title: str
    title_en: str
    name: str


async def correct(*, actor: Actor, contest_id: uuid.UUID, code: str, spelling: Spelling) -> None:
    """Writes title and author as they should be; what is the same already is left alone.

    The list that is signed and the sealed result hold codes, not titles or names, and are checked as before. The log
    keeps titles as they were, and of names fingerprints: it may outlive the right to know them. Raises NotAllowed,
    NotFound, Invalid; Refused where another name would have counted for the caps on prizes.
    """
    actor.must_be(contest_id, *DESK)
    new = _checked(spelling)
    async with unit_of_work() as work:
        await fetch("SELECT id FROM contest WHERE id = $1 FOR SHARE", contest_id)
        row = await _entry(contest_id, code)
        old = Spelling(row["title"], row["title_en"] or "", row["name"])
        if new == old:
            return
        if new.name != old.name:
            await _check_caps(contest_id, row, new.name)
        await fetch(
            "UPDATE entry SET title = $2, title_en = $3, updated_at = $4 WHERE id = $1",
            row["id"], new.title, new.title_en or None, clock.now(),
        )  # fmt: skip
        await fetch(
            "UPDATE authorship SET name = $2, sort_key = $3, search_key = $4 WHERE entry = $1",
            row["id"], new.name, sort_text(new.name), search_text(new.name, row["unit"], new.title),
        )  # fmt: skip
        audit.record(
            work, actor=str(actor.person_id), action="entry.corrected", subject=code, contest_id=contest_id,
            **_changes(old, new),
        )  # fmt: skip


def _checked(given: Spelling) -> Spelling:
    new = Spelling(clean(given.title), clean(given.title_en), clean(given.name))
    for field, text in msgspec.structs.asdict(new).items():
        if field in EMPTY and not text:
            raise Invalid(EMPTY[field], field=field)
        if len(text) > LIMITS[field]:
            raise Invalid(TOO_LONG, field=field, limit=LIMITS[field], length=len(text))
    return new


async def _entry(contest_id: uuid.UUID, code: str) -> dict[str, Any]:
    rows = await fetch(
        "SELECT e.id, e.title, e.title_en, a.person, a.name, a.sort_key, a.unit FROM entry e"
        " JOIN authorship a ON a.entry = e.id WHERE e.contest = $1 AND e.code = $2 FOR UPDATE OF e, a",
        contest_id, code,
    )  # fmt: skip
    if not rows:
        raise NotFound("There is no entry with this code.")
    return rows[0]


async def _check_caps(contest_id: uuid.UUID, row: dict[str, Any], name: str) -> None:
    """Works of one account under one name are one entrant's: once prizes are given, that stays as it was counted."""
    key = sort_text(name)
    if key == row["sort_key"] or not (await contest(id=contest_id)).reached(Stage.BOARD):
        return
    others = await fetch(
        "SELECT 1 FROM entry e JOIN authorship a ON a.entry = e.id"
        " WHERE e.contest = $1 AND e.id <> $2 AND a.person = $3 AND a.sort_key = ANY($4)",
        contest_id, row["id"], row["person"], [row["sort_key"], key],
    )  # fmt: skip
    if others:
        raise Refused(
            "The scores are closed, and prizes for one person are limited: this name decides which works are counted"
            " together, so it stays as it is."
        )


def _changes(old: Spelling, new: Spelling) -> dict[str, str]:
    found: dict[str, str] = {}
    for field in ("title", "title_en"):
        before, after = getattr(old, field), getattr(new, field)
        if before != after:
            found |= {f"{field}_before": before, f"{field}_after": after}
    if old.name != new.name:
        found |= {"name_before": _fingerprint(old.name), "name_after": _fingerprint(new.name)}
    return found


def _fingerprint(name: str) -> str:
    """Tells this machine, which has the secret, whether it was a given name; it tells nobody the name."""
    return hmac.new(settings().secret_key.encode(), f"name {name}".encode(), hashlib.sha256).hexdigest()[:16]
