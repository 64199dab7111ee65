"""Names of EXIF and TIFF tags, and which of them tell of the device or the pixels and never of a person."""

from __future__ import annotations

import re

from PIL.ExifTags import GPSTAGS, TAGS

NAMES: dict[int, str] = TAGS
GPS_NAMES: dict[int, str] = GPSTAGS
TECHNICAL = frozenset({
    "ExifVersion", "FlashPixVersion", "ComponentsConfiguration", "FileSource", "SceneType", "CFAPattern",
    "InteropIndex", "InteropVersion", "ResolutionUnit", "JpegIFOffset", "JpegIFByteCount", "JPEGTables",
    "PrintImageMatching", "ColorMap", "ExifOffset", "StripOffsets", "StripByteCounts", "TileOffsets",
    "TileByteCounts", "BitsPerSample", "GPSVersionID", "GPSDateStamp", "SpatialFrequencyResponse", "OECF",
    "DeviceSettingDescription", "TransferFunction", "HalftoneHints", "SampleFormat", "CompositeImage",
})  # fmt: skip
_DEVICES = re.compile(
    r"\b(apple|iphone|ipad|samsung|sm-|galaxy|xiaomi|redmi|poco|mi |oppo|cph\d|vivo|realme|rmx|huawei|honor|canon|nikon"
    r"|sony|ilce|dsc|fuji|olympus|panasonic|lumix|leica|google|pixel|oneplus|nokia|hmd|lg|motorola|asus|htc|tecno|infinix"
    r"|itel|epson|hp|hewlett|brother|scan|ricoh|pentax|dji|gopro|kodak|casio|sigma|tamron|zte|lenovo|vsmart|bkav|phone"
    r"|demo|eos|ef|nikkor|\d+(\.\d+)?(-\d+)?\s?mm)",
    re.IGNORECASE,
)
_PLAIN = re.compile(r"[\w .,/()+\-]{1,60}", re.ASCII)


def names_device(text: str) -> bool:
    """Whether a text is what a known maker of phones, cameras and scanners calls its product."""
    return _PLAIN.fullmatch(text) is not None and _DEVICES.search(text) is not None
