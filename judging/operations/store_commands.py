"""`bangvang store check` and `bangvang store repair`."""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from judging.settings import Settings

_CHECK = """\
Reads every stored work and judging copy and compares its SHA-256 with the one that the
database has kept since it was received. Names each one that is missing or changed, by the
entry's code, and objects that nothing names any more. Exit code 1 when anything is wrong.

The worker does the same by itself, slowly, once a day; the organisers' overview tells it."""

_REPAIR = """\
Gives broken objects back the bytes that the database names, and no others: judging copies
are made anew from their originals, originals and the rest are taken from a backup. Works on
what the last check has found; exit code 1 when something is still broken."""


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add `store`."""
    store = commands.add_parser(
        "store",
        help="are the stored works as they were received?",
        description="Verifies the stored works, and repairs what is broken.",
        epilog="example:\n  bangvang store check --home /srv/bangvang",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    ).add_subparsers(title="commands", metavar="COMMAND", required=True)
    check = _add(store, "check", "verify every stored object", _CHECK, "bangvang store check --home /srv/bangvang")
    check.set_defaults(run=_run_check)
    repair = _add(
        store, "repair", "give broken objects their bytes back", _REPAIR,
        "bangvang store repair --home /srv/bangvang --backup /mnt/usb/2026-10-01.zip",
    )  # fmt: skip
    repair.add_argument("--backup", type=Path, metavar="FILE", help="a backup to take from what cannot be made anew")
    repair.set_defaults(run=_run_repair)


def _add(
    commands: argparse._SubParsersAction[argparse.ArgumentParser], name: str, what: str, about: str, example: str
) -> argparse.ArgumentParser:
    parser = commands.add_parser(
        name, help=what, description=about, epilog=f"example:\n  {example}", allow_abbrev=False,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )  # fmt: skip
    default = Path(os.environ.get("BANGVANG_HOME") or ".bangvang")
    parser.add_argument(
        "--home", type=Path, default=default, metavar="DIR",
        help="the data folder (default: BANGVANG_HOME, or .bangvang)",
    )  # fmt: skip
    return parser


def _run_check(arguments: argparse.Namespace) -> int:
    from judging.operations.places import opened

    with opened(arguments.home) as system:
        return asyncio.run(_check(system))


def _run_repair(arguments: argparse.Namespace) -> int:
    from judging.operations.places import opened

    with opened(arguments.home) as system:
        return asyncio.run(_repair(system, arguments.backup))


async def _check(system: Settings) -> int:
    from judging.db import start_pool, stop_pool
    from judging.operations import integrity, orphans, snapshot
    from judging.operations.progress import Bars

    async with snapshot.connected(system.database_url) as connection:
        await snapshot.must_be_current(connection)
        total = sum(one.size or 0 for one in await snapshot.named_objects(connection))
    await start_pool(max_size=2)
    bars = Bars()
    try:
        await integrity.begin()
        with bars.showing():
            await integrity.go_on(step=bars.stage("verifying", total))
        for one in await orphans.found():
            sys.stdout.write(f"unnamed   {one.key}, {one.size} bytes: nothing refers to it; it does no harm\n")
        return await _tell(f"{total / 1e6:,.0f} MB read")
    finally:
        await stop_pool()


async def _repair(system: Settings, backup: Path | None) -> int:
    from judging.db import start_pool, stop_pool
    from judging.operations import repair, snapshot
    from judging.operations.archive import Reader

    reader = Reader(backup) if backup is not None else None
    async with snapshot.connected(system.database_url) as connection:
        await snapshot.must_be_current(connection)
    await start_pool(max_size=2)
    try:
        if reader is not None:
            await repair.take_from(reader)
        await repair.rebuild_all()
        return await _tell("repaired what could be")
    finally:
        await stop_pool()


async def _tell(done: str) -> int:
    from judging.operations.queries import faults

    found = await faults()
    for one in found:
        name = f"{one.what} of {one.code}" if one.code else "an object"
        sys.stdout.write(f"{one.problem:9} {name} ({one.key})\n")
    state = "everything is as it was received" if not found else f"{len(found)} broken; bangvang store repair --help"
    sys.stdout.write(f"{done}; {state}\n")
    return 1 if found else 0
