"""Answers with bytes of which a player may ask for a part."""

from __future__ import annotations

from typing import Any

from litestar import Request
from litestar.response import Response


def ranged(request: Request[Any, Any, Any], body: bytes, content_type: str, *, kept: str) -> Response[bytes]:
    """The bytes, or the one range that a player asks for (RFC 9110, section 14). `kept` is Cache-Control."""
    headers = {"Cache-Control": kept, "Accept-Ranges": "bytes"}
    asked = request.headers.get("range", "")
    first, dash, last = asked.removeprefix("bytes=").partition("-")
    if not asked.startswith("bytes=") or not dash or not (first or last) or not (first + last).isdecimal():
        return Response(body, media_type=content_type, headers=headers)
    start = int(first) if first else max(0, len(body) - int(last))
    end = min(int(last), len(body) - 1) if first and last else len(body) - 1
    if start > end:
        headers["Content-Range"] = f"bytes */{len(body)}"
        return Response(b"", status_code=416, media_type=content_type, headers=headers)
    headers["Content-Range"] = f"bytes {start}-{end}/{len(body)}"
    return Response(body[start : end + 1], status_code=206, media_type=content_type, headers=headers)
