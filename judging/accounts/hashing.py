"""PINs and passwords: argon2id. Both take tens of milliseconds on purpose, so they run outside the event loop."""

from __future__ import annotations

import asyncio
import secrets
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError

# 19 MiB and two passes: the least that OWASP recommends; many entrants sign in at once on a small machine.
_hasher = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)


async def hash_secret(secret: str) -> str:
    """An argon2id hash with its own salt and parameters."""
    return await asyncio.to_thread(_hasher.hash, secret)


async def verify_secret(stored: str, secret: str) -> bool:
    """False, after the same time, where nothing is stored: how long it takes does not tell what there is."""
    return await asyncio.to_thread(_verify, stored or _nobodys(), secret) and stored != ""


@cache
def _nobodys() -> str:
    """The hash of a secret that nobody was told."""
    return _hasher.hash(secrets.token_urlsafe(16))


def _verify(stored: str, secret: str) -> bool:
    try:
        return _hasher.verify(stored, secret)
    except (VerifyMismatchError, InvalidHashError):
        return False
