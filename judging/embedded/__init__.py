"""Everything on one machine: PostgreSQL, object store, worker and web server under one small supervisor.

    with embedded.running(home, worker=True) as environment: …

Names are imported when they are used, so that the command line starts fast.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from judging.embedded.home import AlreadyRunning, Home
    from judging.embedded.processes import ServiceFailed
    from judging.embedded.supervisor import Plan, Supervisor, erase, running

__all__ = ["AlreadyRunning", "Home", "Plan", "ServiceFailed", "Supervisor", "erase", "running"]

_WHERE = {"AlreadyRunning": "home", "Home": "home", "ServiceFailed": "processes"}


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(name)
    return getattr(import_module(f"judging.embedded.{_WHERE.get(name, 'supervisor')}"), name)
