"""From the first mark to a bundle that anybody can check, through the real database and store."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from pathlib import Path

import asyncpg
import pytest

from judging import audit, outbox
from judging.awards import queries as results
from judging.awards import service as awards
from judging.awards.sealing import queries, service
from judging.awards.sealing.packing import unpack
from judging.awards.sealing.recompute import recompute
from judging.awards.sealing.standalone.documents import Documents
from judging.awards.sealing.standalone.steps import verify_files
from judging.awards.tasks import result_bundle
from judging.contests.enums import Stage
from judging.contests.service import advance
from judging.db import fetch
from judging.errors import Refused
from judging.submissions import desk_service
from judging.submissions.enums import NameMode
from tests.cast import CONTEST, Play, make_ballots, make_contest, make_entry, step

pytestmark = pytest.mark.usefixtures("pool")


async def bundle_of(play: Play) -> dict[str, bytes]:
    """The files of the play's bundle, which holds in every step."""
    row = await service.bundle(play.id)
    files = unpack(await service.bundle_bytes(row))
    seal = await queries.seal(play.id)
    assert seal is not None
    found = [*verify_files(files, seal.public_key), *recompute(Documents(files))]
    assert [one for one in found if one.record] == []
    assert found[-1].step == "reasons"
    return files


async def test_the_promise_is_made_when_judging_begins_and_told_in_the_log() -> None:
    play = await make_contest(Stage.CHECKING, entries={"poems": 3})
    assert await queries.commitment(play.id) is None
    await step(play, Stage.JUDGING)
    promise = await queries.commitment(play.id)
    assert promise is not None
    content = json.loads(promise.content)
    assert content["rules_sha256"] == play.view.rules_sha256
    assert (promise.count, promise.root) == (3, content["works"]["root"])
    assert [one["ballots"] for one in content["assignments"]] == [0, 6]
    assert content["assignments"][1]["seed"] == 1
    lines = await audit.recent(contest_id=play.id, limit=1)
    assert (lines[0].action, lines[0].detail["sha256"]) == ("result.committed", promise.sha256)
    # Neither codes nor digests of works are told before their time.
    for made in play.entries:
        assert made.blind_code not in promise.content
        assert made.receipt.sha256 not in promise.content


async def test_a_signed_result_has_a_bundle_by_code_and_an_announced_one_with_the_winners() -> None:
    tiers = '[[category.tier]]\nkey = "third"\nquota = 1\nname.vi = "Ba"\nname.en = "Third prize"\n\n[[juror]]'
    play = await make_contest(Stage.OPEN, source=CONTEST.replace("[[juror]]", tiers, 1))
    for mode in (NameMode.FULL, NameMode.INITIALS, NameMode.UNIT):
        await make_entry(play, name=f"Lò Thị {mode.title()}", name_mode=mode, co_authors="Cà Văn Ơn")
    await make_entry(play, name="Lò Thị Kín")
    for stage in (Stage.CHECKING, Stage.JUDGING, Stage.BOARD, Stage.APPROVED):
        await step(play, stage)
    by_code = await bundle_of(play)
    assert "names.json" not in by_code
    every = b"".join(by_code.values()).decode()
    assert "Lò Thị" not in every
    assert all(made.receipt.code not in every for made in play.entries)
    assert all(juror.name not in every and juror.email not in every for juror in play.jurors.values())
    await step(play, Stage.ANNOUNCED)
    named = await bundle_of(play)
    assert {name: named[name] for name in by_code if name not in ("manifest.json", "signature.json")} == {
        name: data for name, data in by_code.items() if name not in ("manifest.json", "signature.json")
    }
    names = {one["entry"]: (one["author"], one["unit"]) for one in json.loads(named["names.json"])}
    assert [names[made.receipt.code] for made in play.entries] == [
        ("Lò Thị Full, Cà Văn Ơn", "Phường Tô Hiệu"), ("L. T. I., C. V. Ơ.", "Phường Tô Hiệu"),
        ("", "Phường Tô Hiệu"), ("", ""),
    ]  # fmt: skip


async def test_the_bundle_is_made_once_and_stays(tmp_path: Path) -> None:
    play = await make_contest(Stage.ANNOUNCED, entries={"poems": 2})
    rows = await asyncio.gather(*(service.bundle(play.id) for _ in range(3)))
    assert len({row.sha256 for row in rows}) == 1
    await result_bundle(str(play.id))
    await fetch("UPDATE entry SET title = 'Tên khác' WHERE contest = $1", play.id)
    assert (await service.bundle(play.id)).sha256 == rows[0].sha256
    kept = await fetch("SELECT stage FROM bundle WHERE contest = $1 ORDER BY stage", play.id)
    assert [row["stage"] for row in kept] == ["announced", "approved"]
    owed = await fetch("SELECT id FROM job WHERE kind = 'result_bundle' AND key LIKE $1 ORDER BY id", f"{play.id} %")
    assert [await outbox.run(job["id"]) for job in owed] == [True, True]


async def test_other_works_and_late_changes_are_told(tmp_path: Path) -> None:
    play = await make_contest(Stage.JUDGING, entries={"poems": 3})
    await desk_service.disqualify(
        actor=play.secretary, contest_id=play.id, code=play.entries[2].receipt.code, reason="Chép bài."
    )
    await step(play, Stage.BOARD)
    await step(play, Stage.APPROVED)
    files = await bundle_of(play)
    out = json.loads(files["result.json"])["out"]
    assert [(one["code"], one["state"]) for one in out] == [(play.entries[2].blind_code, "disqualified")]


