"""The command line `bangvang`: parses, hands over to the rooms, and turns refusals into one sentence."""

from __future__ import annotations

import argparse
import importlib
import io
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from judging.errors import DomainError

_ROOMS = (
    "judging.embedded.commands",
    "judging.operations.commands",
    "judging.operations.store_commands",
    "judging.demo.commands",
    "media_store.commands",
    "judging.scoring.commands",
    "judging.scoring.assign_command",
    "judging.awards.commands",
    "judging.awards.sealing.commands",
    "judging.exhibition.commands",
)

_FONTS = Path(__file__).parent / "web" / "static" / "vendor" / "ttf"
_DESCRIPTION = """\
Runs a creative competition from the call for entries to the exhibition.
Every engine also works on plain files, without a server."""

_EPILOG = """\
examples:
  bangvang demo --out out             see a whole competition happen
  bangvang up --home data             run the system on this machine; Ctrl-C stops it
  bangvang scores rank scores.csv --method trimmed --trim 1
                                      rank a spreadsheet of marks
  bangvang COMMAND --help             what a command reads, writes and refuses

Exit codes: 0 done, 1 refused or false, 2 wrong usage."""


class _Version(argparse.Action):
    """Looks the version up only when it is asked for."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        from importlib.metadata import version

        sys.stdout.write(f"bangvang {version('bangvang')}\n")
        parser.exit()


def build_parser() -> argparse.ArgumentParser:
    """The parser with the commands of all rooms."""
    parser = argparse.ArgumentParser(
        prog="bangvang",
        description=_DESCRIPTION,
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("--version", action=_Version, nargs=0, help="show the version and exit")
    # Wherever a command sets type: in our fonts, which know Vietnamese and Tai Viet.
    parser.set_defaults(font_folder=_FONTS, font_families=("Source Serif 4", "Noto Sans Tai Viet"))
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for room in _ROOMS:
        importlib.import_module(room).register(commands)
    return parser


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command. Returns the exit code; wrong usage leaves through SystemExit(2), as argparse does it."""
    _prepare_streams()
    arguments = build_parser().parse_args(argv)
    run: Callable[[argparse.Namespace], int] = arguments.run
    try:
        code = run(arguments)
        sys.stdout.flush()
    except DomainError as error:
        _complain(str(error))
        return 1
    except BrokenPipeError:
        _drop_output()  # its reader has left
        return 1
    except OSError as error:
        if error.filename is None:
            _drop_output()
        place = error.filename or "the output"
        _complain(f"{place}: cannot be read or written ({error.strerror}); make room, or choose another place")
        return 1
    except KeyboardInterrupt:
        return 130
    return code


def _prepare_streams() -> None:
    """What is printed is UTF-8 whatever the locale, as files are; a stream that the caller has closed swallows it."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, io.StringIO())
        elif isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _complain(sentence: str) -> None:
    """One line on stderr. What comes from a file must not steer the terminal, so control characters are spelt out."""
    plain = "".join(sign if sign.isprintable() else ascii(sign)[1:-1] for sign in sentence)
    sys.stderr.write(f"bangvang: {plain}\n")


def _drop_output() -> None:
    """Keeps the interpreter from complaining at exit about output that nobody takes."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
