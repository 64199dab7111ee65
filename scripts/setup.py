"""Makes `.venv` and fetches the front end: `python3 scripts/setup.py`. Needs Python 3.11 and its standard library only.

Everything is installed by lock files with hashes. A second run finds its stamps and ends at once; two runs at the same
time wait for each other; an interrupted one is simply run again.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"


def main() -> int:
    if sys.version_info < (3, 11):  # noqa: UP036 - whoever runs this has whatever Python they have
        sys.stderr.write(f"Python 3.11 or newer is needed; this is {sys.version.split()[0]}.\n")
        return 1
    with Path(__file__).open() as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        try:
            _python_packages()
            _ourselves()
            run([str(PYTHON), str(ROOT / "scripts" / "frontend.py")])
        except subprocess.CalledProcessError as failed:
            sys.stderr.write(f"setup stopped: `{' '.join(failed.cmd)}` failed (exit {failed.returncode}).\n")
            return 1
    return 0


def _python_packages() -> None:
    locked = ROOT / "requirements" / "dev.txt"
    stamp = VENV / ".packages"
    wanted = digest(locked)
    if is_current(stamp, wanted) and PYTHON.exists():
        return
    if not _works():
        say("making .venv")
        run(
            [sys.executable, "-m", "venv", "--clear", str(VENV)], hint="On Debian and Ubuntu: apt install python3-venv."
        )
    say("installing Python packages, hashes checked (about a minute)")
    run([*_pip(), "install", "--require-hashes", "--only-binary", ":all:", "--requirement", str(locked)])
    stamp.write_text(wanted)


def _ourselves() -> None:
    stamp = VENV / ".project"
    wanted = digest(ROOT / "pyproject.toml") + str(ROOT)
    if is_current(stamp, wanted) and (VENV / "bin" / "bangvang").exists():
        return
    run([*_pip(), "install", "--no-build-isolation", "--no-deps", "--editable", str(ROOT)])
    stamp.write_text(wanted)


def _pip() -> list[str]:
    return [str(PYTHON), "-m", "pip", "--quiet", "--disable-pip-version-check"]


def _works() -> bool:
    """Whether .venv holds a Python that runs and has pip."""
    if not PYTHON.exists():
        return False
    return subprocess.run([PYTHON, "-c", "import pip"], capture_output=True, check=False).returncode == 0


def run(command: list[str], hint: str = "") -> None:
    # A user without a home of its own still needs a place for caches.
    environment = dict(os.environ)
    if not os.access(environment.get("HOME", "/nonexistent"), os.W_OK):
        environment["HOME"] = str(VENV)
    done = subprocess.run(command, env=environment, check=False)
    if done.returncode:
        if hint:
            say(hint)
        raise subprocess.CalledProcessError(done.returncode, command)


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def is_current(stamp: Path, wanted: str) -> bool:
    return stamp.exists() and stamp.read_text() == wanted


def say(text: str) -> None:
    sys.stderr.write(f"setup: {text}\n")


if __name__ == "__main__":
    sys.exit(main())
