"""A contest with paintings in the system that the environment names. Prints the token of the organiser's session."""

from __future__ import annotations

import asyncio
import io
import sys

import numpy as np
from PIL import Image

from judging import db, storage
from judging.accounts.service import open_session
from judging.contests.enums import Stage
from tests.cast import make_contest, make_entry


def picture(seed: int) -> bytes:
    """About 4 MB that cannot be packed any smaller."""
    buffer = io.BytesIO()
    noise = np.random.default_rng(seed).integers(0, 256, (1150, 1150, 3), np.uint8)
    Image.fromarray(noise).save(buffer, "PNG")
    return buffer.getvalue()


async def fill() -> str:
    await db.migrate()
    await db.start_pool()
    await asyncio.to_thread(storage.store().ensure_bucket)
    play = await make_contest(Stage.OPEN)
    for seed in range(10):
        await make_entry(play, "paintings", data=picture(seed), checked=False)
    async with db.unit_of_work() as work:
        opened = await open_session(work, person_id=play.organiser.person_id)
    await db.stop_pool()
    return opened.token


if __name__ == "__main__":
    sys.stdout.write(asyncio.run(fill()) + "\n")
