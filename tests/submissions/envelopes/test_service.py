"""A roster comes in whole or not at all; works are sent row by row, each an entry like any other."""

from __future__ import annotations

import tempfile
import uuid
from pathlib import Path

import pytest

from judging import audit
from judging.accounts.hashing import verify_secret
from judging.contests.enums import Stage
from judging.db import fetch
from judging.errors import NotAllowed, NotFound, Refused
from judging.submissions import queries as entries
from judging.submissions import uploads
from judging.submissions.envelopes import files, queries, sending, service
from judging.submissions.envelopes.enums import MatchedBy, RowState
from judging.submissions.envelopes.queries import Refusal
from judging.submissions.envelopes.service import Taken
from judging.submissions.service import _is_kept_for_another
from tests.cast import entrant_of, make_contest, make_entry, outsider, png, step
from tests.submissions.envelopes.making import (
    CLASS,
    GIVEN,
    MAI,
    PAO,
    TUYET,
    add,
    changed,
    make_envelope,
    make_teacher,
    xlsx,
)

pytestmark = pytest.mark.usefixtures("pool")


async def test_a_class_from_roster_to_receipts() -> None:
    play = await make_contest(Stage.OPEN)
    teacher = await make_teacher(play)
    envelope_id, taken = await make_envelope(play, teacher)
    assert taken == Taken(new=3)
    await add(play, teacher, envelope_id, "01 - Lò Thị Mai.png")
    await add(play, teacher, envelope_id, "giang a pao.png")
    held = await queries.contents(envelope_id)
    assert [row.state for row in held.rows] == [RowState.READY, RowState.READY, RowState.NO_FILE]
    reserved = [row.code for row in held.rows]
    result = await sending.send(actor=teacher, envelope_id=envelope_id)
    assert (result.sent, result.refused, result.left) == (2, 0, 0)
    held = await queries.contents(envelope_id)
    assert [row.state for row in held.rows] == [RowState.SENT, RowState.SENT, RowState.NO_FILE]
    assert [row.entry_code for row in held.rows] == [*reserved[:2], None]
    rows = await fetch(
        "SELECT a.name, a.unit, a.class_name, a.birth_year, a.teacher, a.guardian, a.name_mode, a.pin_hash, a.consents,"
        " e.id, e.state, e.details, e.age_group FROM entry e JOIN authorship a ON a.entry = e.id WHERE e.contest = $1"
        " ORDER BY a.name",
        play.id,
    )
    pao, mai = rows
    assert (mai["name"], mai["class_name"], mai["birth_year"], mai["age_group"]) == ("Lò Thị Mai", "5A", 2014, "child")
    assert (pao["class_name"], pao["unit"], pao["teacher"]) == ("5B", GIVEN.unit, GIVEN.teacher)
    assert (mai["guardian"], mai["name_mode"], mai["state"]) == ("Lò Văn Hặc", "initials", "received")
    assert '"publication"' in mai["consents"]
    assert '"publication"' not in pao["consents"]
    assert await verify_secret(mai["pin_hash"], (await sending.pins(held.sent))[mai["id"]])
    jobs = await fetch(
        "SELECT 1 FROM job j JOIN work_file f ON j.key = f.id::text JOIN entry e ON e.id = f.entry"
        " WHERE e.contest = $1 AND j.kind = 'process_file'", play.id,
    )  # fmt: skip
    assert len(jobs) == 2
    actions = [line.action for line in await audit.recent(contest_id=play.id)]
    assert actions[:3] == ["envelope.sent", "entry.received", "entry.received"]


