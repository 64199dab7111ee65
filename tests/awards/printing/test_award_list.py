"""The award list as a document and as a spreadsheet."""

import io
from datetime import date
from decimal import Decimal

import msgspec
import openpyxl
import pypdfium2
import pytest

from judging.awards.printing.award_list import award_list_pdf
from judging.awards.printing.award_list_xlsx import award_list_xlsx
from judging.awards.printing.values import AwardCategory, AwardEntry, AwardListData, AwardTier, Signature
from judging.typesetting.values import Bilingual

NASTY = '#include "x" $a$ *b* @c <d> // e \\ [f]'
TIERS = (
    AwardTier("first", Bilingual("Giải Nhất", "First prize"), 1),
    AwardTier("second", Bilingual("Giải Nhì", "Second prize"), 2),
    AwardTier("none", Bilingual("Giải Phụ"), 0),
)


def entry(place: int, tier: str = "", **more: object) -> AwardEntry:
    base = {"code": f"HV-{place:04d}", "category": "p", "title": f"Tranh {place}", "author": f"Lò Thị Hương {place}"}
    given = {
        "rank": place,
        "score": Decimal("9.80") - place,
        "tier": tier,
        "reason": Bilingual(f"Hạng {place}", "Rank"),
    }
    return AwardEntry(**{**base, **given, **more})  # type: ignore[arg-type]


def listed(*entries: AwardEntry) -> AwardListData:
    return AwardListData(
        contest=Bilingual("Thành phố học tập", "Learning City"),
        categories=(AwardCategory("p", Bilingual("Hội họa", "Paintings"), TIERS),),
        entries=entries,
        signed_on=date(2024, 10, 7),
        place="Sơn La",
        agency_above="UBND THÀNH PHỐ SƠN LA",
        agency="BAN TỔ CHỨC CUỘC THI",
        number="12/QĐ-BTC",
        signature=Signature("TM. BAN TỔ CHỨC", "TRƯỞNG BAN", "Nguyễn Thu Hà"),
        recipients=("Lưu: VT.",),
    )


def text_of(pdf: bytes) -> str:
    return " ".join(" ".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf)).split())


def test_the_document_has_head_winners_and_signature() -> None:
    text = text_of(award_list_pdf(listed(entry(2, "second"), entry(1, "first", unit="lớp 8"), entry(3))))
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in text
    assert "Số: 12/QĐ-BTC" in text
    assert "Sơn La, ngày 07 tháng 10 năm 2024" in text
    assert "3 bài dự thi, 2 tác phẩm đạt giải · 3 entries, 2 prizes" in text
    assert "Giải Nhất · First prize 1 HV-0001 Tranh 1 Lò Thị Hương 1 lớp 8 8,80" in text
    assert text.index("Tranh 1") < text.index("Tranh 2")
    assert "Tranh 3" not in text
    assert text.index("TRƯỞNG BAN") < text.index("Nguyễn Thu Hà")


def test_codes_stay_on_one_line_however_long_they_are() -> None:
    code = "HOI-HOA-2024-7Q4K"
    page = pypdfium2.PdfDocument(award_list_pdf(listed(entry(1, "first", code=code))))[0].get_textpage()
    place = page.get_text_range().index(code)
    heights = {round(page.get_charbox(place + at)[1]) for at, letter in enumerate(code) if letter.isalnum()}
    assert max(heights) - min(heights) <= 3


def test_what_shares_a_rank_stands_in_vietnamese_order() -> None:
    tied = [entry(2, "second", rank=2, title=title, code=code) for title, code in (("Đèn", "A"), ("Dừa", "B"))]
    text = text_of(award_list_pdf(listed(*tied)))
    assert text.index("Dừa") < text.index("Đèn")


def test_places_that_nobody_won_are_told() -> None:
    text = text_of(award_list_pdf(listed(entry(1, "second"))))
    assert "Giải Nhất · First prize Không trao: 1 giải. Not awarded: 1." in text
    assert text.count("Không trao: 1 giải.") == 2
    assert "Giải Phụ" not in text


def test_all_entries_travel_inside_the_document() -> None:
    data = listed(entry(1, "first"), entry(2))
    document = pypdfium2.PdfDocument(award_list_pdf(data))
    (attachment,) = (document.get_attachment(place) for place in range(document.count_attachments()))
    assert attachment.get_name() == "award-list.json"
    assert msgspec.json.decode(bytes(attachment.get_data()), type=AwardListData) == data


def test_it_is_an_archive_and_equal_data_give_equal_bytes() -> None:
    data = listed(entry(1, "first"))
    pdf = award_list_pdf(data)
    assert pdf == award_list_pdf(data)
    assert b"pdfaid:conformance>A" in pdf
    assert b"pdfuaid:part>1" in pdf


def test_hostile_and_endless_texts_are_printed_as_they_are() -> None:
    text = text_of(award_list_pdf(listed(entry(1, "first", title=NASTY), entry(2, "second", title="Tên dài " * 40))))
    assert NASTY in text
    assert text.count("Tên dài") == 40


def book_of(data: AwardListData) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(award_list_xlsx(data)))


def test_winners_on_the_first_sheet_everyone_on_the_second() -> None:
    book = book_of(listed(entry(3), entry(2, "second"), entry(1, "first"), entry(4, rank=None, score=None)))
    winners, everyone = book.worksheets
    assert [row[3].value for row in winners.iter_rows(min_row=2)] == ["HV-0001", "HV-0002"]
    assert [row[3].value for row in everyone.iter_rows(min_row=2)] == ["HV-0001", "HV-0002", "HV-0003", "HV-0004"]
    assert [cell.value for cell in everyone[2]] == [
        "Hội họa / Paintings",
        "Giải Nhất / First prize",
        1,
        "HV-0001",
        "Tranh 1",
        "Lò Thị Hương 1",
        None,
        8.8,
        "Hạng 1",
        "Rank",
    ]
    assert everyone[5][2].value is None
    assert winners.freeze_panes == "A2"
    assert winners.column_dimensions["E"].width > 40
    assert winners.auto_filter.ref == "A1:H3"
    assert winners.print_title_rows == "$1:$1"
    assert (winners["C2"].number_format, winners["H2"].number_format, winners["D2"].number_format) == ("0", "0.00", "@")


@pytest.mark.parametrize("text", ["=1+1", "@SUM(A1)", "+84 123", "-5", "http://example.org", "{=1}", "0012", "1e3"])
def test_no_text_becomes_a_formula_a_link_or_a_number(text: str) -> None:
    cell = book_of(listed(entry(1, "first", title=text))).worksheets[0]["E2"]
    assert cell.value == text
    assert cell.data_type == "s"
    assert cell.hyperlink is None


def test_control_characters_and_very_long_reasons_keep_the_file_readable() -> None:
    reason = Bilingual("lý do " * 9000, "a\x00b")
    sheet = book_of(listed(entry(1, "first", title="a\x0bb\ud800", reason=reason))).worksheets[1]
    assert sheet["E2"].value == "a b"
    assert len(sheet["I2"].value) == 32_767


def test_the_spreadsheet_is_the_same_every_time() -> None:
    data = listed(entry(1, "first"))
    assert award_list_xlsx(data) == award_list_xlsx(data)
    assert openpyxl.load_workbook(io.BytesIO(award_list_xlsx(data))).properties.created.date() == date(2024, 10, 7)
