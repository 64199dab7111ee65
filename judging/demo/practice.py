"""A contest to practise with: the reference competition, open for entries from today, its jurors invited.

Run as a program by `bangvang up --practice`, in the environment of the running services; prints what a person needs.
"""

from __future__ import annotations

import asyncio
import sys
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from judging import clock, db, worker
from judging.accounts.service import appoint
from judging.contests import service as contests
from judging.contests.enums import Stage
from judging.contests.queries import contests as all_contests
from judging.db import fetch
from judging.demo import cast
from judging.scoring import panels
from judging.settings import settings
from judging.web.actor import Role

SOURCE = Path(__file__).with_name("contest.toml")
FINISHED = (Stage.ANNOUNCED, Stage.APPROVED)


async def prepare(*, practice: bool) -> list[str]:
    """Lines to show: who can sign in where. Makes the practice contest where no contest is under way."""
    lines = []
    if practice and all(view.stage in FINISHED for view in await all_contests()):
        lines.append(f"A contest to practise with is open: {settings().public_url}/c/{await _open_practice()}")
    if practice or not await _has_organiser():
        path = await appoint(name=cast.ORGANISER[0], email=cast.ORGANISER[1], role=Role.ORGANISER, contest_id=None)
        lines.append(f"Sign in as organiser (good once): {settings().public_url}{path}")
    return lines


async def _has_organiser() -> bool:
    return bool(await fetch("SELECT 1 FROM membership WHERE role = 'organiser' LIMIT 1"))


async def _open_practice() -> str:
    organiser = await cast.organiser()
    taken = {view.slug for view in await all_contests()}
    slug = next(name for number in range(1, 1000) if (name := f"son-la-thu-{number}") not in taken)
    yesterday = clock.now().astimezone(ZoneInfo("Asia/Ho_Chi_Minh")).replace(tzinfo=None) - timedelta(days=1)
    source = await asyncio.to_thread(SOURCE.read_bytes)
    contest_id = await contests.create_contest(organiser=organiser, source=source, slug=slug, opens_on=yesterday)
    await contests.advance(organiser=organiser, contest_id=contest_id, to=Stage.OPEN)
    await panels.set_up_panels(organiser=organiser, contest_id=contest_id)
    return slug


async def _main(*, practice: bool) -> None:
    await db.start_pool()
    worker.connect_sender()
    try:
        sys.stdout.writelines(f"{line}\n" for line in await prepare(practice=practice))
    finally:
        await db.stop_pool()


if __name__ == "__main__":
    asyncio.run(_main(practice="--practice" in sys.argv))
