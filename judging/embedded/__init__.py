"""Everything on one machine: PostgreSQL, object store, worker and web server under one small supervisor."""

from __future__ import annotations

from judging.embedded.home import AlreadyRunning, Home
from judging.embedded.processes import ServiceFailed
from judging.embedded.supervisor import Plan, Supervisor, running

__all__ = ["AlreadyRunning", "Home", "Plan", "ServiceFailed", "Supervisor", "running"]