def marks_of(play: Play, *pairs: tuple[int, int]) -> Callable[[str, str], dict[str, int]]:
    given = {made.blind_code: pair for made, pair in zip(play.entries, pairs, strict=True)}
    return lambda _juror, code: dict(zip(("content", "language"), given[code], strict=True))


async def test_the_order_of_the_board_is_in_the_bundle_and_recomputed() -> None:
    play = await make_contest(Stage.JUDGING, entries={"poems": 3})
    await make_ballots(play, marks_of(play, (9, 9), (8, 8), (8, 8)))
    await advance(organiser=play.organiser, contest_id=play.id, to=Stage.BOARD)
    await awards.compute(organiser=play.organiser, contest_id=play.id)
    order = [play.entries[2].id, play.entries[1].id]
    await awards.settle_tie(
        member=play.board, contest_id=play.id, category_key="poems", order=order, statement="Bố cục chặt hơn."
    )
    seen = (await results.result(await play.refresh())).list_sha256
    await awards.approve(member=play.board, contest_id=play.id, list_sha256=seen, statement="Nhất trí.")
    board = json.loads((await bundle_of(play))["board.json"])
    assert board["ties"][0]["order"] == [play.entries[2].blind_code, play.entries[1].blind_code]
    assert board["approvals"][0]["statement"] == "Nhất trí."


async def test_the_model_of_the_reference_competition_is_recomputed() -> None:
    source = CONTEST.replace('ballots = "all"\nmethod = "mean"', 'ballots = "all"\nmethod = "adjusted"')
    play = await make_contest(Stage.JUDGING, entries={"poems": 5}, source=source)
    pairs = iter(((9, 8), (8, 8), (7, 5), (5, 6), (3, 3), (9, 9), (7, 8), (8, 5), (4, 6), (4, 2)))
    await make_ballots(play, lambda *_: dict(zip(("content", "language"), next(pairs), strict=True)))
    await advance(organiser=play.organiser, contest_id=play.id, to=Stage.BOARD)
    await step(play, Stage.APPROVED)
    result = json.loads((await bundle_of(play))["result.json"])
    assert result["categories"][1]["fit"]["variances"]["error"] > 0


async def test_what_was_published_cannot_be_changed_in_the_database() -> None:
    play = await make_contest(Stage.APPROVED, entries={"poems": 1})
    for table in ("commitment", "seal"):
        with pytest.raises(asyncpg.RaiseError, match="never changed"):
            await fetch(f"DELETE FROM {table} WHERE contest = $1", play.id)


async def test_data_that_are_no_longer_those_that_were_sealed_make_no_bundle() -> None:
    play = await make_contest(Stage.APPROVED, entries={"poems": 2})
    await fetch('UPDATE ballot SET scores = \'{"content": 10, "language": 10}\' WHERE entry = $1', play.entries[1].id)
    with pytest.raises(Refused, match=r"no longer those that were sealed: ballots\.jsonl"):
        await service.bundle(play.id)


async def test_before_the_signature_there_is_no_bundle() -> None:
    play = await make_contest(Stage.BOARD, entries={"poems": 1})
    with pytest.raises(Refused, match="when the result has been signed"):
        await service.bundle(play.id)


async def test_a_log_that_ends_before_a_published_head_is_noticed() -> None:
    play = await make_contest(Stage.APPROVED, entries={"poems": 1})
    heads = await queries.published_heads()
    assert await audit.first_lost(heads) is None
    seal = await queries.seal(play.id)
    assert seal is not None
    head = json.loads(seal.content)["audit"]
    assert (head["line"], head["hash"]) in heads
    assert await audit.first_lost([(head["line"], "0" * 64)]) == head["line"]
    assert await audit.first_lost([*heads, (10**9, "0" * 64)]) == 10**9


@pytest.mark.parametrize(
    ("method", "told"),
    [("borda", "với 4,00 điểm Borda: đạt giải Nhất"), ("bradley-terry", "Hạng 1 trong 3 bài: đạt giải Nhất")],
)
async def test_a_result_by_order_is_sealed_and_holds(method: str, told: str) -> None:
    """A work that wins with every juror has no strength by Bradley and Terry: as the rules say, Schulze decides."""
    head, poems = CONTEST.split('key = "poems"')
    for least in ("threshold = 7\n", "threshold = 6\n", "threshold = 5\n"):
        poems = poems.replace(least, "")
    way = 'category = "poems"\nballots = "all"\nmethod = '
    source = head + 'key = "poems"' + poems.replace(way + '"mean"', f'{way}"{method}"')
    order: dict[str, int] = {}

    def marks(_juror: str, code: str) -> dict[str, int]:
        place = order.setdefault(code, len(order))
        return {"content": 9 - place, "language": 9 - place}

    play = await make_contest(Stage.BOARD, entries={"poems": 3}, source=source, marks=marks)
    await step(play, Stage.APPROVED)
    files = await bundle_of(play)
    category = next(one for one in json.loads(files["result.json"])["categories"] if one["category"] == "poems")
    first = next(entry for entry in category["entries"] if entry["rank"] == 1)
    assert category["method"] == {"borda": "borda", "bradley-terry": "schulze"}[method]
    assert told in first["reason_vi"]
