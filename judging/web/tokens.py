"""Bearer tokens: made here, kept as digests."""

from __future__ import annotations

import hashlib
import secrets


def new_token() -> str:
    """256 random bits, in letters that an address and a cookie may hold."""
    return secrets.token_urlsafe(32)


def token_digest(token: str) -> str:
    """SHA-256 (hex) of a token: what the database keeps."""
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()
