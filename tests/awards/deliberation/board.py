"""A board of three before a contest with five poems, whose ranks are in their order."""

from __future__ import annotations

from typing import Any

from judging import clock
from judging.awards import queries as results
from judging.awards import service as awards
from judging.awards.deliberation import service
from judging.awards.deliberation.enums import Kind, Outcome, Vote
from judging.awards.deliberation.proposals import Wish
from judging.awards.deliberation.service import Sitting
from judging.contests.enums import Stage
from judging.web.actor import Actor, Role
from tests.cast import CONTEST, Play, make_actor, make_contest


class Board:
    """A contest before its board of three, of whom `play.board` chairs; five poems, ranks in their order."""

    def __init__(self, play: Play, others: list[Actor]) -> None:
        self.play, self.members = play, [play.board, *others]

    def code(self, place: int) -> str:
        return self.play.entries[place - 1].blind_code

    async def meets(self, *, chair: Actor | None = None) -> None:
        sitting = Sitting(
            chair=(chair or self.members[0]).person_id, present=tuple(one.person_id for one in self.members[:2]),
            began_at=clock.now(), place="Phòng họp 1", guests="Bà Hoa, ban tổ chức", minute_taker="Thư ký",
        )  # fmt: skip
        await service.note_meeting(member=self.play.organiser, contest_id=self.play.id, sitting=sitting)

    async def propose(
        self, wish: Wish, *, by: int = 0, reason: str = "Bố cục chặt hơn.", confirmed: bool = False
    ) -> int:
        return await service.propose(
            member=self.members[by], contest_id=self.play.id, wish=wish, reason=reason, confirmed=confirmed
        )

    async def votes(self, number: int, *given: str) -> None:
        for member, vote in zip(self.members, given, strict=False):
            if vote:
                await service.vote(member=member, contest_id=self.play.id, number=number, choice=Vote(vote))

    async def close(self, number: int, *, by: int = 0, confirmed: bool = False) -> Outcome:
        return await service.close(member=self.members[by], contest_id=self.play.id, number=number, confirmed=confirmed)

    async def carry(self, wish: Wish, *, confirmed: bool = False) -> int:
        number = await self.propose(wish, confirmed=confirmed)
        await self.votes(number, "for", "for", "abstain")
        assert await self.close(number, confirmed=confirmed) == Outcome.CARRIED
        return number

    async def entries(self) -> list[results.ResultEntry]:
        """In the order of the ranks that the ballots gave."""
        found = (await results.result(await self.play.refresh())).category("poems").entries
        return sorted(found, key=lambda one: [made.id for made in self.play.entries].index(one.entry_id))

    async def prizes(self) -> list[str | None]:
        return [one.tier for one in await self.entries()]

    async def why(self, place: int, lang: Any = "vi") -> str:
        return (await self.entries())[place - 1].why(self.play.view.rules.category("poems"), lang)


async def make_board(source: str = CONTEST) -> Board:
    play = await make_contest(Stage.BOARD, entries={"poems": 5}, source=source)
    await awards.compute(organiser=play.organiser, contest_id=play.id)
    others = [await make_actor(name, Role.BOARD, contest_id=play.id) for name in ("Bà Nga", "Ông Tòng")]
    return Board(play, others)


def prize(code: str, tier: str = "") -> Wish:
    return Wish(Kind.PRIZE, "poems", code=code, tier=tier)
