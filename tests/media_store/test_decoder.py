"""The limited child: whatever happens to it is a verdict on the file, and the next file is served."""

from __future__ import annotations

import hashlib
import io
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import psutil
import pytest
from PIL import Image

from media_store.decoder import Decoder, process_file
from media_store.helper_process import TUNING, HelperProcess
from media_store.limits import MIB, Limits
from media_store.outcome import Outcome
from media_store.reasons import Reason
from media_store.wire import Identified, Job, Refused

BEYOND_THE_HEADER = 1_000_000


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    path = tmp_path / "picture.png"
    Image.new("RGB", (60, 40), "teal").save(path)
    return path


@pytest.fixture(scope="module")
def noisy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Takes half a second or so to be decoded."""
    path = tmp_path_factory.mktemp("noisy") / "noisy.png"
    pixels = np.random.default_rng(1).integers(0, 255, (2500, 3500, 3), dtype=np.uint8)
    Image.fromarray(pixels).save(path, compress_level=1)
    return path


@contextmanager
def in_the_middle(decoder: Decoder, path: Path, out: Path, outcomes: list[Outcome]) -> Iterator[psutil.Process]:
    """The child while it decodes the file: its format is told by then. Afterwards `outcomes` has the verdict."""
    child = psutil.Process(decoder.child_pid)
    work = threading.Thread(target=lambda: outcomes.append(decoder.process(path, out_dir=out)))
    work.start()
    while not any(each.path == str(path) and each.position > BEYOND_THE_HEADER for each in child.open_files()):
        assert work.is_alive()
    yield child
    work.join()


def test_one_call_for_one_file(picture: Path, tmp_path: Path) -> None:
    outcome = process_file(picture, out_dir=tmp_path / "out")
    assert outcome.accepted
    assert outcome.sha256 == hashlib.sha256(picture.read_bytes()).hexdigest()
    assert outcome.size == picture.stat().st_size
    assert sorted(each.name for each in (tmp_path / "out").iterdir()) == sorted(
        each.role for each in outcome.renditions
    )
    for each in outcome.renditions:
        assert each.sha256 == hashlib.sha256(each.path.read_bytes()).hexdigest()


def test_the_child_is_kept_and_made_anew_after_its_share(picture: Path, tmp_path: Path) -> None:
    with Decoder(recycle_after=2) as decoder:
        pids = []
        for _ in range(3):
            assert decoder.process(picture, out_dir=tmp_path / "out").accepted
            pids.append(decoder.child_pid)
    assert pids[0] is not None
    assert pids[1] is None
    assert pids[2] not in (None, pids[0])


def test_a_child_killed_between_files_costs_nothing(picture: Path, tmp_path: Path) -> None:
    with Decoder() as decoder:
        decoder.process(picture, out_dir=tmp_path / "out")
        assert decoder.child_pid is not None
        os.kill(decoder.child_pid, signal.SIGKILL)
        assert decoder.process(picture, out_dir=tmp_path / "out").accepted


def test_a_child_killed_in_the_middle_is_a_reason(picture: Path, noisy: Path, tmp_path: Path) -> None:
    with Decoder() as decoder:
        decoder.process(picture, out_dir=tmp_path / "out")
        outcomes: list[Outcome] = []
        with in_the_middle(decoder, noisy, tmp_path / "noisy-out", outcomes) as child:
            child.kill()
        assert outcomes[0].reason is not None
        assert outcomes[0].reason.code is Reason.CRASHED
        assert list((tmp_path / "noisy-out").iterdir()) == []
        assert decoder.process(picture, out_dir=tmp_path / "out").accepted


def test_the_clock_blames_the_machine(picture: Path, noisy: Path, tmp_path: Path) -> None:
    outcomes: list[Outcome] = []
    with Decoder(Limits(wall_seconds=2)) as decoder:
        decoder.process(picture, out_dir=tmp_path / "out")
        with in_the_middle(decoder, noisy, tmp_path / "out", outcomes) as child:
            child.suspend()
        outcome = outcomes[0]
        assert outcome.reason is not None
        assert outcome.reason.code is Reason.BUSY
        assert "try again" in str(outcome.reason)
        assert outcome.renditions == ()
        assert outcome.format == "png"
        assert outcome.sha256 == hashlib.sha256(noisy.read_bytes()).hexdigest()


def test_too_slow_by_processor_time(tmp_path: Path, noisy: Path) -> None:
    with Decoder(Limits(cpu_seconds=-1)) as decoder:
        outcome = decoder.process(noisy, out_dir=tmp_path / "out")
        assert outcome.reason is not None
        assert outcome.reason.code is Reason.TOO_SLOW


def test_too_much_memory(picture: Path, noisy: Path, tmp_path: Path) -> None:
    with Decoder(Limits(memory=90 * MIB)) as decoder:
        outcome = decoder.process(noisy, out_dir=tmp_path / "out")
        assert outcome.reason is not None
        assert outcome.reason.code in (Reason.TOO_MUCH_MEMORY, Reason.CRASHED)
        assert decoder.process(picture, out_dir=tmp_path / "out").accepted


def test_renditions_may_not_fill_the_disk(noisy: Path, tmp_path: Path) -> None:
    with Decoder(Limits(written=100_000)) as decoder:
        outcome = decoder.process(noisy, out_dir=tmp_path / "out")
    assert not outcome.accepted
    assert list((tmp_path / "out").iterdir()) == []


def test_a_full_disk_is_no_fault_of_the_file(picture: Path, tmp_path: Path) -> None:
    text = tmp_path / "poem.txt"
    text.write_text("verse")
    work = tmp_path / "work"
    work.mkdir()
    for role in ("text.txt", "thumb.webp", "small.webp", "medium.webp", "large.webp", "large.jpg", "medium.jpg"):
        (work / role).symlink_to("/dev/full")
    child = HelperProcess.start(Limits())
    try:
        for path in (text, picture):
            child.send(Job(path, work))
            assert isinstance(child.answer(time.monotonic() + 60), Identified)
            answer = child.answer(time.monotonic() + 60)
            assert isinstance(answer, Refused)
            assert answer.refusal.code is Reason.NO_ROOM
            assert "Nothing is wrong with it" in str(answer.refusal)
    finally:
        child.end()


def test_a_missing_file_is_the_callers_error(tmp_path: Path) -> None:
    with Decoder() as decoder, pytest.raises(FileNotFoundError):
        decoder.process(tmp_path / "none", out_dir=tmp_path / "out")


def test_nothing_is_left_behind(picture: Path, tmp_path: Path) -> None:
    with Decoder() as decoder:
        decoder.process(picture, out_dir=tmp_path / "out")
        child = psutil.Process(decoder.child_pid)
        home = Path(child.cwd())
        assert home.is_dir()
    assert not child.is_running()
    assert not home.exists()


def test_a_program_that_ends_leaves_no_child_and_no_complaint(picture: Path, tmp_path: Path) -> None:
    program = """
