"""This installation's object store, made once per process from the settings."""

from __future__ import annotations

from functools import cache, lru_cache, partial

from judging.errors import NotFound
from judging.settings import Settings, settings
from media_store.objects import ObjectStore
from media_store.tiles import TileIndex, place_of, read_index


@cache
def store() -> ObjectStore:
    return store_of(settings())


def store_of(chosen: Settings) -> ObjectStore:
    """Another installation's; backup and restore speak of one that is not this process's own."""
    return ObjectStore(
        chosen.s3_endpoint, chosen.s3_access_key, chosen.s3_secret_key, chosen.s3_bucket, secure=chosen.s3_secure
    )


@lru_cache(maxsize=2000)
def small_text(key: str) -> str:
    """A text kept under a content key (which never changes): poems, lyrics, summaries. Blocks: call it in a thread."""
    return store().get_bytes(key).decode("utf-8")


def stored_range(key: str, offset: int, length: int) -> bytes:
    """A part of an object. Blocks."""
    with store().open_range(key, offset, length) as chunks:
        return b"".join(chunks)


def stored_tile(key: str, size: int, level: int, name: str) -> bytes:
    """One tile (`column_row.jpeg`) of the archive of `size` bytes under `key`. Blocks. Raises NotFound."""
    place = place_of(level, name)
    found = _tiles(key, size).get(place) if place else None
    if found is None:
        raise NotFound("There is no such picture, sound or page.")
    return stored_range(key, *found)


@lru_cache(maxsize=300)
def _tiles(key: str, size: int) -> TileIndex:
    """The list of an archive, which never changes under its content key: some hundred places each."""
    return read_index(partial(stored_range, key), size)
