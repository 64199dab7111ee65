"""The stores for which the contract of the object store must hold; a decoder and a search for markers."""

from __future__ import annotations

import contextlib
import os
import re
import subprocess
import time
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from judging.embedded import ports
from media_store.decoder import Decoder
from media_store.objects import ObjectStore, StoreUnavailable
from media_store.outcome import Outcome, Rendition
from tests.services import Services

STORES = ("seaweedfs", "minio") if os.environ.get("MINIO_SERVER") else ("seaweedfs",)
ACCESS, SECRET = "test-access", "test-secret-key"


@pytest.fixture(scope="session", params=STORES)
def object_store(
    request: pytest.FixtureRequest, services: Services, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[ObjectStore]:
    """An empty bucket in each store that the contract must hold for; MINIO_SERVER names a MinIO program."""
    if request.param == "minio":
        with _minio(tmp_path_factory.mktemp("minio")) as store:
            yield store
    else:
        store = ObjectStore(services.s3_endpoint, services.s3_access_key, services.s3_secret_key, services.s3_bucket)
        _answers(store)
        yield store


@contextlib.contextmanager
def _minio(folder: Path) -> Iterator[ObjectStore]:
    claims = ports.Claims()
    endpoint = f"{ports.HOST}:{ports.choose(['minio'], {}, claims)['minio']}"
    command = [os.environ["MINIO_SERVER"], "server", "--quiet", "--address", endpoint, str(folder / "data")]
    environment = {**os.environ, "MINIO_ROOT_USER": ACCESS, "MINIO_ROOT_PASSWORD": SECRET, "HOME": str(folder)}
    with (
        (folder / "minio.log").open("wb") as log,
        subprocess.Popen(command, stdout=log, stderr=log, env=environment) as server,
    ):
        try:
            store = ObjectStore(endpoint, ACCESS, SECRET, "works", attempts=0)
            limit = time.monotonic() + 60
            while not _answers(store):
                assert server.poll() is None, (folder / "minio.log").read_text()
                assert time.monotonic() < limit
                with contextlib.suppress(subprocess.TimeoutExpired):
                    server.wait(0.1)
            yield ObjectStore(endpoint, ACCESS, SECRET, "works")
        finally:
            server.kill()
            claims.release()


def _answers(store: ObjectStore) -> bool:
    try:
        store.ensure_bucket()
        store.put_bytes("ready", b"yes")
    except StoreUnavailable:
        return False
    return True


@pytest.fixture(scope="session")
def decoder() -> Iterator[Decoder]:
    with Decoder() as kept:
        yield kept


@pytest.fixture
def judge(decoder: Decoder, tmp_path: Path) -> Callable[[bytes, str], Outcome]:
    """Look at bytes under a file name; renditions land in the test's own folder."""

    def look(data: bytes, name: str) -> Outcome:
        path = tmp_path / name
        path.write_bytes(data)
        return decoder.process(path, out_dir=tmp_path / "renditions")

    return look


@pytest.fixture
def spilled() -> Callable[[Outcome, list[str]], set[str]]:
    """The markers that are found in any byte of any rendition, packed streams included."""

    def search(outcome: Outcome, markers: list[str]) -> set[str]:
        haystack = b"\n".join(bytes(part) for each in outcome.renditions for part in _layers(each)).lower()
        found = set()
        for marker in markers:
            forms = (marker.encode("utf-8"), marker.encode("utf-16-le"), marker.encode("utf-16-be"))
            if any(form.lower() in haystack for form in forms):
                found.add(marker)
        return found

    return search


def _layers(rendition: Rendition) -> Iterator[bytes]:
    data = rendition.path.read_bytes()
    yield data
    if rendition.role.endswith(".pdf"):
        import pypdfium2

        for packed in re.findall(rb"stream\r?\n(.*?)endstream", data, re.DOTALL):
            with contextlib.suppress(zlib.error):
                yield zlib.decompressobj().decompress(packed)
        document = pypdfium2.PdfDocument(data)
        yield "".join(page.get_textpage().get_text_range() for page in document).encode()
        yield repr(document.get_metadata_dict()).encode()
