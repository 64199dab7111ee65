"""The fingerprint of an accepted file, taken from its judging copies in the worker."""

from __future__ import annotations

import msgspec
import numpy as np

from judging.submissions.likeness.pictures import SIDE, Floats, picture_hashes
from judging.submissions.likeness.texts import text_marks
from media_store.outcome import Kind, Outcome

_SMALL = ("thumb.jpg", "thumb.webp", "thumb.png", "small.jpg", "small.webp", "small.png")


class Print(msgspec.Struct, frozen=True):
    """`hashes` are 64-bit words, little end first; `grey` is SIDE × SIDE bytes; `marks` are a text's numbers."""

    kind: str
    hashes: bytes | None = None
    grey: bytes | None = None
    marks: list[int] | None = None


def print_of(outcome: Outcome) -> Print | None:
    """None for what has nothing to compare: refused files, sounds, flat pictures, the shortest texts."""
    from PIL import Image  # here, not above: a web server knows this module, and only a worker takes prints

    copies = {rendition.role: rendition.path for rendition in outcome.renditions}
    if outcome.kind == Kind.IMAGE:
        small = next((role for role in _SMALL if role in copies), None)
        if small is None:
            return None
        with Image.open(copies[small]) as picture:
            square = picture.convert("L").resize((SIDE, SIDE), Image.Resampling.BOX)
        hashes = picture_hashes(np.asarray(square, dtype=np.float64))
        return None if hashes is None else Print("picture", hashes.astype("<u8").tobytes(), square.tobytes())
    if "text.txt" in copies:
        marks = text_marks(copies["text.txt"].read_text("utf-8"))
        return Print("text", marks=marks) if marks else None
    return None


def grey_of(kept: bytes) -> Floats:
    """The square of grey values from its bytes."""
    return np.frombuffer(kept, dtype=np.uint8).reshape(SIDE, SIDE).astype(np.float64)
