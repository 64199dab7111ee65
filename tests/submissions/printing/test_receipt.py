"""The receipt on paper."""

from __future__ import annotations

import msgspec
import pypdfium2

from judging.submissions.printing.receipt import NextStep, ReceiptSheet, Row, SlipSheet, receipt_pdf

SHEET = ReceiptSheet(
    lang="vi",
    contest="Sơn La – Thành phố học tập",
    heading="Phiếu nhận bài",
    lede="Đã nhận.",
    code_label="Mã bài dự thi",
    code="SL24-H7K2",
    pin_label="PIN",
    pin="",
    pin_note="PIN chỉ in một lần.",
    rows=(Row("Tác phẩm", "Ổ chim"), Row("Nhận lúc", "30/8/2024, 20:41:07 (UTC+7)")),
    digest_label="SHA-256",
    digest="9c1f40ab" * 8,
    digest_note="Dấu vân tay.",
    address="https://example.org/entry/SL24-H7K2",
    qr_alt="QR",
    next_heading="Tiếp theo",
    steps=(NextStep("Chấm kín tên", "5/9 – 20/9", "later", "Sau đó:"),),
    contact="lan@example.org",
    slip=SlipSheet("Cắt ở đây", (Row("Tác giả", "Lò Thị Hương"),)),
)


def pages(pdf: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(pdf)
    return [" ".join(page.get_textpage().get_text_range().split()) for page in document]


def test_one_sheet_tells_everything_and_below_the_cut_no_pin() -> None:
    (page,) = pages(receipt_pdf(msgspec.structs.replace(SHEET, pin="482913")))
    for told in ("SL24-H7K2", "30/8/2024, 20:41:07 (UTC+7)", "9c1f40ab 9c1f40ab", "Sau đó: Chấm kín tên"):
        assert told in page
    above, _, below = page.partition("Cắt ở đây")
    assert "482913" in above
    assert "482913" not in below
    assert "Lò Thị Hương" in below


def test_a_later_copy_has_no_pin_and_a_song_no_slip() -> None:
    (page,) = pages(receipt_pdf(msgspec.structs.replace(SHEET, slip=None)))
    assert "Cắt ở đây" not in page
    assert "PIN chỉ in một lần." in page


def test_equal_sheets_are_equal_bytes_tagged_and_with_a_language() -> None:
    pdf = receipt_pdf(SHEET)
    assert pdf == receipt_pdf(SHEET)
    assert b"/MarkInfo" in pdf
    assert b"(vi)" in pdf


def test_the_longest_texts_stay_on_the_paper_and_above_the_cut() -> None:
    long = (Row("Tác phẩm", "Ổ Ẫ Ộ Ậ " * 37), Row("Tác giả", "W" * 200), Row("Đơn vị", '#include "x" $a$ ' * 11))
    sheet = msgspec.structs.replace(SHEET, rows=long, slip=SlipSheet("Cắt ở đây", long), lede="Đã nhận. " * 20)
    for page in pypdfium2.PdfDocument(receipt_pdf(sheet)):
        width, height = page.get_size()
        text = page.get_textpage()
        boxes = [text.get_charbox(place) for place in range(text.count_chars())]
        assert all(left >= 0 and bottom >= 0 and right <= width and top <= height for left, bottom, right, top in boxes)
