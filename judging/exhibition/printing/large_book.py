"""A large catalogue: set part by part, each knowing where the others' works stand, and joined with tags and links."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from threading import Lock

import msgspec
import pypdfium2

from judging.exhibition.printing.parts import Part, View, parts_of, pictures_of
from judging.typesetting.joining import join
from judging.typesetting.runner import compile_typst

Assets = Mapping[str, Path | bytes]


def large_book(template: Path, view: View, assets: Assets, day: date) -> bytes:
    """The same book as in one piece, in memory that does not grow with it, but for the PDF itself.

    A part that names later pages (contents, openers of categories) is set twice: with room for the numbers, then with
    them. Numbers have columns of fixed width, so that the second setting takes as many pages as the first.
    """
    with tempfile.TemporaryDirectory(prefix="book-") as folder:
        setting = _Setting(template, view, assets, day, Path(folder))
        parts = list(parts_of(view))
        for number, part in enumerate(parts):
            setting.set_part(number, part)
        for number, part in enumerate(parts):
            if part.early:
                setting.set_again(number, part)
        whole = Path(folder) / "whole.pdf"
        with whole.open("wb") as out:
            join([setting.path(number) for number in range(len(parts))], out)
        return whole.read_bytes()


class _Setting:
    """The book so far: how many pages are before each part, and where the labels stand."""

    def __init__(self, template: Path, view: View, assets: Assets, day: date, folder: Path) -> None:
        self.template, self.assets, self.day, self.folder = template, assets, day, folder
        self.common = {key: value for key, value in view.items() if key not in ("categories", "index")}
        self.before = [0]
        self.places: dict[str, int] = {}

    def path(self, number: int) -> Path:
        return self.folder / f"{number}.pdf"

    def set_part(self, number: int, part: Part) -> None:
        before = self.before[number]
        pages, found = self._set(number, part)
        if part.name:
            self.places[part.name] = before + 1
        if number == 0:
            self.places["part-preface"] = _PREFACE
        self.places |= {name: place + before for name, place in found.items()}
        self.before.append(before + pages)

    def set_again(self, number: int, part: Part) -> None:
        pages, _ = self._set(number, part)
        if pages != self.before[number + 1] - self.before[number]:
            raise ValueError("a part of the book changed its length when its page numbers were filled in")

    def _set(self, number: int, part: Part) -> tuple[int, dict[str, int]]:
        """How many pages the part has, and on which of them its labels stand."""
        data = {
            **self.common, "categories": [], "index": [], **part.view, "before": self.before[number],
            "places": {name: self.places[name] for name in part.names if name in self.places}, "marks": part.marks,
        }  # fmt: skip
        names = pictures_of(part)
        pdf = compile_typst(
            self.template,
            data,
            day=self.day,
            assets={name: content for name, content in self.assets.items() if name in names},
        )
        self.path(number).write_bytes(pdf)
        return _read(pdf, marks=bool(part.marks))


def _read(pdf: bytes, *, marks: bool) -> tuple[int, dict[str, int]]:
    with _ONE_AT_A_TIME:
        document = pypdfium2.PdfDocument(io.BytesIO(pdf))
        try:
            told = document.get_attachment(0).get_data() if marks else b"{}"
            return len(document), msgspec.json.decode(bytes(told), type=dict[str, int])
        finally:
            document.close()


_ONE_AT_A_TIME = Lock()
"""PDFium may not be in two threads' hands, not even for two documents; two people may ask for books at once."""
_PREFACE = 3
"""Cover, imprint, then the introduction."""
