"""Packages that are no document that can be judged: each with its reason."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import pytest
from docx import Document

from media_store.outcome import Outcome
from media_store.reasons import Reason
from tests.media_store.test_documents import docx_bytes, planted_odt, with_members

Judge = Callable[[bytes, str], Outcome]


def zipped(members: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return buffer.getvalue()


LAUGHS = b"""<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">
<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">
<!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;">]>
<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">
<w:body><w:p><w:r><w:t>&d;</w:t></w:r></w:p></w:body></w:document>"""
RELS = (
    b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="a" '
    b'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    b'Target="word/document.xml"/></Relationships>'
)


def word(body: bytes) -> bytes:
    return zipped({"word/document.xml": body, "_rels/.rels": RELS, "word/_rels/document.xml.rels": RELS})


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (zipped({"word/document.xml": bytes(400 * 1024 * 1024)}), Reason.EXPANDS_TOO_MUCH),
        (word(b"<broken"), Reason.DAMAGED),
        (zipped({"word/document.xml": b"<x/>"}), Reason.DAMAGED),
        (word(LAUGHS), Reason.DAMAGED),
        (docx_bytes(Document()), Reason.NOTHING_INSIDE),
        (docx_bytes(Document())[:-300], Reason.TRUNCATED),
        (planted_odt("<x/>"), Reason.NOTHING_INSIDE),
        (zipped({"xl/workbook.xml": b"<x/>"}), Reason.UNSUPPORTED),
        (with_members(planted_odt(), **{"META-INF__manifest_dot_xml": "<m><encryption-data/></m>"}), Reason.ENCRYPTED),
    ],
)
def test_what_cannot_be_judged_gets_its_reason(judge: Judge, data: bytes, reason: Reason) -> None:
    outcome = judge(data, "idea.docx")
    assert outcome.reason is not None
    assert outcome.reason.code is reason
