"""What a colour profile says in words: its description, its copyright, who made it."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator

from media_store.found_words import words_in
from media_store.leaks import Found, readable

_NAMES = {b"desc": "description", b"cprt": "copyright", b"dmnd": "manufacturer", b"dmdd": "model", b"vued": "viewing"}
_CURVES = frozenset({b"curv", b"para", b"XYZ ", b"sf32", b"mft1", b"mft2", b"mAB ", b"mBA ", b"chrm", b"view", b"meas"})
# Of the profiles that come with cameras, systems and programs.
_USUAL = re.compile(
    r"copyright|c|all|rights|reserved|public|domain|no|use|freely|inc|incorporated|corporation|corp|company|systems"
    r"|computer|ltd|co|version|v?\d+|apple|hewlett|packard|adobe|google|microsoft|facebook|meta|samsung|sony|canon|nikon"
    r"|epson|hp|icc|colou?r|consortium|international|the|and|to|of|for|is|a|s?rgb|s|cmyk|gr[ae]y|display|p3|iec|iec\d+"
    r"|default|space|profile|gamma|artifex|software|lcms|little|cms|free|built|in|kodak|prophoto|romm|swop|fogra\d*"
    r"|coated|uncoated|web|dot|gain|linear|perceptual|lcd|monitor|imac|ecirgb|condition|reference|viewing|creative"
    r"|commons|cc0|demo|wide|gamut|sgrey|sp3c|electronics|image|device|calibrated|generic|electrotechnical|commission",
    re.IGNORECASE,
)


def icc_leaks(profile: bytes) -> Iterator[Found]:
    """`icc:copyright` and every other text of a profile that is not the usual words of its maker."""
    try:
        (count,) = struct.unpack_from(">I", profile, 128)
    except struct.error:
        return
    for number in range(min(count, 100)):
        try:
            name, start, length = struct.unpack_from(">4sII", profile, 132 + 12 * number)
        except struct.error:
            return
        texts = list(_texts(profile[start : start + min(length, 100_000)]))
        if name == b"dscm" and any(_is_usual(text) for text in texts):
            continue  # the same name in many languages
        for text in texts:
            if not _is_usual(text):
                yield f"icc:{_NAMES.get(name, name.decode('latin-1'))}", text


def _is_usual(text: object) -> bool:
    return all(_USUAL.fullmatch(word) for word in re.findall(r"[^\W_]+", readable(text)))


def _texts(data: bytes) -> Iterator[object]:
    kind = data[:4]
    if kind == b"text":
        yield data[8:]
    elif kind == b"desc" and len(data) >= 12:
        length = int.from_bytes(data[8:12], "big")
        yield data[12 : 12 + length]
        yield from words_in(data[12 + length :])
    elif kind == b"mluc" and len(data) >= 16:
        for at in range(16, 16 + 12 * min(int.from_bytes(data[8:12], "big"), 50), 12):
            length, start = int.from_bytes(data[at + 4 : at + 8], "big"), int.from_bytes(data[at + 8 : at + 12], "big")
            yield data[start : start + length].decode("utf-16-be", "replace")
    elif kind not in _CURVES:
        yield from words_in(data)
