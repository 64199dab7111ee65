"""Small files made to cost much, to crash or to deceive: each gets a verdict that says what is the matter."""

from __future__ import annotations

import struct
from collections.abc import Callable

import pytest

from media_store.outcome import Outcome
from media_store.pdf_objects import PdfObject
from media_store.reasons import Reason
from tests.media_store.plain import whole_file
from tests.media_store.planted import box, directory
from tests.media_store.test_documents_refused import word, zipped
from tests.media_store.test_pdf import written

Judge = Callable[[bytes, str], Outcome]
W = b'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
SEEN = b"BT /F 20 Tf 50 200 Td (Seen) Tj ET"


def nested(tag: bytes, depth: int) -> bytes:
    inner = b"<w:p><w:r><w:t>deep</w:t></w:r></w:p>"
    opened, closed = b"<w:" + tag + b">", b"</w:" + tag + b">"
    return word(
        b"<w:document " + W + b"><w:body>" + opened * depth + inner + closed * depth + b"</w:body></w:document>"
    )


def boxes_in_boxes(depth: int) -> bytes:
    inner = b""
    for _ in range(depth):
        inner = box(b"udta", inner)
    return inner


LOOP = b"II*\0\x08\0\0\0" + directory([(34665, 4, struct.pack("<I", 8)), (330, 4, struct.pack("<I", 8))], 8, 8)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"ID3\4\0\0\x7f\x7f\x7f\x7f" + whole_file("mp3"), Reason.TRUNCATED),
        (LOOP, Reason.DAMAGED),
        (nested(b"ins", 5000), Reason.DAMAGED),
        (zipped({"../../evil": b"x", "word/document.xml": b"<broken"}), Reason.DAMAGED),
        (b"GIF89a\0" + whole_file("jpeg"), Reason.UNSUPPORTED),
        (b"PK\x03\x04" + whole_file("docx")[4:-60], Reason.TRUNCATED),
        (b"<html>" + whole_file("jpeg"), Reason.UNSUPPORTED),
    ],
)
def test_what_cannot_be_judged_says_why(judge: Judge, data: bytes, reason: Reason) -> None:
    outcome = judge(data, "hostile")
    assert outcome.reason is not None
    assert outcome.reason.code is reason
    assert outcome.renditions == ()


@pytest.mark.parametrize(
    "data",
    [
        nested(b"ins", 100),
        whole_file("mp3") + bytes(3_000_000),
        whole_file("m4a") + boxes_in_boxes(8),
        whole_file("pdf") + b"%%EOF\n" * 300,
        written(SEEN, extra=(b"<< /X " + b"(" * 3000 + b" >>", b"<< /Y " + rb"(a\\" * 5000 + b" >>")),
        written(SEEN, catalog=b"/Own " + b"[" * 9000 + b"]" * 9000 + b" "),
    ],
)
def test_what_can_be_judged_is(judge: Judge, data: bytes) -> None:
    outcome = judge(data, "odd")
    assert outcome.accepted, outcome.reason
    assert outcome.renditions


def test_brackets_without_an_end_are_read_once() -> None:
    texts = list(PdfObject(1, b"<< /X " + b"(" * 20_000 + b"a\\", None).texts())
    assert [text.key for text in texts] == ["X"]
    assert len(texts[0].value) > 19_000
