"""`bangvang up` and `bangvang doctor`: the whole system on one machine, and what it needs."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

_UP = """\
Runs the whole system on this machine, in the foreground: database, object store, worker and
pages. The first start makes the data folder with secrets of its own. Ctrl-C stops everything
cleanly; after a crash, the same command goes on where it stopped.

A real server takes the place of a part when its variable is set:
  DATABASE_URL    postgresql://user:password@host/name
  S3_ENDPOINT     host:port, with S3_ACCESS_KEY, S3_SECRET_KEY, S3_BUCKET, S3_SECURE
  BROKER_URL      amqp://user:password@host//
  SMTP_URL        smtp://user:password@host:587 (without it, letters lie in a mailbox page)"""

_UP_EXAMPLES = """\
examples:
  bangvang up                          data in .bangvang, pages on port 8000 or another free one
  bangvang up --home /srv/contest --port 8080
  bangvang up --quiet                  logs only in HOME/logs"""

_DOCTOR = """\
Looks whether this machine and this data folder have what the system needs, one line for each
thing, with what to do where something is wrong. Starts the database and the store for a moment
where they do not run. Exit code 1 when anything is wrong."""


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add `up` and `doctor`."""
    up = commands.add_parser(
        "up",
        help="run the whole system on this machine",
        description=_UP,
        epilog=_UP_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    _add_home(up)
    up.add_argument("--port", type=_port, metavar="N", help="the pages' port (default: 8000, or a free one)")
    up.add_argument("--quiet", action="store_true", help="do not print the services' logs")
    up.add_argument("--practice", action="store_true", help="open a contest to practise with where none is under way")
    up.set_defaults(run=_run_up)
    doctor = commands.add_parser(
        "doctor",
        help="check what the system needs",
        description=_DOCTOR,
        epilog="example:\n  bangvang doctor --home /srv/contest",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    _add_home(doctor)
    doctor.set_defaults(run=_run_doctor)


def _add_home(parser: argparse.ArgumentParser) -> None:
    default = Path(os.environ.get("BANGVANG_HOME") or ".bangvang")
    parser.add_argument(
        "--home",
        type=Path,
        default=default,
        metavar="DIR",
        help="the data folder (default: BANGVANG_HOME, or .bangvang)",
    )


def _port(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= 65535:
        raise argparse.ArgumentTypeError(f"“{text}” is not a port; give a number from 1 to 65535")
    return int(text)


def _run_up(arguments: argparse.Namespace) -> int:
    from judging.embedded.foreground import run

    return run(arguments.home, port=arguments.port, quiet=arguments.quiet, practice=arguments.practice)


def _run_doctor(arguments: argparse.Namespace) -> int:
    from judging.embedded.doctor import examine

    return examine(arguments.home)
