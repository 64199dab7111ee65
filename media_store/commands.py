"""`bangvang media check`: a verdict and a reason for each file, one JSON line each."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from media_store.decoder import Decoder
    from media_store.limits import Limits
    from media_store.outcome import Outcome

EPILOG = """example:
  bangvang media check paintings/*.jpg song.mp3 --renditions copies/

Writes one JSON line a file, in the order given:
  {"file": "song.mp3", "kind": "audio", "format": "mp3", "verdict": "accepted", "reason": null, …}
A file that cannot be judged is "quarantined", with a reason to act on; the run goes on.

exit status: 0 when every file got its verdict (accepted or quarantined);
  1 when a file could not be opened, or the folder for renditions not be written; 2 wrong usage.
"""


def register(subparsers: Any) -> None:
    media = subparsers.add_parser(
        "media",
        help="identify, decode and rebuild pictures, recordings and documents",
        epilog="example:\n  bangvang media check photo.jpg song.mp3 --renditions copies",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = media.add_subparsers(dest="media_command", required=True, metavar="COMMAND")
    check = commands.add_parser(
        "check",
        help="a verdict and a reason for each file",
        description="Identify files by their content, decode them in a limited process and rebuild them for judging.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    check.add_argument("files", nargs="+", metavar="FILE", help="files to be looked at")
    check.add_argument(
        "--renditions", type=Path, metavar="DIR", help="keep the judging copies, in a folder of DIR for each content"
    )
    check.set_defaults(run=check_files)


def check_files(arguments: argparse.Namespace) -> int:
    from media_store.decoder import Decoder
    from media_store.helper_process import DecoderBroken

    try:
        with _ended_tidily(), _folder(arguments.renditions) as folder, Decoder(_limits(arguments)) as decoder:
            opened = [_check(name, folder, decoder, keep=arguments.renditions is not None) for name in arguments.files]
    except BrokenPipeError:  # whoever reads the lines has had enough of them
        raise
    except OSError as error:
        place = error.filename or arguments.renditions
        if place is None:  # the lines themselves
            raise
        return _refuse(f"cannot write to {place}: {error.strerror}")
    except DecoderBroken as error:
        return _refuse(str(error))
    return 0 if all(opened) else 1


def _limits(arguments: argparse.Namespace) -> Limits:
    """The usual ones; documents are set in the fonts of the program that this command is a part of."""
    from media_store.limits import Limits

    folder = getattr(arguments, "font_folder", None)
    return Limits(font_folders=(folder,), font_families=arguments.font_families) if folder else Limits()


def _refuse(sentence: str) -> int:
    sys.stderr.write(f"bangvang: {sentence}\n")
    return 1


@contextmanager
def _ended_tidily() -> Iterator[None]:
    """Whoever ends the run in a friendly way still finds no child and no folder left behind."""
    import signal

    before = signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


@contextmanager
def _folder(kept: Path | None) -> Iterator[Path]:
    """The folder asked for, or one that goes away again."""
    from tempfile import TemporaryDirectory

    if kept:
        kept.mkdir(parents=True, exist_ok=True)
        yield kept.absolute()  # the decoder works in a folder of its own
        return
    with TemporaryDirectory(prefix="media-check-") as scratch:
        yield Path(scratch)


def _check(name: str, folder: Path, decoder: Decoder, *, keep: bool) -> bool:
    """Print the line of one file; False where it could not even be opened."""
    import hashlib

    path = Path(name)
    try:
        if not path.is_dir() and path.exists() and not path.is_file():
            _print(_unopened(name, "Not an ordinary file"))  # a pipe or a device might never end
            return False
        with path.open("rb") as stream:
            digest = hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError as error:
        _print(_unopened(name, error.strerror or "unreadable"))
        return False
    # Named after the content: a file name may itself name its author.
    target = folder / digest[:16]
    outcome = decoder.process(path, out_dir=target)
    if not outcome.accepted:
        with suppress(OSError):  # copies of an earlier run stay
            target.rmdir()
    _print(_line(name, outcome, keep=keep))
    return True


def _line(name: str, outcome: Outcome, *, keep: bool) -> dict[str, object]:
    import msgspec

    facts = {key: value for key, value in msgspec.structs.asdict(outcome.facts).items() if value is not None}
    renditions = [msgspec.structs.asdict(each) for each in outcome.renditions]
    for each in renditions:
        each["path"] = str(each["path"]) if keep else None
    return {
        "file": name,
        "kind": outcome.kind,
        "format": outcome.format,
        "size": outcome.size,
        "sha256": outcome.sha256,
        "verdict": outcome.verdict,
        "reason": str(outcome.reason) if outcome.reason else None,
        "reason_code": outcome.reason.code if outcome.reason else None,
        "note": str(outcome.note) if outcome.note else None,
        "seconds": outcome.seconds,
        **facts,
        "leaks": [msgspec.structs.asdict(each) for each in outcome.leaks],
        "renditions": renditions,
    }


def _unopened(name: str, why: str) -> dict[str, object]:
    from media_store.reasons import Reason, Refusal

    refusal = Refusal(Reason.CANNOT_OPEN, {"why": why})
    return {
        "file": name, "kind": None, "format": None, "size": None, "sha256": None, "verdict": "quarantined",
        "reason": str(refusal), "reason_code": refusal.code, "note": None, "seconds": 0.0, "leaks": [],
        "renditions": [],
    }  # fmt: skip


def _print(line: dict[str, object]) -> None:
    import json

    text = json.dumps(line, ensure_ascii=False)
    if any("\ud800" <= each <= "\udfff" for each in text):  # a name of a file or folder that is not UTF-8
        text = json.dumps(line)
    sys.stdout.write(text + "\n")
    sys.stdout.flush()
