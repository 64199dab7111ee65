"""Entry codes and blind codes. Pure.

Both are cut from keyed digests of the entry's id: nobody without the contest's seed can tell one from the other, and
neither tells in which order entries came.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import uuid

# Read aloud and copied by hand: no 0/O, 1/I/L, U.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
SHORTEST = 4


def contest_prefix(slug: str) -> str:
    """`SL24` from `son-la-2024`: the words' first letters and the year's last two digits."""
    words = slug.split("-")
    letters = "".join(word[0].upper() for word in words if word.isalpha())[:3]
    year = re.search(r"(?:19|20)(\d\d)", slug)
    return (letters or "BV") + (year[1] if year else "")


def make_code(prefix: str, *, seed: str, purpose: str, entry_id: uuid.UUID, length: int = SHORTEST) -> str:
    """`prefix-XXXX`. A longer `length` extends the same code: it is asked for where the shorter one is taken."""
    digest = hmac.new(seed.encode(), f"{purpose}:{entry_id}".encode(), hashlib.sha256).digest()
    number = int.from_bytes(digest, "big")
    letters = []
    for _ in range(length):
        number, place = divmod(number, len(ALPHABET))
        letters.append(ALPHABET[place])
    return f"{prefix}-{''.join(letters)}"


def make_pin(*, secret: str, entry_id: uuid.UUID) -> str:
    """Six figures. The same entry always has the same PIN, so that a receipt lost on its way can be given again."""
    digest = hmac.new(secret.encode(), f"pin:{entry_id}".encode(), hashlib.sha256).digest()
    return f"{int.from_bytes(digest[:8], 'big') % 1_000_000:06d}"


def normal_code(text: str) -> str:
    """A code as typed by a person: spaces, dashes of any kind and small letters do not matter."""
    return re.sub(r"[\s‐‑‒–—−-]+", "-", text.strip()).upper()


def scanned_code(text: str) -> str:
    """A code as a scanner types it: alone, or inside the address that the QR code of a slip, receipt or label holds."""
    found = re.search(r"/(?:entry|works|entries|checkin)/([^/?#\s]+)", text)
    return normal_code(found[1] if found else text)


def is_code(text: str) -> bool:
    """Whether it could be an entry's code: nothing else goes into an address."""
    return re.fullmatch(r"[A-Z0-9]{1,8}-[A-Z0-9]{4,12}", text) is not None
