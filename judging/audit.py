"""Append-only log, chained by hash: each line's hash covers its content and the line before it.

A line that is changed, removed or slipped in breaks every hash after it. The database itself refuses UPDATE and DELETE.
"""

from __future__ import annotations

import hashlib
import json
import uuid
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import msgspec
from piccolo.columns import JSONB, UUID, BigInt, Text, Timestamptz, Varchar
from piccolo.table import Table

from judging import clock
from judging.db import UnitOfWork, fetch

CHAIN_LOCK = 0x61756469  # "audi"
GENESIS = "0" * 64


class AuditLine(Table, tablename="audit_line"):
    seq = BigInt(primary_key=True, default=None, null=False)
    at = Timestamptz(null=False, default=None)
    actor = Varchar(length=80, null=False, default=None, index=True)
    action = Varchar(length=60, null=False, default=None, index=True)
    subject = Varchar(length=120, null=False, default=None, index=True)
    contest_id = UUID(null=True, default=None, index=True)
    detail = JSONB(null=False, default=None)
    previous = Text(null=False, default=None)
    hash = Text(null=False, default=None)


class Line(msgspec.Struct, frozen=True):
    seq: int
    at: datetime
    actor: str
    action: str
    subject: str
    detail: dict[str, Any]


def line_hash(previous: str, at: str, actor: str, action: str, subject: str, detail: str) -> str:
    """SHA-256 (hex) over the canonical JSON array of a line's content and its predecessor's hash."""
    canonical = json.dumps([previous, at, actor, action, subject, detail], ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def canonical_detail(detail: dict[str, Any]) -> str:
    return json.dumps(detail, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str)


def record(
    work: UnitOfWork, *, actor: str, action: str, subject: str, contest_id: uuid.UUID | None = None, **detail: Any
) -> None:
    """Notes what is done in this unit of work. `actor` is a person's id or "system"; details name no entrant."""
    lines = work.scratch.setdefault("audit", [])
    lines.append((clock.now(), actor, action, subject, contest_id, canonical_detail(detail)))
    # Written last, so that the chain's lock is held for the commit alone.
    work.before_commit("audit", lambda: _append(lines))


async def _append(lines: Sequence[tuple[datetime, str, str, str, uuid.UUID | None, str]]) -> None:
    await fetch("SELECT pg_advisory_xact_lock($1)", CHAIN_LOCK)
    tail = await fetch("SELECT seq, hash FROM audit_line ORDER BY seq DESC LIMIT 1")
    seq, previous = (tail[0]["seq"], tail[0]["hash"]) if tail else (0, GENESIS)
    for at, actor, action, subject, contest_id, detail in lines:
        seq += 1
        digest = line_hash(previous, at.isoformat(), actor, action, subject, detail)
        await fetch(
            "INSERT INTO audit_line (seq, at, actor, action, subject, contest_id, detail, previous, hash)"
            " VALUES ($1, $2, $3, $4, $5, $6, $7::jsonb, $8, $9)",
            seq, at, actor, action, subject, contest_id, detail, previous, digest,
        )  # fmt: skip
        previous = digest


async def first_broken_line() -> int | None:
    """The number of the first line that does not follow from the one before it; None when the chain is whole."""
    previous, expected = GENESIS, 1
    while True:
        rows = await fetch("SELECT * FROM audit_line WHERE seq >= $1 ORDER BY seq LIMIT 5000", expected)
        if not rows:
            return None
        for row in rows:
            content = canonical_detail(json.loads(row["detail"]))
            digest = line_hash(previous, row["at"].isoformat(), row["actor"], row["action"], row["subject"], content)
            if row["seq"] != expected or row["previous"] != previous or row["hash"] != digest:
                return expected
            previous, expected = digest, expected + 1


async def head() -> tuple[int, str]:
    """Number and hash of the newest line, for publishing: a log that is cut off later no longer holds it."""
    rows = await fetch("SELECT seq, hash FROM audit_line ORDER BY seq DESC LIMIT 1")
    return (rows[0]["seq"], rows[0]["hash"]) if rows else (0, GENESIS)


async def first_lost(heads: Sequence[tuple[int, str]]) -> int | None:
    """The first published head that the log does not hold (any more): it ends before that line, or has another one."""
    rows = await fetch("SELECT seq, hash FROM audit_line WHERE seq = ANY($1)", [seq for seq, _ in heads])
    held = {(row["seq"], row["hash"]) for row in rows} | {(0, GENESIS)}
    return next((seq for seq, digest in sorted(heads) if (seq, digest) not in held), None)


async def recent(*, contest_id: uuid.UUID, before: int | None = None, limit: int = 50) -> list[Line]:
    """The newest lines of a contest, newest first; `before` continues below a line's number."""
    rows = await fetch(
        "SELECT seq, at, actor, action, subject, detail FROM audit_line"
        " WHERE contest_id = $1 AND ($2::bigint IS NULL OR seq < $2) ORDER BY seq DESC LIMIT $3",
        contest_id, before, limit,
    )  # fmt: skip
    return [Line(**{**row, "detail": json.loads(row["detail"])}) for row in rows]
