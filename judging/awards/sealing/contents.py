"""The files of a bundle from plain values. Pure: the same values give the same bytes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime

import msgspec

from judging.awards.sealing.standalone.canonical import canonical, canonical_line, sha256
from judging.awards.sealing.standalone.merkle import merkle_root
from judging.awards.sealing.standalone.promises import pairs_digest, work_leaf
from judging.contests.rules import ContestRules, encode

Pair = tuple[str, int]
"""(blind code, the juror's number on the panel)."""


class Work(msgspec.Struct, frozen=True):
    """A work that is to be judged; `sha256` is that of the file as it was received, the one on the receipt."""

    category: str
    code: str
    sha256: str
    salt: str


class Assigned(msgspec.Struct, frozen=True):
    """Who is to judge what in a category. `seed` is that of the drawing by lot, None where nothing was drawn."""

    category: str
    seed: int | None
    jurors: tuple[int, ...]
    pairs: tuple[Pair, ...]


class SealedBallot(msgspec.Struct, frozen=True):
    at: datetime
    category: str
    code: str
    juror: int
    state: str
    scores: Mapping[str, int]


class Head(msgspec.Struct, frozen=True):
    """The last line of the log at some moment; 0 before the first."""

    line: int
    hash: str


def moment_text(at: datetime) -> str:
    """UTC to the microsecond: texts in the order of time."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def public_rules(rules: ContestRules) -> bytes:
    """The frozen rules without the jurors, who have names and addresses; a panel is told by its size elsewhere."""
    return encode(msgspec.structs.replace(rules, jurors=(), panels=())).encode()


def works_file(works: Sequence[Work]) -> bytes:
    return canonical([msgspec.structs.asdict(work) for work in sorted(works, key=lambda one: one.code)])


def commitment_file(
    *,
    contest: str,
    at: datetime,
    rules: ContestRules,
    rules_sha256: str,
    works: Sequence[Work],
    assigned: Sequence[Assigned],
    head: Head,
    public_key: str,
) -> bytes:
    """What is published when judging begins."""
    leaves = [work_leaf(msgspec.structs.asdict(work)) for work in sorted(works, key=lambda one: one.code)]
    return canonical(
        {
            "format": "bangvang-commitment/1",
            "contest": contest,
            "at": moment_text(at),
            "rules_sha256": rules_sha256,
            "public_rules_sha256": sha256(public_rules(rules)),
            "works": {"count": len(works), "root": merkle_root(leaves).hex()},
            "assignments": [
                {
                    "category": one.category,
                    "seed": one.seed,
                    "ballots": len(one.pairs),
                    "sha256": pairs_digest(one.pairs),
                }
                for one in assigned
            ],
            "audit": {"line": head.line, "hash": head.hash},
            "public_key": public_key,
        }
    )


def assignment_file(
    promised: Sequence[Assigned], now: Sequence[Assigned], conflicts: Mapping[str, Iterable[tuple[str, int, str]]]
) -> bytes:
    """What was promised, what has changed since, and who must not judge what (with the source of the conflict)."""
    present = {one.category: one for one in now}
    panels = []
    for one in promised:
        today = present.get(one.category, one)
        panels.append(
            {
                "category": one.category,
                "seed": one.seed,
                "jurors": sorted({*one.jurors, *today.jurors}),
                "pairs": sorted(one.pairs),
                "added": sorted(set(today.pairs) - set(one.pairs)),
                "removed": sorted(set(one.pairs) - set(today.pairs)),
                "conflicts": sorted(conflicts.get(one.category, ())),
            }
        )
    return canonical(panels)


def ballots_file(ballots: Iterable[SealedBallot], commitment: bytes) -> bytes:
    """One line a ballot in the order in which they were handed in, each with the SHA-256 of the line before it."""
    lines: list[bytes] = []
    previous = sha256(commitment)
    for number, ballot in enumerate(sorted(ballots, key=lambda one: (one.at, one.category, one.code, one.juror)), 1):
        content = {
            "number": number,
            "at": moment_text(ballot.at),
            "category": ballot.category,
            "code": ballot.code,
            "juror": ballot.juror,
            "state": ballot.state,
            "scores": dict(ballot.scores) if ballot.state == "submitted" else {},
            "previous": previous,
        }
        lines.append(canonical_line(content))
        previous = sha256(lines[-1])
    return b"".join(line + b"\n" for line in lines)


def seal_file(
    files: Mapping[str, bytes], *, contest: str, at: datetime, list_sha256: str, head: Head, public_key: str
) -> bytes:
    """What the approval signs; `files` are all that it covers, by name."""
    lines = files["ballots.jsonl"].split(b"\n")[:-1]
    last = sha256(lines[-1]) if lines else sha256(files["commitment.json"])
    return canonical(
        {
            "format": "bangvang-seal/1",
            "contest": contest,
            "at": moment_text(at),
            "list_sha256": list_sha256,
            "files": {name: sha256(data) for name, data in files.items()},
            "ballots": {"count": len(lines), "last": last, "root": merkle_root(lines).hex()},
            "audit": {"line": head.line, "hash": head.hash},
            "public_key": public_key,
        }
    )


def groups(owners: Mapping[str, str], cap: int | None) -> dict[str, str]:
    """{code: a number for its owner}, for owners with more works than the cap only: of the others it tells nothing."""
    works: dict[str, list[str]] = defaultdict(list)
    for code, owner in owners.items():
        works[owner].append(code)
    capped = sorted(sorted(codes) for owner, codes in works.items() if owner and cap is not None and len(codes) > cap)
    return {code: str(number) for number, codes in enumerate(capped, start=1) for code in codes}


def juror_name(number: int) -> str:
    """A juror as the engines know one: names sort as numbers do."""
    return f"{number:04d}"
