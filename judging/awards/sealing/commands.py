"""`bangvang verify`: a published result, checked from its bundle alone."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

_DESCRIPTION = """\
Checks a sealed result and computes it once more, from the bundle alone: no server, no
database, no network. BUNDLE is the ZIP file, or the folder it was unpacked into.

Every byte of every file is covered. The first thing that is wrong is named with its step
and its record, and the exit code is 1.

Who signed is only known with --key: take the key from where you trust it (the contest's
page, printed matter, a newspaper), not from the bundle."""

_EPILOG = """\
examples:
  bangvang verify result-bundle.zip --key 5b1c…e9
  bangvang verify result-bundle.zip --key key.txt --work TH-7Q4K
                                         also shows the proof for one work, by its blind
                                         code or by the SHA-256 on its receipt
  python3 -I -S verify.py result-bundle.zip
                                         the bundle's own script: plain Python, most of it

Details: docs/cli/verify.md"""


def register(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add `verify`."""
    parser = subparsers.add_parser(
        "verify",
        help="check a published result from its bundle",
        description=_DESCRIPTION,
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    add = parser.add_argument
    add("bundle", metavar="BUNDLE", type=Path, help="the ZIP file, or a folder with its files")
    add("--key", metavar="KEY", help="the organisers' public key: 64 hexadecimal digits, or a file with them")
    add("--work", metavar="CODE", help="a blind code, or the SHA-256 on a receipt: shows that the work was promised")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """The script's steps first, then the engines'."""
    from judging.awards.sealing.recompute import recompute
    from judging.awards.sealing.standalone.program import key_given, verify_path

    pinned = None
    if arguments.key is not None:
        pinned = key_given(arguments.key)
        if pinned is None:
            sys.stderr.write("bangvang verify: --key is neither 64 hexadecimal digits nor a file with them\n")
            return 2
    return verify_path(arguments.bundle, pinned, work=arguments.work, more=recompute)
