"""What pictures tell besides their pixels: EXIF, GPS, XMP, IPTC, comments, text chunks, previews."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import cast

from PIL import ExifTags, Image, ImageFile, IptcImagePlugin, JpegImagePlugin, TiffImagePlugin

from media_store.leaks import as_leaks, readable, xmp_leaks
from media_store.outcome import Leak

_BROKEN = (SyntaxError, ValueError, OSError, KeyError, TypeError, IndexError, AttributeError, struct.error)
# Text that tells of the device, not of a person.
_TECHNICAL = frozenset({
    "Make", "Model", "LensMake", "LensModel", "ExifVersion", "FlashPixVersion", "ComponentsConfiguration", "FileSource",
    "SceneType", "CFAPattern", "InteropIndex", "InteropVersion", "ResolutionUnit", "JpegIFOffset", "JpegTables",
    "InterColorProfile", "XMLPacket", "IPTCNAA", "ImageResources", "PrintImageMatching", "ColorMap", "ExifOffset",
})  # fmt: skip
_IPTC_NAMES = {
    (2, 5): "ObjectName", (2, 25): "Keywords", (2, 80): "By-line", (2, 85): "By-lineTitle", (2, 90): "City",
    (2, 105): "Headline", (2, 110): "Credit", (2, 115): "Source", (2, 116): "CopyrightNotice", (2, 118): "Contact",
    (2, 120): "Caption", (2, 122): "Writer",
}  # fmt: skip
_PROFILE_KEYS = frozenset({
    "icc_profile", "exif", "xmp", "XML:com.adobe.xmp", "photoshop", "iptc", "comment", "jfif", "dpi", "gamma", "srgb",
    "chromaticity", "transparency", "progressive", "progression", "adobe", "compression", "loop", "background",
    "timestamp", "duration", "interlace", "mp", "primary", "bit_depth", "aux", "depth_images", "thumbnails", "metadata",
    "original_orientation", "heif", "nclx_profile", "aspect", "dpi_x_y", "jfif_unit", "jfif_density", "adobe_transform",
    "default_image", "orientation", "chroma", "clli", "mdcv", "blend", "disposal",
})  # fmt: skip


def orientation_of(picture: Image.Image) -> int:
    """EXIF orientation 1…8; 1 where there is none or it cannot be read."""
    try:
        value = picture.getexif().get(ExifTags.Base.Orientation, 1)
    except _BROKEN:
        return 1
    return value if isinstance(value, int) and 1 <= value <= 8 else 1


def image_leaks(picture: Image.Image) -> tuple[Leak, ...]:
    """Everything in the original that may name somebody. What is too broken to be read is too broken to tell."""
    found: list[tuple[str, object]] = []
    for source in (_exif, _comments, _xmp, _iptc, _texts, _tiff):
        try:
            found.extend(source(picture))
        except _BROKEN:
            continue
    return as_leaks(found)


def _exif(picture: Image.Image) -> Iterator[tuple[str, object]]:
    exif = picture.getexif()
    blocks = [(exif, ExifTags.TAGS), (exif.get_ifd(ExifTags.IFD.Exif), ExifTags.TAGS)]
    for block, names in blocks:
        for tag, value in block.items():
            name = names.get(tag, f"0x{tag:04x}")
            if isinstance(value, str | bytes) and name not in _TECHNICAL and "Time" not in name:
                yield f"exif:{name}", _without_code(name, value)
    place = exif.get_ifd(ExifTags.IFD.GPSInfo)
    if place:
        yield "exif:GPS", _position(place)
    if exif.get_ifd(ExifTags.IFD.IFD1):
        yield "exif:Thumbnail", "a preview picture"


def _without_code(name: str, value: str | bytes) -> object:
    """UserComment begins with eight bytes that name its encoding."""
    if name == "UserComment" and isinstance(value, bytes):
        return value[8:] if value[:8].rstrip(b"\0 ") in (b"ASCII", b"UNICODE", b"JIS", b"") else value
    return value


def _position(place: dict[int, object]) -> str:
    parts = [place.get(each) for each in (1, 2, 3, 4)]
    others = [readable(value) for tag, value in sorted(place.items()) if tag > 6 and isinstance(value, str | bytes)]
    return " ".join([_degrees(each) for each in parts if each is not None] + others)


def _degrees(part: object) -> str:
    if isinstance(part, tuple) and len(part) == 3:
        degrees = float(part[0]) + float(part[1]) / 60 + float(part[2]) / 3600
        return f"{degrees:.5f}"
    return readable(part)


def _comments(picture: Image.Image) -> Iterator[tuple[str, object]]:
    if isinstance(picture, JpegImagePlugin.JpegImageFile):
        for marker, data in picture.applist:
            if marker == "COM":
                yield "jpeg:comment", data
    elif "comment" in picture.info:
        yield "comment", picture.info["comment"]


def _xmp(picture: Image.Image) -> Iterator[tuple[str, object]]:
    for key in ("xmp", "XML:com.adobe.xmp"):
        if picture.info.get(key):
            yield from xmp_leaks(picture.info[key])
    if isinstance(picture, TiffImagePlugin.TiffImageFile) and "xmp" not in picture.info and 700 in picture.tag_v2:
        yield from xmp_leaks(picture.tag_v2[700])


def _iptc(picture: Image.Image) -> Iterator[tuple[str, object]]:
    records = IptcImagePlugin.getiptcinfo(cast(ImageFile.ImageFile, picture)) or {}
    for place, value in records.items():
        for each in value if isinstance(value, list) else [value]:
            if place[0] == 2 and place != (2, 0):
                yield f"iptc:{_IPTC_NAMES.get(place, f'{place[0]}:{place[1]}')}", each


def _texts(picture: Image.Image) -> Iterator[tuple[str, object]]:
    """Text chunks of a PNG, and any other text that a plugin keeps."""
    for key, value in picture.info.items():
        if isinstance(key, str) and key not in _PROFILE_KEYS and isinstance(value, str | bytes):
            yield f"{(picture.format or '').lower()}:{key}", value
    for block in picture.info.get("metadata") or []:
        yield "heif:metadata", block.get("data", b"") if isinstance(block, dict) else block


def _tiff(picture: Image.Image) -> Iterator[tuple[str, object]]:
    if not isinstance(picture, TiffImagePlugin.TiffImageFile):
        return
    for tag, value in picture.tag_v2.items():
        name = ExifTags.TAGS.get(tag, f"0x{tag:04x}")
        if isinstance(value, str) and name not in _TECHNICAL and "Time" not in name:
            yield f"tiff:{name}", value
