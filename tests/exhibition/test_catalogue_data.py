"""The catalogue's values from a show."""

from __future__ import annotations

import uuid
from pathlib import Path

import pypdfium2

from judging.contests import contest_file
from judging.exhibition.catalogue_data import catalogue_data
from judging.exhibition.naming import PublicNames
from judging.exhibition.printing.catalogue import catalogue_pdf
from judging.exhibition.printing.values import CatalogueData, CatalogueEntry
from judging.exhibition.show import Show, ShownWork, Won, numbered
from judging.typesetting.values import Bilingual

RULES = contest_file.read((Path(__file__).parents[2] / "judging" / "demo" / "contest.toml").read_bytes())
FIRST = Won("first", 1, Bilingual("Giải Nhất", "First prize"))


def work(code: str, category: str, **values: object) -> ShownWork:
    given = {"title": Bilingual(f"Tên {code}"), "shown": True, "names": PublicNames("Lò A", "Trường B"), **values}
    return ShownWork(entry_id=uuid.uuid4(), code=code, category=category, **given)  # type: ignore[arg-type]


def made(*works: ShownWork, texts: dict[str, str] | None = None) -> CatalogueData:
    show = Show(numbered(works, [one.key for one in RULES.categories]), None)
    return catalogue_data(RULES, show, base_url="https://x.org/c/s/works", pictures={}, texts=texts or {})


def entry(data: CatalogueData, code: str) -> CatalogueEntry:
    return next(one for one in data.entries if one.code == code)


def test_a_poem_in_tai_viet_keeps_its_script_and_brings_its_translation() -> None:
    poem = work("T", "poems", won=FIRST, language="blt", details={"translation": "Mẹ học chữ"})
    data = made(poem, texts={"T": "ꪵꪣ꪿ ꪭꪸꪙ ꪎꪳ"})
    assert [(verse.language, verse.text) for verse in entry(data, "T").verses] == [
        ("blt", "ꪵꪣ꪿ ꪭꪸꪙ ꪎꪳ"),
        ("vi", "Mẹ học chữ"),
    ]


def test_a_song_leads_to_its_public_page() -> None:
    data = made(work("S", "songs", seconds=90, details={"lyrics": "La la"}))
    song = entry(data, "S").song
    assert song is not None
    assert (song.url, song.seconds, song.lyrics) == ("https://x.org/c/s/works/S", 90, "La la")


def test_winners_that_may_not_be_shown_are_printed_by_their_titles() -> None:
    hidden = [
        work(category, category, won=FIRST, shown=False, names=PublicNames())
        for category in ("songs", "paintings", "poems", "initiatives")
    ]
    data = made(*hidden)
    assert not any(one.author or one.unit or one.verses or one.song or one.summary.vi for one in data.entries)
    text = "".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(catalogue_pdf(data)))
    assert all(f"Tên {one.code}" in text for one in hidden)


def test_the_book_names_jury_and_criteria() -> None:
    data = made(work("T", "poems"))
    assert [credit.role.en for credit in data.credits] == ["Jury"]
    ((what, how),) = data.methods
    assert what.vi == "Cách tính thứ hạng"
    assert how.en.startswith("Some jurors are stricter than others")
    notes = {category.key: category.note for category in data.categories}
    assert "Nội dung, bám chủ đề\u00a040\u00a0%" in notes["paintings"].vi
    assert data.published.isoformat() == "2024-10-07"
