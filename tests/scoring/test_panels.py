"""Setting the jury up: invited once, kept from their own, drawn exactly, never anew after the first mark."""

from __future__ import annotations

import uuid

import pytest

from judging.accounts import queries as accounts
from judging.contests.enums import Stage
from judging.db import fetch
from judging.errors import NotAllowed, Refused
from judging.scoring import panels, queries, service
from judging.scoring.assignment import Infeasible
from judging.web.actor import Role
from tests.cast import Play, make_contest, make_entry, panel_of, step

pytestmark = pytest.mark.usefixtures("pool")


async def drawn(play: Play) -> set[tuple[str, str]]:
    rows = await fetch(
        "SELECT s.juror_key, e.blind_code FROM ballot b JOIN panel_juror s ON s.id = b.panel_juror"
        " JOIN entry e ON e.id = b.entry WHERE e.contest = $1",
        play.id,
    )
    return {(row["juror_key"], row["blind_code"]) for row in rows}


async def assign(play: Play, category: str = "paintings", seed: int = 1):
    return await panels.assign_category(organiser=play.organiser, contest_id=play.id, category_key=category, seed=seed)


async def test_jurors_are_invited_once_with_a_letter_each() -> None:
    play = await make_contest(Stage.DRAFT)
    with pytest.raises(Refused, match="after the contest has been opened"):
        await panels.set_up_panels(organiser=play.organiser, contest_id=play.id)
    await step(play, Stage.OPEN)
    assert await panels.set_up_panels(organiser=play.organiser, contest_id=play.id) == 0
    # Other tests' jurors may hold their role in all contests; these were invited to this one.
    invited = {actor.email for actor in play.jurors.values()}
    everyone = await accounts.people_with_role(contest_id=play.id, role=Role.JUROR)
    found = [person for person in everyone if person.email in invited]
    assert [person.name for person in found] == sorted(["Lò Văn Muôn", "Phạm Ngọc Lan", "Đinh Thị Nga"])
    letters = [letter for letter in await accounts.letters(1000) if letter.to in {person.email for person in found}]
    assert len(letters) == 3
    assert [len(panel.jurors) for panel in await queries.progress(play.id)] == [3, 2]


async def test_only_organisers_set_up_and_draw() -> None:
    play = await make_contest(Stage.CHECKING)
    for actor in (play.secretary, play.board, *play.jurors.values()):
        with pytest.raises(NotAllowed):
            await panels.set_up_panels(organiser=actor, contest_id=play.id)
        with pytest.raises(NotAllowed):
            await panels.assign_category(organiser=actor, contest_id=play.id, category_key="poems")


async def test_every_work_gets_its_jurors_and_every_juror_an_own_order() -> None:
    play = await make_contest(Stage.CHECKING, entries={"paintings": 6})
    plan = await assign(play)
    pairs = await drawn(play)
    assert pairs == {(juror, code) for code, juror in plan.pairs}
    assert sorted(plan.loads.values()) == [4, 4, 4]
    rows = await fetch(
        "SELECT s.juror_key, array_agg(b.position ORDER BY b.position) AS places, s.assigned FROM ballot b"
        " JOIN panel_juror s ON s.id = b.panel_juror JOIN panel p ON p.id = s.panel WHERE p.contest = $1"
        " GROUP BY s.id",
        play.id,
    )
    assert [row["places"] for row in rows] == [[1, 2, 3, 4]] * 3
    assert [row["assigned"] for row in rows] == [4, 4, 4]


async def test_the_same_seed_draws_the_same_and_drawing_again_replaces() -> None:
    play = await make_contest(Stage.CHECKING, entries={"paintings": 5})
    await assign(play, seed=7)
    first = await drawn(play)
    await assign(play, seed=8)
    await assign(play, seed=7)
    assert await drawn(play) == first
    assert len(first) == 10


async def test_nobody_gets_a_work_of_the_own_unit_or_pupil() -> None:
    play = await make_contest()
    own = await make_entry(play, "paintings", unit="  trường cao đẳng SƠN LA ")  # Lan's
    declared = await make_entry(play, "paintings", unit="Trường THCS Chiềng An")  # Muôn has declared it
    pupil = await make_entry(play, "paintings", teacher="Đinh  Thị Nga")  # Nga's pupil
    other = await make_entry(play, "paintings")
    await step(play, Stage.CHECKING)
    await assign(play)
    pairs = await drawn(play)
    assert {juror for juror, code in pairs if code == own.blind_code} == {"muon", "nga"}
    assert {juror for juror, code in pairs if code == declared.blind_code} == {"lan", "nga"}
    assert {juror for juror, code in pairs if code == pupil.blind_code} == {"muon", "lan"}
    assert len({juror for juror, code in pairs if code == other.blind_code}) == 2
    rows = await fetch(
        "SELECT c.source FROM conflict c JOIN entry e ON e.id = c.entry WHERE e.contest = $1 ORDER BY c.source", play.id
    )
    assert [row["source"] for row in rows] == ["declared", "declared", "unit"]


