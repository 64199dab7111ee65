"""`bangvang backup` and `bangvang restore`."""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
from pathlib import Path

_BACKUP = """\
Writes everything into one file: the whole database as it is at this moment, and every stored
work and judging copy that it names. The system may run meanwhile, and may be used. The file
appears only when it is whole, and an existing file is never overwritten.

Of a data folder, running or stopped (--home), or of real servers where DATABASE_URL and
S3_ENDPOINT are set.

The file holds names, addresses, works, marks, and the secret key with which results are
signed. Whoever has it has everything: keep it where only the organisers can read it, on
another machine or disk. It is not encrypted; to send it through other hands, encrypt it
first, for example with `age --passphrase`.

Not in it: files that are still being sent (their senders send them again), passwords of the
database and the store, messages of the broker (the jobs themselves are in the database)."""

_BACKUP_EXAMPLES = """\
examples:
  bangvang backup /mnt/usb/contest-2026-10-01.zip --home /srv/bangvang
  bangvang backup "/var/backups/bangvang/$(date +%F).zip"
                                       a name for each night

Exit code 1 also where the file was written but the store had lost or changed an object."""

_RESTORE = """\
Makes a system out of a backup, in a new data folder, or on empty real servers where
DATABASE_URL and S3_ENDPOINT are set; from the one to the other, too. The whole file is
checked before anything is touched, every object and every table again on its way, and what
is interrupted leaves no half system behind: run the same command again.

An older version's backup is brought up to date; a newer version's is refused."""

_RESTORE_EXAMPLES = """\
examples:
  bangvang restore --check backup.zip              is every byte as it was written?
  bangvang restore backup.zip --home /srv/new      then: bangvang up --home /srv/new
  SECRET_KEY=$(bangvang restore --print-key backup.zip) bangvang restore backup.zip
                                                   onto the servers that the environment names"""


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add `backup` and `restore`."""
    backup = _add(commands, "backup", "everything into one file", _BACKUP, _BACKUP_EXAMPLES)
    backup.add_argument("file", type=Path, metavar="FILE", help="the file to write (a ZIP)")
    _add_home(backup, "the data folder of which the backup is made")
    backup.set_defaults(run=_run_backup)
    restore = _add(commands, "restore", "a system out of a backup", _RESTORE, _RESTORE_EXAMPLES)
    restore.add_argument("file", type=Path, metavar="FILE", help="a file that `bangvang backup` wrote")
    _add_home(restore, "the new data folder")
    only = restore.add_mutually_exclusive_group()
    only.add_argument("--check", action="store_true", help="only check the file, restore nothing")
    only.add_argument("--print-key", action="store_true", help="only print the SECRET_KEY that is in the file")
    restore.set_defaults(run=_run_restore)


def _add(
    commands: argparse._SubParsersAction[argparse.ArgumentParser], name: str, what: str, about: str, examples: str
) -> argparse.ArgumentParser:
    return commands.add_parser(
        name, help=what, description=about, epilog=examples, allow_abbrev=False,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )  # fmt: skip


def _add_home(parser: argparse.ArgumentParser, what: str) -> None:
    default = Path(os.environ.get("BANGVANG_HOME") or ".bangvang")
    parser.add_argument(
        "--home", type=Path, default=default, metavar="DIR", help=f"{what} (default: BANGVANG_HOME, or .bangvang)"
    )


def _run_backup(arguments: argparse.Namespace) -> int:
    from judging.operations import backup
    from judging.operations.checking import contents
    from judging.operations.places import opened
    from judging.operations.progress import Bars

    target: Path = arguments.file.absolute()
    backup.must_be_free(target)
    bars = Bars()
    with opened(arguments.home) as system, bars.showing():
        manifest, size = asyncio.run(backup.make(target, system, bars))
    _say(f"{target}: {size / 1e6:,.0f} MB, {contents(manifest)}")
    for key in manifest.missing:
        sys.stderr.write(f"bangvang: {key} is missing in the store, so it is not in the backup either\n")
    for key in manifest.damaged:
        sys.stderr.write(f"bangvang: {key} has been changed in the store; the backup has it as it is now\n")
    return 1 if manifest.missing or manifest.damaged else 0


def _run_restore(arguments: argparse.Namespace) -> int:
    if arguments.check:
        return _check(arguments.file)
    if arguments.print_key:
        return _print_key(arguments.file)
    from judging.operations import places, restore
    from judging.operations.progress import Bars

    bars = Bars()
    with bars.showing():
        if places.on_servers():
            restore.into_servers(arguments.file, bars, _say)
        else:
            restore.into_folder(arguments.file, arguments.home, bars, _say)
    start = "" if places.on_servers() else f"; start it: bangvang up --home {arguments.home}"
    _say(f"everything is restored{start}")
    return 0


def _check(file: Path) -> int:
    from judging.operations.archive import Reader
    from judging.operations.checking import contents, faults
    from judging.operations.progress import Bars

    bars = Bars()
    with bars.showing():
        found = list(faults(file, bars))
    for fault in found:
        sys.stderr.write(f"bangvang: {fault}\n")
    if found:
        return 1
    manifest = Reader(file).manifest
    _say(f"{file}: every byte is as it was written; {contents(manifest)}")
    return 0


def _print_key(file: Path) -> int:
    from judging.operations.archive import SECRET, Reader

    _say(Reader(file).small(SECRET).decode())
    return 0


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()
