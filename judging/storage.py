"""This installation's object store, made once per process from the settings."""

from __future__ import annotations

from functools import cache, lru_cache

from judging.settings import settings
from media_store.objects import ObjectStore


@cache
def store() -> ObjectStore:
    chosen = settings()
    return ObjectStore(
        chosen.s3_endpoint, chosen.s3_access_key, chosen.s3_secret_key, chosen.s3_bucket, secure=chosen.s3_secure
    )


@lru_cache(maxsize=2000)
def small_text(key: str) -> str:
    """A text kept under a content key (which never changes): poems, lyrics, summaries. Blocks: call it in a thread."""
    return store().get_bytes(key).decode("utf-8")
