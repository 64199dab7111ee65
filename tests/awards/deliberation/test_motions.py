"""Motions of the board: proposed, voted on, closed by the chair, applied, undone; nothing is removed."""

from __future__ import annotations

import asyncio
import uuid
from typing import Any

import msgspec
import pytest

from judging import clock
from judging.awards import queries as results
from judging.awards import service as awards
from judging.awards.deliberation import queries, service
from judging.awards.deliberation.decisions import Breach
from judging.awards.deliberation.enums import Kind, Outcome, Vote
from judging.awards.deliberation.proposals import Wish
from judging.awards.deliberation.service import BreaksRules, Sitting
from judging.contests.enums import Stage
from judging.db import fetch
from judging.errors import Invalid, NotAllowed, NotFound, Refused
from tests.awards.deliberation.board import make_board, prize
from tests.cast import make_contest, step

pytestmark = pytest.mark.usefixtures("pool")


async def test_a_carried_motion_changes_the_prizes_and_their_reasons() -> None:
    board = await make_board()
    before = (await results.result(board.play.view)).list_sha256
    await board.meets()
    number = await board.propose(Wish(Kind.EXCHANGE, "poems", code=board.code(1), other=board.code(2)))
    assert await board.prizes() == ["first", "second", None, None, None]
    await board.votes(number, "for", "against", "for")
    assert await board.close(number) == Outcome.CARRIED
    assert await board.prizes() == ["second", "first", None, None, None]
    assert "theo quyết định số 1 của hội đồng cố vấn (2 tán thành · 1 không tán thành · 0 không ý kiến)" in (
        await board.why(1)
    )
    assert "kết quả tính ban đầu là giải Nhất. Lý do: Bố cục chặt hơn." in await board.why(1)
    assert "first prize by decision 1 of the advisory board (2 for · 1 against · 0 abstaining)" in (
        await board.why(2, "en")
    )
    changed = (await board.entries())[0]
    assert (changed.tier, changed.plan and changed.plan.tier) == ("second", "first")
    assert (await board.entries())[2].plan is None
    assert (await results.result(board.play.view)).list_sha256 != before
    (motion,) = await queries.motions(board.play.view)
    assert (motion.outcome, motion.in_effect, motion.members, motion.closed_by) == (
        Outcome.CARRIED, True, 3, "Hội đồng",
    )  # fmt: skip
    assert (motion.names("for"), motion.names("against")) == (["Hội đồng", "Ông Tòng"], ["Bà Nga"])


async def test_a_prize_that_is_not_awarded_stays_so() -> None:
    board = await make_board()
    await board.meets()
    await board.carry(Wish(Kind.NOT_AWARDED, "poems", tier="first"))
    assert await board.prizes() == [None, "second", None, None, None]
    assert "không nhận giải theo quyết định số 1" in await board.why(1)
    assert "result was first prize. Reason: Bố cục" in await board.why(1, "en")


async def test_a_decision_is_undone_by_another_one_and_both_stay_on_record() -> None:
    board = await make_board()
    await board.meets()
    reasons = [one.reason for one in await board.entries()]
    await board.carry(Wish(Kind.NOT_AWARDED, "poems", tier="first"))
    await board.carry(prize(board.code(3), "first"))
    with pytest.raises(Invalid) as caught:
        await board.propose(Wish(Kind.UNDO, "", undoes=9))
    assert caught.value.field == "undoes"
    await board.carry(Wish(Kind.UNDO, "", undoes=2))
    await board.carry(Wish(Kind.UNDO, "", undoes=1))
    assert await board.prizes() == ["first", "second", None, None, None]
    assert [one.reason for one in await board.entries()] == reasons
    assert [(one.number, one.undoes) for one in await queries.motions(board.play.view)] == [
        (1, None), (2, None), (3, 2), (4, 1),
    ]  # fmt: skip
    for table in ("motion", "motion_vote", "board_meeting"):
        with pytest.raises(Exception, match="never removed"):
            await fetch(f"DELETE FROM {table}")


async def test_a_decision_that_a_later_one_changed_cannot_be_taken_back_alone() -> None:
    board = await make_board()
    await board.meets()
    await board.carry(prize(board.code(2)))
    await board.carry(prize(board.code(2), "second"))
    with pytest.raises(Invalid, match="Later decisions"):
        await board.propose(Wish(Kind.UNDO, "", undoes=1))


