"""The shell with a few routes of its own: no database, no settings."""

from __future__ import annotations

import uuid
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from litestar import Litestar
from litestar.testing import AsyncTestClient

from judging.web.access import Actor, Role, check_access
from judging.web.assets import load_tree, static_file
from judging.web.cross_site import CrossSiteMiddleware
from judging.web.failures import HANDLERS
from judging.web.form_request import FormRequest
from judging.web.headers import finish_headers
from judging.web.preferences import PreferencesMiddleware
from judging.web.session import SessionMiddleware
from judging.web.templating import make_environment, make_template_config
from judging.web.tokens import token_digest

WEB = Path(__file__).parents[2] / "judging" / "web"
TOKEN = "t" * 43
CONTEST = uuid.UUID(int=7)
JUROR = Actor(
    person_id=uuid.UUID(int=1), name="Lò Thị Hương", locale="vi", memberships=frozenset({(Role.JUROR, CONTEST)})
)
Shell = Callable[..., AbstractAsyncContextManager[AsyncTestClient[Litestar]]]


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    """`async with shell([handlers], templates={"x.html": "…"}) as client`: TOKEN is the session of JUROR."""

    async def load(digest: str) -> Actor | None:
        return JUROR if digest == token_digest(TOKEN) else None

    @asynccontextmanager
    async def open_shell(
        handlers: list[Any], templates: dict[str, str] | None = None, *, secure: bool = False
    ) -> AsyncIterator[AsyncTestClient[Litestar]]:
        for name, text in (templates or {}).items():
            (tmp_path / name).write_text(text, "utf-8")
        tree = load_tree([WEB / "static"])
        app = Litestar(
            route_handlers=[static_file, *handlers],
            request_class=FormRequest,
            guards=[check_access],
            middleware=[SessionMiddleware(load), PreferencesMiddleware(), CrossSiteMiddleware()],
            before_send=[finish_headers(secure=secure)],
            exception_handlers=HANDLERS,
            template_config=make_template_config(make_environment([tmp_path, WEB / "templates"], tree)),
            openapi_config=None,
            logging_config=None,
            request_max_body_size=1_000_000,
            multipart_form_part_limit=20,
        )
        app.state.static_tree = tree
        async with AsyncTestClient(app=app) as client:
            yield client

    return open_shell
