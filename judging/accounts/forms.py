"""Reading of what the sign-in pages are given."""

from __future__ import annotations

from typing import Final
from urllib.parse import urlsplit

LONGEST: Final = 1000  # characters


def safe_next(target: str) -> str:
    """The page to go on to, if it is one of ours; else "". `//host`, `/\\host` and schemes lead elsewhere."""
    if not target.startswith("/") or len(target) > LONGEST or "\\" in target or not target.isprintable():
        return ""
    try:
        parts = urlsplit(target)
    except ValueError:
        return ""
    return "" if parts.scheme or parts.netloc or target.startswith("//") else target
