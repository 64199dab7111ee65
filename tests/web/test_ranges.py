"""One range of bytes, as players ask for it."""

from __future__ import annotations

import pytest

from judging.web.ranges import ranged

BODY = bytes(range(100))


@pytest.mark.parametrize(
    ("header", "status", "body", "content_range"),
    [
        ("", 200, BODY, None),
        ("bytes=0-", 206, BODY, "bytes 0-99/100"),
        ("bytes=10-19", 206, BODY[10:20], "bytes 10-19/100"),
        ("bytes=90-500", 206, BODY[90:], "bytes 90-99/100"),
        ("bytes=-5", 206, BODY[95:], "bytes 95-99/100"),
        ("bytes=-500", 206, BODY, "bytes 0-99/100"),
        ("bytes=100-", 416, b"", "bytes */100"),
        ("bytes=5-3", 416, b"", "bytes */100"),
        ("bytes=1-2,4-5", 200, BODY, None),
        ("bytes=a-b", 200, BODY, None),
        ("items=0-1", 200, BODY, None),
        ("bytes=-", 200, BODY, None),
        (f"bytes=0-{'9' * 5000}", 200, BODY, None),
    ],
)
def test_ranges(header: str, status: int, body: bytes, content_range: str | None) -> None:
    asked: list[tuple[int, int]] = []

    def read(offset: int, length: int) -> bytes:
        asked.append((offset, length))
        return BODY[offset : offset + length]

    answer = ranged(header, size=100, content_type="audio/mp4", headers={"ETag": "x"}, read=read)
    assert (answer.status_code or 200, answer.content, answer.headers.get("Content-Range")) == (
        status,
        body,
        content_range,
    )
    assert answer.headers["Accept-Ranges"] == "bytes"
    assert sum(length for _, length in asked) == len(body)
