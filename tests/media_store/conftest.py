"""A SeaweedFS of our own for the contract of the object store; one decoder and a search for markers for the media."""

from __future__ import annotations

import contextlib
import json
import re
import shutil
import socket
import subprocess
import sys
import time
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from media_store.decoder import Decoder
from media_store.objects import ObjectStore, StoreUnavailable
from media_store.outcome import Outcome, Rendition

ACCESS, SECRET = "test-access", "test-secret-key"
PORTS = tuple(f"{part}.port{kind}" for part in ("master", "volume", "filer", "s3") for kind in ("", ".grpc"))


def _free_ports(count: int) -> list[int]:
    with contextlib.ExitStack() as held:
        sockets = [held.enter_context(socket.socket()) for _ in range(count)]
        for each in sockets:
            each.bind(("127.0.0.1", 0))
        return [each.getsockname()[1] for each in sockets]


def _command(home: Path, ports: dict[str, int]) -> list[str]:
    weed = Path(sys.executable).with_name("weed")
    config = home / "s3.json"
    keys = {"accessKey": ACCESS, "secretKey": SECRET}
    actions = ["Admin", "Read", "Write", "List", "Tagging"]
    config.write_text(json.dumps({"identities": [{"name": "test", "credentials": [keys], "actions": actions}]}))
    local = ["-ip=127.0.0.1", "-ip.bind=127.0.0.1", "-master.telemetry=false", "-s3.port.iceberg=0"]
    quick = ["-master.peers=none", "-volume.preStopSeconds=0"]
    small = ["-volume.max=0", "-master.volumeSizeLimitMB=64", f"-dir={home}"]
    listening = [f"-{name}={port}" for name, port in ports.items()]
    return [str(weed), "server", *local, *quick, *small, *listening, "-s3", f"-s3.config={config}"]


def _wait(store: ObjectStore, server: subprocess.Popen[bytes], log: Path) -> None:
    limit = time.monotonic() + 60
    while time.monotonic() < limit and server.poll() is None:
        try:
            store.ensure_bucket()
            store.put_bytes("ready", b"yes")
        except StoreUnavailable:
            with contextlib.suppress(subprocess.TimeoutExpired):
                server.wait(0.1)
        else:
            return
    pytest.fail("the store did not come up:\n" + log.read_text()[-2000:])


@pytest.fixture(scope="session")
def object_store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ObjectStore]:
    home = tmp_path_factory.mktemp("weed")
    ports = dict(zip(PORTS, _free_ports(len(PORTS)), strict=True))
    log = home / "weed.log"
    with log.open("wb") as out:
        server = subprocess.Popen(_command(home, ports), stdout=out, stderr=out, cwd=home)
    try:
        store = ObjectStore(f"127.0.0.1:{ports['s3.port']}", ACCESS, SECRET, "works")
        _wait(store, server, log)
        yield store
    finally:
        server.kill()  # nothing in it is worth an orderly end
        server.wait()
        shutil.rmtree(home, ignore_errors=True)


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
