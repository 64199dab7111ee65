"""The few fixed words on hanging sheets, labels and catalogue, in both languages: a book prints them side by side."""

from __future__ import annotations

from judging.typesetting.values import Bilingual

CONTENTS = Bilingual("Mục lục", "Contents")
PREFACE = Bilingual("Lời giới thiệu", "Introduction")
REGISTER = Bilingual("Toàn bộ tác phẩm", "All works")
INDEX = Bilingual("Bảng tra tác giả", "Index of authors")
INDEX_NOTE = Bilingual("Xếp theo tên, thứ tự chữ cái tiếng Việt", "By given name, in Vietnamese alphabetical order")
CATALOGUE = Bilingual("Vựng tập", "Catalogue")
PUBLISHED = Bilingual("Công bố", "Published")
SHOWN = Bilingual("Trưng bày", "Exhibited")
ORGANISER = Bilingual("Đơn vị tổ chức", "Organised by")
LISTEN = Bilingual("Quét mã để nghe", "Scan to listen")
COLUMN_NUMBER = Bilingual("Số", "No.")
COLUMN_WORK = Bilingual("Tác phẩm", "Work")
COLUMN_AUTHOR = Bilingual("Tác giả", "Author")
COLUMN_PRIZE = Bilingual("Giải", "Prize")
UNTITLED = Bilingual("Không đề", "Untitled")
UNSIGNED = Bilingual("Tác giả không nêu tên", "Author not named")


def counted(total: int, prizes: int) -> Bilingual:
    """E.g. "179 tác phẩm, 18 giải" · "179 works, 18 prizes"."""
    works = "work" if total == 1 else "works"
    won = "prize" if prizes == 1 else "prizes"
    if not prizes:
        return Bilingual(f"{total} tác phẩm", f"{total} {works}")
    return Bilingual(f"{total} tác phẩm, {prizes} giải", f"{total} {works}, {prizes} {won}")


def scale_note(scale: int) -> Bilingual:
    """How much smaller than life the pictures of the register are."""
    return Bilingual(
        f"Các tranh in theo đúng tương quan kích thước, tỉ lệ khoảng 1 : {scale}.",
        f"Pictures in true relative size, about 1 : {scale}.",
    )


def not_awarded(planned: int, won: int) -> Bilingual | None:
    """What an opening page says of prizes that nobody got."""
    left = planned - won
    if left <= 0:
        return None
    if not won:
        return Bilingual("Thể loại này không trao giải.", "No prize was awarded in this category.")
    return Bilingual(f"Không trao: {left} giải.", f"Not awarded: {left} {'prize' if left == 1 else 'prizes'}.")


def and_others(count: int) -> str:
    """Ends a list of names that is shortened where room is scarce; the work's own page and the index name everybody."""
    return f"và {count} người khác"
