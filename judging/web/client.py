"""Where a request comes from, for counting attempts."""

from __future__ import annotations

from ipaddress import ip_address
from typing import Any

from litestar import Request


def client_address(*, peer: str, forwarded_for: str) -> str:
    """The client's address: the peer's own, or, where the peer is a proxy of ours, the one it wrote last.

    A proxy stands on this machine or in a private network. What stands further left in X-Forwarded-For was written by
    the client and could be anything.
    """
    named = forwarded_for.rpartition(",")[2].strip()
    try:
        nearby = ip_address(peer).is_private
        return str(ip_address(named)) if nearby and named else peer
    except ValueError:
        return peer


def address_of(request: Request[Any, Any, Any]) -> str:
    peer = request.client.host if request.client else "unknown"
    # A proxy may add a line of its own below the client's: the last one counts.
    return client_address(peer=peer, forwarded_for=",".join(request.headers.getall("x-forwarded-for", [])))
