"""Gives marks and sends works, and prints what was acknowledged: `python acknowledge.py COUNT`.

A program of its own, whose database may be killed. Lines: "mark <blind code> <juror> <number>", "receipt <code>".
"""

from __future__ import annotations

import asyncio
import sys
import uuid

import asyncpg

from judging import db
from judging.contests.enums import Stage
from judging.db import fetch
from judging.scoring import service
from tests.cast import Play, make_contest, make_entry

# The last is what the driver says of a connection that died between two commands.
TROUBLE = (OSError, asyncpg.PostgresError, asyncpg.InterfaceError, asyncpg.InternalClientError)
RECEIPT_EVERY = 10


def tell(*words: object) -> None:
    sys.stdout.write(" ".join(map(str, words)) + "\n")
    sys.stdout.flush()


async def mark(play: Play, ballots: list[tuple[str, str]], panel_id: uuid.UUID, number: int) -> None:
    code, key = ballots[number % len(ballots)]
    await service.save_ballot(
        juror=play.jurors[key], panel_id=panel_id, blind_code=code, scores={"content": number % 11}, note=str(number)
    )
    tell("mark", code, key, number)


async def send(play: Play) -> None:
    made = await make_entry(play, "poems", checked=False)
    tell("receipt", made.receipt.code)


async def patiently(number: int, play: Play, opened: Play, ballots: list[tuple[str, str]], panel_id: uuid.UUID) -> None:
    """One act, tried until the database takes it."""
    while True:
        try:
            await (send(opened) if number % RECEIPT_EVERY == 0 else mark(play, ballots, panel_id, number))
        except TROUBLE:
            await asyncio.sleep(0.02)
        else:
            return


async def main(count: int) -> None:
    await db.start_pool(min_size=2, max_size=5)
    play = await make_contest(Stage.JUDGING, entries={"poems": 4})
    opened = await make_contest(Stage.OPEN)
    rows = await fetch(
        "SELECT p.id AS panel, s.juror_key, e.blind_code FROM ballot b JOIN panel_juror s ON s.id = b.panel_juror"
        " JOIN panel p ON p.id = s.panel JOIN entry e ON e.id = b.entry WHERE p.contest = $1",
        play.id,
    )
    ballots = [(row["blind_code"], row["juror_key"]) for row in rows]
    gate = asyncio.Semaphore(4)

    async def one(number: int) -> None:
        async with gate:
            await patiently(number, play, opened, ballots, rows[0]["panel"])

    tell("ready")
    await asyncio.gather(*(one(number) for number in range(1, count + 1)))
    await db.stop_pool()


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1])))