async def test_what_breaks_a_rule_is_said_and_must_be_confirmed_twice() -> None:
    board = await make_board()
    await board.meets()
    wish = prize(board.code(3), "second")
    with pytest.raises(BreaksRules) as caught:
        await board.propose(wish)
    assert caught.value.breaches == [Breach("quota", "second", "1", "2")]
    number = await board.propose(wish, confirmed=True)
    await board.votes(number, "for", "for")
    with pytest.raises(BreaksRules):
        await board.close(number)
    assert await board.close(number, confirmed=True) == Outcome.CARRIED
    assert await board.prizes() == ["first", "second", "second", None, None]
    (motion,) = await queries.motions(board.play.view)
    assert motion.breaches == (Breach("quota", "second", "1", "2"),)
    # The breach is known now; another motion is not asked about it again.
    assert await board.propose(prize(board.code(1))) == 2


async def test_one_matter_after_another_and_none_while_a_tie_waits() -> None:
    board = await make_board()
    number = await board.propose(prize(board.code(1)))
    with pytest.raises(Refused, match="still open"):
        await board.propose(prize(board.code(2)), by=1)
    seen = (await results.result(board.play.view)).list_sha256
    with pytest.raises(Refused, match="motion is still open"):
        await awards.approve(member=board.play.board, contest_id=board.play.id, list_sha256=seen)
    with pytest.raises(NotAllowed):
        await service.withdraw(member=board.members[1], contest_id=board.play.id, number=number)
    await service.withdraw(member=board.members[0], contest_id=board.play.id, number=number)
    assert (await queries.motions(board.play.view))[0].outcome == Outcome.WITHDRAWN
    tied = await make_contest(
        Stage.BOARD, entries={"poems": 3}, marks=lambda juror, code: {"content": 8, "language": 8}
    )
    wish = prize(tied.entries[0].blind_code, "first")
    for _ in range(2):
        with pytest.raises(Refused, match="ties are settled"):
            await service.propose(member=tied.board, contest_id=tied.id, wish=wish, reason="x")
        await awards.compute(organiser=tied.organiser, contest_id=tied.id)


async def test_who_may_do_what() -> None:
    board = await make_board()
    play = board.play
    wish = prize(board.code(1))
    for stranger in (play.organiser, play.secretary, play.jurors["lan"], (await make_board()).play.board):
        with pytest.raises(NotAllowed):
            await service.propose(member=stranger, contest_id=play.id, wish=wish, reason="x")
    number = await board.propose(wish)
    with pytest.raises(Refused, match="note first"):
        await board.close(number)
    await board.meets()
    for act in (service.vote, service.close, service.withdraw):
        given: dict[str, Any] = {"choice": Vote.FOR} if act is service.vote else {}
        with pytest.raises(NotAllowed):
            await act(member=play.organiser, contest_id=play.id, number=number, **given)
    with pytest.raises(NotAllowed, match="chair"):
        await board.close(number, by=1)
    with pytest.raises(NotFound):
        await board.close(7)
    with pytest.raises(NotAllowed):
        await service.note_meeting(
            member=play.secretary, contest_id=play.id, sitting=Sitting(play.board.person_id, (), clock.now())
        )
    for field, sitting in (
        ("chair", Sitting(play.organiser.person_id, (), clock.now())),
        ("present", Sitting(play.board.person_id, (play.organiser.person_id,), clock.now())),
    ):
        with pytest.raises(Invalid) as caught:
            await service.note_meeting(member=play.board, contest_id=play.id, sitting=sitting)
        assert caught.value.field == field


