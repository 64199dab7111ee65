"""The data folder: who holds it, its secrets, and what is running from it.

lock            held by the one supervisor
secrets.json    made once; mode 600
state.json      ports, processes, the environment of what is running; mode 600
postgres/ objects/ broker/ logs/
"""

from __future__ import annotations

import fcntl
import json
import os
import re
import secrets
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec

from judging.errors import Refused

#: Folders that nobody else may look into, whatever the data folder itself allows.
PRIVATE = ("logs", "broker")


class AlreadyRunning(Refused):
    """Another supervisor holds this data folder."""


class Secrets(msgspec.Struct, frozen=True, kw_only=True):
    """Generated at the first start of a data folder, never shown."""

    identity: str
    secret_key: str
    postgres_superuser: str
    postgres_password: str
    s3_access_key: str
    s3_secret_key: str
    store_signing_key: str

    def __repr__(self) -> str:
        return f"Secrets(identity={self.identity})"


def new_secrets(path: Path, secret_key: str | None = None) -> Secrets:
    """Secrets for a data folder at `path`, whose name they bear; a restored system keeps the key that it had."""
    slug = re.sub(r"[^a-z0-9]+", "-", str(path).lower()).strip("-")[-40:]
    return Secrets(
        identity=f"{slug}-{secrets.token_hex(4)}",
        secret_key=secret_key or secrets.token_urlsafe(48),
        postgres_superuser=secrets.token_urlsafe(24),
        postgres_password=secrets.token_urlsafe(24),
        s3_access_key=secrets.token_hex(10).upper(),
        s3_secret_key=secrets.token_urlsafe(30),
        store_signing_key=secrets.token_urlsafe(30),
    )


class Process(msgspec.Struct, frozen=True):
    """A process as it can be recognised later: numbers are used again, but not with the same start time."""

    pid: int
    started: float
    stop_signal: int = signal.SIGTERM


class State(msgspec.Struct, kw_only=True):
    """What the next start needs to know of this one. `home` is the folder that it speaks of."""

    home: str = ""
    ports: dict[str, int] = {}
    processes: dict[str, Process] = {}
    environment: dict[str, str] = {}
    postgres_folder: str = ""


class Home:
    """A data folder, made on first use. As root it can be entered by others (its secrets cannot be read)."""

    def __init__(self, path: Path) -> None:
        self.path = path.resolve()
        if not self.path.exists():
            self.path.mkdir(parents=True)
            self.path.chmod(0o711 if os.geteuid() == 0 else 0o700)
        elif not self.path.is_dir():
            raise Refused("%(path)s is not a folder; name another data folder with --home.", path=self.path)
        elif not os.access(self.path, os.W_OK):
            raise Refused("The data folder %(path)s cannot be written to by this user.", path=self.path)

    @contextmanager
    def held(self) -> Iterator[None]:
        """Holds the folder alone. The kernel lets go when the process dies, however it dies. Raises AlreadyRunning."""
        lock = os.open(self.path / "lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                pid = os.read(lock, 32).decode().strip() or "?"
                raise AlreadyRunning(
                    "%(path)s is already in use by process %(pid)s; stop that one, or give another folder with --home.",
                    path=self.path,
                    pid=pid,
                ) from None
            for name in PRIVATE:
                (self.path / name).mkdir(exist_ok=True)
                (self.path / name).chmod(0o700)
            os.ftruncate(lock, 0)
            os.write(lock, f"{os.getpid()}\n".encode())
            yield
        finally:
            os.close(lock)

    def secrets(self) -> Secrets:
        """This folder's secrets; made when they are not there yet. Only while held."""
        path = self.path / "secrets.json"
        if path.exists():
            try:
                return msgspec.json.decode(path.read_bytes(), type=Secrets)
            except msgspec.MsgspecError as error:
                raise Refused(
                    "%(path)s cannot be read (%(why)s); restore it from a backup: without it the data stay closed.",
                    path=path,
                    why=error,
                ) from None
        return self.begin(new_secrets(self.path))

    def begin(self, made: Secrets) -> Secrets:
        """Gives a new data folder its secrets. Only while held."""
        write_private(self.path / "secrets.json", msgspec.json.format(msgspec.json.encode(made)))
        return made

    def state(self) -> State:
        """The last state; an empty one where there is none, or where it was damaged: all of it can be found anew.

        In a copied folder the processes and ports are the original's, which may be running: they are left alone.
        """
        try:
            state = msgspec.json.decode((self.path / "state.json").read_bytes(), type=State)
        except (FileNotFoundError, msgspec.MsgspecError):
            return State()
        return state if state.home == str(self.path) else State(postgres_folder=state.postgres_folder)

    def save(self, state: State) -> None:
        state.home = str(self.path)
        write_private(self.path / "state.json", json.dumps(msgspec.to_builtins(state), indent=1).encode())

    def is_held(self) -> bool:
        """Whether a supervisor runs here now."""
        try:
            with self.held():
                return False
        except AlreadyRunning:
            return True

    def environment(self) -> dict[str, str]:
        """The variables with which another process joins what runs here. Raises Refused when nothing does."""
        if not self.is_held():
            raise Refused("Nothing is running in %(path)s; start it with `bangvang up`.", path=self.path)
        return self.state().environment


def write_private(path: Path, data: bytes) -> None:
    """Whole and durable or not at all; readable by its owner only."""
    partial = path.with_name(path.name + ".partial")
    handle = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "wb") as out:
        out.write(data)
        out.flush()
        os.fsync(out.fileno())
    partial.replace(path)