async def test_a_roster_with_one_fault_changes_nothing() -> None:
    play = await make_contest(Stage.OPEN)
    teacher = await make_teacher(play)
    envelope_id, _ = await make_envelope(play, teacher, [MAI])
    bad = xlsx([MAI, changed(PAO, name="", agrees="không"), TUYET])
    refusal = await service.put_roster(actor=teacher, envelope_id=envelope_id, file_name="hong.xlsx", data=bad)
    assert isinstance(refusal, Refusal)
    assert {finding.cell for finding in refusal.findings} == {"B3", "M3"}
    assert [row.name for row in (await queries.contents(envelope_id)).rows] == ["Lò Thị Mai"]
    kept = await queries.refusal(envelope_id)
    assert kept == refusal
    good = await service.put_roster(actor=teacher, envelope_id=envelope_id, file_name="tot.xlsx", data=xlsx(CLASS))
    assert good == Taken(new=2, kept=1)
    assert await queries.refusal(envelope_id) is None


async def test_a_corrected_roster_keeps_codes_and_files_of_the_same_pupils() -> None:
    play = await make_contest(Stage.OPEN)
    teacher = await make_teacher(play)
    envelope_id, _ = await make_envelope(play, teacher, [MAI, PAO])
    await add(play, teacher, envelope_id, "Lò Thị Mai.png")
    await add(play, teacher, envelope_id, "Giàng A Páo.png")
    before = {row.name: (row.id, row.code) for row in (await queries.contents(envelope_id)).rows}
    lines = [changed(MAI, title="Ruộng bậc thang mùa nước đổ"), TUYET]
    taken = await service.put_roster(actor=teacher, envelope_id=envelope_id, file_name="x.xlsx", data=xlsx(lines))
    assert taken == Taken(new=1, kept=1, gone=1)
    held = await queries.contents(envelope_id)
    assert (held.rows[0].id, held.rows[0].code) == before["Lò Thị Mai"]
    assert held.rows[0].title == "Ruộng bậc thang mùa nước đổ"
    assert held.rows[0].files[0].matched_by == MatchedBy.NAME
    assert [file.file_name for file in held.loose] == ["Giàng A Páo.png"]


async def test_late_pupils_are_added_and_sent_ones_left_as_they_are() -> None:
    play = await make_contest(Stage.OPEN)
    teacher = await make_teacher(play)
    envelope_id, _ = await make_envelope(play, teacher, [MAI])
    await add(play, teacher, envelope_id, "Lò Thị Mai.png")
    await sending.send(actor=teacher, envelope_id=envelope_id)
    taken = await service.put_roster(actor=teacher, envelope_id=envelope_id, file_name="x.xlsx", data=xlsx([MAI, PAO]))
    assert taken == Taken(new=1, sent=1)
    only_late = await service.put_roster(actor=teacher, envelope_id=envelope_id, file_name="x.xlsx", data=xlsx([TUYET]))
    assert only_late == Taken(new=1, gone=1)
    assert [row.name for row in (await queries.contents(envelope_id)).sent] == ["Lò Thị Mai"]


async def test_what_is_not_sure_waits_for_a_hand() -> None:
    play = await make_contest(Stage.OPEN)
    teacher = await make_teacher(play)
    envelope_id, _ = await make_envelope(play, teacher)
    nobody = await add(play, teacher, envelope_id, "IMG_2031.png")
    twice = [await add(play, teacher, envelope_id, name) for name in ("Lò Thị Mai.png", "lo thi mai (2).png")]
    held = await queries.contents(envelope_id)
    assert [file.id for file in held.loose] == [nobody]
    assert held.rows[0].state == RowState.SEVERAL_FILES
    with pytest.raises(Refused, match="no work to send"):
        await sending.send(actor=teacher, envelope_id=envelope_id)
    await files.remove_file(actor=teacher, envelope_id=envelope_id, file_id=twice[1])
    await files.match_by_hand(actor=teacher, envelope_id=envelope_id, file_id=nobody, row_id=held.rows[2].id)
    held = await queries.contents(envelope_id)
    assert [row.state for row in held.rows] == [RowState.READY, RowState.NO_FILE, RowState.READY]
    await files.match_by_hand(actor=teacher, envelope_id=envelope_id, file_id=nobody, row_id=None)
    assert [file.id for file in (await queries.contents(envelope_id)).loose] == [nobody]


