"""Certificates: whose name, for what, with room to sign."""

from datetime import date
from decimal import Decimal

import msgspec
import pypdfium2
import pypdfium2.raw as pdfium
import pytest

from judging.awards.printing.certificates import certificates_pdf
from judging.awards.printing.values import AwardCategory, AwardEntry, AwardListData, AwardTier, Signature
from judging.typesetting.values import Bilingual

MM = 72 / 25.4
BASE = "https://example.org/c/s/works"
TIERS = (AwardTier("first", Bilingual("Giải Nhất", "First prize"), 1), AwardTier("second", Bilingual("Giải Nhì"), 2))


def entry(place: int, tier: str = "", **more: object) -> AwardEntry:
    base = {"code": f"HV-{place}", "category": "p", "title": f"Tranh {place}", "author": "Lò Thị Hương"}
    return AwardEntry(**{**base, "rank": place, "score": Decimal(9), "tier": tier, **more})  # type: ignore[arg-type]


def listed(*entries: AwardEntry) -> AwardListData:
    return AwardListData(
        contest=Bilingual("Thành phố học tập", "Learning City"),
        categories=(AwardCategory("p", Bilingual("Hội họa", "Paintings"), TIERS),),
        entries=entries,
        signed_on=date(2024, 10, 7),
        place="Sơn La",
        agency="Ủy ban nhân dân thành phố",
        number="12/QĐ-BTC",
        signature=Signature("TM. BAN TỔ CHỨC", "TRƯỞNG BAN", "Nguyễn Thu Hà"),
    )


def pages(pdf: bytes) -> list[str]:
    return [" ".join(page.get_textpage().get_text_range().split()) for page in pypdfium2.PdfDocument(pdf)]


def made(*entries: AwardEntry) -> bytes:
    return certificates_pdf(listed(*entries), base_url=BASE)


def size_of(pdf: bytes, words: str) -> float:
    """Points in which the first letter of these words is set on the first page."""
    text = pypdfium2.PdfDocument(pdf)[0].get_textpage()
    place = text.get_text_range().replace("\u00a0", " ").index(words)
    return float(pdfium.FPDFText_GetFontSize(text.raw, place))


def test_a_page_for_each_prize_in_the_order_of_the_list() -> None:
    text = pages(made(entry(3), entry(2, "second"), entry(1, "first", unit="lớp 8A")))
    assert ["Tranh 1" in text[0], "Tranh 2" in text[1], len(text)] == [True, True, 2]
    assert "ỦY BAN NHÂN DÂN THÀNH PHỐ Giấy chứng nhận Certificate of award" in text[0]
    assert "trao cho Lò Thị Hương lớp 8A Giải Nhất · Hội họa First prize · Paintings tác phẩm “Tranh 1”" in text[0]
    assert "Sơn La, ngày 07 tháng 10 năm 2024 TM. BAN TỔ CHỨC TRƯỞNG BAN Nguyễn Thu Hà" in text[0]
    assert "Số: 12/QĐ-BTC Mã bài: HV-1 Kiểm tra: example.org/c/s/works/HV-1" in text[0]


def test_names_are_set_in_30_points_on_a4_landscape() -> None:
    pdf = made(entry(1, "first"))
    assert size_of(pdf, "Lò Thị Hương") == 30
    assert pypdfium2.PdfDocument(pdf)[0].get_size() == pytest.approx((297 * MM, 210 * MM), abs=0.1)


def test_a_unit_stands_for_those_who_are_not_named_in_public() -> None:
    (text,) = pages(made(entry(1, "first", author="", unit="Trường Hua La")))
    assert "trao cho Trường Hua La Giải Nhất" in text
    (nobody,) = pages(made(entry(1, "first", author="")))
    assert "trao cho Tác giả tác phẩm đạt giải" in nobody


@pytest.mark.parametrize("count", [1, 5, 60])
def test_however_many_names_the_signature_keeps_its_room(count: int) -> None:
    """Between the signer's capacity and name stay 25 mm free, and nothing leaves the sheet."""
    pdf = made(
        entry(1, "first", author=", ".join(f"Lò Thị Hương {place}" for place in range(count)), title="Tên " * 40)
    )
    (text,) = pages(pdf)
    assert text.count("Lò Thị Hương") == count
    page = pypdfium2.PdfDocument(pdf)[0].get_textpage()
    letters = page.get_text_range()
    top = page.get_charbox(letters.index("TRƯỞNG BAN"))[1]
    bottom = page.get_charbox(letters.index("Nguyễn Thu Hà"))[3]
    assert top - bottom > 25 * MM
    for place in range(page.count_chars()):
        left, low, right, high = page.get_charbox(place)
        assert left >= 20 * MM
        assert low >= 18 * MM
        assert right <= 277 * MM
        assert high <= 192 * MM


def test_the_contest_is_named_once() -> None:
    data = msgspec.structs.replace(listed(entry(1, "first")), agency="Ban tổ chức cuộc thi “Thành phố học tập”")
    (text,) = pages(certificates_pdf(data, base_url=BASE))
    assert text.casefold().count("thành phố học tập") == 1


@pytest.mark.parametrize("check", [b"pdfuaid:part>1", b"/Lang(vi)"])
def test_it_is_tagged_and_the_same_every_time(check: bytes) -> None:
    pdf = made(entry(1, "first"))
    assert check in pdf
    assert pdf == made(entry(1, "first"))


def test_no_prize_says_so() -> None:
    assert "Không có giải nào được trao" in pages(made(entry(1)))[0]


def test_hostile_texts_are_printed_as_they_are() -> None:
    nasty = "#panic() $a$ *b* @c <d>"
    (text,) = pages(made(entry(1, "first", title=nasty, author=nasty)))
    assert text.count(nasty) == 2
