"""What pictures tell besides their pixels, read from their bytes: no decoder passes over anything here."""

from __future__ import annotations

import mmap
import struct
from collections.abc import Callable, Iterator
from pathlib import Path

from PIL import ExifTags, Image

from media_store.box_leaks import box_leaks
from media_store.chunk_leaks import gif_leaks, png_leaks, webp_leaks
from media_store.exif_leaks import exif_leaks
from media_store.jpeg_leaks import jpeg_leaks
from media_store.leaks import Found, as_leaks
from media_store.outcome import Leak

BROKEN = (ValueError, OSError, KeyError, TypeError, IndexError, AttributeError, struct.error, OverflowError)


def orientation_of(picture: Image.Image) -> int:
    """EXIF orientation 1…8; 1 where there is none or it cannot be read."""
    try:
        value = picture.getexif().get(ExifTags.Base.Orientation, 1)
    except (*BROKEN, SyntaxError):
        return 1
    return value if isinstance(value, int) and 1 <= value <= 8 else 1


def image_leaks(path: Path) -> tuple[Leak, ...]:
    """Everything in the original that may name somebody."""
    with path.open("rb") as stream, mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) as data:
        return as_leaks(picture_leaks(data))


def picture_leaks(data: bytes | mmap.mmap) -> Iterator[Found]:
    """Of a picture of any kind. What is too broken to be read is too broken to tell."""
    reader = _reader(bytes(data[:16]))
    if reader is None:
        return
    try:
        yield from reader(data)
    except BROKEN:
        return


def is_picture(data: bytes) -> bool:
    return _reader(data[:16]) is not None


def _tiff_leaks(data: bytes) -> Iterator[Found]:
    return exif_leaks(data, "tiff", whole=True)


def _heif_leaks(data: bytes) -> Iterator[Found]:
    return box_leaks(data, "heif")


def _reader(head: bytes) -> Callable[..., Iterator[Found]] | None:
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return webp_leaks
    if head[4:8] == b"ftyp":
        return _heif_leaks
    starts = (
        (b"\xff\xd8\xff", jpeg_leaks), (b"\x89PNG\r\n\x1a\n", png_leaks), (b"GIF8", gif_leaks),
        (b"II*\0", _tiff_leaks), (b"MM\0*", _tiff_leaks), (b"II+\0", _tiff_leaks), (b"MM\0+", _tiff_leaks),
    )  # fmt: skip
    return next((reader for start, reader in starts if head.startswith(start)), None)