async def test_the_same_bytes_are_taken_once_and_kept_while_somebody_needs_them() -> None:
    play = await make_contest(Stage.OPEN)
    teacher = await make_teacher(play)
    envelope_id, _ = await make_envelope(play, teacher)
    data = png(colour=f"#{uuid.uuid4().hex[:6]}")
    first = await add(play, teacher, envelope_id, "Lò Thị Mai.png", data)
    with pytest.raises(Refused, match="here already"):
        await add(play, teacher, envelope_id, "anders.png", data)
    key = (await fetch("SELECT storage_key FROM envelope_file WHERE id = $1", first))[0]["storage_key"]
    assert await uploads.is_needed(key)
    await fetch("DELETE FROM upload WHERE storage_key = $1", key)  # the one that was refused
    await files.remove_file(actor=teacher, envelope_id=envelope_id, file_id=first)
    assert not await uploads.is_needed(key)


async def test_sending_twice_makes_one_entry_and_a_refusal_holds_nobody_else_up() -> None:
    play = await make_contest(Stage.OPEN)
    teacher = await make_teacher(play)
    envelope_id, _ = await make_envelope(play, teacher, [MAI, PAO])
    await add(play, teacher, envelope_id, "Lò Thị Mai.png")
    await add(play, teacher, envelope_id, "Giàng A Páo.png")
    held = await queries.contents(envelope_id)
    # What a roster that was checked under other rules might hold: a row without a technique.
    await fetch("UPDATE envelope_row SET answers = answers - 'technique' WHERE id = $1", held.rows[0].id)
    result = await sending.send(actor=teacher, envelope_id=envelope_id)
    assert (result.sent, result.refused) == (1, 1)
    held = await queries.contents(envelope_id)
    assert [row.state for row in held.rows] == [RowState.REFUSED, RowState.SENT]
    assert held.rows[0].refusal is not None
    assert held.rows[0].files, "the file still waits"
    again = await sending.send(actor=teacher, envelope_id=envelope_id)
    assert (again.sent, again.refused) == (0, 1)
    assert len(await fetch("SELECT 1 FROM entry WHERE contest = $1", play.id)) == 1


async def test_one_request_sends_as_many_as_it_has_time_for() -> None:
    play = await make_contest(Stage.OPEN)
    teacher = await make_teacher(play)
    envelope_id, _ = await make_envelope(play, teacher, [MAI, PAO])
    for name in ("Lò Thị Mai.png", "Giàng A Páo.png"):
        await add(play, teacher, envelope_id, name)
    result = await sending.send(actor=teacher, envelope_id=envelope_id, patience=-1.0)
    assert (result.sent, result.left) == (1, 1)


async def test_works_of_one_pupil_are_one_persons_and_namesakes_are_two() -> None:
    play = await make_contest(Stage.OPEN)
    teacher = await make_teacher(play)
    second = changed(MAI, title="Bài thứ hai", number="1")
    namesake = changed(MAI, class_name="5C", number="4")
    envelope_id, _ = await make_envelope(play, teacher, [MAI, second, namesake])
    rows = (await queries.contents(envelope_id)).rows
    for row in rows:
        file = await add(play, teacher, envelope_id, f"{row.code}.png")
        assert file
    assert (await sending.send(actor=teacher, envelope_id=envelope_id)).sent == 3
    people = await fetch(
        "SELECT DISTINCT a.person FROM authorship a JOIN entry e ON e.id = a.entry WHERE e.contest = $1", play.id
    )
    assert len(people) == 2
    third = await service.put_roster(
        actor=teacher,
        envelope_id=envelope_id,
        file_name="x.xlsx",
        data=xlsx([changed(MAI, title="Bài thứ ba", number="1")]),
    )
    assert isinstance(third, Refusal), "two works a person are the most"