@pytest.mark.parametrize(
    ("wish", "field"),
    [
        (Wish(Kind.PRIZE, "dances", code="x"), "category"),
        (Wish(Kind.PRIZE, "poems", code="TH-XXXX", tier="first"), "code"),
        (Wish(Kind.PRIZE, "poems", code="1", tier="first"), "code"),
        (Wish(Kind.PRIZE, "poems", code="1", tier="grand"), "tier"),
        (Wish(Kind.EXCHANGE, "poems", code="1", other="1"), "other"),
        (Wish(Kind.EXCHANGE, "poems", code="3", other="4"), "other"),
        (Wish(Kind.NOT_AWARDED, "poems"), "tier"),
        (Wish(Kind.NOT_AWARDED, "poems", tier="second", instead="first"), "instead"),
    ],
)
async def test_what_cannot_be_asked_for(wish: Wish, field: str) -> None:
    board = await make_board()
    named = {str(place): board.code(place) for place in range(1, 6)}
    wish = msgspec.structs.replace(wish, code=named.get(wish.code, wish.code), other=named.get(wish.other, wish.other))
    with pytest.raises(Invalid) as caught:
        await board.propose(wish)
    assert caught.value.field == field
    with pytest.raises(Invalid) as caught:
        await board.propose(prize(board.code(1)), reason=" ")
    assert caught.value.field == "reason"


async def test_decisions_outlive_a_new_computation_as_long_as_they_fit() -> None:
    board = await make_board()
    await board.meets()
    await board.carry(Wish(Kind.EXCHANGE, "poems", code=board.code(1), other=board.code(2)))
    seen = (await results.result(board.play.view)).list_sha256
    await awards.compute(organiser=board.play.organiser, contest_id=board.play.id)
    assert (await results.result(board.play.view)).list_sha256 == seen
    await fetch("UPDATE entry SET state = 'disqualified' WHERE id = $1", board.play.entries[0].id)
    await awards.compute(organiser=board.play.organiser, contest_id=board.play.id)
    left = (await results.result(board.play.view)).category("poems").entries
    assert [one.tier for one in left] == ["first", "second", None, None]
    assert [one.in_effect for one in await queries.motions(board.play.view)] == [False]


async def test_a_motion_whose_result_has_changed_meanwhile_lapses() -> None:
    board = await make_board()
    await board.meets()
    number = await board.propose(prize(board.code(2)))
    await board.votes(number, "for", "for", "for")
    await fetch("UPDATE entry SET state = 'disqualified' WHERE id = $1", board.play.entries[0].id)
    await awards.compute(organiser=board.play.organiser, contest_id=board.play.id)
    assert await board.close(number) == Outcome.LAPSED
    left = (await results.result(board.play.view)).category("poems").entries
    assert [one.tier for one in left] == ["first", "second", None, None]


async def test_nothing_is_moved_after_the_signature() -> None:
    board = await make_board()
    await board.meets()
    await board.carry(prize(board.code(2)))
    seen = (await results.result(board.play.view)).list_sha256
    await awards.approve(member=board.play.board, contest_id=board.play.id, list_sha256=seen)
    with pytest.raises(Refused):
        await board.propose(prize(board.code(1)))
    with pytest.raises(Refused):
        await board.meets()
    assert await board.prizes() == ["first", None, None, None, None]


async def test_two_closings_at_once_apply_it_once() -> None:
    board = await make_board()
    await board.meets()
    number = await board.propose(prize(board.code(2)))
    await board.votes(number, "for", "for")
    outcomes = await asyncio.gather(*(board.close(number) for _ in range(3)), return_exceptions=True)
    assert sorted(str(one) for one in outcomes) == ["This motion has been closed."] * 2 + ["carried"]


async def test_an_unknown_person_is_nobody() -> None:
    board = await make_board()
    assert await queries.meeting(board.play.id) is None
    await board.meets()
    meeting = await queries.meeting(board.play.id)
    assert meeting is not None
    assert (meeting.chair.name, [one.name for one in meeting.present]) == ("Hội đồng", ["Bà Nga", "Hội đồng"])
    assert (meeting.guests, meeting.minute_taker, meeting.place) == (["Bà Hoa, ban tổ chức"], "Thư ký", "Phòng họp 1")
    await board.meets(chair=board.members[2])
    again = await queries.meeting(board.play.id)
    assert again is not None
    assert again.chair.name == "Ông Tòng"
    assert len(again.present) == 3
    assert len(await fetch("SELECT id FROM board_meeting WHERE contest = $1", board.play.id)) == 2
    with pytest.raises(Invalid):
        await service.note_meeting(
            member=board.play.board, contest_id=board.play.id, sitting=Sitting(uuid.uuid4(), (), clock.now())
        )


async def test_the_step_to_the_signature_still_works_without_any_motion() -> None:
    play = await make_contest(Stage.BOARD, entries={"poems": 2})
    await step(play, Stage.APPROVED)
    assert await queries.motions(play.view) == []
