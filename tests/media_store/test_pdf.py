"""PDF: pages as pictures, text as seen, and nothing of what lies beside or beneath the pages."""

from __future__ import annotations

import ctypes
import io
from collections.abc import Callable
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium
import pytest
import typst
from PIL import Image

from media_store.outcome import Outcome
from media_store.reasons import Reason

Judge = Callable[[bytes, str], Outcome]
Spilled = Callable[[Outcome, list[str]], set[str]]


def typeset(source: str) -> bytes:
    data = typst.compile(source.encode())
    assert isinstance(data, bytes)
    return data


def written(
    content: bytes, *, pages: int = 1, catalog: bytes = b"", page: bytes = b"", extra: tuple[bytes, ...] = ()
) -> bytes:
    """A PDF by hand: object 1 catalogue, 2 pages, 3 font, 4 content, then one object a page, then `extra`."""
    kids = b" ".join(b"%d 0 R" % (5 + each) for each in range(pages))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R " + catalog + b">>",
        b"<< /Type /Pages /Kids [" + kids + b"] /Count %d >>" % pages,
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        b"<< /Length %d >>\nstream\n" % len(content) + content + b"\nendstream",
    ]
    objects += [
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 400 300] /Contents 4 0 R "
        b"/Resources << /Font << /F 3 0 R >> " + page + b">> >>"
    ] * pages
    objects += extra
    out = io.BytesIO(b"%PDF-1.7\n")
    out.seek(0, io.SEEK_END)
    places = []
    for number, each in enumerate(objects, 1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n" % number + each + b"\nendobj\n")
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    out.write(b"".join(b"%010d 00000 n \n" % place for place in places))
    out.write(b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start))
    return out.getvalue()


def text_of(outcome: Outcome) -> str:
    return next(each.path for each in outcome.renditions if each.role == "text.txt").read_text()


def test_pages_become_pictures_and_text(judge: Judge) -> None:
    outcome = judge(typeset("= Sáng kiến\nNgười dân Mường La\n#pagebreak()\nTrang hai"), "idea.pdf")
    assert outcome.accepted, outcome.reason
    assert outcome.facts.pages == 2
    roles = [each.role for each in outcome.renditions]
    assert roles == ["page-1.webp", "thumb.webp", "thumb.jpg", "page-2.webp", "text.txt"]
    assert max(outcome.renditions[0].width or 0, outcome.renditions[0].height or 0) == 1400
    assert text_of(outcome) == "Sáng kiến\nNgười dân Mường La\n\nTrang hai\n"


HIDDEN = {
    "white on white": "#text(fill: white)[HiddenMark]",
    "covered": "#place(dx: 20pt, dy: 20pt)[HiddenMark]#place(rect(fill: red, width: 200pt, height: 60pt))",
    "outside": "#place(dx: -700pt)[HiddenMark]",
    "clipped away": "#block(clip: true, width: 10pt, height: 1pt, move(dy: 20pt, box(width: 90pt)[HiddenMark]))",
}


@pytest.mark.parametrize("way", HIDDEN)
def test_text_that_no_eye_sees_is_not_text(judge: Judge, spilled: Spilled, way: str) -> None:
    outcome = judge(typeset(f"Seen words\n\n{HIDDEN[way]}\n#v(5cm)\nMore words"), "idea.pdf")
    assert "Seen words" in text_of(outcome)
    assert "More words" in text_of(outcome)
    assert spilled(outcome, ["HiddenMark"]) == set()


def test_invisible_ink_and_layers_switched_off(judge: Judge) -> None:
    layers = b"/OCProperties << /OCGs [6 0 R] /D << /OFF [6 0 R] >> >> "
    content = (
        b"BT /F 20 Tf 50 200 Td (Seen) Tj ET BT 3 Tr /F 20 Tf 50 150 Td (InkMark) Tj ET "
        b"/OC /L BDC BT 0 Tr /F 20 Tf 50 100 Td (LayerMark) Tj ET EMC"
    )
    group = b"<< /Type /OCG /Name (secret) >>"
    outcome = judge(written(content, catalog=layers, page=b"/Properties << /L 6 0 R >> ", extra=(group,)), "idea.pdf")
    assert outcome.accepted, outcome.reason
    assert text_of(outcome) == "Seen\n"


