"""A small S3 store on the minio SDK. Synchronous (web code: `asyncio.to_thread`); one instance serves many threads."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

import minio
import msgspec
import urllib3
from minio.error import InvalidResponseError, MinioException, S3Error, ServerError

OCTETS = "application/octet-stream"
CHUNK = 1024 * 1024
_PART = 16 * CHUNK
_MISSING = frozenset({"NoSuchKey", "NoSuchBucket", "NotFound"})


class StoreUnavailable(Exception):
    """The store does not answer, or refuses the keys. Trying again later may help; nothing was lost here."""


class ObjectMissing(Exception):
    """There is no object under this key."""

    def __init__(self, key: str) -> None:
        self.key = key
        super().__init__(f"no object {key}")


class ObjectStat(msgspec.Struct, frozen=True):
    key: str
    size: int
    content_type: str
    modified: datetime | None


def content_key(prefix: str, sha256: str, suffix: str) -> str:
    """Key by content: `renditions/ab/abcdef….webp`. Same bytes, same key: writing twice is harmless."""
    return f"{prefix.strip('/')}/{sha256[:2]}/{sha256}{suffix}"


@contextmanager
def _translated(key: str) -> Iterator[None]:
    """SDK and network errors become the two that callers can act on."""
    try:
        yield
    except S3Error as error:
        if error.code in _MISSING:
            raise ObjectMissing(key) from error
        raise StoreUnavailable(f"the object store refused {key}: {error.code}") from error
    except (ServerError, InvalidResponseError, MinioException) as error:
        raise StoreUnavailable(f"the object store failed on {key}: {error}") from error
    except (urllib3.exceptions.HTTPError, ConnectionError, TimeoutError) as error:
        raise StoreUnavailable(f"the object store does not answer: {type(error).__name__}") from error


class ObjectStore:
    """One bucket. `endpoint` is host:port without a scheme; connections are pooled and made when first needed."""

    def __init__(
        self, endpoint: str, access_key: str, secret_key: str, bucket: str, *, secure: bool = False, attempts: int = 3
    ) -> None:
        self.endpoint, self.bucket = endpoint, bucket
        pool = urllib3.PoolManager(
            maxsize=16,
            timeout=urllib3.Timeout(connect=3, read=30),
            retries=urllib3.Retry(total=attempts, backoff_factor=0.1, status_forcelist=(500, 502, 503, 504)),
        )
        # A region given spares the SDK a question to the server before the first request.
        self._client = minio.Minio(
            endpoint, access_key, secret_key, secure=secure, region="us-east-1", http_client=pool
        )

    def ensure_bucket(self) -> None:
        """Make the bucket unless it is there; two processes may do so at once."""
        with _translated(self.bucket):
            if self._client.bucket_exists(self.bucket):
                return
            try:
                self._client.make_bucket(self.bucket)
            except S3Error as error:
                if error.code not in {"BucketAlreadyOwnedByYou", "BucketAlreadyExists"}:
                    raise

    def put_file(self, key: str, path: Path, content_type: str = OCTETS) -> None:
        with path.open("rb") as stream:
            self.put_stream(key, stream, path.stat().st_size, content_type)

    def put_bytes(self, key: str, data: bytes, content_type: str = OCTETS) -> None:
        self.put_stream(key, io.BytesIO(data), len(data), content_type)

    def put_stream(self, key: str, stream: BinaryIO, length: int, content_type: str = OCTETS) -> None:
        """Store exactly `length` bytes of `stream`; ValueError where it holds fewer, and then nothing is stored."""
        with _translated(key):
            try:
                self._client.put_object(
                    self.bucket, key, stream, length, content_type, part_size=_PART, num_parallel_uploads=1
                )
            except OSError as error:
                if "stream having not enough data" in str(error):
                    raise ValueError(f"the stream for {key} ended before its {length} bytes") from error
                raise

    def get_bytes(self, key: str) -> bytes:
        with self.open_range(key) as chunks:
            return b"".join(chunks)

    def get_to_file(self, key: str, path: Path) -> None:
        """Fetch into `path`, which appears only when it is whole."""
        partial = path.with_name(path.name + ".partial")
        try:
            with self.open_range(key) as chunks, partial.open("wb") as out:
                out.writelines(chunks)
            partial.replace(path)
        finally:
            partial.unlink(missing_ok=True)

    @contextmanager
    def open_range(self, key: str, offset: int = 0, length: int = 0) -> Iterator[Iterator[bytes]]:
        """Chunks of `length` bytes from `offset` (0: to the end), for answers that stream; closed on leaving."""
        with _translated(key):
            response = self._client.get_object(self.bucket, key, offset=offset, length=length)
        try:
            yield self._chunks(key, response)
        finally:
            response.close()
            response.release_conn()

    @staticmethod
    def _chunks(key: str, response: urllib3.BaseHTTPResponse) -> Iterator[bytes]:
        with _translated(key):
            yield from response.stream(CHUNK)

    def stat(self, key: str) -> ObjectStat:
        with _translated(key):
            found = self._client.stat_object(self.bucket, key)
        return ObjectStat(key, int(found.size or 0), str(found.content_type or OCTETS), found.last_modified)

    def exists(self, key: str) -> bool:
        try:
            self.stat(key)
        except ObjectMissing:
            return False
        return True

    def delete(self, key: str) -> None:
        """Remove the object; one that is not there is no error."""
        with _translated(key):
            self._client.remove_object(self.bucket, key)

    def list(self, prefix: str = "") -> Iterator[ObjectStat]:
        """Every object whose key begins with `prefix`, in order of keys."""
        with _translated(prefix):
            for found in self._client.list_objects(self.bucket, prefix=prefix, recursive=True):
                yield ObjectStat(str(found.object_name), int(found.size or 0), OCTETS, found.last_modified)
