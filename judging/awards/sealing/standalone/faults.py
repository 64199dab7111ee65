"""What a check finds wrong."""

from __future__ import annotations


class Failure(Exception):
    """A bundle that is not what it says: which record is at fault, and how."""

    def __init__(self, record: str, message: str) -> None:
        self.record = record
        self.message = message
        super().__init__(f"{record}: {message}")


def demand(holds: bool, record: str, message: str) -> None:
    """Raises Failure unless it holds."""
    if not holds:
        raise Failure(record, message)