def test_text_inside_nested_forms_is_seen_too(judge: Judge) -> None:
    form = b"BT /F 20 Tf 50 200 Td (Inside) Tj ET BT 1 1 1 rg /F 20 Tf 50 150 Td (WhiteMark) Tj ET"
    nested = (
        b"<< /Type /XObject /Subtype /Form /BBox [0 0 400 300] /Resources << /Font << /F 3 0 R >> >> /Length %d >>"
        b"\nstream\n" % len(form) + form + b"\nendstream"
    )
    outcome = judge(written(b"/X Do", page=b"/XObject << /X 6 0 R >> ", extra=(nested,)), "idea.pdf")
    assert text_of(outcome) == "Inside\n"


def annotated(name: str) -> bytes:
    document = pypdfium2.PdfDocument(typeset(f'#set document(title: "{name}title", author: "{name}author")\nBody'))
    page: Any = document[0]
    note = pdfium.FPDFPage_CreateAnnot(page, pdfium.FPDF_ANNOT_TEXT)
    for key in ("Contents", "T"):
        value = ctypes.create_string_buffer((f"{name}note-{key}" + "\0").encode("utf-16-le"))
        pdfium.FPDFAnnot_SetStringValue(note, key.encode(), ctypes.cast(value, ctypes.POINTER(ctypes.c_ushort)))
    pdfium.FPDFPage_CloseAnnot(note)
    document.new_attachment(f"{name}attached.txt").set_data(f"{name}inside".encode())
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def test_properties_notes_and_attachments_do_not_follow_and_are_told(judge: Judge, spilled: Spilled) -> None:
    outcome = judge(annotated("Huong"), "idea.pdf")
    assert outcome.accepted, outcome.reason
    assert spilled(outcome, ["Huong"]) == set()
    told = {each.channel: each.value for each in outcome.leaks}
    assert told["pdf:Title"] == "Huongtitle"
    assert told["xmp:creator"] == "Huongauthor"
    assert told["pdf:annotation-Contents"] == "Huongnote-Contents"
    assert told["pdf:annotation-T"] == "Huongnote-T"
    assert told["pdf:attachment"] == "Huongattached.txt"


def test_pictures_inside_lose_what_they_carried(judge: Judge, spilled: Spilled, tmp_path: Any) -> None:
    Image.new("RGB", (60, 40), "navy").save(tmp_path / "p.jpg", comment=b"HuongComment")
    (tmp_path / "main.typ").write_text('#image("p.jpg")')
    data = typst.compile(str(tmp_path / "main.typ"))
    assert isinstance(data, bytes)
    assert b"HuongComment" in data
    assert spilled(judge(data, "idea.pdf"), ["HuongComment"]) == set()


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (typeset("Body" + "\n" * 50)[:-40], Reason.TRUNCATED),
        (typeset("Body")[:3000], Reason.TRUNCATED),
        (b"%PDF-1.7\nnothing of the kind\n%%EOF\n", Reason.DAMAGED),
        (written(b"", pages=3000), Reason.TOO_MANY_PAGES),
        (
            written(b"BT ET").replace(
                b"/Root 1 0 R",
                b"/Root 1 0 R /Encrypt << /Filter /Standard /V 2 /R 3 /Length 128 /P -4 /O ("
                + b"o" * 32 + b") /U (" + b"u" * 32 + b") >> /ID [(a) (a)]",
            ),
            Reason.ENCRYPTED,
        ),
    ],
)  # fmt: skip
def test_what_cannot_be_judged_gets_its_reason(judge: Judge, data: bytes, reason: Reason) -> None:
    outcome = judge(data, "idea.pdf")
    assert outcome.reason is not None
    assert outcome.reason.code is reason
    assert outcome.renditions == ()
