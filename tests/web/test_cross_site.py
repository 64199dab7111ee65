from __future__ import annotations

import pytest

from judging.web.cross_site import is_cross_site

HOST = {"host": "thi.example.org"}


@pytest.mark.parametrize(
    ("headers", "refused"),
    [
        ({}, False),
        ({"sec-fetch-site": "same-origin"}, False),
        ({"sec-fetch-site": "none"}, False),
        ({"sec-fetch-site": "same-site"}, True),
        ({"sec-fetch-site": "cross-site"}, True),
        ({"sec-fetch-site": "cross-site", "origin": "https://thi.example.org"}, True),
        ({"origin": "https://thi.example.org"}, False),
        ({"origin": "https://THI.example.org"}, False),
        ({"origin": "https://evil.example"}, True),
        ({"origin": "https://thi.example.org.evil.example"}, True),
        ({"origin": "https://thi.example.org:8443"}, True),
        ({"origin": "null"}, True),
        ({"referer": "https://thi.example.org/page"}, False),
        ({"referer": "https://evil.example/thi.example.org"}, True),
        ({"referer": "https://["}, True),
        ({"origin": "https://thi.example.org", "host": ""}, True),
        ({"sec-fetch-site": ""}, True),
    ],
)
def test_writes_from_elsewhere_are_refused(headers: dict[str, str], refused: bool) -> None:
    assert is_cross_site("POST", HOST | headers) is refused
    assert is_cross_site("DELETE", HOST | headers) is refused
    assert not is_cross_site("GET", HOST | headers)
    assert not is_cross_site("HEAD", HOST | headers)


def test_a_page_that_came_without_tls_writes_nothing_where_all_is_tls() -> None:
    headers = HOST | {"origin": "http://thi.example.org"}
    assert is_cross_site("POST", headers, secure=True)
    assert not is_cross_site("POST", headers, secure=False)
    assert not is_cross_site("POST", HOST | {"origin": "https://thi.example.org"}, secure=True)
