"""The reference competition from the first file to the printed catalogue, through the real store, worker and database.

Every stage can be begun again: what an interrupted run has done is found and kept, and the same winners come out.
"""

from __future__ import annotations

import asyncio
import tempfile
import uuid
from datetime import datetime, timedelta
from pathlib import Path

from rich.console import Console
from rich.progress import TaskID

from judging import clock, db, worker
from judging.awards import queries as awards_queries
from judging.awards import service as awards
from judging.awards.deliberation import service as deliberation
from judging.awards.deliberation.service import Sitting
from judging.contests import service as contests
from judging.contests.calendar import moment
from judging.contests.enums import Stage
from judging.contests.queries import ContestView, contest, find_contest
from judging.db import fetch
from judging.demo import cast, export, intake, jury
from judging.demo.entries import DemoEntry, make_entries
from judging.demo.report import Counts, Stages, print_summary
from judging.exhibition import service as exhibition
from judging.scoring import panels
from judging.submissions import queries as submissions
from judging.web.actor import Actor

HERE = Path(__file__).parent
SLUG = "son-la-2024"
MEETING = timedelta(hours=1, minutes=40)
APPROVAL = "Nhất trí danh sách mã phách."
CODE_SEED = "son-la-2024/demo"  # codes come out the same in every run; a real contest draws its seed by lot


async def play(out: Path, *, seed: int, console: Console, stages: Stages) -> None:
    """Plays all stages and leaves the printed matter in `out`."""
    await db.start_pool(min_size=2, max_size=10)
    worker.connect_sender()
    try:
        with stages.showing():
            view, counts, files = await _stages(out, seed, stages)
        print_summary(console, view, await awards_queries.result(view), counts, stages, files)
    finally:
        await db.stop_pool()


async def _stages(out: Path, seed: int, stages: Stages) -> tuple[ContestView, Counts, list[Path]]:
    organiser = await cast.organiser()
    demo_entries = make_entries(seed)
    entries = {intake.entry_id(seed, entry.key): entry for entry in demo_entries}
    counts = Counts()
    with stages.stage("Contest and panels"):
        view = await _contest(organiser)
    await _take_in(view, demo_entries, seed, stages, counts)
    with stages.stage("Assignment", len(view.rules.categories)) as bar:
        view = await _assign(view, organiser, seed, stages, bar)
    with stages.stage("Judging") as bar:
        if not view.reached(Stage.BOARD):
            await jury.judge_all(view, entries, seed, lambda total: stages.total(bar, total), lambda: stages.step(bar))
        counts.ballots = await _answered(view)
    with stages.stage("Result and approval"):
        view = await _decide(view, organiser)
    with stages.stage("Hanging and printing"):
        files = await _publish(view, organiser, out)
    with stages.stage("Judging copies"):
        counts.copies = await export.export_judging_copies(view, entries, out)
    with stages.stage("Sealed result, checked"):
        bundle, counts.verified = await export.export_bundle(view.id, out)
    return view, counts, [*files, bundle, out / "judging", out / "planted.csv"]


async def _contest(organiser: Actor) -> ContestView:
    view = await find_contest(SLUG)
    if view is None:
        source = await asyncio.to_thread((HERE / "contest.toml").read_bytes)
        contest_id = await contests.create_contest(organiser=organiser, source=source, code_seed=CODE_SEED)
        view = await contest(id=contest_id)
    with clock.set_to(moment(view.rules, view.rules.timeline.opens)):
        if not view.reached(Stage.OPEN):
            await contests.advance(organiser=organiser, contest_id=view.id, to=Stage.OPEN)
        await panels.set_up_panels(organiser=organiser, contest_id=view.id)
    return await contest(id=view.id)


