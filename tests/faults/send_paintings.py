"""Sends paintings and leaves them to the worker: `python send_paintings.py COUNT`."""

from __future__ import annotations

import asyncio
import sys

from judging import db, worker
from judging.contests.enums import Stage
from tests.cast import make_contest, make_entry, png


async def main(count: int) -> None:
    await db.start_pool(min_size=1, max_size=2)
    worker.connect_sender()
    play = await make_contest(Stage.OPEN)
    for number in range(count):
        await make_entry(play, "paintings", data=png(2400, 1800, f"#{number:06x}"), checked=False)
    await db.stop_pool()


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1])))
