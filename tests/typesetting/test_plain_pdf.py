"""PDF files edited afterwards stay readable, whatever grows or shrinks."""

import re
from pathlib import Path

import pypdfium2
import pytest

from judging.typesetting.boxes import with_bleed
from judging.typesetting.plain_pdf import Edit, edited
from judging.typesetting.runner import compile_typst

PAGES = (
    '#set document(title: "T", date: none)\n#set page(width: 100mm, height: 50mm, bleed: 10mm)\nmột #pagebreak() hai'
)


@pytest.fixture
def pdf(tmp_path: Path) -> bytes:
    sheet = tmp_path / "sheet.typ"
    sheet.write_text(PAGES, encoding="utf-8")
    return compile_typst(sheet, {})


def offsets_hold(pdf: bytes) -> bool:
    """Every offset of the table points at its object, and the last line at the table."""
    start = re.search(rb"startxref\n(\d+)\n%%EOF", pdf)
    assert start is not None
    table = pdf[int(start[1]) :]
    lines = re.findall(rb"(\d{10}) \d{5} n", table)
    return table.startswith(b"xref") and all(re.match(rb"\d+ 0 obj", pdf[int(line) :]) for line in lines)


def text_of(pdf: bytes) -> list[str]:
    return [page.get_textpage().get_text_range().strip() for page in pypdfium2.PdfDocument(pdf)]


@pytest.mark.parametrize("new", [b"", b"/Rotate 0", b"/Rotate 0" + b" " * 5000])
def test_objects_may_grow_and_shrink(pdf: bytes, new: bytes) -> None:
    changed = edited(pdf, [Edit(found.start(), found.end(), new) for found in re.finditer(rb"/Tabs/S", pdf)])
    assert changed.count(b"/Tabs/S") == 0
    assert offsets_hold(changed)
    assert text_of(changed) == ["một", "hai"]


def test_no_edit_changes_no_byte(pdf: bytes) -> None:
    assert edited(pdf, []) == pdf
    assert offsets_hold(pdf)


def test_a_file_of_another_make_is_refused() -> None:
    with pytest.raises(ValueError, match="table of offsets"):
        edited(b"%PDF-1.7 nothing", [Edit(0, 1, b"")])


def test_every_page_learns_where_its_bleed_ends(pdf: bytes) -> None:
    changed = with_bleed(pdf, millimetres=3)
    point = 72 / 25.4
    assert offsets_hold(changed)
    for page in pypdfium2.PdfDocument(changed):
        assert page.get_trimbox() == pytest.approx((10 * point, 10 * point, 110 * point, 60 * point), abs=0.01)
        assert page.get_bleedbox() == pytest.approx((7 * point, 7 * point, 113 * point, 63 * point), abs=0.01)
