"""Opens a contest and prints its address: `python open_contest.py`."""

from __future__ import annotations

import asyncio
import sys

from judging import db
from judging.contests.enums import Stage
from tests.cast import make_contest


async def main() -> None:
    await db.start_pool(min_size=1, max_size=2)
    play = await make_contest(Stage.OPEN)
    sys.stdout.write(f"{play.view.slug}\n")
    await db.stop_pool()


if __name__ == "__main__":
    asyncio.run(main())
