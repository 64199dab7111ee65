"""`bangvang doctor`: one line for each thing the system needs, with what to do where it is wrong."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from judging.embedded import connections, objects, ports, postgres
from judging.embedded.home import Home
from judging.embedded.supervisor import Plan, Supervisor, erase
from judging.errors import DomainError

_ROOM_NEEDED = 2_000_000_000  # bytes
_FONTS = ("BeVietnamPro", "SourceSerif4", "NotoSansTaiViet", "Tinos")

Check = Callable[[], str]
"""Returns what was found; raises an error that says what is wrong and what to do."""


def examine(home: Path) -> int:
    """Prints the findings. Returns 1 when anything is wrong."""
    wrong = [name for name, check in _of_machine(home) if not _report(name, check)]
    if not wrong:
        try:
            with _environment(home) as environment:
                os.environ.update(environment)
                wrong = [name for name, check in connections.checks() if not _report(name, check)]
        except (DomainError, OSError) as error:
            sys.stdout.write(f"WRONG  {'start':12} {error}\n")
            wrong = ["start"]
    sys.stdout.write("everything is in order\n" if not wrong else f"wrong: {', '.join(wrong)}\n")
    return 1 if wrong else 0


def _report(name: str, check: Check) -> bool:
    try:
        found, fine = check(), True
    except Exception as error:
        found, fine = str(error) or type(error).__name__, False
    sys.stdout.write(f"{'ok' if fine else 'WRONG':5}  {name:12} {found}\n")
    sys.stdout.flush()
    return fine


def _of_machine(home: Path) -> list[tuple[str, Check]]:
    return [
        ("python", _python),
        ("postgres", _postgres),
        ("objects", _objects),
        ("fonts", _fonts),
        ("data folder", lambda: _folder(home)),
        ("ports", _ports),
    ]


def _python() -> str:
    return sys.version.split()[0]


def _postgres() -> str:
    if os.environ.get("DATABASE_URL"):
        return "DATABASE_URL names a server"
    user = postgres.service_user()
    return _version([postgres.programs(user) / "postgres", "--version"], user)


def _objects() -> str:
    if os.environ.get("S3_ENDPOINT"):
        return "S3_ENDPOINT names a server"
    return _version([objects.program(), "version"], None)


def _version(command: list[str | Path], user: tuple[int, int] | None) -> str:
    uid, gid = user or (None, None)
    done = subprocess.run(
        command, user=uid, group=gid, extra_groups=None if uid is None else [], cwd="/", capture_output=True, text=True,
        check=False,
    )  # fmt: skip
    if done.returncode:
        raise OSError(f"{command[0]} does not run ({done.stderr.strip()}); run `make setup` again")
    return done.stdout.splitlines()[0]


def _fonts() -> str:
    from judging.settings import FONTS

    folder = Path(os.environ.get("FONTS_DIR") or FONTS)
    missing = [name for name in _FONTS if not any(folder.glob(f"{name}*.ttf"))]
    if missing:
        raise OSError(f"{', '.join(missing)} missing in {folder}; run `make setup`, or set FONTS_DIR")
    return str(folder)


def _folder(home: Path) -> str:
    existing = next(folder for folder in (home.resolve(), *home.resolve().parents) if folder.exists())
    if not existing.is_dir():
        raise OSError(f"{existing} is not a folder; give another one with --home")
    if not os.access(existing, os.W_OK):
        raise OSError(f"{existing} cannot be written to by this user; give another folder with --home")
    free = shutil.disk_usage(existing).free
    if free < _ROOM_NEEDED:
        raise OSError(f"{existing} has only {free / 1e9:.1f} GB free; {_ROOM_NEEDED / 1e9:.0f} GB are needed")
    return f"{home.resolve()}, {free / 1e9:.0f} GB free"


def _ports() -> str:
    claims = ports.Claims()
    chosen = ports.choose(["a", "b"], {}, claims)
    claims.release()
    usual = "is free" if ports.is_free(8000) else "is taken; the pages take another one"
    return f"{ports.HOST} gives ports ({chosen['a']}, …); 8000 {usual}"


@contextmanager
def _environment(home: Path) -> Iterator[dict[str, str]]:
    """The variables of what runs in the data folder; else starts database and store while the block runs."""
    if (home / "lock").exists() and Home(home).is_held():
        yield {**Home(home).state().environment, **{k: v for k, v in os.environ.items() if k == "SMTP_URL"}}
        return
    temporary = None if home.exists() else Path(tempfile.mkdtemp(prefix="bangvang-doctor-"))
    try:
        if temporary is not None and os.geteuid() == 0:
            temporary.chmod(0o711)
        given = {name: value for name, value in os.environ.items() if name != "BANGVANG_HOME"}
        with Supervisor(Plan(home=temporary or home, given=given)) as supervisor:
            if temporary is not None and "DATABASE_URL" not in given:  # a real database is only looked at
                supervisor.migrate()
            yield supervisor.environment
    finally:
        if temporary is not None:
            erase(temporary)
