"""A small sealed result, made from values alone by the product's own pure parts, and dishonest hands to change it."""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest

from judging.awards.allocation import allocate
from judging.awards.compute import Scored, frozen_options, prize_plan, rank_category
from judging.awards.queries import CategoryResult, ContestResult, ResultEntry, Signed, list_digest
from judging.awards.sealing.contents import (
    Assigned,
    Head,
    SealedBallot,
    Work,
    assignment_file,
    ballots_file,
    commitment_file,
    juror_name,
    public_rules,
    seal_file,
    works_file,
)
from judging.awards.sealing.keys import Signer, signer
from judging.awards.sealing.packing import signed_bundle
from judging.awards.sealing.queries import SettledTie
from judging.awards.sealing.result_file import board_file, names_file, result_file
from judging.awards.sealing.script import standalone_script
from judging.awards.sealing.standalone.canonical import canonical, canonical_line, sha256
from judging.awards.sealing.standalone.documents import SEALED, ballot_lines
from judging.contests.contest_file import read
from judging.contests.rules import ContestRules

DATA = Path(__file__).parents[2] / "data"
RULES = read((DATA / "contest.toml").read_bytes())
HONEST, OTHER = signer("an honest installation's secret key"), signer("somebody else's secret key")
BEGIN = datetime(2024, 2, 1, 8, tzinfo=UTC)
Marks = Mapping[tuple[str, int], tuple[int, int] | str]


@dataclass
class Contest:
    """Poems with two criteria. `marks` by (code, juror): two marks, or the state of a ballot without any."""

    marks: Marks
    rules: ContestRules = RULES
    ties: list[SettledTie] = field(default_factory=list)
    conflicts: list[tuple[str, int, str]] = field(default_factory=list)
    owners: Mapping[str, str] = field(default_factory=dict)
    out: tuple[str, ...] = ()

    @property
    def codes(self) -> list[str]:
        return sorted({code for code, _ in self.marks})

    @property
    def jurors(self) -> tuple[int, ...]:
        return tuple(sorted({juror for _, juror in self.marks}))

    def works(self) -> list[Work]:
        return [Work("poems", code, sha256(code.encode()), f"{number:032x}") for number, code in enumerate(self.codes)]

    def result(self) -> ContestResult:
        category, judging = self.rules.category("poems"), self.rules.final_round.judging("poems")
        codes = [code for code in self.codes if code not in self.out]
        ballots = [
            Scored(code, juror_name(juror), {"content": given[0], "language": given[1]})
            for (code, juror), given in self.marks.items()
            if code in codes and not isinstance(given, str)
        ]
        outcome = rank_category(category, judging, codes, ballots)
        ranked = list(outcome.ranked)
        for tie in self.ties:
            places = {code: place for place, code in enumerate(tie.order)}
            ranked = [
                msgspec.structs.replace(one, rank=(one.rank or 0) + places[one.entry]) if one.entry in places else one
                for one in ranked
            ]
        ranked = [msgspec.structs.replace(one, entrant=self.owners.get(one.entry, one.entry)) for one in ranked]
        plan = prize_plan(self.rules, {"poems": outcome.result.method})
        decisions = {one.entry: one for one in allocate(ranked, plan).decisions}
        results = {one.entry: one for one in outcome.result.entries}
        self.outcome = outcome
        entries = [
            ResultEntry(
                uuid.uuid5(uuid.NAMESPACE_OID, one.entry), "SL24-" + one.entry[-4:], one.entry, f"Bài {one.entry}",
                None, one.rank, one.score, results[one.entry].se, results[one.entry].rank_low,
                results[one.entry].rank_high, results[one.entry].n, decisions[one.entry].prize or None, False,
                decisions[one.entry].reason,
            )
            for one in ranked
        ]  # fmt: skip
        entries.sort(key=lambda one: (one.rank is None, one.rank, one.blind_code))
        found = [CategoryResult("poems", outcome.result.method, outcome.input_sha256, [], BEGIN, entries)]
        digest = list_digest(found)
        return ContestResult(found, digest, [Signed("Hội đồng", "Nhất trí.", digest, BEGIN + timedelta(days=20))])

    def fit(self) -> dict[str, Any] | None:
        found = self.outcome.result
        if found.variances is None:
            return None
        variances = {"entry": found.variances.entry, "juror": found.variances.juror, "error": found.variances.error}
        return {"mean": found.mean, "variances": variances}

    def sealed_files(self, key: Signer = HONEST) -> dict[str, bytes]:
        """What the seal covers, and the names."""
        works, result = self.works(), self.result()
        judging = self.rules.final_round.judging("poems")
        assigned = [Assigned("poems", 1, self.jurors, tuple(sorted(self.marks)))]
        commitment = commitment_file(
            contest=self.rules.contest.slug, at=BEGIN, rules=self.rules, rules_sha256="0" * 64, works=works,
            assigned=assigned, head=Head(7, "7" * 64), public_key=key.public_key,
        )  # fmt: skip
        ballots = [
            SealedBallot(
                BEGIN + timedelta(seconds=number), "poems", code, juror,
                given if isinstance(given, str) else "submitted",
                {} if isinstance(given, str) else {"content": given[0], "language": given[1]},
            )
            for number, ((code, juror), given) in enumerate(self.marks.items())
        ]  # fmt: skip
        owners = {one.entry_id: (self.owners.get(one.blind_code, ""), "") for one in result.categories[0].entries}
        return {
            "commitment.json": commitment,
            "rules.json": public_rules(self.rules),
            "works.json": works_file(works),
            "assignment.json": assignment_file(assigned, assigned, {"poems": self.conflicts}),
            "ballots.jsonl": ballots_file(ballots, commitment),
            "result.json": result_file(
                self.rules, result, methods={"poems": (frozen_options(judging), self.fit())},
                owners=owners, promised=works, present=[one for one in works if one.code not in self.out],
                states=dict.fromkeys(self.out, "disqualified"),
            ),
            "board.json": board_file(result, self.ties),
            "names.json": names_file([one.blind_code for one in result.categories[0].entries], result, {}),
        }  # fmt: skip

    def files(self, key: Signer = HONEST) -> dict[str, bytes]:
        return resealed(self.sealed_files(key), key)

    def bundle(self, key: Signer = HONEST) -> bytes:
        return signed(self.files(key), key)


