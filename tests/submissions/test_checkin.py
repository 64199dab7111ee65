"""Originals on paper: they come, are measured, lie on a shelf; and the way back."""

from __future__ import annotations

from decimal import Decimal

import pytest

from judging import audit
from judging.contests.enums import Stage
from judging.db import fetch
from judging.errors import Invalid, NotAllowed, NotFound, Refused
from judging.exhibition import queries as exhibition_queries
from judging.exhibition import service as exhibition
from judging.submissions import checkin, checkin_queries, desk, desk_service
from judging.submissions.checkin import Arrival, check_in, check_in_many, pictures_of, undo_check_in
from judging.submissions.codes import scanned_code
from tests.cast import Made, Play, entrant_of, make_contest, make_entry
from tests.exhibition.showing import HALL

pytestmark = pytest.mark.usefixtures("pool")
MEASURED = Arrival(Decimal("41.5"), Decimal("30.0"), " nếp gấp\u200b ", "B2")


async def come(play: Play, made: Made, arrival: Arrival = Arrival()) -> None:  # noqa: B008 - a frozen value
    await check_in(actor=play.secretary, contest_id=play.id, code=made.receipt.code, arrival=arrival)


async def size(play: Play, made: Made) -> tuple[str | None, str | None]:
    details = (await desk.entry(play.id, made.receipt.code)).details
    return details.get("width_cm"), details.get("height_cm")


async def test_what_was_measured_is_the_size_of_the_work_until_it_is_undone() -> None:
    play = await make_contest()
    made = await make_entry(play, "paintings")
    await come(play, made, MEASURED)
    noted = await checkin_queries.here(play.id, made.receipt.code)
    assert noted is not None
    assert (noted.condition, noted.shelf, noted.by) == ("nếp gấp", "B2", "Thư ký")
    assert await size(play, made) == ("41.5", "30")
    line = (await audit.recent(contest_id=play.id, limit=1))[0]
    assert line.action == "original.arrived"
    assert (line.detail["size_before"], line.detail["size_after"]) == ("40 × 30", "41.5 × 30")
    await undo_check_in(actor=play.secretary, contest_id=play.id, code=made.receipt.code)
    assert await size(play, made) == ("40", "30")
    assert await checkin_queries.here(play.id, made.receipt.code) is None


async def test_noting_it_again_corrects_and_keeps_what_the_entrant_wrote() -> None:
    play = await make_contest()
    made = await make_entry(play, "paintings")
    await come(play, made, MEASURED)
    await come(play, made, Arrival(shelf="C1"))
    assert await size(play, made) == ("40", "30")
    assert (await audit.recent(contest_id=play.id, limit=1))[0].action == "original.corrected"
    await come(play, made, MEASURED)
    await undo_check_in(actor=play.secretary, contest_id=play.id, code=made.receipt.code)
    assert await size(play, made) == ("40", "30")


async def test_a_work_without_a_size_gets_one_and_loses_it_again() -> None:
    play = await make_contest()
    made = await make_entry(play, "paintings")
    await fetch('UPDATE entry SET details = \'{"technique": "Màu nước"}\' WHERE id = $1', made.id)
    for _ in range(2):
        await come(play, made, MEASURED)
        assert await size(play, made) == ("41.5", "30")
    await undo_check_in(actor=play.secretary, contest_id=play.id, code=made.receipt.code)
    assert await size(play, made) == (None, None)


