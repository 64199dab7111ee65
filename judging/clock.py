"""The time of day. Verbs ask this clock; pure modules take the time as an argument.

The demo plays a contest of another year, and tests a deadline, by setting the clock in their own process. Leases,
sessions and everything else that guards the machine itself use `system_now`, which nobody can set.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime

_set_to: ContextVar[datetime | None] = ContextVar("clock", default=None)


def system_now() -> datetime:
    return datetime.now(UTC)


def now() -> datetime:
    """The aware time (UTC) at which the running verb takes place."""
    return _set_to.get() or system_now()


@contextmanager
def set_to(moment: datetime) -> Iterator[None]:
    """Inside this block, in this task, it is `moment` (aware)."""
    if moment.tzinfo is None:
        raise ValueError("a clock is set to an aware time")
    token = _set_to.set(moment.astimezone(UTC))
    try:
        yield
    finally:
        _set_to.reset(token)
