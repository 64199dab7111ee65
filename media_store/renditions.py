"""Writing renditions: pixels and bytes that were made here, never the bytes that were sent."""

from __future__ import annotations

import hashlib
import io
from pathlib import Path
from typing import TYPE_CHECKING

from media_store.outcome import Rendition

if TYPE_CHECKING:
    from PIL.Image import Image

# Lowest effort: the higher ones cost three times as much for a sixth of the bytes. AVIF at its fastest (speed 10) would
# save a third of them at the large size, for twice the time: 17 s more for 179 paintings on two cores
# (docs/benchmarks.md).
_WEBP = {"quality": 80, "method": 0}
_JPEG = {"quality": 86}
SAVING = {"jpg": ("JPEG", "image/jpeg", _JPEG), "webp": ("WEBP", "image/webp", _WEBP)}


def save_picture(image: Image, role: str, work: Path) -> Rendition:
    """Encode RGB pixels under `role` (`large.webp`); the suffix names the format. The image must carry no metadata."""
    encoder, content_type, options = SAVING[role.rpartition(".")[2]]
    buffer = io.BytesIO()
    # Of a copy: Pillow writes the options into the image it saves and takes them off again, and the sizes of a small
    # picture are one image in two threads' hands, of which the second would save with Pillow's own defaults.
    image.copy().save(buffer, encoder, **options)
    return save_bytes(buffer.getvalue(), role, content_type, work, image.size)


def save_bytes(data: bytes, role: str, content_type: str, work: Path, size: tuple[int, int] | None = None) -> Rendition:
    path = work / role
    path.write_bytes(data)
    return _rendition(path, content_type, len(data), hashlib.sha256(data).hexdigest(), size)


def recorded(path: Path, content_type: str, size: tuple[int, int] | None = None) -> Rendition:
    """The rendition that was written to `path`."""
    with path.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
    return _rendition(path, content_type, path.stat().st_size, digest, size)


def _rendition(path: Path, content_type: str, length: int, digest: str, size: tuple[int, int] | None) -> Rendition:
    width, height = size or (None, None)
    return Rendition(path.name, path, content_type, length, digest, width, height)
