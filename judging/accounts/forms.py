"""Reading of what the sign-in pages are given."""

from __future__ import annotations

from urllib.parse import urlsplit


def safe_next(target: str) -> str:
    """The page to go on to, if it is one of ours; else "". `//host`, `/\\host` and schemes lead elsewhere."""
    if not target.startswith("/") or any(sign in target for sign in "\\\r\n\t"):
        return ""
    parts = urlsplit(target)
    return "" if parts.scheme or parts.netloc or target.startswith("//") else target