import sys
from pathlib import Path
from media_store.decoder import Decoder

decoder = Decoder()
decoder.process(Path(sys.argv[1]), out_dir=Path(sys.argv[2]))
print(decoder.child_pid)
"""
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parents[2]), "TMPDIR": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-X", "dev", "-c", program, picture, tmp_path / "out"],
        capture_output=True, text=True, env=environment, check=True,
    )  # fmt: skip
    assert done.stderr == ""
    assert not psutil.pid_exists(int(done.stdout))
    assert list(tmp_path.glob("media-child-*")) == []


def test_a_child_whose_worker_was_killed_clears_up_and_ends(tmp_path: Path) -> None:
    program = """
import sys
from pathlib import Path
from media_store.decoder import Decoder

decoder = Decoder()
decoder.process(Path(sys.argv[1]), out_dir=Path(sys.argv[2]))
print(decoder.child_pid, flush=True)
sys.stdin.read()
"""
    text = tmp_path / "poem.txt"
    text.write_text("verse")
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])}
    command = [sys.executable, "-c", program, str(text), str(tmp_path / "out")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment) as worker:
        assert worker.stdout is not None
        child = psutil.Process(int(worker.stdout.readline()))
        home = Path(child.cwd())
        worker.kill()
    child.wait(20)
    assert not home.exists()


def test_the_child_inherits_no_secret(picture: Path, tmp_path: Path) -> None:
    with Decoder() as decoder:
        decoder.process(picture, out_dir=tmp_path / "out")
        environment = psutil.Process(decoder.child_pid).environ()
    assert set(environment) <= {
        "PATH", "PYTHONPATH", "HOME", "TMPDIR", "LANG", "LC_CTYPE", *TUNING,
    }  # fmt: skip


def test_it_works_inside_a_daemonic_pool_worker(picture: Path, tmp_path: Path) -> None:
    """As in a prefork worker of Celery, which may not have children by multiprocessing."""
    program = """
import sys
from multiprocessing import get_context
from pathlib import Path
from media_store.decoder import Decoder

decoder = Decoder()

def look(path):
    return decoder.process(Path(path), out_dir=Path(path).parent / "out").verdict

if __name__ == "__main__":
    assert look(sys.argv[1]) == "accepted"
    with get_context("fork").Pool(1) as pool:
        print(pool.apply(look, (sys.argv[1],)))
    print(look(sys.argv[1]))
    decoder.close()
"""
    script = tmp_path / "worker.py"
    script.write_text(program)
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])}
    done = subprocess.run(
        [sys.executable, script, picture], capture_output=True, text=True, env=environment, check=False
    )
    assert done.stdout.split() == ["accepted", "accepted"], done.stderr


def test_threads_take_turns(picture: Path, tmp_path: Path) -> None:
    with Decoder() as decoder, ThreadPoolExecutor(4) as pool:
        looks = [pool.submit(decoder.process, picture, out_dir=tmp_path / str(number)) for number in range(4)]
        assert [each.result().verdict for each in looks] == ["accepted"] * 4


def test_a_name_given_by_the_sender_gets_the_note(picture: Path, tmp_path: Path) -> None:
    with Decoder() as decoder:
        outcome = decoder.process(picture, out_dir=tmp_path / "out", name="Tranh của em.jpg")
    assert str(outcome.note) == "The file is named .jpg but its content is PNG; the content counts."


def test_an_empty_file_has_a_verdict(tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.write_bytes(io.BytesIO().getvalue())
    outcome = process_file(empty, out_dir=tmp_path / "out")
    assert outcome.reason is not None
    assert outcome.reason.code is Reason.EMPTY
