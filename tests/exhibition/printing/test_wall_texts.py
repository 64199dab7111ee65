"""Wall texts: what the show is, and what each category is."""

from collections.abc import Callable

import msgspec
import pypdfium2
import pytest

from judging.exhibition.printing.values import CatalogueData
from judging.exhibition.printing.wall_texts import wall_texts_pdf
from judging.typesetting.values import Bilingual

Pages = Callable[[bytes], list[str]]
MM = 72 / 25.4


def test_an_entrance_and_a_sheet_for_each_category_with_works(
    show: CatalogueData, pages: Pages, assert_sound: Callable[[bytes], None]
) -> None:
    pdf = wall_texts_pdf(show)
    text = pages(pdf)
    assert text[0].startswith("Sơn La Thành phố học tập Son La – Learning City Học tập suốt đời Lifelong learning")
    assert "Có những bài học bắt đầu bên bếp lửa." in text[0]
    assert [page.split()[0] for page in text[1:]] == ["Hội", "Thơ", "Ca", "Sáng"]
    assert "2 tác phẩm, 1 giải 2 works, 1 prize" in text[1]
    assert_sound(pdf)
    assert pypdfium2.PdfDocument(pdf)[0].get_size() == pytest.approx((297 * MM, 420 * MM), abs=0.1)


def test_a_long_text_gets_smaller_and_an_endless_one_runs_on(show: CatalogueData, pages: Pages) -> None:
    def sheets(words: int) -> list[str]:
        preface = Bilingual("\n\n".join(["dài " * 50 + "."] * (words // 50)))
        return pages(wall_texts_pdf(msgspec.structs.replace(show, preface=preface, categories=())))

    assert len(sheets(400)) == 1
    endless = sheets(3000)
    assert len(endless) > 1
    assert " ".join(endless).count("dài") == 3000


def test_it_is_tagged_and_the_same_every_time(show: CatalogueData) -> None:
    pdf = wall_texts_pdf(show)
    assert b"pdfuaid:part>1" in pdf
    assert pdf == wall_texts_pdf(show)
