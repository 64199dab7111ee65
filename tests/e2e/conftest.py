"""The whole system for a real browser: web server and worker on the tests' own database and store."""

from __future__ import annotations

import asyncio
import re
import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Browser, BrowserContext, ConsoleMessage, Page, ViewportSize, expect

from judging import embedded
from judging.db import fetch
from tests.services import Services

PHONE = ViewportSize(width=360, height=740)
DESK = ViewportSize(width=1440, height=900)
PATIENCE = 20_000  # milliseconds, for a machine that has much to do


@dataclass
class Site:
    """A running installation. `told` collects what browsers complained about: errors of scripts, refused sources."""

    address: str
    home: Path
    browser: Browser
    told: list[str] = field(default_factory=list)

    @asynccontextmanager
    async def visitor(self, *, lang: str = "en", viewport: ViewportSize = DESK, **options: Any) -> AsyncIterator[Page]:
        """A person with a browser of their own, who reads `lang`."""
        context = await self.browser.new_context(
            base_url=self.address, viewport=viewport, reduced_motion="reduce", **options
        )
        await self.remember(context, lang=lang)
        context.set_default_timeout(PATIENCE)
        page = await context.new_page()
        page.on("console", self._hear)
        page.on("pageerror", lambda error: self.told.append(f"{page.url}: {error}"))
        try:
            yield page
        finally:
            await context.close()

    async def remember(self, context: BrowserContext, **cookies: str) -> None:
        await context.add_cookies(
            [{"name": name, "value": value, "url": self.address} for name, value in cookies.items()]
        )

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type == "error" and "status of 4" not in message.text:
            self.told.append(f"{message.location.get('url')}: {message.text}")


@pytest.fixture(scope="module")
def _installation(services: Services, pool: None) -> Iterator[embedded.Supervisor]:
    """A data folder for web server and worker; the database and the store are the test run's."""
    given = {name: value for name, value in services.environment.items() if name != "PUBLIC_URL"}
    with tempfile.TemporaryDirectory(prefix="bangvang-e2e-") as folder:
        plan = embedded.Plan(home=Path(folder) / "home", worker=True, web=True, workers=1, given=given)
        with embedded.Supervisor(plan) as supervisor:
            yield supervisor


@pytest.fixture(scope="module")
async def site(_installation: embedded.Supervisor, browser: Browser) -> Site:
    # Jobs that other tests left are nobody's any more.
    await fetch("UPDATE job SET state = 'dead' WHERE state IN ('queued', 'leased')")
    expect.set_options(timeout=PATIENCE)
    return Site(_installation.environment["PUBLIC_URL"], _installation.home.path, browser)


async def sign_in_by_letter(page: Page, email: str) -> None:
    """Asks for a link, reads the letter in the mailbox of this machine, and comes in."""
    await page.goto("/mailbox")
    earlier = await _links(page, email)  # an invitation, or one that was used before
    await page.goto("/sign-in")
    await page.get_by_label("E-mail address").fill(email)
    await page.get_by_role("button", name="Send me a link").click()
    await page.get_by_role("link", name="Read the letter in the mailbox").click()
    async with asyncio.timeout(PATIENCE / 1000):
        while not (fresh := await _links(page, email) - earlier):  # it is written after the answer
            await page.reload()
    await page.goto(fresh.pop())
    await page.get_by_role("button", name="Come in").click()
    await expect(page).not_to_have_url(re.compile("/sign-in"))
    await page.wait_for_load_state()


async def _links(page: Page, email: str) -> set[str]:
    """Those in the letters to this address."""
    letters = page.get_by_role("article").filter(has_text=email)
    return set(await letters.get_by_role("link").evaluate_all("links => links.map(link => link.href)"))


async def first_mark(page: Page) -> None:
    """Returns when the ballot takes keys: its first row has the focus."""
    await expect(page.locator(".marks input:focus")).to_have_count(1)
