"""Labels for the wall."""

from collections.abc import Callable

import pypdfium2

from judging.exhibition.printing.labels import labels_pdf
from judging.exhibition.printing.values import Label
from judging.typesetting.values import Bilingual

Pages = Callable[[bytes], list[str]]
MM = 72 / 25.4


def label(title: str = "Sớm", **more: object) -> Label:
    return Label(title=Bilingual(title, "Early"), **more)  # type: ignore[arg-type]


def test_eight_labels_fill_a_page(pages: Pages) -> None:
    assert [page.count("Sớm") for page in pages(labels_pdf([label()] * 17))] == [8, 8, 1]


def test_a_label_says_who_what_and_which_prize(pages: Pages, assert_sound: Callable[[bytes], None]) -> None:
    full = label(
        author="Lò Thị Hương",
        unit="lớp 8",
        number=12,
        technique=Bilingual("Màu nước", "Watercolour"),
        width_cm=60,
        height_cm=29.7,
        prize=Bilingual("Giải Ba", "Third prize"),
        url="https://example.org/v/12",
    )
    pdf = labels_pdf([full])
    (page,) = pages(pdf)
    assert page.startswith("Giải Ba · Third prize Sớm Early Lò Thị Hương lớp 8 Màu nước, 60 × 29,7 cm Watercolour")
    assert_sound(pdf)


def test_titles_are_at_least_18_points_and_the_rest_at_least_11() -> None:
    pdf = labels_pdf([label("Tên rất dài " * 25, author="Lò Thị Hương", unit="lớp 8", technique=Bilingual("Sáp"))])
    text = pypdfium2.PdfDocument(pdf)[0].get_textpage()
    letters = [place for place in range(text.count_chars()) if not text.get_text_range(place, 1).isspace()]
    sizes = {pypdfium2.raw.FPDFText_GetFontSize(text.raw, place) for place in letters}
    assert min(sizes) >= 11
    assert 18 in sizes


def test_a_long_title_makes_its_row_higher_and_loses_nothing(
    pages: Pages, assert_sound: Callable[[bytes], None]
) -> None:
    pdf = labels_pdf([label("Tên rất dài " * 25, url="https://example.org/1"), label(), label("Sau"), label("Cuối")])
    (page,) = pages(pdf)
    assert page.count("Tên rất dài") == 25
    assert "Cuối" in page
    assert_sound(pdf)


def test_no_letter_leaves_its_label() -> None:
    pdf = labels_pdf([label("K" * 300), label("Ổ Ẫ Ộ Ậ " * 30)])
    text = pypdfium2.PdfDocument(pdf)[0].get_textpage()
    middle = 105 * MM
    for place in range(text.count_chars()):
        left, _, right, _ = text.get_charbox(place)
        assert right <= middle or left >= middle


def test_hostile_texts_are_printed_as_they_are(pages: Pages) -> None:
    nasty = '#include "x" $a$ *b* @c <d> // e \\ [f]'
    (page,) = pages(labels_pdf([label(nasty, author="#panic()")]))
    assert "".join(page.split()) == "".join(f"{nasty} Early #panic()".split())


def test_works_without_title_or_author(pages: Pages) -> None:
    (page,) = pages(labels_pdf([Label(Bilingual())]))
    assert page == "Không đề Untitled Tác giả không nêu tên"


def test_no_label_at_all_and_equal_bytes(pages: Pages) -> None:
    assert "Không có nhãn nào" in pages(labels_pdf([]))[0]
    assert labels_pdf([label()]) == labels_pdf([label()])
