"""Votes of the board: quorum, majority, and minds that change until the chair closes."""

from __future__ import annotations

import pytest

from judging import audit
from judging.awards.deliberation import queries
from judging.awards.deliberation.enums import Outcome, Vote
from judging.errors import Refused
from tests.awards.deliberation.board import make_board, prize
from tests.cast import CONTEST

pytestmark = pytest.mark.usefixtures("pool")


async def test_quorum_and_majority() -> None:
    board = await make_board()
    await board.meets()
    wish = prize(board.code(1))
    for number, (given, outcome) in enumerate(
        [
            (("for",), Outcome.NO_QUORUM),
            (("for", "against", "abstain"), Outcome.LOST),
            (("abstain", "abstain"), Outcome.LOST),
            (("for", "abstain"), Outcome.CARRIED),
        ],
        start=1,
    ):
        assert await board.propose(wish) == number
        await board.votes(number, *given)
        assert await board.close(number) == outcome
    assert await board.prizes() == [None, "second", None, None, None]


async def test_the_rules_may_ask_for_more() -> None:
    board = await make_board("[board]\nquorum = 66\nmajority = 66\n\n" + CONTEST)
    await board.meets()
    number = await board.propose(prize(board.code(1)))
    await board.votes(number, "for", "for", "against")
    assert await board.close(number) == Outcome.CARRIED  # two of three are more than 66 per cent
    other = await make_board("[board]\nmajority = 67\n\n" + CONTEST)
    await other.meets()
    number = await other.propose(prize(other.code(1)))
    await other.votes(number, "for", "for", "against")
    assert await other.close(number) == Outcome.LOST


async def test_a_vote_may_be_changed_until_the_chair_closes() -> None:
    board = await make_board()
    await board.meets()
    number = await board.propose(prize(board.code(1)))
    await board.votes(number, "against", "against")
    await board.votes(number, "for", "for")
    (motion,) = await queries.motions(board.play.view)
    assert [one.vote for one in motion.votes] == [Vote.FOR, Vote.FOR]
    assert await board.close(number) == Outcome.CARRIED
    with pytest.raises(Refused, match="has been closed"):
        await board.votes(number, "against")
    lines = await audit.recent(contest_id=board.play.id, limit=20)
    assert [line.action for line in lines].count("motion.voted") == 4