async def test_counts_and_lists_by_unit() -> None:
    play = await make_contest()
    units = ("Trường Ông Út", "Trường Ánh", "Trường Ánh")
    here, absent, other = [await make_entry(play, "paintings", unit=unit) for unit in units]
    await make_entry(play, "poems")
    gone = await make_entry(play, "paintings")
    await desk_service.disqualify(actor=play.secretary, contest_id=play.id, code=gone.receipt.code, reason="x")
    pictures = pictures_of(play.view)
    assert (await checkin_queries.tally(pictures)).missing == 0  # nobody checks in here: nothing is missed
    await come(play, here)
    tally = await checkin_queries.tally(pictures)
    assert (tally.expected, tally.arrived, tally.missing) == (3, 1, 2)
    found = await checkin_queries.by_unit(pictures)
    assert [(one.unit, one.expected, one.arrived) for one in found] == [("Trường Ánh", 2, 0), ("Trường Ông Út", 1, 1)]
    codes = sorted([absent.receipt.code, other.receipt.code])
    first = await checkin_queries.absent(pictures, unit="Trường Ánh", limit=1)
    assert ([one.code for one in first.works], first.next) == (codes[:1], codes[0])
    rest = await checkin_queries.absent(pictures, after=codes[0])
    assert ([one.code for one in rest.works], rest.next) == (codes[1:], None)
    assert [one.code for one in await checkin_queries.latest(pictures)] == [here.receipt.code]


async def test_a_pile_at_once_takes_only_what_is_expected_and_not_here() -> None:
    play, elsewhere = await make_contest(), await make_contest()
    first, second = await make_entry(play, "paintings"), await make_entry(play, "paintings")
    poem, foreign = await make_entry(play), await make_entry(elsewhere, "paintings")
    await come(play, first, MEASURED)
    codes = [made.receipt.code for made in (first, second, poem, foreign)]
    assert await check_in_many(actor=play.secretary, contest_id=play.id, codes=codes) == 1
    assert (await audit.recent(contest_id=play.id, limit=1))[0].subject == second.receipt.code
    assert await size(play, first) == ("41.5", "30")
    await undo_check_in(actor=play.secretary, contest_id=play.id, code=second.receipt.code)
    assert await size(play, second) == ("40", "30")


async def test_what_cannot_be_is_refused_and_changes_nothing() -> None:
    play = await make_contest()
    made, poem = await make_entry(play, "paintings"), await make_entry(play)
    with pytest.raises(Refused, match="on paper"):
        await come(play, poem)
    for wrong in (
        Arrival(Decimal(40), None), Arrival(Decimal(0), Decimal(30)), Arrival(Decimal(40), Decimal(1001)),
        Arrival(condition="x" * 301), Arrival(shelf="x" * 61),
    ):  # fmt: skip
        with pytest.raises(Invalid):
            await come(play, made, wrong)
    with pytest.raises(Refused):
        await undo_check_in(actor=play.secretary, contest_id=play.id, code=made.receipt.code)
    with pytest.raises(NotFound):
        await check_in(actor=play.secretary, contest_id=play.id, code="XX-0000", arrival=Arrival())
    for actor in (play.board, await entrant_of(made)):
        with pytest.raises(NotAllowed):
            await check_in(actor=actor, contest_id=play.id, code=made.receipt.code, arrival=Arrival())
        with pytest.raises(NotAllowed):
            await check_in_many(actor=actor, contest_id=play.id, codes=[made.receipt.code])
    await desk_service.disqualify(actor=play.secretary, contest_id=play.id, code=made.receipt.code, reason="x")
    with pytest.raises(Refused, match="no longer takes part"):
        await come(play, made)
    assert await checkin_queries.here(play.id, made.receipt.code) is None


async def test_the_wall_knows_what_never_came() -> None:
    play = await make_contest(Stage.CHECKING, entries={"paintings": 3})
    await exhibition.set_hall(organiser=play.organiser, contest_id=play.id, source=HALL)
    await exhibition.hang(organiser=play.organiser, contest_id=play.id)
    hung = list(await exhibition_queries.placements(play.id))
    assert await checkin_queries.not_here(hung) == 3
    await come(play, play.entries[0])
    assert await checkin_queries.not_here(hung) == 2
    assert checkin.LARGEST_SIDE >= 1000


@pytest.mark.parametrize(
    "typed",
    [
        "SL24-H7K2",
        " sl24 h7k2 ",
        "https://bangvang.example.org/entry/SL24-H7K2",
        "http://x/c/son-la/works/sl24-h7k2?a=1",
    ],
)
def test_a_scanner_types_a_code_or_an_address(typed: str) -> None:
    assert scanned_code(typed) == "SL24-H7K2"
