"""The check as a program: `python3 -I -S verify.py BUNDLE [--key KEY]`."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from itertools import chain
from pathlib import Path

from judging.awards.sealing.standalone.documents import Documents
from judging.awards.sealing.standalone.promises import work_proof
from judging.awards.sealing.standalone.steps import Found, container_step, found_line, remarks, verify_files

USAGE = """\
usage: python3 -I -S verify.py BUNDLE [--key KEY] [--work CODE]

Checks a sealed result: BUNDLE is the ZIP file, or the folder it was unpacked into.
KEY is the organisers' public key (64 hexadecimal digits, or a file with them), taken from
where you trust it. CODE is a work's blind code, or the SHA-256 on its receipt: shows the
proof that it was promised to be judged. Needs Python 3.10 or newer and nothing else.
Exit codes: 0 everything holds, 1 something does not, 2 wrong usage.
"""
NOT_HERE = """\
Not recomputed by this script, which uses plain Python only: how the model's variances were estimated, standard errors,
intervals of ranks, the methods rasch, schulze, kemeny and bradley-terry, rounded scores of the method adjusted, and
the reasons. `bangvang verify` does that too.
"""
OPTIONS = ("--key", "--work")


def key_given(text: str) -> str | None:
    """The key itself, or that in the file; None where it is no key."""
    if Path(text).is_file():
        text = Path(text).read_bytes()[:1000].decode("ascii", "replace")
    key = "".join(text.split()).lower()
    return key if len(key) == 64 and not set(key) - set("0123456789abcdef") else None


def run_program(arguments: Sequence[str]) -> int:
    words, given = list(arguments), {}
    for option in OPTIONS:
        if option in words[:-1]:
            at = words.index(option)
            given[option] = words[at + 1]
            del words[at : at + 2]
    if len(words) != 1 or words[0].startswith("-"):
        sys.stdout.write(USAGE)
        return 0 if words in (["-h"], ["--help"]) else 2
    pinned = key_given(given["--key"]) if "--key" in given else None
    if "--key" in given and pinned is None:
        sys.stderr.write("verify: --key is neither 64 hexadecimal digits nor a file with them\n")
        return 2
    return verify_path(Path(words[0]), pinned, work=given.get("--work"))


def verify_path(
    path: Path,
    pinned: str | None,
    *,
    work: str | None = None,
    more: Callable[[Documents], Iterator[Found]] | None = None,
) -> int:
    """Prints each step, and returns the exit code; `more` adds steps behind those of this script."""
    try:
        found, files = container_step(path)
    except OSError as error:
        sys.stderr.write(f"verify: {path} cannot be read: {error.strerror}\n")
        return 1
    sys.stdout.write(found_line(found) + "\n")
    for step in [] if found.record else chain(verify_files(files, pinned), engine_steps(files, more)):
        found = step
        sys.stdout.write(found_line(found) + "\n")
        if found.record:
            break
    if found.record:
        sys.stdout.flush()
        sys.stderr.write(f"verify: step “{found.step}” failed at {found.record}: it {found.text}\n")
        return 1
    documents = Documents(files)
    told = [*remarks(documents, pinned), *([] if work is None else work_proof(documents, work))]
    sys.stdout.writelines(f"{line}\n" for line in told)
    sys.stdout.write(("" if more else NOT_HERE) + "Everything that was checked holds.\n")
    return 0


def engine_steps(files: dict[str, bytes], more: Callable[[Documents], Iterator[Found]] | None) -> Iterator[Found]:
    """Asked for only when all other steps held."""
    if more is not None:
        yield from more(Documents(files))


if __name__ == "__main__":
    sys.exit(run_program(sys.argv[1:]))
