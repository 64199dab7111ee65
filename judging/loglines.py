"""How a line of the log looks, and what never stands in it: addresses, secrets, and the values that a database quotes.

Messages are written so that they name no person. What libraries put into their errors is not ours, so it is cut here.
"""

from __future__ import annotations

import json
import logging
import re
import sys
from datetime import UTC, datetime
from typing import Final

_CUTS: Final = (
    (re.compile(r"(://)[^/\s@'\"]+@"), r"\1…@"),  # user and password of a server
    (re.compile(r"[\w.+%'-]+@[\w-]+(?:\.[\w-]+)+"), "(an e-mail address)"),
    # What PostgreSQL and its driver quote of a row.
    (re.compile(r"^(\s*DETAIL:).*$", re.MULTILINE), r"\1 (left out)"),
    (re.compile(r"(Key \([^)]*\)=)\(.*\)"), r"\1(left out)"),
    (re.compile(r"(query argument \$\d+: ).*?( \(\w|$)", re.MULTILINE | re.DOTALL), r"\1(left out)\2"),
    (re.compile(r"(invalid input syntax for [^:]*: ).*$", re.MULTILINE), r"\1(left out)"),
    # Tokens of sessions, links and uploads; digests, by which objects are found, have no capitals and stay.
    (re.compile(r"(?<![\w-])(?=[\w-]*[A-Z])[\w-]{40,}"), "(a secret)"),
)
_LINE: Final = "%(asctime)s %(levelname)s %(name)s: %(message)s"


def discreet(text: str) -> str:
    """The text without addresses, secrets and quoted values."""
    for pattern, instead in _CUTS:
        text = pattern.sub(instead, text)
    return text


class PlainLine(logging.Formatter):
    """For people: time (UTC), level, place, message, and below it the error with its way."""

    def __init__(self) -> None:
        super().__init__(_LINE)

    def formatTime(self, record: logging.LogRecord, datefmt: str | None = None) -> str:  # noqa: ARG002, N802 - logging's own
        return _moment(record)

    def format(self, record: logging.LogRecord) -> str:
        return discreet(super().format(record))


class JsonLine(logging.Formatter):
    """For programs: one JSON object a line: at, level, logger, message, process, and `error` where there was one."""

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "at": _moment(record), "level": record.levelname.lower(), "logger": record.name,
            "message": discreet(record.getMessage()), "process": record.process,
        }  # fmt: skip
        if record.exc_info:
            line["error"] = discreet(self.formatException(record.exc_info))
        return json.dumps(line, ensure_ascii=False)


def _moment(record: logging.LogRecord) -> str:
    return datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")


def install(kind: str) -> None:
    """Every logger of this process writes to standard error; `kind` is "json" or "text". Twice is harmless."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLine() if kind == "json" else PlainLine())
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)
