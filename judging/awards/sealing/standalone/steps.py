"""The steps of the check in their order, and what each found."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from judging.awards.sealing.standalone.ballot_checks import check_ballots, check_chain
from judging.awards.sealing.standalone.board_checks import check_approvals, check_names
from judging.awards.sealing.standalone.container import read_bundle
from judging.awards.sealing.standalone.documents import Documents, check_manifest, check_signatures
from judging.awards.sealing.standalone.faults import Failure
from judging.awards.sealing.standalone.prize_checks import check_prizes
from judging.awards.sealing.standalone.promises import check_assignment, check_commitment, check_rules, check_works
from judging.awards.sealing.standalone.rank_checks import check_ranks
from judging.awards.sealing.standalone.score_checks import check_scores

CHECKS: tuple[tuple[str, Callable[[Documents], str]], ...] = (
    ("commitment", check_commitment),
    ("rules", check_rules),
    ("works", check_works),
    ("assignment", check_assignment),
    ("chain", check_chain),
    ("ballots", check_ballots),
    ("approvals", check_approvals),
    ("scores", check_scores),
    ("ranks", check_ranks),
    ("prizes", check_prizes),
    ("names", check_names),
)
WIDTH = 11
UNPINNED = (
    "WARNING: the key was NOT compared with one that you trust. Anybody can sign a bundle of their own with a key of\n"
    "their own. Compare the key above with the one on the contest's page, and give that one with --key."
)


class Found(NamedTuple):
    """One step: what it found, or with `record` what it found wrong."""

    step: str
    text: str
    record: str = ""


def run_step(step: str, check: Callable[[], str]) -> Found:
    try:
        return Found(step, check())
    except Failure as failure:
        return Found(step, failure.message, failure.record)
    except (KeyError, TypeError, ValueError, IndexError, AttributeError, StopIteration, ArithmeticError) as error:
        # Whoever signs can sign nonsense: it is named as such, whatever is missing in it.
        return Found(step, f"is not of the form that it should have ({type(error).__name__}: {error})", "a file")


def verify_files(files: dict[str, bytes], pinned: str | None) -> Iterator[Found]:
    """The steps' findings, up to the first that is wrong. `pinned` is the key that the reader trusts."""
    documents: list[Documents] = []

    def read() -> str:
        documents.append(Documents(files))
        return "every file can be read in one way only"

    first = (
        ("manifest", lambda: check_manifest(files)),
        ("signature", lambda: check_signatures(files, pinned)),
        ("form", read),
    )
    later = ((step, lambda check=check: check(documents[0])) for step, check in CHECKS)
    for step, check in (*first, *later):
        found = run_step(step, check)
        yield found
        if found.record:
            return


def container_step(path: Path) -> tuple[Found, dict[str, bytes]]:
    """The files of a bundle. Raises OSError."""
    files: dict[str, bytes] = {}

    def check() -> str:
        found, packing = read_bundle(path)
        files.update(found)
        return f"{len(files)} files, {packing}"

    return run_step("container", check), files


def found_line(found: Found) -> str:
    verdict, record = ("FAILED", f"{found.record}: it ") if found.record else ("ok", "")
    return f"{verdict:6}  {found.step:{WIDTH}} {record}{found.text}"


def remarks(documents: Documents, pinned: str | None) -> list[str]:
    """What a reader should know although nothing is wrong."""
    told = [] if pinned else [UNPINNED]
    result = documents.result
    told += [
        f"NOTE: {one['code']} was let in after judging had begun, so it was not promised." for one in result["late"]
    ]
    told += [f"NOTE: {one['code']} was taken out after judging had begun ({one['state']})." for one in result["out"]]
    for key, panel in documents.panels.items():
        added, removed = len(panel["added"]), len(panel["removed"])
        if added or removed:
            told.append(f"NOTE: {key}: {added} ballots were assigned after judging had begun, {removed} taken back.")
    return told
