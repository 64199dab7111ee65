"""What tests share: the services, a browser, a migrated database with its pool in the tests' own loop, the application.

People, contests and works are made by `tests.cast`.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import TYPE_CHECKING

import httpx
import hypothesis
import pytest
from asyncpg.connection import LoggedQuery
from litestar import Litestar

from judging import db

if TYPE_CHECKING:  # the plugin must be loaded by its name below, not before
    from tests.services import Services

pytest_plugins = ["tests.services", "tests.browser"]
# How long an example takes, or its making, says more about the machine than about the program.
hypothesis.settings.register_profile(
    "explore", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow], print_blob=True
)
# The same examples every time: what fails is the change tested. `--hypothesis-profile explore` looks for others.
hypothesis.settings.register_profile("house", hypothesis.settings.get_profile("explore"), derandomize=True)
hypothesis.settings.load_profile("house")

POOL = 5


@pytest.fixture(scope="session")
async def pool(services: Services) -> AsyncIterator[None]:
    await db.migrate()
    await db.start_pool(min_size=POOL, max_size=POOL)
    yield
    await db.stop_pool()


@pytest.fixture
async def statements(pool: None) -> AsyncIterator[list[str]]:
    """Every SQL statement that is sent from now on, as the driver reports it."""
    sent: list[str] = []

    def note(record: LoggedQuery) -> None:
        sent.append(record.query)

    held = [await db.engine().pool.acquire() for _ in range(POOL)]  # type: ignore[union-attr]  # the pool is open
    connections = [proxy._con for proxy in held]
    for connection in connections:
        connection.add_query_logger(note)
    for proxy in held:
        await db.engine().pool.release(proxy)  # type: ignore[union-attr]
    yield sent
    for connection in connections:
        connection.remove_query_logger(note)


@pytest.fixture(scope="session")
async def app(pool: None) -> Litestar:
    from judging.asgi import create_app

    return create_app()


@pytest.fixture
async def browser_client(app: Litestar) -> AsyncIterator[httpx.AsyncClient]:
    """A browser that keeps cookies and does not follow redirects by itself."""
    transport = httpx.ASGITransport(app=app)  # type: ignore[arg-type]  # Litestar types its scopes more narrowly
    async with httpx.AsyncClient(transport=transport, base_url="http://testserver.local") as client:
        yield client
