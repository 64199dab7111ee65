"""A SeaweedFS of our own for the contract tests of the object store."""

from __future__ import annotations

import contextlib
import json
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from media_store.objects import ObjectStore, StoreUnavailable

ACCESS, SECRET = "test-access", "test-secret-key"
PORTS = (
    "master.port", "master.port.grpc", "volume.port", "volume.port.grpc", "filer.port", "filer.port.grpc", "s3.port", "s3.port.grpc",
)  # fmt: skip


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
    small = ["-volume.max=0", "-master.volumeSizeLimitMB=64", f"-dir={home}"]
    listening = [f"-{name}={port}" for name, port in ports.items()]
    return [str(weed), "server", *local, *small, *listening, "-s3", f"-s3.config={config}"]


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
        server.terminate()
        try:
            server.wait(10)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()
        shutil.rmtree(home, ignore_errors=True)
