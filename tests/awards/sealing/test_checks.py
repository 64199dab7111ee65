"""Whoever holds the key can sign anything: each lie in a signed bundle is found by its own step, and named."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from judging.awards.sealing.packing import unpack
from judging.awards.sealing.queries import SettledTie
from judging.awards.sealing.standalone.canonical import canonical
from judging.awards.sealing.standalone.documents import Documents
from judging.awards.sealing.standalone.steps import Found, remarks, verify_files
from tests.awards.sealing.conftest import BEGIN, HONEST, OTHER, Contest, edited, resealed, signed, with_method

ENTRY = "result.json"


def last_step(files: dict[str, bytes], pinned: str | None = HONEST.public_key) -> Found:
    return list(verify_files(unpack(signed(files)), pinned))[-1]


def test_an_honest_bundle_holds(small: Contest) -> None:
    steps = list(verify_files(unpack(small.bundle()), HONEST.public_key))
    assert [one.record for one in steps] == [""] * len(steps)
    assert [one.step for one in steps] == [
        "manifest", "signature", "form", "commitment", "rules", "works", "assignment", "chain", "ballots", "approvals",
        "scores", "ranks", "prizes", "names",
    ]  # fmt: skip


def test_the_same_contest_gives_the_same_bytes(small: Contest) -> None:
    assert small.bundle() == Contest(small.marks).bundle()


def best(value: Any) -> Any:
    return value["categories"][0]["entries"][0]


def worst(value: Any) -> Any:
    return value["categories"][0]["entries"][-1]


def swap_prizes(value: Any) -> None:
    best(value)["tier"], worst(value)["tier"] = None, "first"


def third_prize(value: Any) -> None:
    value["categories"][0]["entries"][2]["tier"] = "second"


def no_second(value: Any) -> None:
    value["categories"][0]["entries"][1]["tier"] = None


def stuffed(value: list[Any]) -> None:
    value.append({**value[-1], "code": "TH-BBBB", "juror": 2})


def by_a_stranger(value: list[Any]) -> None:
    value.append({**value[-1], "juror": 3})


UNTIED = {"category": "poems", "order": ["TH-AAAA", "TH-BBBB"], "statement": "x"}
LIES: list[tuple[str, Callable[[Any], object], str, str]] = [
    ("rules.json", lambda v: v["category"][1]["criterion"][0].update(weight="60"), "rules", "rules.json"),
    ("works.json", lambda v: v[0].update(sha256="0" * 64), "works", "works.json"),
    ("works.json", lambda v: v.pop(), "works", "works.json"),
    ("assignment.json", lambda v: v[0]["pairs"].pop(), "assignment", "panel poems"),
    ("assignment.json", lambda v: v[0].update(seed=2), "assignment", "panel poems"),
    ("assignment.json", lambda v: v[0]["added"].append(["TH-AAAA", 9]), "assignment", "panel poems, TH-AAAA"),
    ("assignment.json", lambda v: v[0]["removed"].append(["TH-AAAA", 9]), "assignment", "panel poems"),
    ("assignment.json", lambda v: v[0]["conflicts"].append(["TH-BBBB", 2, "unit"]), "ballots", "juror 2"),
    ("assignment.json", lambda v: v[0]["removed"].append(["TH-BBBB", 2]), "ballots", "(TH-BBBB, juror 2)"),
    ("ballots.jsonl", lambda v: v[0].update(at="2024-01-31T08:00:00.000000+00:00"), "commitment", "ballot 1"),
    ("ballots.jsonl", lambda v: v[3].update(at=v[0]["at"]), "chain", "ballot 4 (TH-BBBB, juror 2)"),
    ("ballots.jsonl", stuffed, "ballots", "ballot 9 (TH-BBBB, juror 2)"),
    ("ballots.jsonl", by_a_stranger, "ballots", "juror 3"),
    ("ballots.jsonl", lambda v: v[0]["scores"].update(content=11), "ballots", "ballot 1 (TH-AAAA, juror 1)"),
    ("ballots.jsonl", lambda v: v[0]["scores"].update(content=8.5), "ballots", "ballot 1"),
    ("ballots.jsonl", lambda v: v[0]["scores"].update(content=True), "ballots", "ballot 1"),
    ("ballots.jsonl", lambda v: v[0]["scores"].pop("content"), "ballots", "ballot 1"),
    ("ballots.jsonl", lambda v: v[5].update(scores={"content": 9}), "ballots", "ballot 6"),
    ("ballots.jsonl", lambda v: v[5].update(state="lost"), "ballots", "ballot 6"),
    ("ballots.jsonl", lambda v: v[0]["scores"].update(content=8), "scores", "TH-AAAA"),
    ("ballots.jsonl", lambda v: v.pop(), "scores", "TH-DDDD"),
    (ENTRY, lambda v: best(v).update(score="8.5000000000"), "scores", "TH-AAAA"),
    (ENTRY, lambda v: best(v).update(score=None), "scores", "TH-AAAA"),
    (ENTRY, lambda v: best(v).update(ballots=3), "scores", "TH-AAAA"),
    (ENTRY, lambda v: v["categories"][0].update(method="median"), "scores", "category poems"),
    (ENTRY, lambda v: v["categories"][0]["options"].update(trim=2), "scores", "category poems"),
    (ENTRY, lambda v: best(v).update(rank=2), "ranks", "TH-AAAA"),
    (ENTRY, swap_prizes, "prizes", "TH-DDDD"),
    (ENTRY, third_prize, "prizes", "poems, second"),
    (ENTRY, no_second, "prizes", "TH-BBBB"),
    (ENTRY, lambda v: best(v).update(tier="golden"), "prizes", "TH-AAAA"),
    (ENTRY, lambda v: v["categories"][0]["entries"].pop(), "works", "TH-DDDD"),
    (ENTRY, lambda v: v["categories"][0]["entries"].append(best(v)), "works", "TH-AAAA"),
    (ENTRY, lambda v: worst(v).update(code="TH-ZZZZ"), "works", "TH-ZZZZ"),
    ("names.json", lambda v: v.pop(), "names", "names.json"),
    ("board.json", lambda v: v.update(approvals=[]), "approvals", "board.json"),
    ("board.json", lambda v: v["approvals"][0].update(at="2024-02-01T08:00:00.000000+00:00"), "approvals", "approval"),
    ("board.json", lambda v: v["ties"].append(UNTIED), "ranks", "board.json"),
    ("commitment.json", lambda v: v.update(contest="another"), "commitment", "commitment.json"),
    ("commitment.json", lambda v: v.update(public_key=OTHER.public_key), "commitment", "commitment.json"),
    ("commitment.json", lambda v: v.update(format="bangvang-commitment/9"), "commitment", "commitment.json"),
    ("commitment.json", lambda v: v.update(at="2025-01-01"), "commitment", "commitment.json"),
    ("commitment.json", lambda v: v["assignments"].pop(), "assignment", "assignment.json"),
    ("commitment.json", lambda v: v.pop("works"), "works", "a file"),
    ("rules.json", lambda v: v.pop("contest"), "commitment", "a file"),
    (ENTRY, lambda v: v.pop("late"), "works", "a file"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "lie", "step", "record"), LIES)
def test_each_lie_is_found_by_its_step(
    small: Contest, name: str, lie: Callable[[Any], object], step: str, record: str
) -> None:
    found = last_step(resealed(edited(small.sealed_files(), name, lie)))
    assert (found.step, found.record != "") == (step, True), found
    assert record in found.record
    assert found.text


def test_a_list_that_nobody_signed_is_found(small: Contest) -> None:
    files = edited(small.sealed_files(), ENTRY, lambda v: best(v).update(rank=2))
    found = last_step(resealed(files, approval=False))
    assert (found.step, found.record) == ("approvals", "approval 1")


def test_a_seal_of_other_files_or_ballots_is_found(small: Contest) -> None:
    files = small.files()
    changed = edited(files, ENTRY, lambda v: best(v).update(rank=2))
    assert last_step(changed)[::2] == ("commitment", "result.json")
    for change, step in (
        (lambda v: v["ballots"].update(count=3), "chain"),
        (lambda v: v.update(list_sha256="0" * 64), "approvals"),
        (lambda v: v.update(public_key=OTHER.public_key), "commitment"),
        (lambda v: v["files"].pop("works.json"), "commitment"),
        (lambda v: v.update(format="x"), "commitment"),
    ):
        assert last_step(edited(files, "seal.json", change)).step == step


def test_a_stranger_who_seals_anew_needs_another_key(small: Contest) -> None:
    forged = unpack(small.bundle(OTHER))
    assert list(verify_files(forged, None))[-1].record == ""
    found = list(verify_files(forged, HONEST.public_key))[-1]
    assert (found.step, found.record) == ("signature", "signature.json")
    assert "NOT compared" in remarks(Documents(forged), None)[0]
    assert remarks(Documents(unpack(small.bundle())), HONEST.public_key) == []
    # Or keeps the key, and cannot sign.
    files = resealed(edited(small.sealed_files(), ENTRY, lambda v: best(v).update(score="9.0000000000")))
    honest = unpack(small.bundle())
    forged = {**unpack(signed(files)), "signature.json": honest["signature.json"]}
    assert list(verify_files(forged, None))[-1][::2] == ("signature", "manifest.json")


@pytest.mark.parametrize(
    ("change", "step", "record"),
    [
        (lambda f: {**f, "extra.txt": b"x"}, "manifest", "extra.txt"),
        (lambda f: {**f, "..\\evil\n": b"x"}, "manifest", "evil"),
        (lambda f: {k: v for k, v in f.items() if k != "works.json"}, "manifest", "works.json"),
        (lambda f: {k: v for k, v in f.items() if k != "README.txt"}, "manifest", "README.txt"),
        (lambda f: {k: v for k, v in f.items() if k != "names.json"}, "manifest", "names.json"),
        (lambda f: {**f, "verify.py": f["verify.py"] + b"\n"}, "manifest", "verify.py"),
        (lambda f: {**f, "manifest.json": f["manifest.json"] + b"\n"}, "manifest", "manifest.json"),
        (lambda f: {**f, "manifest.json": b"[" * 100_000}, "manifest", "manifest.json"),
        (lambda f: {**f, "manifest.json": b'{"a":1,"a":2}'}, "manifest", "manifest.json"),
        (lambda f: {**f, "manifest.json": b"\xff"}, "manifest", "manifest.json"),
        (lambda f: {**f, "manifest.json": b"NaN"}, "manifest", "manifest.json"),
        (lambda f: {**f, "manifest.json": canonical([])}, "manifest", "manifest.json"),
        (lambda f: {**f, "signature.json": f["signature.json"].replace(b"Ed25519", b"Ed25518")}, "signature", "sign"),
        (lambda f: {**f, "signature.json": f["signature.json"].upper()}, "signature", "signature"),
        (lambda f: {**f, "signature.json": canonical({"a": 1})}, "signature", "signature"),
        (lambda f: {**f, "signature.json": canonical(7)}, "signature", "signature"),
        (lambda f: {**f, "manifest.json": canonical(7)}, "manifest", "manifest.json"),
    ],
)  # fmt: skip
def test_files_that_come_go_or_change_are_named(
    small: Contest, change: Callable[[dict[str, bytes]], dict[str, bytes]], step: str, record: str
) -> None:
    found = list(verify_files(change(unpack(small.bundle())), None))[-1]
    assert found.step == step
    assert record in found.record


@pytest.mark.parametrize("name", ["manifest.json", "signature.json"])
def test_a_bit_of_the_list_or_of_its_signatures_is_not_blamed_on_another_file(small: Contest, name: str) -> None:
    honest = unpack(small.bundle())
    for place in range(0, len(honest[name]), 37):
        changed = bytearray(honest[name])
        changed[place] ^= 1
        found = list(verify_files({**honest, name: bytes(changed)}, None))[-1]
        assert name in f"{found.record} {found.text}", place


def test_board_and_caps_and_works_taken_out_are_told() -> None:
    order = ("TH-BBBB", "TH-AAAA")
    tied = {(code, juror): (8, 8) for code in order for juror in (1, 2)}
    tie = SettledTie("poems", order, "Bố cục chặt hơn.", BEGIN + timedelta(days=19))
    contest = Contest({**tied, ("TH-CCCC", 1): (9, 9), ("TH-CCCC", 2): (9, 9)}, ties=[tie])
    assert last_step(contest.files()).record == ""
    late = resealed(edited(contest.sealed_files(), "board.json", lambda v: v["ties"][0].update(statement=" ")))
    assert last_step(late)[::2] == ("ranks", "board.json")
    out = Contest({**tied, ("TH-CCCC", 1): (9, 9)}, ties=[tie], out=("TH-CCCC",))
    files = out.files()
    assert last_step(files).record == ""
    assert "TH-CCCC was taken out" in remarks(Documents(unpack(signed(files))), "x")[0]


def test_a_capped_winner_is_passed_over_with_that_reason() -> None:
    marks = {
        (code, juror): (mark, mark)
        for code, mark in (("TH-AAAA", 9), ("TH-BBBB", 8), ("TH-CCCC", 7))
        for juror in (1, 2)
    }
    contest = Contest(marks, owners={"TH-AAAA": "1", "TH-BBBB": "1"})
    files = contest.files()
    assert last_step(files).record == ""
    over = resealed(
        edited(
            contest.sealed_files(),
            ENTRY,
            lambda v: v["categories"][0]["entries"][1].update(tier="second", reason={"code": "prize", "params": {}}),
        )
    )
    assert last_step(over).step == "prizes"
    two = resealed(
        edited(
            contest.sealed_files(),
            ENTRY,
            lambda v: [
                v["categories"][0]["entries"][1].update(tier="second"),
                v["categories"][0]["entries"][2].update(tier=None),
            ],
        )
    )
    assert last_step(two)[::2] == ("prizes", "entrant 1")


def test_changes_of_the_assignment_are_told(small: Contest) -> None:
    files = resealed(edited(small.sealed_files(), "assignment.json", lambda v: v[0]["added"].append(["TH-AAAA", 1])))
    assert last_step(files).record == ""
    assert "1 ballots were assigned after" in remarks(Documents(unpack(signed(files))), "x")[0]


def test_no_vote_at_all_is_a_result_too() -> None:
    contest = Contest({("TH-AAAA", 1): "abstained"}, rules=with_method("adjusted"))
    assert last_step(contest.files()).record == ""
