"""DOCX and ODT: what the page shows is set anew; what was deleted, hidden, remarked or noted beside it is gone."""

from __future__ import annotations

import io
import re
import unicodedata
import zipfile
from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pypdfium2
import pytest
from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.shared import Pt, RGBColor
from PIL import Image

from media_store.outcome import Outcome

Judge = Callable[[bytes, str], Outcome]
Spilled = Callable[[Outcome, list[str]], set[str]]
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def text_of(outcome: Outcome) -> str:
    return next(each.path for each in outcome.renditions if each.role == "text.txt").read_text()


def docx_bytes(document: Any) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def with_members(data: bytes, **members: str) -> bytes:
    """The package with members added or replaced; `__` in a name stands for a slash, `_dot_` for a dot."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        named = {key.replace("__", "/").replace("_dot_", "."): value for key, value in members.items()}
        for entry in old.namelist():
            if entry not in named:
                new.writestr(entry, old.read(entry))
        for name, value in named.items():
            new.writestr(name, value)
    return out.getvalue()


def picture(comment: str = "") -> io.BytesIO:
    buffer = io.BytesIO()
    Image.new("RGB", (200, 100), (200, 30, 30)).save(buffer, "JPEG", comment=comment)
    buffer.seek(0)
    return buffer


def test_a_docx_becomes_pages_text_and_a_copy(judge: Judge) -> None:
    document = Document()
    document.add_heading("Sáng kiến", 0)
    document.add_paragraph("Người dân Mường La, ꪁꪮꪥ.")
    document.add_table(1, 2).cell(0, 1).text = "ô trong bảng"
    document.add_picture(picture())
    outcome = judge(docx_bytes(document), "idea.docx")
    assert outcome.accepted, outcome.reason
    assert [each.role for each in outcome.renditions] == [
        "copy.pdf", "page-1.webp", "thumb.webp", "thumb.jpg", "text.txt",
    ]  # fmt: skip
    assert outcome.facts.pages == 1
    assert [line for line in text_of(outcome).split("\n") if line] == [
        "Sáng kiến", "Người dân Mường La, ꪁꪮꪥ.", "ô trong bảng",
    ]  # fmt: skip
    with Image.open(outcome.renditions[1].path) as page:
        assert (page.convert("RGB").histogram()[190 : 190 + 30]) != [0] * 30


POEM = "Sông Đà ơi, sông Đà\nNước trôi về phố nhỏ\n\nNúi rừng xanh bao la\nEm học điều mới lạ\n"


def verses(kind: str, hidden: str = "") -> bytes:
    """Each verse a paragraph, as most people type them; an empty one, or two, between stanzas and at the end."""
    lines = unicodedata.normalize("NFD", POEM).replace("\n\n", "\n\n\n").replace("xanh", f"x{hidden}anh").split("\n")
    if kind == "odt":
        paragraphs = "".join(f"<text:p><text:span>{line}</text:span></text:p>" for line in lines)
        return planted_odt(re.sub("<text:tracked-changes>.*(?=</office:text>)", paragraphs, ODT, flags=re.DOTALL))
    document = Document()
    for line in lines:
        document.add_paragraph(line)
    return docx_bytes(document)


@pytest.mark.parametrize("kind", ["docx", "odt"])
def test_a_poem_keeps_its_lines_and_stanzas(judge: Judge, kind: str) -> None:
    outcome = judge(verses(kind), f"poem.{kind}")
    assert text_of(outcome) == POEM
    page = pypdfium2.PdfDocument(next(each.path for each in outcome.renditions if each.role == "copy.pdf"))[0]
    words = page.get_textpage()
    tops = [words.get_charbox(words.get_text_range().index(start))[3] for start in ("Sông", "Nước", "Núi", "Em học")]
    within, between, again = (upper - lower for upper, lower in pairwise(tops))
    assert between > 1.6 * within
    assert within == pytest.approx(again, abs=3)


@pytest.mark.parametrize("kind", ["docx", "odt"])
def test_letters_that_nobody_sees_are_in_no_page(judge: Judge, kind: str) -> None:
    hidden = "".join(chr(0xE0000 + ord(each)) for each in "Huong") + "\u202e\u200b\u2066"
    outcome = judge(verses(kind, hidden), f"poem.{kind}")
    assert text_of(outcome) == POEM
    page = pypdfium2.PdfDocument(next(each.path for each in outcome.renditions if each.role == "copy.pdf"))[0]
    assert "Núi rừng xanh bao la" in page.get_textpage().get_text_range()


TRACKED = f"""<w:p {W}><w:r><w:t>kept </w:t></w:r>
<w:del w:id="1" w:author="HuongEditor"><w:r><w:delText>MarkDeleted</w:delText></w:r></w:del>
<w:ins w:id="2" w:author="HuongEditor"><w:r><w:t>inserted</w:t></w:r></w:ins>
<w:moveFrom w:id="3" w:author="HuongEditor"><w:r><w:t>MarkMoved</w:t></w:r></w:moveFrom></w:p>"""
FIELDS = f"""<w:p {W}><w:r><w:t>by </w:t></w:r>
<w:fldSimple w:instr=" AUTHOR "><w:r><w:t>MarkSimple</w:t></w:r></w:fldSimple>
<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> DOCPROPERTY School </w:instrText></w:r>
<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>MarkComplex</w:t></w:r>
<w:r><w:fldChar w:fldCharType="end"/></w:r>
<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> PAGE MarkInstruction</w:instrText></w:r>
<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>seventh page</w:t></w:r>
<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>"""
CONTROL = f"""<w:sdt {W}><w:sdtPr><w:alias w:val="MarkAlias"/>
<w:dataBinding w:prefixMappings="xmlns:ns0='http://schemas.openxmlformats.org/package/2006/metadata/core-properties'"
 w:xpath="/ns1:coreProperties[1]/ns0:creator[1]" w:storeItemID="x"/></w:sdtPr>
