"""Makes a contest that is judged and one that takes works; prints what a juror and an entrant would open, as JSON."""

from __future__ import annotations

import asyncio
import json
import sys

from judging import db
from judging.accounts.service import open_session
from judging.contests.enums import Stage
from judging.db import unit_of_work
from tests.cast import make_contest, panel_of


async def main() -> None:
    await db.start_pool(min_size=1, max_size=2)
    play = await make_contest(Stage.JUDGING, entries={"poems": 1})
    opened = await make_contest(Stage.OPEN)
    async with unit_of_work() as work:
        session = await open_session(work, person_id=play.jurors["lan"].person_id)
    page = f"/jury/{await panel_of(play, 'poems')}/{play.entries[0].blind_code}"
    told = {"session": session.token, "work": page, "enter": f"/c/{opened.view.slug}/enter/poems"}
    sys.stdout.write(json.dumps(told) + "\n")
    await db.stop_pool()


if __name__ == "__main__":
    asyncio.run(main())
