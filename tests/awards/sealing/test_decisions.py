"""The board's motions in a sealed result: counted again, applied again, and no lie about them goes unnoticed."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from judging.awards import queries as results
from judging.awards import service as awards
from judging.awards.deliberation.enums import Kind
from judging.awards.deliberation.proposals import Wish
from judging.awards.sealing import queries, service
from judging.awards.sealing.packing import unpack
from judging.awards.sealing.recompute import recompute
from judging.awards.sealing.standalone.documents import Documents
from judging.awards.sealing.standalone.prize_checks import check_prizes
from judging.awards.sealing.standalone.steps import Found, run_step, verify_files
from judging.contests.enums import Stage
from tests.awards.deliberation.board import Board, make_board, prize
from tests.awards.sealing.conftest import edited
from tests.cast import make_contest

pytestmark = pytest.mark.usefixtures("pool")


async def decided(tmp_path: Path) -> tuple[Board, dict[str, bytes]]:
    """Signed after three motions: an exchange, one that is lost, and one that goes beyond a quota; with the bundle."""
    board = await make_board()
    await board.meets()
    await board.carry(Wish(Kind.EXCHANGE, "poems", code=board.code(1), other=board.code(2)))
    lost = await board.propose(prize(board.code(1)))
    await board.votes(lost, "against", "against", "for")
    await board.close(lost)
    await board.carry(prize(board.code(4), "second"), confirmed=True)
    seen = (await results.result(board.play.view)).list_sha256
    await awards.approve(member=board.play.board, contest_id=board.play.id, list_sha256=seen, statement="Nhất trí.")
    row = await service.bundle(board.play.id)
    data = await service.bundle_bytes(row)
    (tmp_path / "bundle.zip").write_bytes(data)
    return board, unpack(data)


def prizes_step(files: dict[str, bytes]) -> Found:
    return run_step("prizes", lambda: check_prizes(Documents(files)))


def engine_step(files: dict[str, bytes]) -> Found:
    return list(recompute(Documents(files)))[-1]


async def test_a_bundle_with_decisions_verifies_by_both_programs(tmp_path: Path) -> None:
    board, files = await decided(tmp_path)
    seal = await queries.seal(board.play.id)
    assert seal is not None
    found = [*verify_files(files, seal.public_key), *recompute(Documents(files))]
    assert [one for one in found if one.record] == []
    assert "2 decisions of the board" in next(one.text for one in found if one.step == "prizes")
    motions = json.loads(files["board.json"])["motions"]
    assert [(one["number"], one["outcome"], one["in_effect"]) for one in motions] == [
        (1, "carried", True), (2, "lost", False), (3, "carried", True),
    ]  # fmt: skip
    assert [one["vote"] for one in motions[1]["votes"]] == ["against", "against", "for"]
    assert motions[2]["breaches"] == [{"kind": "quota", "subject": "second", "limit": "1", "found": "2"}]
    entries = {one["code"]: one for one in json.loads(files["result.json"])["categories"][1]["entries"]}
    assert entries[board.code(4)]["plan"]["tier"] is None
    assert "plan" not in entries[board.code(3)]
    (tmp_path / "verify.py").write_bytes(files["verify.py"])
    ran = await asyncio.to_thread(
        subprocess.run,
        [sys.executable, "-I", "-S", str(tmp_path / "verify.py"), str(tmp_path / "bundle.zip"), "--key",
         seal.public_key],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (ran.returncode, ran.stdout.count("FAILED")) == (0, 0), ran.stdout
    assert "2 decisions of the board" in ran.stdout


def last_change(value: Any) -> Any:
    return value["motions"][2]["changes"][0]


def flip_votes(value: Any) -> None:
    for one in value["motions"][0]["votes"]:
        one["vote"] = "against"


LIES: list[tuple[str, str, Callable[[Any], object]]] = [
    ("motions dropped", "board.json", lambda v: v.pop("motions")),
    ("the last one dropped", "board.json", lambda v: v["motions"].pop()),
    ("votes turned", "board.json", flip_votes),
    ("votes taken away", "board.json", lambda v: v["motions"][0].update(votes=[])),
    ("votes invented", "board.json", lambda v: v["motions"][0].update(members=1)),
    ("a vote that is none", "board.json", lambda v: v["motions"][1]["votes"][0].update(vote="perhaps")),
    ("a lost one carried", "board.json", lambda v: v["motions"][1].update(outcome="carried")),
    ("a carried one lost", "board.json", lambda v: v["motions"][0].update(outcome="lost")),
    ("not in effect", "board.json", lambda v: v["motions"][2].update(in_effect=False)),
    ("another prize before", "board.json", lambda v: last_change(v).update(before="first")),
    ("another prize after", "board.json", lambda v: last_change(v).update(after="first")),
    ("no reason", "board.json", lambda v: v["motions"][0].update(reason=" ")),
    ("another number", "board.json", lambda v: v["motions"][0].update(number=4)),
    ("closed after the signature", "board.json", lambda v: v["motions"][2].update(closed_at="2999-01-01")),
]


@pytest.fixture
async def files(tmp_path: Path) -> dict[str, bytes]:
    return (await decided(tmp_path))[1]


async def test_each_lie_about_motions_is_found(files: dict[str, bytes]) -> None:
    assert (prizes_step(files).record, engine_step(files).record) == ("", "")
    unseen = [name for name, file, lie in LIES if not prizes_step(edited(files, file, lie)).record]
    assert unseen == []


async def test_each_lie_about_the_decided_works_is_found(files: dict[str, bytes]) -> None:
    def entry(value: Any) -> Any:
        return next(one for one in value["categories"][1]["entries"] if "plan" in one)

    for lie in (
        lambda v: entry(v).pop("plan"),
        lambda v: entry(v).update(tier=None),
        lambda v: entry(v)["plan"].update(tier=None),
    ):
        changed = edited(files, "result.json", lie)
        assert prizes_step(changed).record
        assert engine_step(changed).record
    for lie in (
        lambda v: entry(v)["reason"]["params"].update(why="Vì tôi muốn thế."),
        lambda v: entry(v)["reason"]["params"].update({"for": 3}),
        lambda v: entry(v)["plan"]["reason"].update(code="capped_unit"),
    ):
        assert engine_step(edited(files, "result.json", lie)).step == "reasons"


async def test_without_motions_the_file_has_no_word_of_them() -> None:
    play = await make_contest(Stage.APPROVED, entries={"poems": 2})
    files = unpack(await service.bundle_bytes(await service.bundle(play.id)))
    assert "motions" not in json.loads(files["board.json"])
    assert b'"plan"' not in files["result.json"]
