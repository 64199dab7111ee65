"""Stand-ins for photographs while a page is set: Typst decodes every picture, only to copy its bytes into the PDF.

A stand-in is a JPEG of 8 × 8 pixels that bears its number in a comment. It is exchanged for the real bytes when the
pages are done, so that time and memory no longer grow with the pixels. Templates must give width and height, and
`fit: "stretch"`, because a stand-in is square.
"""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from judging.typesetting.pictures import plain_jpeg
from judging.typesetting.plain_pdf import Edit, edited

_SIDE = 8
_MARK = b"stand-in %08d"
_PICTURE = re.compile(
    rb"/Length (\d+)(/Type/XObject/Subtype/Image/Filter/DCTDecode)/Width 8/Height 8([^>]*)>>\nstream\n"
    rb"(?=\xff\xd8\xff\xfe..stand-in (\d{8}))",
    re.DOTALL,
)


def stand_in(picture: Path, number: int) -> bytes | None:
    """A stand-in for the picture; None where Typst must see the picture itself (PNG, profiles, cut-off files)."""
    frame = plain_jpeg(picture)
    if frame is None:
        return None
    mark = _MARK % number
    return b"\xff\xd8\xff\xfe" + (len(mark) + 2).to_bytes(2, "big") + mark + _blank(frame.channels)[2:]


@cache
def _blank(channels: int) -> bytes:
    from PIL import Image  # here, not above: the web server has no other use for it

    out = io.BytesIO()
    Image.new("L" if channels == 1 else "RGB", (_SIDE, _SIDE)).save(out, "JPEG")
    return out.getvalue()


def exchange(pdf: bytes, pictures: Sequence[Path]) -> bytes:
    """The PDF with every stand-in replaced by pictures[its number]."""
    return edited(pdf, (_exchanged(found, pictures) for found in _PICTURE.finditer(pdf)))


def _exchanged(found: re.Match[bytes], pictures: Sequence[Path]) -> Edit:
    picture = pictures[int(found[4])]
    frame = plain_jpeg(picture)
    if frame is None:
        raise ValueError(f"{picture.name} changed while the sheet was set")
    content = picture.read_bytes()
    head = b"/Length %d%b/Width %d/Height %d%b>>\nstream\n" % (
        len(content), found[2], frame.width, frame.height, found[3],
    )  # fmt: skip
    return Edit(found.start(), found.end() + int(found[1]), head + content)
