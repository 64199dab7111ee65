"""A migrated database with its pool in the tests' own loop, and the whole application before it."""

from __future__ import annotations

from collections.abc import AsyncIterator

import httpx
import pytest
from litestar import Litestar

from judging import db
from tests.services import Services


@pytest.fixture(scope="session")
async def pool(services: Services) -> AsyncIterator[None]:
    await db.migrate()
    await db.start_pool(min_size=1, max_size=5)
    yield
    await db.stop_pool()


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
