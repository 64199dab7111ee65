"""Reads for sealing: what was promised, what was given, what was decided. By blind code; no name is read here."""

from __future__ import annotations

import json
import uuid
from collections import defaultdict
from datetime import datetime
from typing import Any

import msgspec

from judging.awards.sealing.contents import Assigned, SealedBallot, Work
from judging.contests.queries import ContestView
from judging.db import fetch


class CommitmentRow(msgspec.Struct, frozen=True):
    content: str
    sha256: str
    signature: str
    public_key: str
    works: str
    pairs: str
    at: datetime

    @property
    def root(self) -> str:
        """The Merkle root of the works."""
        return str(json.loads(self.content)["works"]["root"])

    @property
    def count(self) -> int:
        return int(json.loads(self.content)["works"]["count"])


class SealRow(msgspec.Struct, frozen=True):
    content: str
    sha256: str
    signature: str
    public_key: str
    at: datetime


class BundleRow(msgspec.Struct, frozen=True):
    stage: str
    storage_key: str
    sha256: str
    size: int


class SettledTie(msgspec.Struct, frozen=True):
    category: str
    order: tuple[str, ...]
    statement: str
    at: datetime


async def commitment(contest_id: uuid.UUID) -> CommitmentRow | None:
    rows = await fetch(
        "SELECT content, sha256, signature, public_key, works, pairs, at FROM commitment WHERE contest = $1", contest_id
    )
    return CommitmentRow(**rows[0]) if rows else None


async def seal(contest_id: uuid.UUID) -> SealRow | None:
    rows = await fetch("SELECT content, sha256, signature, public_key, at FROM seal WHERE contest = $1", contest_id)
    return SealRow(**rows[0]) if rows else None


async def bundle(contest_id: uuid.UUID, stage: str) -> BundleRow | None:
    rows = await fetch(
        "SELECT stage, storage_key, sha256, size FROM bundle WHERE contest = $1 AND stage = $2", contest_id, stage
    )
    return BundleRow(**rows[0]) if rows else None


async def published_heads() -> list[tuple[int, str]]:
    """(line, hash) of the log as it was published with every commitment and seal."""
    rows = await fetch(
        "SELECT audit_line, audit_hash FROM commitment UNION SELECT audit_line, audit_hash FROM seal ORDER BY 1"
    )
    return [(row["audit_line"], row["audit_hash"]) for row in rows]


async def works(contest_id: uuid.UUID) -> list[Work]:
    """The works that count now, without salts."""
    rows = await fetch(
        "SELECT k.key AS category, e.blind_code AS code, f.sha256 FROM entry e JOIN category k ON k.id = e.category"
        " JOIN work_file f ON f.entry = e.id AND f.state = 'accepted'"
        " WHERE e.contest = $1 AND e.state = 'accepted' ORDER BY e.blind_code",
        contest_id,
    )
    return [Work(**row, salt="") for row in rows]


async def states(contest_id: uuid.UUID) -> dict[str, str]:
    """{blind code: state} of everything that ever came in."""
    rows = await fetch("SELECT blind_code, state FROM entry WHERE contest = $1", contest_id)
    return {row["blind_code"]: row["state"] for row in rows}


async def assigned(view: ContestView) -> list[Assigned]:
    """Who is to judge what in the deciding round, by category in the order of the rules."""
    rows = await fetch(
        "SELECT k.key, p.report, s.number, b.pairs FROM panel p JOIN category k ON k.id = p.category"
        " JOIN panel_juror s ON s.panel = p.id LEFT JOIN LATERAL (SELECT array_agg(e.blind_code) AS pairs"
        "  FROM ballot b JOIN entry e ON e.id = b.entry WHERE b.panel_juror = s.id) b ON true"
        " WHERE p.contest = $1 AND p.round_key = $2 ORDER BY s.number",
        view.id, view.rules.final_round.key,
    )  # fmt: skip
    found = []
    for category in view.rules.categories:
        own = [row for row in rows if row["key"] == category.key]
        report = json.loads(own[0]["report"]) if own and own[0]["report"] else {}
        pairs = sorted((code, row["number"]) for row in own for code in row["pairs"] or ())
        jurors = tuple(row["number"] for row in own)
        found.append(Assigned(category.key, report.get("seed"), jurors, tuple(pairs)))
    return found


async def conflicts(view: ContestView) -> dict[str, list[tuple[str, int, str]]]:
    """By category: (blind code, juror's number, source)."""
    rows = await fetch(
        "SELECT k.key, e.blind_code, s.number, c.source FROM conflict c JOIN panel_juror s ON s.id = c.panel_juror"
        " JOIN panel p ON p.id = s.panel JOIN category k ON k.id = p.category JOIN entry e ON e.id = c.entry"
        " WHERE p.contest = $1 AND p.round_key = $2",
        view.id, view.rules.final_round.key,
    )  # fmt: skip
    found: dict[str, list[tuple[str, int, str]]] = defaultdict(list)
    for row in rows:
        found[row["key"]].append((row["blind_code"], row["number"], row["source"]))
    return found


async def ballots(view: ContestView) -> list[SealedBallot]:
    """Everything that was handed in in the deciding round, of works that were taken out since too."""
    rows = await fetch(
        "SELECT b.submitted_at AS at, k.key AS category, e.blind_code AS code, s.number AS juror, b.state, b.scores"
        " FROM ballot b JOIN panel_juror s ON s.id = b.panel_juror JOIN panel p ON p.id = s.panel"
        " JOIN category k ON k.id = p.category JOIN entry e ON e.id = b.entry"
        " WHERE p.contest = $1 AND p.round_key = $2 AND b.state IN ('submitted', 'abstained', 'recused')",
        view.id, view.rules.final_round.key,
    )  # fmt: skip
    return [SealedBallot(**{**row, "scores": json.loads(row["scores"])}) for row in rows]


async def methods(contest_id: uuid.UUID) -> dict[str, tuple[dict[str, Any], dict[str, Any] | None]]:
    """By category: the options of its method, and the fitted model where it has one."""
    rows = await fetch(
        "SELECT k.key, r.options, r.fit FROM result_run r JOIN category k ON k.id = r.category"
        " WHERE r.contest = $1 AND r.superseded_at IS NULL",
        contest_id,
    )
    return {row["key"]: (json.loads(row["options"]), json.loads(row["fit"]) if row["fit"] else None) for row in rows}


async def ties(contest_id: uuid.UUID) -> list[SettledTie]:
    """The orders that the board has set since the result was computed last, from the log."""
    rows = await fetch(
        "SELECT subject, detail, at FROM audit_line WHERE contest_id = $1 AND action = 'result.tie_settled' AND seq >"
        " (SELECT coalesce(max(seq), 0) FROM audit_line WHERE contest_id = $1 AND action = 'result.computed')"
        " ORDER BY seq",
        contest_id,
    )
    codes = await fetch("SELECT id, blind_code FROM entry WHERE contest = $1", contest_id)
    by_id = {str(row["id"]): row["blind_code"] for row in codes}
    found = []
    for row in rows:
        detail = json.loads(row["detail"])
        order = tuple(by_id[one] for one in detail["order"])
        found.append(SettledTie(row["subject"], order, detail["statement"], row["at"]))
    return found
