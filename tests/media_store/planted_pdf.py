"""A PDF with a marker in every channel, written by hand: two versions, packed objects, a table of both kinds."""

from __future__ import annotations

import struct
import zlib

from tests.media_store.planted import XMP_PLACES, marker, photograph, photograph_places, places, text, words, xmp


def _string(channel: str, form: str) -> bytes:
    """A string of a PDF: as it is, in UTF-16, in hexadecimal digits, or with octal escapes."""
    wide = b"\xfe\xff" + text(channel).encode("utf-16-be")
    if form == "hexadecimal":
        return b"<" + wide.hex().encode() + b">"
    if form == "octal":
        return b"(" + b"".join(b"\\%03o" % each for each in marker(channel).encode()) + b")"
    return (
        b"("
        + (
            wide.replace(b"\\", rb"\\").replace(b"(", rb"\(").replace(b")", rb"\)")
            if form
            else marker(channel).encode()
        )
        + b")"
    )


def _stream(head: bytes, content: bytes, *, packed: bool = False) -> bytes:
    data = zlib.compress(content) if packed else content
    pack = b"/Filter /FlateDecode " if packed else b""
    return b"<< " + head + pack + b"/Length %d >>\nstream\n" % len(data) + data + b"\nendstream"


def _page_words() -> bytes:
    lines = [
        (b"0 Tr 0 g", 250, "seen"),
        (b"3 Tr", 200, "pdf.ink"),
        (b"0 Tr 1 g", 150, "pdf.white"),
        (b"0 g", -90, "pdf.off"),
    ]
    shown = b"".join(
        b"BT %s /F 14 Tf 40 %d Td (%s) Tj ET " % (look, height, marker(channel).encode())
        for look, height, channel in lines
    )
    layer = b"/OC /L BDC BT 0 g /F 14 Tf 40 100 Td (%s) Tj ET EMC " % marker("pdf.layer-text").encode()
    return shown + layer + b"q 60 0 0 40 300 200 cm /P Do Q"


def _pdf_objects() -> list[bytes]:
    photo = photograph("pdf.picture")
    info = b"".join(b"/%s %s " % (name.encode(), _string(f"pdf.{name}", form)) for name, form in _INFO.items())
    note = b"<< /Type /Annot /Subtype /Text /Rect [0 0 9 9] /T %s /Contents %s /RC %s >>"
    note %= _string("pdf.note-author", "wide"), _string("pdf.note", "hexadecimal"), _string("pdf.rich", "octal")
    head = b"30 0 "
    return [
        b"<< /Type /Catalog /Pages 2 0 R /Metadata 7 0 R /Outlines 9 0 R /AcroForm << /Fields [12 0 R] >> "
        b"/OCProperties << /OCGs [6 0 R] /D << /OFF [6 0 R] >> >> /Names << /EmbeddedFiles << /Names [(a) 10 0 R] >> "
        b"/JavaScript << /Names [(s) 13 0 R] >> >> /PageLabels << /Nums [0 << /P %s >>] >> /OpenAction 13 0 R >>"
        % _string("pdf.label", ""),
        b"<< /Type /Pages /Kids [5 0 R] /Count 1 >>",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        _stream(b"", _page_words(), packed=True),
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 400 300] /Contents 4 0 R /Resources << /Font << /F 3 0 R >> "
        b"/XObject << /P 8 0 R >> /Properties << /L 6 0 R >> >> /Annots [30 0 R 12 0 R 14 0 R] /PieceInfo << /Own "
        b"<< /Private << /Who %s >> >> >> /Thumb 8 0 R >>" % _string("pdf.piece", "wide"),
        b"<< /Type /OCG /Name %s >>" % _string("pdf.layer", ""),
        _stream(b"/Type /Metadata /Subtype /XML ", xmp("pdf.xmp"), packed=True),
        _stream(b"/Type /XObject /Subtype /Image /Width 64 /Height 48 /ColorSpace /DeviceRGB /BitsPerComponent 8 "
                b"/Filter /DCTDecode ", photo),
        b"<< /Type /Outlines /First 15 0 R /Last 15 0 R /Count 1 >>",
        b"<< /Type /Filespec /F %s /UF %s /Desc %s /EF << /F 11 0 R >> >>" % (
            _string("pdf.file", ""), _string("pdf.file-name", "wide"), _string("pdf.file-description", "hexadecimal")),
        _stream(b"/Type /EmbeddedFile ", words("pdf.file-content"), packed=True),
        b"<< /Type /Annot /Subtype /Widget /FT /Tx /Rect [0 0 1 1] /F 2 /T %s /V %s /DV %s /TU %s >>" % (
            _string("pdf.field-name", ""), _string("pdf.field-value", "wide"), _string("pdf.field-default", ""),
            _string("pdf.field-tip", "")),
        b"<< /S /JavaScript /JS %s >>" % _string("pdf.script", ""),
        b"<< /Type /Annot /Subtype /Link /Rect [0 0 9 9] /A << /S /URI /URI (https://example.org/%s) >> >>"
        % marker("pdf.link").encode(),
        b"<< /Title %s /Parent 9 0 R /Dest [5 0 R /Fit] >>" % _string("pdf.outline", "wide"),
        b"<< " + info + b">>",
        _stream(b"/Type /ObjStm /N 1 /First %d " % len(head), head + note, packed=True),
    ]  # fmt: skip