<w:sdtContent><w:p><w:r><w:t>MarkBound</w:t></w:r></w:p></w:sdtContent></w:sdt>"""
FREE_CONTROL = f"""<w:sdt {W}><w:sdtPr><w:tag w:val="MarkTag"/></w:sdtPr>
<w:sdtContent><w:p><w:r><w:t>free control</w:t></w:r></w:p></w:sdtContent></w:sdt>"""
BOOKMARK = f"""<w:p {W}><w:bookmarkStart w:id="9" w:name="MarkBookmark"/><w:r><w:t>marked place</w:t></w:r>
<w:bookmarkEnd w:id="9"/></w:p>"""
TEXT_BOX = f"""<w:p {W}><w:r><w:t>beside the box</w:t></w:r><w:r><w:pict xmlns:v="urn:schemas-microsoft-com:vml">
<v:shape alt="MarkAlt"><v:textbox><w:txbxContent><w:p><w:r><w:t>inside the box</w:t></w:r></w:p></w:txbxContent>
</v:textbox></v:shape></w:pict></w:r></w:p>"""
SEEN = ["kept inserted", "seventh page", "free control", "marked place", "beside the box", "inside the box"]


def planted_docx() -> bytes:
    document = Document()
    core = document.core_properties
    core.author, core.last_modified_by, core.title, core.comments = (
        "MarkAuthor",
        "MarkModified",
        "MarkTitle",
        "MarkNote",
    )
    core.keywords, core.category, core.subject = "MarkKeywords", "MarkCategory", "MarkSubject"
    commented = document.add_paragraph().add_run("with a remark")
    document.add_comment(commented, text="MarkComment", author="MarkCommenter", initials="MC")
    for source in (TRACKED, FIELDS, CONTROL, FREE_CONTROL, BOOKMARK, TEXT_BOX):
        document.element.body.insert(0, parse_xml(source))
    document.add_paragraph().add_run("MarkVanished").font.hidden = True
    secret = document.styles.add_style("Secret", WD_STYLE_TYPE.CHARACTER)
    secret.font.hidden = True
    document.add_paragraph().add_run("MarkStyled", style="Secret")
    document.add_paragraph().add_run("MarkWhite").font.color.rgb = RGBColor(255, 255, 255)
    document.add_paragraph().add_run("MarkTiny").font.size = Pt(1)
    document.sections[0].header.paragraphs[0].text = "MarkHeader"
    document.sections[0].footer.paragraphs[0].text = "MarkFooter"
    shape = document.add_picture(picture("MarkPicture"))
    shape._inline.docPr.set("descr", "MarkDescription")
    shape._inline.docPr.set("name", "MarkName")
    return with_members(
        docx_bytes(document),
        docProps__custom_dot_xml="<p><property name='MarkKey'><v>MarkCustom</v></property></p>",
        customXml__item1_dot_xml="<x>MarkCustomXml</x>",
    )


def test_nothing_planted_in_a_docx_follows(judge: Judge, spilled: Spilled) -> None:
    outcome = judge(planted_docx(), "idea.docx")
    assert outcome.accepted, outcome.reason
    assert spilled(outcome, ["Mark", "HuongEditor"]) <= {"Mark"}
    text = text_of(outcome)
    assert "Mark" not in text
    assert [words for words in [*SEEN, "with a remark"] if words not in " ".join(text.split())] == []


def test_no_marker_stands_in_any_packed_stream(judge: Judge, spilled: Spilled) -> None:
    kinds = [
        "Author", "Modified", "Title", "Note", "Keywords", "Category", "Subject", "Comment", "Commenter", "Deleted",
        "Moved", "Simple", "Complex", "Instruction", "Alias", "Bound", "Tag", "Bookmark", "Alt", "Vanished", "Styled",
        "White", "Tiny", "Header", "Footer", "Picture", "Description", "Name", "Key", "Custom", "CustomXml",
    ]  # fmt: skip
    assert spilled(judge(planted_docx(), "idea.docx"), [f"Mark{kind}" for kind in kinds]) == set()


def test_what_a_docx_told_of_people_is_listed(judge: Judge) -> None:
    told = {(each.channel, each.value) for each in judge(planted_docx(), "idea.docx").leaks}
    assert {
        ("docx:creator", "MarkAuthor"), ("docx:lastModifiedBy", "MarkModified"), ("docx:changed-by", "HuongEditor"),
        ("docx:comment", "MarkComment"), ("docx:deleted", "MarkDeleted"), ("docx:hidden", "MarkVanished"),
        ("docx:changed-by", "MarkCommenter"), ("docx:property-MarkKey", "MarkCustom"),
    } <= told  # fmt: skip


def test_white_words_on_dark_ground_are_meant_to_be_read(judge: Judge) -> None:
    document = Document()
    cell = document.add_table(1, 1).cell(0, 0)
    cell._tc.get_or_add_tcPr().append(parse_xml(f'<w:shd {W} w:val="clear" w:fill="1F3864"/>'))
    cell.paragraphs[0].add_run("white on blue").font.color.rgb = RGBColor(255, 255, 255)
    assert "white on blue" in text_of(judge(docx_bytes(document), "table.docx"))


def test_a_cropped_picture_stays_cropped(judge: Judge) -> None:
    halves = Image.new("RGB", (200, 100), (0, 200, 0))
    halves.paste((220, 0, 0), (100, 0, 200, 100))
    buffer = io.BytesIO()
    halves.save(buffer, "PNG")
    document = Document()
    shape = document.add_picture(buffer)
    fill = shape._inline.graphic.graphicData.pic.blipFill
    fill.insert(1, parse_xml('<a:srcRect xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" r="50000"/>'))
    page = next(each.path for each in judge(docx_bytes(document), "a.docx").renditions if each.role == "page-1.webp")
    with Image.open(page) as drawn:
        colours = {pixel for _, pixel in drawn.convert("RGB").quantize(8).convert("RGB").getcolors() or []}
    assert not any(red > 150 and green < 80 for red, green, _ in colours)
    assert any(green > 150 and red < 80 for red, green, _ in colours)


ODT = """<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"
 xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"><office:automatic-styles>
