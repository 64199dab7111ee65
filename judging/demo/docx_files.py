"""Poems and initiatives as Word documents, with everything that Word remembers of its user."""

import io
import zipfile
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape, quoteattr

import docx
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt
from PIL import ExifTags, Image, ImageDraw

from judging.demo.initiatives import CHART_CAPTION, CHARTED
from judging.demo.markers import Marks

Section = tuple[str, list[str]]
_WRITTEN = "2024-09-20T08:00:00Z"
_OFFICE = "application/vnd.openxmlformats-officedocument"
_SCHEMA = "http://schemas.openxmlformats.org/officeDocument/2006"


def chart(values: Sequence[int], marks: Marks) -> bytes:
    """A small bar chart as JPEG, such as people paste into a proposal, with telling data inside."""
    image = Image.new("RGB", (640, 240), (255, 255, 255))
    pen = ImageDraw.Draw(image)
    step = 600 // max(len(values), 1)
    for place, value in enumerate(values):
        left = 20 + place * step
        pen.rectangle(
            (left + 8, 220 - round(200 * value / max([*values, 1])), left + step - 8, 220), fill=(42, 101, 73)
        )
    pen.line((20, 220, 620, 220), fill=(60, 60, 60), width=2)
    return _jpeg(image, marks)


def ornament(marks: Marks) -> bytes:
    """A band of brocade diamonds as JPEG, such as people set under a poem, with telling data inside."""
    image = Image.new("RGB", (640, 64), (255, 255, 255))
    pen = ImageDraw.Draw(image)
    for place, x in enumerate(range(32, 640, 64)):
        colour = ((165, 48, 30), (43, 70, 117), (42, 101, 73))[place % 3]
        pen.polygon([(x - 28, 32), (x, 4), (x + 28, 32), (x, 60)], outline=colour, width=4)
        pen.polygon([(x - 10, 32), (x, 22), (x + 10, 32), (x, 42)], fill=colour)
    return _jpeg(image, marks)


def _jpeg(image: Image.Image, marks: Marks) -> bytes:
    stream, exif = io.BytesIO(), Image.Exif()
    exif[ExifTags.Base.Artist] = marks.text("picture.exif")
    image.save(stream, "JPEG", quality=88, exif=exif)
    return stream.getvalue()


def _new_document(marks: Marks) -> Any:
    document = docx.Document()
    style: Any = document.styles["Normal"]
    style.font.name, style.font.size = "Times New Roman", Pt(13)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), "Times New Roman")
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.header.paragraphs[0].text = marks.text("header")
    section.footer.paragraphs[0].text = marks.text("footer")
    core = document.core_properties
    core.author = marks.text("core.author")
    core.last_modified_by = marks.text("core.last_modified_by")
    core.comments = marks.text("core.comments")
    core.keywords = marks.text("core.keywords")
    core.created = core.modified = datetime.fromisoformat(_WRITTEN)
    return document


def _leave_traces(document: Any, marks: Marks) -> None:
    """A remark, a tracked deletion, a tracked insertion and a hidden word in the document's first paragraphs."""
    paragraph = document.paragraphs[0]
    remark = document.add_comment(
        paragraph.runs, text=marks.text("comment.text"), author=marks.text("comment.author"), initials="GV"
    )
    remark._comment_elm.set(qn("w:date"), _WRITTEN)
    hidden = paragraph.add_run(marks.text("hidden.text"))
    hidden.font.hidden = True
    who = f'w:author={quoteattr(marks.text("change.author"))} w:date="{_WRITTEN}"'
    deleted = f"<w:r><w:delText xml:space='preserve'>{escape(marks.text('deleted.text'))}</w:delText></w:r>"
    paragraph._p.append(parse_xml(f'<w:del {nsdecls("w")} w:id="901" {who}>{deleted}</w:del>'))


def _properties(document: Any, marks: Marks) -> None:
    """Extended properties (company, manager) and a custom one (school)."""
    package = document.part.package
    company, manager = escape(marks.text("app.Company")), escape(marks.text("app.Manager"))
    extended = (
        f'<Properties xmlns="{_SCHEMA}/extended-properties"><Manager>{manager}</Manager>'
        f"<Company>{company}</Company></Properties>"
    )
    custom = (
        f'<Properties xmlns="{_SCHEMA}/custom-properties" xmlns:vt="{_SCHEMA}/docPropsVTypes">'
        '<property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="2" name="School">'
        f"<vt:lpwstr>{escape(marks.text('custom.School'))}</vt:lpwstr></property></Properties>"
    )
    for part in package.iter_parts():
        if part.partname == "/docProps/app.xml":
            part._blob = extended.encode()
            break
    else:
        _add_part(package, "app", "extended-properties", extended)
    _add_part(package, "custom", "custom-properties", custom)


def _add_part(package: Any, name: str, kind: str, xml: str) -> None:
    part = Part(PackURI(f"/docProps/{name}.xml"), f"{_OFFICE}.{kind}+xml", xml.encode(), package)
    relation = {
        "extended-properties": RELATIONSHIP_TYPE.EXTENDED_PROPERTIES,
        "custom-properties": RELATIONSHIP_TYPE.CUSTOM_PROPERTIES,
    }[kind]
    package.relate_to(part, relation)


def _paste(document: Any, picture: bytes, marks: Marks) -> None:
    shape = document.add_picture(io.BytesIO(picture), width=Cm(11))
    shape._inline.docPr.set("descr", marks.text("picture.alt"))


def _save(document: Any, path: Path) -> None:
    """Packs the parts without the time of packing, so that the same entry gives the same bytes."""
    stream = io.BytesIO()
    document.save(stream)
    with zipfile.ZipFile(stream) as packed, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in packed.namelist():
            with archive.open(name, "w") as part:
                part.write(packed.read(name))


def write_poem_docx(path: Path, text: str, marks: Marks) -> None:
    """A paragraph a stanza, lines broken within, and an ornament below."""
    document = _new_document(marks)
    for stanza in text.strip().split("\n\n"):
        document.add_paragraph(stanza)
    _leave_traces(document, marks)
    _paste(document, ornament(marks), marks)
    _properties(document, marks)
    _save(document, path)


def write_proposal_docx(path: Path, title: str, parts: Sequence[Section], values: Sequence[int], marks: Marks) -> None:
    """Headings and paragraphs of `parts`, and a bar chart of `values`."""
    document = _new_document(marks)
    document.add_heading(level=1).add_run(title)
    _leave_traces(document, marks)
    for heading, paragraphs in parts:
        document.add_heading(heading, level=2)
        for paragraph in paragraphs:
            document.add_paragraph(paragraph)
        if heading == CHARTED:
            _paste(document, chart(values, marks), marks)
            document.add_paragraph(CHART_CAPTION)
    _properties(document, marks)
    _save(document, path)