_INFO = {
    "Title": "wide",
    "Author": "octal",
    "Subject": "hexadecimal",
    "Keywords": "",
    "Creator": "wide",
    "School": "wide",
}


def pdf() -> bytes:
    """An earlier version of the page, then today's objects behind it, with a table of both plain and packed objects."""
    before = _version([
        b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [5 0 R] /Count 1 >>",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        _stream(b"", b"BT /F 14 Tf 40 40 Td (%s) Tj ET" % marker("pdf.earlier").encode(), packed=True),
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 400 300] /Contents 4 0 R "
        b"/Resources << /Font << /F 3 0 R >> >> >>",
    ], b"%PDF-1.7\n% " + marker("pdf.remark").encode() + b"\n")  # fmt: skip
    return words("pdf.before") + b"\n" + _version(_pdf_objects(), before, packed_at=17) + words("pdf.behind") + b"\n"


def _version(objects: list[bytes], before: bytes, packed_at: int = 0) -> bytes:
    shift = len(words("pdf.before")) + 1 if packed_at else 0
    data, rows = before, [struct.pack(">BIH", 0, 0, 65535)]
    for number, each in enumerate(objects, 1):
        rows.append(struct.pack(">BIH", 1, len(data) + shift, 0))
        data += b"%d 0 obj\n" % number + each + b"\nendobj\n"
    number, start = len(objects) + 1, len(data) + shift
    rows.append(struct.pack(">BIH", 1, start, 0))
    index = b"0 %d " % (number + 1)
    if packed_at:
        rows.append(struct.pack(">BIH", 2, packed_at, 0))
        index += b"30 1 "
    info = b"/Info 16 0 R " if packed_at else b""
    head = b"/Type /XRef /Size 31 /W [1 4 2] /Index [%s] /Root 1 0 R %s" % (index, info)
    data += b"%d 0 obj\n" % number + _stream(head, b"".join(rows), packed=True) + b"\nendobj\n"
    return data + b"startxref\n%d\n%%%%EOF\n" % start


PDF_PLACES = {
    **{f"pdf.{name}": f"pdf:{name}" for name in _INFO},
    **places("pdf", xmp=XMP_PLACES),
    **photograph_places("pdf.picture", "pdf:picture"),
    **{f"pdf.{name}": "pdf:hidden" for name in ("ink", "white", "off", "layer-text")},
    "pdf.note-author": "pdf:annotation-T", "pdf.note": "pdf:annotation-Contents", "pdf.rich": "pdf:annotation-RC",
    "pdf.label": "pdf:page-label", "pdf.piece": "pdf:Who", "pdf.layer": "pdf:layer", "pdf.file": "pdf:file",
    "pdf.file-name": "pdf:file", "pdf.file-description": "pdf:file", "pdf.file-content": "pdf:attachment",
    "pdf.field-name": "pdf:field-T", "pdf.field-value": "pdf:field-V", "pdf.field-default": "pdf:field-DV",
    "pdf.field-tip": "pdf:field-TU", "pdf.script": "pdf:script", "pdf.link": "pdf:link", "pdf.outline": "pdf:outline",
    "pdf.earlier": "pdf:earlier-version", "pdf.remark": "pdf:remark", "pdf.before": "pdf:before-the-start",
    "pdf.behind": "pdf:behind-the-end",
}  # fmt: skip