<style:style style:name="H" style:family="text"><style:text-properties text:display="none"/></style:style>
<style:style style:name="White" style:family="text"><style:text-properties fo:color="#ffffff"/></style:style>
</office:automatic-styles><office:body><office:text>
<text:tracked-changes><text:changed-region text:id="c"><text:deletion><office:change-info>
<dc:creator>MarkChanger</dc:creator>
</office:change-info><text:p>MarkDeleted</text:p></text:deletion></text:changed-region></text:tracked-changes>
<text:h text:outline-level="1"><text:bookmark text:name="MarkBookmark"/>Tiêu đề</text:h>
<text:p>Thân<text:s text:c="2"/>bài<text:change text:change-id="c"/> <text:author-name>MarkField</text:author-name>
<office:annotation><dc:creator>MarkCommenter</dc:creator><text:p>MarkComment</text:p></office:annotation>
<text:a xlink:href="http://MarkLink.example/">liên kết</text:a>
<text:hidden-text text:condition="x"
 text:string-value="MarkValue" text:is-hidden="true">MarkHiddenText</text:hidden-text>
<text:span text:style-name="H">MarkSpan</text:span><text:span text:style-name="White">MarkWhite</text:span></text:p>
<text:section text:display="none"><text:p>MarkSection</text:p></text:section>
<text:p><draw:frame draw:name="MarkFrame" svg:width="4cm" svg:height="2cm"><draw:image xlink:href="Pictures/a.jpg"/>
<svg:title>MarkAlt</svg:title><svg:desc>MarkDesc</svg:desc></draw:frame></text:p>
</office:text></office:body></office:document-content>"""
META = """<m xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator>MarkCreator</dc:creator><dc:title>MarkTitle</dc:title></m>"""


def planted_odt(content: str = ODT) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("content.xml", content)
        archive.writestr("meta.xml", META)
        archive.writestr("Pictures/a.jpg", picture("MarkPicture").getvalue())
    return buffer.getvalue()


def test_an_odt_is_set_anew_without_what_was_planted(judge: Judge, spilled: Spilled) -> None:
    outcome = judge(planted_odt(), "idea.odt")
    assert outcome.accepted, outcome.reason
    assert outcome.format == "odt"
    assert " ".join(text_of(outcome).split()) == "Tiêu đề Thân bài liên kết"
    kinds = [
        "Changer", "Deleted", "Bookmark", "Field", "Commenter", "Comment", "Link", "Value", "HiddenText", "Span",
        "White", "Section", "Frame", "Alt", "Desc", "Creator", "Title", "Picture",
    ]  # fmt: skip
    assert spilled(outcome, [f"Mark{kind}" for kind in kinds]) == set()
    told = {(each.channel, each.value) for each in outcome.leaks}
    assert {("odt:creator", "MarkCreator"), ("odt:title", "MarkTitle")} <= told
    assert any(channel == "odt:comment" and "MarkComment" in value for channel, value in told)
