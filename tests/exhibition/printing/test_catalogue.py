"""The catalogue as a reader meets it."""

from collections.abc import Callable
from pathlib import Path

import msgspec
import pypdfium2
import pytest

from judging.errors import Invalid
from judging.exhibition.printing.catalogue import catalogue_pdf
from judging.exhibition.printing.values import CatalogueData, CatalogueEntry, Verse
from judging.typesetting.values import Bilingual

Pages = Callable[[bytes], list[str]]
MM = 72 / 25.4
NASTY = '#include "x" $a$ *b* @c <d> // e \\ [f]'


def page_with(text: str, pages: list[str], after: int = 0) -> int:
    """Page number, counted from 1, of the first page after `after` that has the text."""
    return next(place for place, page in enumerate(pages, 1) if text in page and place > after)


def test_every_part_of_the_book_is_there_in_order(
    show: CatalogueData, pages: Pages, assert_sound: Callable[[bytes], None]
) -> None:
    pdf = catalogue_pdf(show)
    text = pages(pdf)
    parts = [
        "Vựng tập",
        "Đơn vị tổ chức",
        "Lời giới thiệu",
        "Mục lục",
        "Hội họa",
        "Toàn bộ tác phẩm",
        "Bảng tra tác giả",
    ]
    places = [text.index(next(page for page in text if part in page)) for part in parts]
    assert places == sorted(places)
    assert_sound(pdf)


def test_contents_and_index_name_the_right_pages(show: CatalogueData, pages: Pages) -> None:
    text = pages(catalogue_pdf(show))
    contents = page_with("Mục lục", text)
    register = page_with("Toàn bộ tác phẩm", text, contents)
    assert f"{register} Toàn bộ tác phẩm" in text[contents - 1]
    painting = page_with("60 × 42 cm · Watercolour", text)
    song = page_with("Nhạc và lời: Hương", text)
    index = text[page_with("Bảng tra tác giả", text, contents) - 1]
    assert f"Lò Thị Hương {painting}, {song}, {register}" in index
    assert index.index("Q. V. Ân") < index.index("Lò Thị Hương") < index.index("Giàng A Páo")


def test_poems_keep_their_lines_and_scripts(show: CatalogueData, pages: Pages) -> None:
    pdf = catalogue_pdf(show)
    place = page_with("Chữ đậu lên tay", pages(pdf))
    lines = pypdfium2.PdfDocument(pdf)[place - 1].get_textpage().get_text_range().splitlines()
    assert "Chữ đậu lên tay" in lines
    assert "Rừng già vẫn mọc lá xanh" in lines
    assert any(line.startswith("ꪵꪣ") for line in lines)


def test_a_work_without_a_name_shows_its_unit_only(show: CatalogueData, pages: Pages) -> None:
    text = pages(catalogue_pdf(show))
    assert "Sớm phường Tô Hiệu" in text[page_with("Toàn bộ tác phẩm", text, 4) - 1]


def test_pages_are_210_by_240_and_the_printers_copy_has_bleed(show: CatalogueData) -> None:
    screen = pypdfium2.PdfDocument(catalogue_pdf(show))[0]
    assert screen.get_size() == pytest.approx((210 * MM, 240 * MM), abs=0.1)
    printed = pypdfium2.PdfDocument(catalogue_pdf(show, variant="print"))[0]
    assert printed.get_size() == pytest.approx((216 * MM, 246 * MM), abs=0.1)
    left, bottom, right, top = printed.get_trimbox()
    assert (right - left, top - bottom) == pytest.approx((210 * MM, 240 * MM), abs=0.1)


def test_the_same_show_gives_the_same_bytes_whatever_the_order_of_entries(show: CatalogueData) -> None:
    shuffled = msgspec.structs.replace(show, entries=show.entries[::-1])
    assert catalogue_pdf(show) == catalogue_pdf(shuffled)


def test_it_is_tagged_in_vietnamese(show: CatalogueData) -> None:
    pdf = catalogue_pdf(show)
    assert b"/Lang(vi)" in pdf
    assert b"pdfuaid" in pdf
    assert b"StructTreeRoot" in pdf


def squeezed(text: str) -> str:
    """Without blanks: readers of PDF guess them from the distance between letters."""
    return "".join(text.split())


def entry(number: int, title: str, **more: object) -> CatalogueEntry:
    base = {"number": number, "code": f"X-{number}", "category": "poems", "kind": "poem", "title": Bilingual(title)}
    return CatalogueEntry(**{**base, **more})  # type: ignore[arg-type]


def test_hostile_and_endless_texts_are_printed_as_they_are(
    show: CatalogueData, pages: Pages, assert_sound: Callable[[bytes], None], picture: Callable[[int, int], Path]
) -> None:
    prize = show.entries[0].prize
    odd = (
        entry(11, NASTY, prize=prize, verses=(Verse("dài " * 200 + "\n" + "x" * 400),)),
        entry(12, "Tên rất dài " * 25, prize=prize, picture=picture(300, 900), kind="painting"),
        entry(13, "K" * 300, picture=picture(900, 90), kind="painting"),
        entry(14, "", author="عربي עברית", unit="a\u202eb\u200b😀"),
        entry(15, "dòng\nhai", prize=prize),
    )
    pdf = catalogue_pdf(msgspec.structs.replace(show, entries=show.entries + odd))
    text = pages(pdf)
    assert any(squeezed(NASTY) in squeezed(page) for page in text)
    assert any("Không đề" in page and "Untitled" in page for page in text)
    assert any("dòng hai" in page for page in text)
    assert sum(page.count("Tên rất dài") for page in text) == 25 * 3, "opener, own page, register"
    assert_sound(pdf)


def test_a_long_poem_runs_on_over_pages_and_loses_no_line(show: CatalogueData, pages: Pages) -> None:
    poem = "\n".join(f"dòng thứ {line};" + ("\n" if line % 4 == 0 else "") for line in range(1, 121))
    book = msgspec.structs.replace(show, entries=(entry(1, "Dài", verses=(Verse(poem),), prize=show.entries[0].prize),))
    text = " ".join(pages(catalogue_pdf(book)))
    assert all(f"dòng thứ {line};" in text for line in range(1, 121))


def test_an_empty_show_still_makes_a_book(show: CatalogueData, pages: Pages) -> None:
    text = pages(catalogue_pdf(msgspec.structs.replace(show, entries=())))
    assert "0 tác phẩm" in " ".join(text)


def test_a_broken_picture_is_named(show: CatalogueData, tmp_path: Path) -> None:
    (tmp_path / "broken.jpg").write_bytes(b"nothing")
    broken = msgspec.structs.replace(show.entries[0], picture=tmp_path / "broken.jpg")
    with pytest.raises(Invalid, match=r"broken\.jpg"):
        catalogue_pdf(msgspec.structs.replace(show, entries=(broken,)))
