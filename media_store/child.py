"""The process in which files are decoded: `python -m media_store.child`, limits and then jobs on standard input."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from shutil import rmtree
from typing import BinaryIO

from media_store.identify import identify
from media_store.limits import Limits, confine_process, grant_processor_time
from media_store.outcome import Decoded, Format, Kind
from media_store.reasons import Quarantine, Reason, Refusal, is_full_disk
from media_store.wire import HOME_PREFIX, Answer, Identified, Job, Ready, Refused, Taken, read_job, read_limits, write


def main() -> int:
    # Libraries may print what they like: the answers go through a copy of the pipe that they do not know.
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    limits = read_limits(sys.stdin.buffer.readline())
    confine_process(limits)
    try:
        return _serve(limits, answers)
    except BrokenPipeError:  # the worker is gone, and nobody waits for the answer
        return 1
    finally:
        home = Path.cwd()
        if home.name.startswith(HOME_PREFIX):  # a worker that was killed cannot clear it away
            rmtree(home, ignore_errors=True)


def _serve(limits: Limits, answers: BinaryIO) -> int:
    _say(answers, Ready())
    for line in sys.stdin.buffer:
        answer = _answer(read_job(line), limits, answers)
        _say(answers, answer)
        if isinstance(answer, Refused) and answer.spent:
            return 1
    return 0


def _say(answers: BinaryIO, answer: Answer) -> None:
    answers.write(write(answer))
    answers.flush()


def _answer(job: Job, limits: Limits, answers: BinaryIO) -> Answer:
    grant_processor_time(limits.cpu_seconds)
    name = "?"
    try:
        found = identify(job.path, limits)
        name = found.upper()
        _say(answers, Identified(found))
        return Taken(_decode(found, job, limits))
    except Quarantine as verdict:
        return Refused(verdict.refusal)
    except MemoryError:
        return Refused(Refusal(Reason.TOO_MUCH_MEMORY, {"format": name}), spent=True)
    except RecursionError:
        return Refused(Refusal(Reason.DAMAGED, {"format": name}), spent=True)
    except Exception as error:  # hostile bytes may raise anything in a decoder: all of it is a verdict on the file
        print(f"{job.path.name}: {type(error).__name__}: {error}", file=sys.stderr)  # noqa: T201 - the child's log
        return Refused(Refusal(Reason.NO_ROOM if is_full_disk(error) else Reason.DAMAGED, {"format": name}))


def _decode(found: Format, job: Job, limits: Limits) -> Decoded:
    """Heavy libraries are imported by the kind that needs them."""
    if job.glance:
        from media_store.glance import glance_at

        return glance_at(job.path, found, job.work, limits)
    if found.kind is Kind.IMAGE:
        from media_store.images import decode_image

        return decode_image(job.path, found, job.work, limits)
    if found.kind is Kind.AUDIO:
        from media_store.audio import decode_audio

        # Ten minutes of sound cost as much as everything else may; on a busy machine processor time is dearer.
        grant_processor_time(2 * limits.cpu_seconds)
        return decode_audio(job.path, found, job.work, limits)
    if found is Format.TXT:
        from media_store.texts import decode_text

        return decode_text(job.path, job.work, limits)
    if found is Format.PDF:
        from media_store.pdf import decode_pdf

        return decode_pdf(job.path, job.work, limits)
    from media_store.documents import decode_document

    return decode_document(job.path, found, job.work, limits)


if __name__ == "__main__":
    sys.exit(main())