async def _take_in(view: ContestView, entries: list[DemoEntry], seed: int, stages: Stages, counts: Counts) -> None:
    if not view.reached(Stage.CHECKING):
        with (
            tempfile.TemporaryDirectory(prefix="bangvang-demo-") as folder,
            stages.stage("Works made and sent", len(entries)) as bar,
        ):
            await intake.send_all(view, entries, Path(folder), lambda: stages.step(bar))
            await intake.send_bad_files(view, seed, Path(folder))
    with stages.stage("Works checked and made blind", len(entries)) as bar:
        total = (await fetch("SELECT count(*) AS n FROM entry WHERE contest = $1", view.id))[0]["n"]
        stages.total(bar, total)
        while owed := await _unchecked(view.id):
            stages.at(bar, total - owed)
            await asyncio.sleep(0.2)
    found = await submissions.counts(view.id)
    counts.entries = sum(one.accepted for one in found.values())
    counts.quarantined = sum(one.quarantined for one in found.values())


async def _unchecked(contest_id: uuid.UUID) -> int:
    rows = await fetch("SELECT count(*) AS n FROM entry WHERE contest = $1 AND state = 'received'", contest_id)
    return int(rows[0]["n"])


async def _assign(view: ContestView, organiser: Actor, seed: int, stages: Stages, bar: TaskID) -> ContestView:
    after_deadline = moment(view.rules, view.rules.timeline.deadline) + timedelta(hours=1)
    with clock.set_to(after_deadline):
        if not view.reached(Stage.CHECKING):
            await contests.advance(organiser=organiser, contest_id=view.id, to=Stage.CHECKING)
        if not view.reached(Stage.JUDGING):
            for category in view.rules.categories:
                await panels.assign_category(
                    organiser=organiser, contest_id=view.id, category_key=category.key, seed=seed
                )
                stages.step(bar)
    with clock.set_to(moment(view.rules, view.rules.final_round.opens)):
        if not view.reached(Stage.JUDGING):
            await contests.advance(organiser=organiser, contest_id=view.id, to=Stage.JUDGING)
    return await contest(id=view.id)


async def _answered(view: ContestView) -> int:
    rows = await fetch(
        "SELECT count(*) AS n FROM ballot b JOIN panel_juror s ON s.id = b.panel_juror JOIN panel p ON p.id = s.panel"
        " WHERE p.contest = $1 AND b.state = 'submitted'",
        view.id,
    )
    return int(rows[0]["n"])


async def _decide(view: ContestView, organiser: Actor) -> ContestView:
    """Closes the round, computes, lets the board sign the list of codes, and announces."""
    board = await cast.board(view.id)
    if not view.reached(Stage.BOARD):
        with clock.set_to(moment(view.rules, view.rules.final_round.closes)):
            await contests.advance(organiser=organiser, contest_id=view.id, to=Stage.BOARD)
    if not view.reached(Stage.APPROVED):
        with clock.set_to(_board_meets(view)):
            await awards.compute(organiser=organiser, contest_id=view.id)
            result = await awards_queries.result(await contest(id=view.id))
            sitting = Sitting(
                chair=board[0].person_id,
                present=tuple(one.person_id for one in board),
                began_at=clock.now(),
                place="Trung tâm hành chính thành phố",
                minute_taker=cast.MINUTE_TAKER,
            )
            await deliberation.note_meeting(member=board[0], contest_id=view.id, sitting=sitting)
        with clock.set_to(_board_meets(view) + MEETING):
            await awards.approve(
                member=board[0],
                contest_id=view.id,
                list_sha256=result.list_sha256,
                statement=APPROVAL,
            )
    return await contest(id=view.id)


def _board_meets(view: ContestView) -> datetime:
    return moment(view.rules, view.rules.timeline.board or view.rules.final_round.closes)


async def _publish(view: ContestView, organiser: Actor, out: Path) -> list[Path]:
    with clock.set_to(moment(view.rules, view.rules.timeline.announcement)):
        hall = await asyncio.to_thread((HERE / "hall.toml").read_text, "utf-8")
        await exhibition.set_hall(organiser=organiser, contest_id=view.id, source=hall)
        await exhibition.hang(organiser=organiser, contest_id=view.id)
        if not view.reached(Stage.ANNOUNCED):
            await awards.announce(organiser=organiser, contest_id=view.id)
        return await exhibition.print_all(view.id, out)