def resealed(files: Mapping[str, bytes], key: Signer = HONEST, *, approval: bool = True) -> dict[str, bytes]:
    """With a seal that covers the files as they are, and with `approval` a board that signed just that list."""
    whole = {**files, "README.txt": b"read me\n", "verify.py": standalone_script()}
    result = json.loads(whole["result.json"])
    rows = [
        [one["category"], entry["code"], entry["rank"], entry["score"], entry["tier"]]
        for one in result["categories"]
        for entry in sorted(one["entries"], key=lambda entry: entry["code"])
    ]
    digest = sha256(json.dumps(rows, separators=(",", ":")).encode())
    if approval:
        board = json.loads(whole["board.json"])
        for one in board["approvals"]:
            one["list_sha256"] = digest
        whole["board.json"] = canonical(board)
    whole["seal.json"] = seal_file(
        {name: whole[name] for name in SEALED}, contest=RULES.contest.slug, at=BEGIN + timedelta(days=20),
        list_sha256=digest, head=Head(99, "9" * 64), public_key=key.public_key,
    )  # fmt: skip
    return whole


def signed(files: Mapping[str, bytes], key: Signer = HONEST) -> bytes:
    return signed_bundle(files, contest=RULES.contest.slug, stage="announced", signer=key)


def edited(files: Mapping[str, bytes], name: str, change: Callable[[Any], object]) -> dict[str, bytes]:
    """The files with one of them changed as a value. A changed commitment or ballot is chained anew."""
    if name == "ballots.jsonl":
        ballots = [json.loads(line) for line in ballot_lines(files[name])]
        change(ballots)
        return {**files, name: chained(ballots, files["commitment.json"])}
    value = json.loads(files[name])
    change(value)
    found = {**files, name: canonical(value) if name != "rules.json" else canonical_line(value)}
    if name == "commitment.json":
        ballots = [json.loads(line) for line in ballot_lines(files["ballots.jsonl"])]
        found["ballots.jsonl"] = chained(ballots, found[name])
    return found


def chained(ballots: list[Any], commitment: bytes) -> bytes:
    previous, lines = sha256(commitment), []
    for number, ballot in enumerate(ballots, start=1):
        lines.append(canonical_line({**ballot, "number": number, "previous": previous}) + b"\n")
        previous = sha256(lines[-1][:-1])
    return b"".join(lines)


def with_method(method: str, **options: Any) -> ContestRules:
    """The rules, poems judged by another method."""
    final = RULES.final_round
    judgings = tuple(
        msgspec.structs.replace(one, method=method, **options) if one.category == "poems" else one
        for one in final.judgings
    )
    return msgspec.structs.replace(RULES, rounds=(msgspec.structs.replace(final, judgings=judgings),))


SMALL: Marks = {
    ("TH-AAAA", 1): (9, 8), ("TH-AAAA", 2): (9, 9), ("TH-BBBB", 1): (7, 8), ("TH-BBBB", 2): (8, 6),
    ("TH-CCCC", 1): (6, 6), ("TH-CCCC", 2): "abstained", ("TH-DDDD", 1): (3, 4), ("TH-DDDD", 2): (4, 4),
}  # fmt: skip


@pytest.fixture
def small() -> Contest:
    return Contest(SMALL)
