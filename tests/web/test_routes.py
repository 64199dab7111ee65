"""Generated from the application's own routes, so that a new one cannot be forgotten."""

from __future__ import annotations

import re
from collections.abc import Iterator

import httpx
import pytest
from litestar import Litestar
from litestar.handlers import HTTPRouteHandler
from litestar.routes import HTTPRoute

from judging.web.access import ACCESS, Role

NOBODY_BUT = {"public", "static"}


@pytest.fixture(scope="module")
def app() -> Litestar:
    from judging.asgi import create_app

    return create_app()


def handlers(app: Litestar) -> Iterator[tuple[str, HTTPRouteHandler]]:
    for route in app.routes:
        assert isinstance(route, HTTPRoute), route.path
        for handler in route.route_handlers:
            if not (handler.http_methods == {"OPTIONS"} and "OPTIONS" in handler.http_methods):
                yield route.path, handler


def test_every_route_declares_its_access(app: Litestar) -> None:
    found = list(handlers(app))
    assert len(found) > 8
    for path, handler in found:
        wanted = handler.opt.get(ACCESS)
        known = wanted in NOBODY_BUT if isinstance(wanted, str) else isinstance(wanted, frozenset)
        assert known, f"{sorted(handler.http_methods)} {path} declares no access"
        if isinstance(wanted, frozenset):
            assert wanted <= set(Role), path


async def test_a_stranger_reaches_nothing_that_is_not_public(app: Litestar) -> None:
    transport = httpx.ASGITransport(app=app)  # type: ignore[arg-type]  # Litestar types its scopes more narrowly
    async with httpx.AsyncClient(transport=transport, base_url="http://testserver.local") as client:
        for path, handler in handlers(app):
            if handler.opt.get(ACCESS) in NOBODY_BUT:
                continue
            for method in handler.http_methods:
                answer = await client.request(str(method), example_of(path), headers={"Accept": "application/json"})
                assert answer.status_code == 401, f"{method} {path}"


def example_of(path: str) -> str:
    """An address of this route, its parameters filled with something of their type."""
    examples = {"uuid": "00000000-0000-0000-0000-000000000001", "int": "1", "path": "x"}
    return re.sub(r"\{\w+:(\w+)\}", lambda found: examples.get(found[1], "x"), path)
