"""The contract of the object store, kept by every S3 server that we run on."""

from __future__ import annotations

import hashlib
import io
from pathlib import Path

import pytest

from media_store.objects import ObjectMissing, ObjectStore, StoreUnavailable, content_key


def test_bytes_come_back_as_they_went_in(object_store: ObjectStore) -> None:
    object_store.put_bytes("a/poem.txt", "Mường La".encode(), "text/plain")
    assert object_store.get_bytes("a/poem.txt").decode() == "Mường La"
    found = object_store.stat("a/poem.txt")
    assert (found.size, found.content_type) == (len("Mường La".encode()), "text/plain")


def test_an_empty_object_is_an_object(object_store: ObjectStore) -> None:
    object_store.put_bytes("a/empty", b"")
    assert object_store.get_bytes("a/empty") == b""
    assert object_store.exists("a/empty")


def test_a_file_of_several_parts_makes_the_round(object_store: ObjectStore, tmp_path: Path) -> None:
    source, target = tmp_path / "in", tmp_path / "out"
    source.write_bytes(hashlib.shake_256(b"big").digest(40 * 1024 * 1024 + 7))
    object_store.put_file("big", source, "image/tiff")
    object_store.get_to_file("big", target)
    assert target.read_bytes() == source.read_bytes()
    assert [each.name for each in tmp_path.iterdir() if each.suffix == ".partial"] == []


def test_a_stream_is_stored_to_its_length(object_store: ObjectStore) -> None:
    object_store.put_stream("cut", io.BytesIO(b"0123456789"), 4)
    assert object_store.get_bytes("cut") == b"0123"


def test_a_stream_that_ends_early_stores_nothing(object_store: ObjectStore) -> None:
    with pytest.raises(ValueError, match="ended before"):
        object_store.put_stream("short", io.BytesIO(b"01"), 10)
    assert not object_store.exists("short")


def test_ranges(object_store: ObjectStore) -> None:
    object_store.put_bytes("digits", b"0123456789")
    with object_store.open_range("digits", 2, 3) as chunks:
        assert b"".join(chunks) == b"234"
    with object_store.open_range("digits", 7) as chunks:
        assert b"".join(chunks) == b"789"


def test_what_is_missing_is_said_to_be_missing(object_store: ObjectStore, tmp_path: Path) -> None:
    assert not object_store.exists("never")
    for ask in (object_store.stat, object_store.get_bytes):
        with pytest.raises(ObjectMissing, match="never"):
            ask("never")
    with pytest.raises(ObjectMissing):
        object_store.get_to_file("never", tmp_path / "x")
    assert list(tmp_path.iterdir()) == []


def test_deleting_twice_is_no_error(object_store: ObjectStore) -> None:
    object_store.put_bytes("gone", b"x")
    object_store.delete("gone")
    object_store.delete("gone")
    assert not object_store.exists("gone")


def test_listing_by_prefix(object_store: ObjectStore) -> None:
    for key in ("list/b/2", "list/a/1", "listen"):
        object_store.put_bytes(key, key.encode())
    assert [(each.key, each.size) for each in object_store.list("list/")] == [("list/a/1", 8), ("list/b/2", 8)]


def test_writing_again_replaces(object_store: ObjectStore) -> None:
    object_store.put_bytes("same", b"one")
    object_store.put_bytes("same", b"two!")
    assert object_store.get_bytes("same") == b"two!"


def test_the_bucket_may_be_ensured_again(object_store: ObjectStore) -> None:
    object_store.ensure_bucket()
    assert object_store.exists("ready")


def test_a_dead_store_is_unavailable() -> None:
    dead = ObjectStore("127.0.0.1:9", "a", "b", "works", attempts=0)
    for call in (
        dead.ensure_bucket,
        lambda: dead.get_bytes("x"),
        lambda: dead.put_bytes("x", b""),
        lambda: list(dead.list()),
    ):
        with pytest.raises(StoreUnavailable):
            call()


def test_wrong_keys_are_unavailable_not_missing(object_store: ObjectStore) -> None:
    endpoint = object_store.endpoint
    with pytest.raises(StoreUnavailable, match="refused"):
        ObjectStore(endpoint, "wrong", "keys", "works").get_bytes("ready")


def test_content_keys_spread_and_agree() -> None:
    digest = hashlib.sha256(b"x").hexdigest()
    assert content_key("renditions/", digest, ".webp") == f"renditions/{digest[:2]}/{digest}.webp"
