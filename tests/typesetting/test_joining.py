"""Parts of a book joined: pages, tags, bookmarks, links and table heads are all there."""

import io
import re
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium
import pytest

from judging.typesetting.joining import join
from judging.typesetting.parsed_pdf import parsed
from judging.typesetting.runner import compile_typst

HEAD = '#let data = json("data.json")\n#set document(title: "T", date: none)\n#set text(lang: "vi")\n'
PART = (
    HEAD
    + """= #data.name
#link("page:" + str(data.to))[tới]
#table(columns: 2, table.header[Số][Tên], [1], [#data.text])
#pagebreak()
trang hai của #data.name"""
)


def part(folder: Path, name: str, *, body: str = PART, to: int = 1, text: str = "a") -> Path:
    sheet = folder / "sheet.typ"
    sheet.write_text(body, encoding="utf-8")
    path = folder / f"{name}.pdf"
    path.write_bytes(compile_typst(sheet, {"name": name, "to": to, "text": text}))
    return path


def joined(*parts: Path) -> bytes:
    out = io.BytesIO()
    join(parts, out)
    return out.getvalue()


@pytest.fixture
def book(tmp_path: Path) -> bytes:
    return joined(part(tmp_path, "một", to=4), part(tmp_path, "hai", to=1), part(tmp_path, "ba", to=3))


def test_pages_follow_one_another(book: bytes) -> None:
    pages = [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(book)]
    assert [page.splitlines()[0] for page in pages] == [
        "một", "trang hai của một", "hai", "trang hai của hai", "ba", "trang hai của ba",
    ]  # fmt: skip


def test_bookmarks_of_all_parts_lead_to_their_pages(book: bytes) -> None:
    marks = [(mark.get_title(), mark.get_dest()) for mark in pypdfium2.PdfDocument(book).get_toc()]
    assert [(title, to.get_index() if to else None) for title, to in marks] == [("một", 0), ("hai", 2), ("ba", 4)]


def test_links_lead_to_pages_of_other_parts(book: bytes) -> None:
    document = pypdfium2.PdfDocument(book)
    targets = []
    for number in (0, 2, 4):
        page = document[number]
        link = pdfium.FPDFLink_GetLinkAtPoint(page.raw, *first_link(page))
        targets.append(pdfium.FPDFDest_GetDestPageIndex(document.raw, pdfium.FPDFLink_GetDest(document.raw, link)))
    assert targets == [3, 0, 2]
    assert b"page:" not in book


def first_link(page: pypdfium2.PdfPage) -> tuple[float, float]:
    """The middle of the page's only link."""
    box = pdfium.FS_RECTF()
    assert pdfium.FPDFAnnot_GetRect(pdfium.FPDFPage_GetAnnot(page.raw, 0), box)
    return (box.left + box.right) / 2, (box.top + box.bottom) / 2


def test_every_mark_of_a_page_is_in_the_parent_tree_once(book: bytes) -> None:
    used = [int(key) for key in re.findall(rb"/StructParents? (\d+)", book)]
    tree = parsed_tree(book)
    assert sorted(used) == sorted(tree) == list(range(len(tree)))


def parsed_tree(book: bytes) -> list[int]:
    found = re.search(rb"<</Nums\[([^\]]*)\]>>", book)
    assert found is not None
    return [int(key) for key, _ in re.findall(rb"(\d+) (\d+ 0 R)", found[1])]


def test_heads_of_tables_keep_names_of_their_own(book: bytes) -> None:
    cells = re.findall(rb"/ID(\(P\d+U[^)]*\))", book)
    assert len(cells) == len(set(cells)) == 6
    told = re.search(rb"/IDTree<</Names\[([^\]]*)\]", book)
    assert told is not None
    assert re.findall(rb"\([^)]*\)", told[1]) == sorted(cells)


def test_texts_that_look_like_references_stay_as_they_are(tmp_path: Path) -> None:
    body = HEAD + '#heading(level: 1)[x]\n#box(width: 1cm, height: 1cm, image("p.svg", alt: data.text))'
    (tmp_path / "p.svg").write_text("<svg/>", encoding="utf-8")
    sheet, text = tmp_path / "sheet.typ", "see 7 0 R (or 8 0 R) /StructParent 3"
    sheet.write_text(body, encoding="utf-8")
    svg = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><rect width="1" height="1"/></svg>'
    for name in ("a", "b"):
        pdf = compile_typst(sheet, {"text": text}, assets={"p.svg": svg})
        (tmp_path / f"{name}.pdf").write_bytes(pdf)
    assert text.encode() in pdf
    assert joined(tmp_path / "a.pdf", tmp_path / "b.pdf").count(b"see 7 0 R (or 8 0 R) /StructParent 3") == 2


def test_the_first_part_gives_title_and_standard_and_the_count_is_right(book: bytes) -> None:
    assert book.count(b"/Type/Catalog") == 1
    assert b"pdfuaid:part>1" in book
    assert b"<xmpTPg:NPages>6<" in book
    assert len(parsed(book).objects) > 30


def test_equal_parts_give_equal_bytes_and_one_part_is_a_book_too(tmp_path: Path) -> None:
    one, two = part(tmp_path, "a"), part(tmp_path, "b")
    assert joined(one, two) == joined(one, two)
    assert len(pypdfium2.PdfDocument(joined(one))) == 2


def test_a_file_of_another_make_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x.pdf").write_bytes(b"%PDF-1.7\nnothing")
    with pytest.raises(ValueError, match="table of offsets"):
        joined(tmp_path / "x.pdf")
