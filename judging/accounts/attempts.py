"""Slows guessing down: attempts are counted by account and by address, right and wrong ones alike."""

from __future__ import annotations

import hashlib
import uuid
from datetime import timedelta
from typing import Final

from judging import clock
from judging.db import fetch, unit_of_work
from judging.errors import TooMany
from judging.web.i18n import N_

WINDOW: Final = timedelta(minutes=15)
KEPT: Final = timedelta(days=1)
#: A school's pupils share one address; one account has one owner.
LIMITS: Final = {"account": 10, "address": 120}


async def count_attempt(*, account: str, address: str) -> None:
    """Notes one attempt. Raises TooMany when the account or the address has used its attempts up."""
    now = clock.system_now()
    counts = {}
    async with unit_of_work():
        await fetch("DELETE FROM sign_in_attempt WHERE at < $1", now - KEPT)
        for kind, value in (("account", account), ("address", address)):
            subject = hashlib.sha256(f"{kind}:{value.casefold().strip()}".encode()).hexdigest()
            await fetch("INSERT INTO sign_in_attempt (id, subject, at) VALUES ($1, $2, $3)", uuid.uuid4(), subject, now)
            rows = await fetch(
                "SELECT count(*) AS n FROM sign_in_attempt WHERE subject = $1 AND at > $2", subject, now - WINDOW
            )
            counts[kind] = int(rows[0]["n"])
    if any(counts[kind] > limit for kind, limit in LIMITS.items()):
        raise TooMany(
            N_("There were many attempts in a short time. Please try again in %(minutes)s minutes."), minutes=15
        )
