"""One whole file of every format, without anything beside the work."""

from __future__ import annotations

import io
from collections.abc import Callable
from functools import cache

import typst
from docx import Document
from PIL import Image

from tests.media_store.planted_office import zipped
from tests.media_store.sounds import CODECS, recording

_ENCODERS = {"jpeg": "JPEG", "png": "PNG", "webp": "WEBP", "tiff": "TIFF", "heic": "HEIF", "avif": "AVIF"}
_ODT = """<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:text><text:p>Mường La</text:p>
</office:text></office:body></office:document-content>"""


def _picture(encoder: str) -> bytes:
    buffer = io.BytesIO()
    Image.effect_noise((320, 240), 60).convert("RGB").save(buffer, encoder)
    return buffer.getvalue()


def _docx() -> bytes:
    buffer = io.BytesIO()
    document = Document()
    for number in range(40):
        document.add_paragraph(f"Bản Mường La, dòng {number}")
    document.save(buffer)
    return buffer.getvalue()


def _pdf() -> bytes:
    data = typst.compile("Bản Mường La\n\n#lorem(200)".encode())
    assert isinstance(data, bytes)
    return data


_MAKERS: dict[str, Callable[[], bytes]] = {
    "txt": lambda: "Bản Mường La\n".encode(),
    "docx": _docx,
    "odt": lambda: zipped({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": _ODT.encode()}),
    "pdf": _pdf,
}
FORMATS = (*_ENCODERS, *CODECS, *_MAKERS)


@cache
def whole_file(kind: str) -> bytes:
    if kind in _ENCODERS:
        return _picture(_ENCODERS[kind])
    return recording(kind, seconds=6) if kind in CODECS else _MAKERS[kind]()
