"""The words of the hanging sheets in both languages; installers read one of them."""

from __future__ import annotations

from typing import Literal

Lang = Literal["vi", "en"]

WORDS: dict[Lang, dict[str, str]] = {
    "vi": {
        "title": "Sơ đồ treo tác phẩm",
        "centre": "tâm",
        "scale": "tỉ lệ",
        "continued": "tiếp theo",
        "sheet": "Tờ",
        "nothing": "Tường này không treo tác phẩm nào.",
        "note": "Đo từ mép trái của tường và từ mặt sàn. Dấu đỏ là điểm đóng đinh.",
        "and": "và",
        "number": "Số",
        "code": "Mã",
        "work": "Tác phẩm",
        "size": "R × C (cm)",
        "left": "Từ mép trái",
        "floor": "Từ sàn",
        "nail_left": "Đinh, từ mép trái",
        "nail_floor": "Đinh, từ sàn",
        "hanging": "Cách treo",
        "done": "Xong",
    },
    "en": {
        "title": "Hanging plan",
        "centre": "centres at",
        "scale": "scale",
        "continued": "continued",
        "sheet": "Sheet",
        "nothing": "Nothing hangs on this wall.",
        "note": "Measured from the left edge of the wall and from the floor. Red marks are nails.",
        "and": "and",
        "number": "No.",
        "code": "Code",
        "work": "Work",
        "size": "W × H (cm)",
        "left": "From left",
        "floor": "From floor",
        "nail_left": "Nail, from left",
        "nail_floor": "Nail, from floor",
        "hanging": "Hang by",
        "done": "Done",
    },
}

OPENINGS: dict[Lang, dict[str, str]] = {
    "vi": {
        "door": "cửa",
        "window": "cửa sổ",
        "socket": "ổ điện",
        "switch": "công tắc",
        "fire-hose": "hộp chữa cháy",
        "radiator": "lò sưởi",
        "column": "cột",
        "board": "bảng",
    },
    "en": {"fire-hose": "fire hose"},
}


def works_counted(count: int, lang: Lang) -> str:
    """6 tác phẩm · 6 works."""
    if lang == "vi":
        return f"{count} tác phẩm"
    return f"{count} work" if count == 1 else f"{count} works"


def hooks(count: int, lang: Lang) -> str:
    """2 móc · 2 hooks: how a work hangs where its organiser noted nothing else."""
    if lang == "vi":
        return f"{count} móc"
    return f"{count} hook" if count == 1 else f"{count} hooks"
