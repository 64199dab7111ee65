"""A real PostgreSQL and a real object store for the tests: pytest plugin `tests.services`.

Started once per test run: at the first test that asks for `services`, or, with several workers (pytest-xdist), by the
process that hands out the tests. Each worker has a database and a bucket of its own. The environment names them before
the first test module is imported, because settings are read once.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import asyncpg
import minio
import pytest

from judging import embedded
from judging.embedded.postgres import ROLE

_SUPERVISOR = pytest.StashKey[embedded.Supervisor]()
_SERVICES = pytest.StashKey["Services"]()


@dataclass(frozen=True, kw_only=True)
class Services:
    """Where this worker's services are. `environment` is already in os.environ."""

    home: Path
    environment: dict[str, str]
    superuser_url: str

    @property
    def database_url(self) -> str:
        return self.environment["DATABASE_URL"]

    @property
    def s3_endpoint(self) -> str:
        return self.environment["S3_ENDPOINT"]

    @property
    def s3_access_key(self) -> str:
        return self.environment["S3_ACCESS_KEY"]

    @property
    def s3_secret_key(self) -> str:
        return self.environment["S3_SECRET_KEY"]

    @property
    def s3_bucket(self) -> str:
        return self.environment["S3_BUCKET"]


def pytest_configure(config: pytest.Config) -> None:
    given: dict[str, Any] | None = getattr(config, "workerinput", None)
    if given is None:
        supervisor = _make_supervisor(Path(tempfile.mkdtemp(prefix="bangvang-test-")))
        config.stash[_SUPERVISOR] = supervisor
        shared = {**supervisor.reserve(), "SUPERUSER_URL": supervisor.superuser_url}
        if getattr(config.option, "numprocesses", None):
            supervisor.start()
            config.pluginmanager.register(_Shares(shared))
        name = "main"
    else:
        shared, name = given["services"], given["workerid"]
    config.stash[_SERVICES] = services = _for_worker(dict(shared), name)
    os.environ.update(services.environment)


class _Shares:
    """Tells every worker where the services are."""

    def __init__(self, shared: dict[str, str]) -> None:
        self.shared = shared

    def pytest_configure_node(self, node: Any) -> None:
        node.workerinput["services"] = self.shared


def _make_supervisor(home: Path) -> embedded.Supervisor:
    if os.geteuid() == 0:
        home.chmod(0o711)  # PostgreSQL's own user must be able to enter
    return embedded.Supervisor(embedded.Plan(home=home, given={}))


def _for_worker(shared: dict[str, str], name: str) -> Services:
    superuser = shared.pop("SUPERUSER_URL")
    environment = shared | {
        "DATABASE_URL": f"{shared['DATABASE_URL'].rpartition('/')[0]}/test_{name}",
        "S3_BUCKET": f"test-{name}",
        "SMTP_URL": "",
        "METRICS_TOKEN": "figures-of-the-tests",
        "PUBLIC_URL": "http://testserver.local",
    }
    return Services(home=Path(shared["BANGVANG_HOME"]), environment=environment, superuser_url=superuser)


def pytest_unconfigure(config: pytest.Config) -> None:
    supervisor = config.stash.get(_SUPERVISOR, None)
    if supervisor is not None:
        supervisor.stop()
        embedded.erase(supervisor.home.path)


@pytest.fixture(scope="session")
async def services(request: pytest.FixtureRequest) -> Services:
    """The running services, with an empty database and an empty bucket of this worker's own."""
    supervisor = request.config.stash.get(_SUPERVISOR, None)
    if supervisor is not None:
        supervisor.start()
    found = request.config.stash[_SERVICES]
    name = found.database_url.rpartition("/")[2]
    connection = await asyncpg.connect(found.superuser_url)
    try:
        await connection.execute(f"CREATE DATABASE {name} OWNER {ROLE}")
        # The tests kill no machine: what the kernel has is safe enough, and much faster.
        await connection.execute(f"ALTER DATABASE {name} SET synchronous_commit = off")
    finally:
        await connection.close()
    client = minio.Minio(found.s3_endpoint, found.s3_access_key, found.s3_secret_key, secure=False, region="us-east-1")
    client.make_bucket(found.s3_bucket)
    return found


@pytest.fixture
def home() -> Iterator[Path]:
    """A data folder that is not made yet, for a supervisor of the test's own. PostgreSQL's own user could enter it."""
    with tempfile.TemporaryDirectory(prefix="bangvang-home-") as folder:
        Path(folder).chmod(0o755)
        path = Path(folder) / "data"
        yield path
        if path.exists():
            embedded.erase(path)
