"""How files are framed: lengths of tags and frames of MP3, names of boxes."""

from __future__ import annotations

# Boxes of ISO media that may stand at the top of a file.
OUTER_BOXES = frozenset({
    b"ftyp", b"styp", b"moov", b"mdat", b"meta", b"free", b"skip", b"wide", b"uuid", b"udta", b"moof", b"mfra", b"sidx",
    b"pdin", b"pnot", b"emsg", b"ssix", b"prft",
})  # fmt: skip


def id3_length(head: bytes) -> int:
    """Bytes of the ID3v2 tag at the start of a file, 0 where there is none; written in four times seven bits."""
    if not head.startswith(b"ID3") or len(head) < 10:
        return 0
    return 10 + sum((each & 0x7F) << shift for each, shift in zip(head[6:10], (21, 14, 7, 0), strict=True))


def mp3_frame_length(head: bytes) -> int:
    """Bytes of the MPEG frame of layer III that begins here, 0 where none does."""
    if len(head) < 4 or head[0] != 0xFF or head[1] & 0xE6 != 0xE2:
        return 0
    version, rate_at, speed_at = head[1] >> 3 & 3, head[2] >> 4, head[2] >> 2 & 3
    if version == 1 or rate_at in (0, 15) or speed_at == 3:
        return 0
    first = version == 3
    rates = (32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)
    low_rates = (8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160)
    speed = (44100, 48000, 32000)[speed_at] >> {3: 0, 2: 1, 0: 2}[version]
    rate = (rates if first else low_rates)[rate_at - 1] * 1000
    return (144 if first else 72) * rate // speed + (head[2] >> 1 & 1)
