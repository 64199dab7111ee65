"""What was signed, by whom and when; and the names, which open only afterwards."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from typing import Any

from judging.awards.sealing.standalone.documents import BOARD, NAMES, SEAL, Documents
from judging.awards.sealing.standalone.faults import demand


def signed_list_digest(rows: Iterable[tuple[str, str, int | None, str | None, str | None]]) -> str:
    """SHA-256 of the list that is signed: (category, blind code, rank, score, prize) of every entry, sorted by code
    within each category."""
    return hashlib.sha256(json.dumps([list(row) for row in rows], separators=(",", ":")).encode()).hexdigest()


def result_rows(found: Documents) -> list[Any]:
    return [
        (category["category"], entry["code"], entry["rank"], entry["score"], entry["tier"])
        for category in found.result["categories"]
        for entry in sorted(category["entries"], key=lambda one: str(one["code"]))
    ]


def check_approvals(found: Documents) -> str:
    digest = signed_list_digest(result_rows(found))
    demand(found.seal["list_sha256"] == digest, SEAL, "is of another list of codes")
    approvals = found.board["approvals"]
    demand(bool(approvals), BOARD, "has nobody's approval")
    last = found.ballots[-1]["at"] if found.ballots else ""
    for number, approval in enumerate(approvals, start=1):
        demand(approval["list_sha256"] == digest, f"approval {number}", "is of another list of codes")
        demand(
            last <= approval["at"] <= found.seal["at"], f"approval {number}", "was not given between ballots and seal"
        )
    return f"{len(approvals)} by blind code, of the list with the SHA-256 {digest}"


def check_names(found: Documents) -> str:
    if found.names is None:
        return "not open yet: this bundle was made before the announcement"
    codes = sorted(row[1] for row in result_rows(found))
    named = [one["code"] for one in found.names]
    demand(named == codes, NAMES, "does not name the works of the result, each once")
    shown = sum(bool(one["author"]) for one in found.names)
    return f"opened after the approval; {shown} of {len(named)} works are named"
