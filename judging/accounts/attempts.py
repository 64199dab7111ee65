"""Slows guessing down: attempts are counted by account and by address, right and wrong ones alike."""

from __future__ import annotations

import hashlib
import uuid
from datetime import datetime, timedelta
from ipaddress import IPv6Address, ip_address, ip_network
from typing import Final

from judging import clock
from judging.db import UnitOfWork, fetch, unit_of_work
from judging.errors import TooMany
from judging.web.i18n import N_

WINDOW: Final = timedelta(minutes=15)
DAY: Final = timedelta(days=1)
#: How many attempts in a window. A school's pupils share one address; one account has one owner, and whoever guesses
#: patiently from many addresses is stopped by the day.
LIMITS: Final = {
    "account": ((WINDOW, 10), (DAY, 100)),
    "address": ((WINDOW, 120), (DAY, 3000)),
    "letter": ((DAY, 60),),
    # New PINs given at the desk: by one person, and for one entry.
    "giver": ((WINDOW, 30), (DAY, 300)),
    "given": ((DAY, 5),),
}


async def count_attempt(*, account: str, address: str) -> None:
    """Notes one attempt. Raises TooMany when the account or the address has used its attempts up."""
    await _count_all(account=account, address=network_of(address))


async def count_new_pin(*, giver: str, code: str) -> None:
    """Notes that somebody at the desk gives a new PIN. Raises TooMany: nobody changes the PINs of a whole contest."""
    await _count_all(giver=giver, given=code)


async def _count_all(**subjects: str) -> None:
    now = clock.system_now()
    spent: list[timedelta] = []
    async with unit_of_work():
        await fetch("DELETE FROM sign_in_attempt WHERE at < $1", now - DAY)
        for kind, value in subjects.items():
            spent += await _count(kind, _subject(kind, value), now)
    if spent:
        raise TooMany(
            N_("There were many attempts in a short time. Please try again in %(minutes)s minutes."),
            minutes=int(max(spent).total_seconds()) // 60,
        )


async def forget_attempts(_work: UnitOfWork, *, account: str) -> None:
    """Of a person who was made sure of: what they tried before does not keep them out."""
    await fetch("DELETE FROM sign_in_attempt WHERE subject = $1", _subject("account", account))


async def has_room_for_letter(email: str) -> bool:
    """Inside a unit of work: whether one more receipt may go to this address, which nobody has shown to be theirs.

    Anybody can name anybody's address: without an end to it, this would be a way to bury somebody in letters.
    """
    return not await _count("letter", _subject("letter", email), clock.system_now())


def _subject(kind: str, value: str) -> str:
    return hashlib.sha256(f"{kind}:{value.casefold().strip()}".encode()).hexdigest()


async def _count(kind: str, subject: str, now: datetime) -> list[timedelta]:
    """The windows that are used up with this attempt. Those of one subject stand in line: else many guesses sent at
    once would not see each other."""
    await fetch("SELECT pg_advisory_xact_lock(hashtextextended($1, 0))", subject)
    await fetch("INSERT INTO sign_in_attempt (id, subject, at) VALUES ($1, $2, $3)", uuid.uuid4(), subject, now)
    used = []
    for window, limit in LIMITS[kind]:
        rows = await fetch(
            "SELECT count(*) AS n FROM sign_in_attempt WHERE subject = $1 AND at > $2", subject, now - window
        )
        if rows[0]["n"] > limit:
            used.append(window)
    return used


def network_of(address: str) -> str:
    """What counts as one address: of IPv6 the first 64 bits, for everybody has the other 64 to choose from."""
    try:
        found = ip_address(address)
    except ValueError:
        return address
    if isinstance(found, IPv6Address):
        return str(found.ipv4_mapped or ip_network((found, 64), strict=False).network_address)
    return str(found)
