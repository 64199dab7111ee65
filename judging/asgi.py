"""The web shell: one Litestar application made of the rooms' routes, templates and static files: `judging.asgi:app`."""

from __future__ import annotations

import importlib
import importlib.util
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from litestar import Litestar, Router
from litestar.config.compression import CompressionConfig
from litestar.datastructures import State
from litestar.openapi import OpenAPIConfig
from litestar.openapi.plugins import JsonRenderPlugin

from judging import db, loglines, worker
from judging.accounts import queries as accounts
from judging.operations.counting import CountingMiddleware, count_answer
from judging.settings import settings
from judging.web.access import PUBLIC, check_access
from judging.web.assets import load_tree, static_file
from judging.web.cross_site import CrossSiteMiddleware
from judging.web.failures import HANDLERS
from judging.web.form_request import FormRequest
from judging.web.headers import finish_headers
from judging.web.health import health
from judging.web.preferences import PreferencesMiddleware
from judging.web.session import SessionMiddleware
from judging.web.templating import make_environment, make_template_config

ROOT = Path(__file__).resolve().parents[1]
ROOMS = (
    "judging.web", "judging.accounts", "judging.contests", "judging.submissions", "judging.submissions.envelopes",
    "judging.scoring", "judging.awards", "judging.exhibition", "judging.operations", "admin_ui",
)  # fmt: skip


def room_folders(name: str) -> list[Path]:
    """The rooms' folders of a name ("templates", "static") that exist."""
    folders = [ROOT.joinpath(*room.split("."), name) for room in ROOMS]
    return [folder for folder in folders if folder.is_dir()]


def room_routes() -> list[Any]:
    """ROUTES of every room that has pages."""
    routes: list[Any] = []
    for room in ROOMS:
        name = f"{room}.routes"
        if importlib.util.find_spec(room) and importlib.util.find_spec(name):
            routes.extend(importlib.import_module(name).ROUTES)
    return routes


def make_openapi() -> OpenAPIConfig:
    """The description of the routes for programs, as JSON: viewers would load scripts from elsewhere."""
    router = Router(path="/api/schema", route_handlers=[], opt=PUBLIC)
    plugins = [JsonRenderPlugin(path="/openapi.json")]
    return OpenAPIConfig(title="Bảng Vàng", version="0.1.0", openapi_router=router, render_plugins=plugins)


@asynccontextmanager
async def lifespan(_: Litestar) -> AsyncIterator[None]:
    """A server without its database does not start: better a crash that is seen than pages that all fail."""
    loglines.install(settings().log_format)
    await db.start_pool(min_size=1, max_size=10)
    await db.ping()
    worker.connect_sender()
    try:
        yield
    finally:
        await db.stop_pool()


def create_app() -> Litestar:
    """The application. Reads the settings and the files of all rooms."""
    secure = settings().public_url.startswith("https://")
    tree = load_tree(room_folders("static"))
    environment = make_environment(room_folders("templates"), tree)
    return Litestar(
        route_handlers=[static_file, health, *room_routes()],
        request_class=FormRequest,
        lifespan=[lifespan],
        guards=[check_access],
        middleware=[
            CountingMiddleware(),
            SessionMiddleware(accounts.actor_of_session),
            PreferencesMiddleware(),
            CrossSiteMiddleware(),
        ],
        before_send=[finish_headers(secure=secure), count_answer],
        exception_handlers=HANDLERS,
        template_config=make_template_config(environment),
        compression_config=CompressionConfig(backend="gzip", gzip_compress_level=3, exclude=["^/static/"]),
        state=State({"static_tree": tree}),
        openapi_config=make_openapi(),
        request_max_body_size=1_000_000,
        multipart_form_part_limit=20,
        logging_config=None,
        debug=False,
    )


app = create_app()
