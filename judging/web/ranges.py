"""Parts of a file, as players ask for them (RFC 9110, section 14): one range of bytes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from litestar.response import Response


def ranged(
    header: str, *, size: int, content_type: str, headers: dict[str, str], read: Callable[[int, int], bytes]
) -> Response[Any]:
    """The whole file, or the range that the Range `header` names; a header that is not understood is ignored.

    `read(offset, length)` gives the bytes; it is asked only for what is sent.
    """
    headers = {**headers, "Accept-Ranges": "bytes"}
    first, dash, last = header.removeprefix("bytes=").partition("-")
    # A file's size has fewer figures; Python itself refuses to read numbers of thousands.
    if not header.startswith("bytes=") or not dash or len(header) > 60 or not (first + last).isdecimal():
        return Response(read(0, size), media_type=content_type, headers=headers)
    start = int(first) if first else max(0, size - int(last))
    end = min(int(last), size - 1) if first and last else size - 1
    if start > end:
        headers["Content-Range"] = f"bytes */{size}"
        return Response(b"", status_code=416, headers=headers)
    headers["Content-Range"] = f"bytes {start}-{end}/{size}"
    return Response(read(start, end + 1 - start), status_code=206, media_type=content_type, headers=headers)