async def test_a_language_goes_to_who_reads_it() -> None:
    play = await make_contest()
    english = await make_entry(play, "paintings", language="en")
    for _ in range(2):
        await make_entry(play, "paintings")
    await step(play, Stage.CHECKING)
    await assign(play)
    assert ("nga", english.blind_code) in await drawn(play)


async def test_what_cannot_be_drawn_leaves_everything_as_it_was() -> None:
    play = await make_contest()
    await make_entry(play, "poems")
    await step(play, Stage.CHECKING)
    await assign(play, "poems")
    before = await drawn(play)
    late = await make_contest(Stage.CHECKING, entries={"poems": 1})
    await fetch("UPDATE authorship SET unit = 'Trường Cao đẳng Sơn La' WHERE entry = $1", late.entries[0].id)
    with pytest.raises(Infeasible) as caught:
        await assign(late, "poems")
    assert caught.value.jurors == ("lan",)
    assert await drawn(late) == set()
    assert await fetch("SELECT 1 FROM conflict WHERE entry = $1", late.entries[0].id) == []
    assert await drawn(play) == before


async def test_too_early_too_late_and_nothing_to_draw() -> None:
    play = await make_contest(Stage.OPEN, entries={"poems": 1})
    with pytest.raises(Refused, match="after intake has closed"):
        await assign(play, "poems")
    await step(play, Stage.CHECKING)
    with pytest.raises(Refused, match="no accepted entry"):
        await assign(play, "paintings")


async def test_no_drawing_after_the_first_mark() -> None:
    play = await make_contest(Stage.JUDGING, entries={"poems": 2})
    before = await drawn(play)
    panel = await panel_of(play, "poems")
    await assign(play, "poems")
    assert await drawn(play) == before
    code = play.entries[0].blind_code
    await service.save_ballot(juror=play.jurors["lan"], panel_id=panel, blind_code=code, scores={"content": 5})
    with pytest.raises(Refused, match="begun to score"):
        await assign(play, "poems", seed=99)
    assert await drawn(play) == before


async def test_only_accepted_works_are_drawn() -> None:
    play = await make_contest(Stage.OPEN, entries={"poems": 2})
    waiting = await make_entry(play, "poems", checked=False)
    broken = await make_entry(play, "poems", data=b"%PDF-1.7 nothing", file_name="tho.pdf")
    await step(play, Stage.CHECKING)
    await assign(play, "poems")
    codes = {code for _, code in await drawn(play)}
    assert codes == {made.blind_code for made in play.entries[:2]}
    assert {waiting.blind_code, broken.blind_code}.isdisjoint(codes)


async def test_a_juror_may_sit_on_two_panels() -> None:
    play = await make_contest(Stage.JUDGING, entries={"poems": 1, "paintings": 2})
    seats = await queries.my_panels(play.jurors["muon"])
    paintings = await panel_of(play, "paintings")
    assigned = {seat.panel_id == paintings: seat.assigned for seat in seats}
    pairs = [code for juror, code in await drawn(play) if juror == "muon"]
    assert assigned == {True: sum(code.startswith("HV") for code in pairs), False: 1}
    assert await queries.my_panels(play.organiser) == []


async def test_the_report_is_kept_for_the_organiser() -> None:
    play = await make_contest(Stage.JUDGING, entries={"poems": 2})
    poems = next(panel for panel in await queries.progress(play.id) if panel.assigned_at)
    assert poems.report is not None
    assert (poems.assigned, poems.answered, poems.report["ballots"]) == (4, 0, 4)
    assert await queries.progress(uuid.uuid4()) == []


async def test_nobody_judges_what_they_have_sent_in() -> None:
    """Whatever unit they gave: the person is the same."""
    play = await make_contest(Stage.OPEN)
    own = await make_entry(play, "paintings", actor=play.jurors["nga"], unit="Đơn vị khác")
    others = [await make_entry(play, "paintings") for _ in range(2)]
    await step(play, Stage.CHECKING)
    await assign(play)
    pairs = await drawn(play)
    assert {juror for juror, code in pairs if code == own.blind_code} == {"muon", "lan"}
    assert any(("nga", one.blind_code) in pairs for one in others)
    rows = await fetch("SELECT source FROM conflict WHERE entry = $1", own.id)
    assert [row["source"] for row in rows] == ["own"]
