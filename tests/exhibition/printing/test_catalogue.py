"""The catalogue as a reader meets it."""

import re
import zlib
from collections.abc import Callable
from datetime import date
from pathlib import Path

import msgspec
import pypdfium2
import pytest
from PIL import Image

from judging.errors import Invalid
from judging.exhibition.printing.catalogue import catalogue_pdf
from judging.exhibition.printing.values import CatalogueCategory, CatalogueData, CatalogueEntry, Verse
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


def boxes(page: pypdfium2.PdfPage) -> dict[str, tuple[float, float, float, float]]:
    return {"media": page.get_mediabox(), "bleed": page.get_bleedbox(), "trim": page.get_trimbox()}


def test_screen_pages_are_210_by_240() -> None:
    name = Bilingual("x")
    empty = CatalogueData(name, name, name, name, date(2024, 10, 7), (), ())
    assert pypdfium2.PdfDocument(catalogue_pdf(empty))[0].get_size() == pytest.approx((210 * MM, 240 * MM), abs=0.1)


def test_the_printers_pages_have_trim_bleed_and_a_slug_for_marks(show: CatalogueData) -> None:
    for page in pypdfium2.PdfDocument(catalogue_pdf(show, variant="print")):
        found = boxes(page)
        assert found["media"] == pytest.approx((0, 0, 234 * MM, 264 * MM), abs=0.1)
        assert found["bleed"] == pytest.approx((9 * MM, 9 * MM, 225 * MM, 255 * MM), abs=0.1)
        assert found["trim"] == pytest.approx((12 * MM, 12 * MM, 222 * MM, 252 * MM), abs=0.1)


def test_crop_marks_point_at_the_trim_and_stay_outside_the_bleed(show: CatalogueData) -> None:
    page = pypdfium2.PdfDocument(catalogue_pdf(show, variant="print"))[1]
    scale = 4.0
    picture = page.render(scale=scale).to_pil().convert("L")
    dark = [(x / scale / MM, y / scale / MM) for x, y in marks(picture)]
    assert dark
    assert all(not (8.9 < x < 225.1 and 8.9 < y < 255.1) for x, y in dark)
    assert all(min(abs(x - 12), abs(x - 222), abs(y - 12), abs(y - 252)) < 0.3 for x, y in dark)


def marks(picture: Image.Image) -> list[tuple[int, int]]:
    """Dark pixels of the slug."""
    edge = round(9 * MM * 4)
    width, height = picture.size
    picture.paste(255, (edge, edge, width - edge, height - edge))
    lit = picture.point(lambda value: 255 if value < 128 else 0)
    return [(place % width, place // width) for place, value in enumerate(lit.tobytes()) if value]


def test_letters_for_the_press_are_of_black_ink_alone_or_coloured(show: CatalogueData) -> None:
    inks = inks_of_letters(catalogue_pdf(show, variant="print"))
    assert (0, 0, 0, 1) in inks
    assert all(len(ink) == 4 for ink in inks), "no letters in RGB"
    assert not [ink for ink in inks if ink[3] == 1 and any(ink[:3])], "no letters in rich black"


def inks_of_letters(pdf: bytes) -> set[tuple[float, ...]]:
    """The colours in force where the content streams begin a text."""
    found: set[tuple[float, ...]] = set()
    for head in re.finditer(rb"obj\n<</Length (\d+)/Filter/FlateDecode>>\nstream\n", pdf):
        content = zlib.decompress(pdf[head.end() : head.end() + int(head[1])])
        now: tuple[float, ...] = ()
        for step in re.finditer(rb"((?:[\d.]+ )+)(?:k|rg|g)\s|\bBT\s", content):
            if step[1]:
                now = tuple(map(float, step[1].split()))
            elif now:
                found.add(now)
    return found


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


def test_a_category_says_what_was_not_awarded_and_an_empty_one_is_left_out(show: CatalogueData, pages: Pages) -> None:
    def planned(key: str, prizes: int) -> CatalogueCategory:
        return CatalogueCategory(key, Bilingual(f"Loại {key}"), prizes=prizes)

    bare = tuple(msgspec.structs.replace(one, prize=None) if one.category == "songs" else one for one in show.entries)
    categories = (
        planned("paintings", 3),
        planned("songs", 2),
        planned("poems", 1),
        planned("ideas", 0),
        planned("empty", 4),
    )
    text = pages(catalogue_pdf(msgspec.structs.replace(show, categories=categories, entries=bare)))
    assert any("Loại paintings" in page and "Không trao: 2 giải. Not awarded: 2 prizes." in page for page in text)
    assert any("Loại songs" in page and "Thể loại này không trao giải." in page for page in text)
    assert not any("Loại poems" in page and "Không trao" in page for page in text)
    assert not any("Loại empty" in page for page in text)


def test_sixty_authors_are_all_named_on_their_page_and_three_in_the_lists(show: CatalogueData, pages: Pages) -> None:
    names = ", ".join(f"Lò Thị Số{place}" for place in range(60))
    many = msgspec.structs.replace(show.entries[0], author=names)
    text = pages(catalogue_pdf(msgspec.structs.replace(show, entries=(many,))))
    assert max(page.count("Lò Thị Số") for page in text) == 60
    assert sum("Lò Thị Số0, Lò Thị Số1, Lò Thị Số2 và 57 người khác" in page for page in text) == 2


def test_no_word_of_a_title_stands_alone_on_its_line(show: CatalogueData) -> None:
    title = "Hàng rào xanh giữ đất trên nương dốc cho người già trong bản cùng"
    won = entry(1, title, prize=show.entries[0].prize, verses=(Verse("a"),))
    pdf = catalogue_pdf(msgspec.structs.replace(show, entries=(won,)))
    pages = [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf)]
    own = next(page for page in pages if page.startswith("Giải Nhất") and "\na" in page)
    lines = [
        line.strip() for line in own.splitlines() if line.strip() and line.strip() in title and line.strip() != "a"
    ]
    assert " ".join(lines) == title
    assert len(lines) > 1
    assert all(len(line.split()) > 2 for line in lines)


def test_thai_in_a_title_says_its_language(show: CatalogueData) -> None:
    titled = entry(1, "ꪵꪣ꪿ ꪭꪸꪙ – Mẹ học chữ", prize=show.entries[0].prize)
    assert b"/Lang(blt)" in catalogue_pdf(msgspec.structs.replace(show, entries=(titled,)))
