"""Small ICC profiles (matrix and gamma) made from published primaries, with a copyright text of our choice."""

import struct

# Red, green, blue as XYZ adapted to D50; gamma.
_SPACES: dict[str, tuple[tuple[tuple[float, float, float], ...], float]] = {
    "sRGB": (((0.43607, 0.22249, 0.01392), (0.38515, 0.71687, 0.09708), (0.14307, 0.06061, 0.7141)), 2.2),
    "Display P3": (((0.51512, 0.2412, -0.00105), (0.29198, 0.69225, 0.04189), (0.1571, 0.06657, 0.78407)), 2.2),
    "Adobe RGB": (((0.60974, 0.31111, 0.01947), (0.20528, 0.62567, 0.06087), (0.14919, 0.06322, 0.74457)), 2.19921875),
}
_D50 = (0.9642, 1.0, 0.8249)
SPACES = tuple(_SPACES)


def _xyz(values: tuple[float, float, float]) -> bytes:
    return b"XYZ \0\0\0\0" + struct.pack(">3i", *(round(value * 65536) for value in values))


def icc_profile(space: str, owner: str) -> bytes:
    """Version 2 display profile of a space in SPACES; `owner` (ASCII) is its copyright text."""
    primaries, gamma = _SPACES[space]
    name = space.encode() + b"\0"
    description = b"desc\0\0\0\0" + struct.pack(">I", len(name)) + name + b"\0" * 78
    curve = b"curv\0\0\0\0" + struct.pack(">IH", 1, round(gamma * 256))
    tags = {
        b"desc": description,
        b"cprt": b"text\0\0\0\0" + owner.encode("ascii") + b"\0",
        b"wtpt": _xyz(_D50),
        **{key: _xyz(primary) for key, primary in zip((b"rXYZ", b"gXYZ", b"bXYZ"), primaries, strict=True)},
        b"rTRC": curve,
        b"gTRC": curve,
        b"bTRC": curve,
    }
    table, body = struct.pack(">I", len(tags)), b""
    start = 128 + 4 + 12 * len(tags)
    for signature, data in tags.items():
        table += signature + struct.pack(">II", start + len(body), len(data))
        body += data + b"\0" * (-len(data) % 4)
    illuminant = struct.pack(">3i", *(round(value * 65536) for value in _D50))
    head = struct.pack(">I4sI4s4s4s", start + len(body), b"\0\0\0\0", 0x02400000, b"mntr", b"RGB ", b"XYZ ")
    head += struct.pack(">6H", 2024, 7, 15, 0, 0, 0) + b"acsp" + b"\0" * 28 + illuminant
    return head.ljust(128, b"\0") + table + body