async def test_a_teacher_on_the_jury_does_not_judge_own_pupils() -> None:
    play = await make_contest(Stage.OPEN)
    teacher = await make_teacher(play)
    envelope_id, _ = await make_envelope(play, teacher, [MAI])
    await add(play, teacher, envelope_id, "Lò Thị Mai.png")
    await sending.send(actor=teacher, envelope_id=envelope_id)
    row = (await queries.contents(envelope_id)).rows[0]
    await fetch("UPDATE entry SET state = 'accepted' WHERE id = $1", row.id)
    category = play.view.category_ids["paintings"]
    assert await entries.sent_by(play.id, category, [teacher.person_id]) == [
        {"entry": row.id, "person": teacher.person_id}
    ]


async def test_replacing_and_taking_back_one() -> None:
    play = await make_contest(Stage.OPEN)
    teacher = await make_teacher(play)
    envelope_id, _ = await make_envelope(play, teacher, [MAI])
    await add(play, teacher, envelope_id, "Lò Thị Mai.png")
    await sending.send(actor=teacher, envelope_id=envelope_id)
    row = (await queries.contents(envelope_id)).rows[0]
    with tempfile.NamedTemporaryFile() as file:
        file.write(png(colour="gold"))
        file.flush()
        upload = await uploads.receive(contest_id=play.id, path=Path(file.name), name="moi.png")
    await sending.replace(actor=teacher, envelope_id=envelope_id, row_id=row.id, upload_id=upload.id)
    assert (await queries.contents(envelope_id)).rows[0].file_name == "moi.png"
    await sending.withdraw(actor=teacher, envelope_id=envelope_id, row_id=row.id)
    assert (await queries.contents(envelope_id)).rows[0].entry_state == "withdrawn"
    done = {line.action: line.actor for line in await audit.recent(contest_id=play.id)}
    assert done["envelope.withdrew"] == str(teacher.person_id)


async def test_an_envelope_is_its_owners_alone() -> None:
    play = await make_contest(Stage.OPEN)
    teacher = await make_teacher(play)
    envelope_id, _ = await make_envelope(play, teacher, [MAI])
    other, made = await outsider(), await make_entry(play)
    for stranger in (other, play.organiser, await make_teacher(play), await entrant_of(made)):
        with pytest.raises(NotFound):
            await queries.envelope(stranger, envelope_id)
        with pytest.raises(NotFound):
            await service.put_roster(actor=stranger, envelope_id=envelope_id, file_name="x", data=xlsx(CLASS))
        with pytest.raises(NotFound):
            await sending.send(actor=stranger, envelope_id=envelope_id)
    with pytest.raises(NotAllowed):
        await service.begin(actor=await entrant_of(made), contest_id=play.id, given=GIVEN)


async def test_a_printed_code_is_nobody_elses() -> None:
    play = await make_contest(Stage.OPEN)
    teacher = await make_teacher(play)
    envelope_id, _ = await make_envelope(play, teacher, [MAI])
    row = (await queries.contents(envelope_id)).rows[0]
    made = await make_entry(play)
    taken = made.receipt.code
    # As if the row had been given this code before the single entry came.
    await fetch("UPDATE entry SET code = $2 WHERE id = $1", made.id, f"{taken}X")
    await fetch("UPDATE envelope_row SET code = $2 WHERE id = $1", row.id, taken)
    assert await _is_kept_for_another(made.id, taken)
    assert not await _is_kept_for_another(row.id, taken)
    assert await _is_kept_for_another(row.id, f"{taken}YZ")


async def test_after_the_deadline_nothing_moves() -> None:
    play = await make_contest(Stage.OPEN)
    teacher = await make_teacher(play)
    envelope_id, _ = await make_envelope(play, teacher, [MAI])
    await add(play, teacher, envelope_id, "Lò Thị Mai.png")
    await make_entry(play)
    await step(play, Stage.CHECKING)
    with pytest.raises(Refused, match="deadline"):
        await sending.send(actor=teacher, envelope_id=envelope_id)
    with pytest.raises(Refused, match="deadline"):
        await service.put_roster(actor=teacher, envelope_id=envelope_id, file_name="x", data=xlsx(CLASS))
