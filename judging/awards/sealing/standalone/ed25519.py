"""Ed25519 signatures are checked here as RFC 8032 describes it, with whole numbers alone. Slow, and in plain sight."""

from __future__ import annotations

import hashlib

FIELD = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
CURVE_D = -121665 * pow(121666, FIELD - 2, FIELD) % FIELD
ROOT_OF_MINUS_ONE = pow(2, (FIELD - 1) // 4, FIELD)

Point = tuple[int, int, int, int]
"""Extended coordinates X, Y, Z, T with x = X/Z, y = Y/Z, xy = T/Z."""

NEUTRAL: Point = (0, 1, 1, 0)


def point_sum(one: Point, other: Point) -> Point:
    a = (one[1] - one[0]) * (other[1] - other[0]) % FIELD
    b = (one[1] + one[0]) * (other[1] + other[0]) % FIELD
    c = 2 * one[3] * other[3] * CURVE_D % FIELD
    d = 2 * one[2] * other[2] % FIELD
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % FIELD, g * h % FIELD, f * g % FIELD, e * h % FIELD


def point_times(factor: int, point: Point) -> Point:
    found = NEUTRAL
    while factor:
        if factor & 1:
            found = point_sum(found, point)
        point = point_sum(point, point)
        factor >>= 1
    return found


def point_of(data: bytes) -> Point | None:
    """The point that 32 bytes stand for; None where they stand for none, or are not its one spelling."""
    number = int.from_bytes(data, "little")
    sign, y = number >> 255, number & (2**255 - 1)
    if y >= FIELD:
        return None
    square = (y * y - 1) * pow(CURVE_D * y * y + 1, FIELD - 2, FIELD) % FIELD
    x = pow(square, (FIELD + 3) // 8, FIELD)
    if (x * x - square) % FIELD:
        x = x * ROOT_OF_MINUS_ONE % FIELD
    if (x * x - square) % FIELD or (x == 0 and sign):
        return None
    if x & 1 != sign:
        x = FIELD - x
    return x, y, 1, x * y % FIELD


def bytes_of_point(point: Point) -> bytes:
    inverse = pow(point[2], FIELD - 2, FIELD)
    x, y = point[0] * inverse % FIELD, point[1] * inverse % FIELD
    return (y | (x & 1) << 255).to_bytes(32, "little")


BASE = point_of((4 * pow(5, FIELD - 2, FIELD) % FIELD).to_bytes(32, "little")) or NEUTRAL


def signature_holds(public_key: bytes, message: bytes, signature: bytes) -> bool:
    """Whether the signature is that of the message by the key. No second spelling of a signature is taken."""
    if len(public_key) != 32 or len(signature) != 64:
        return False
    key, scalar = point_of(public_key), int.from_bytes(signature[32:], "little")
    # A key of small order would sign everything.
    if key is None or scalar >= ORDER or point_times(8, key)[0] % FIELD == 0:
        return False
    digest = hashlib.sha512(signature[:32] + public_key + message).digest()
    factor = int.from_bytes(digest, "little") % ORDER
    minus_key = (FIELD - key[0], key[1], key[2], FIELD - key[3])
    return bytes_of_point(point_sum(point_times(scalar, BASE), point_times(factor, minus_key))) == signature[:32]
