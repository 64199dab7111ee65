"""A book set in parts is the same book."""

import io
from collections.abc import Callable
from pathlib import Path

import msgspec
import pypdfium2
import pytest

from judging.exhibition.printing import parts
from judging.exhibition.printing.catalogue import catalogue_pdf
from judging.exhibition.printing.catalogue_view import catalogue_view
from judging.exhibition.printing.values import CatalogueData, IndexName
from judging.typesetting.values import Bilingual

Pages = Callable[[bytes], list[str]]


@pytest.fixture
def large(show: CatalogueData, picture: Callable[[int, int], Path]) -> CatalogueData:
    """More winners, rows and lines than one part holds."""
    poem, picture_of = show.entries[2], picture(420, 297)
    poems = [
        msgspec.structs.replace(
            poem,
            number=1000 + place,
            title=Bilingual(f"Thơ {place}."),
            indexed=(IndexName("Lò", "Thị", f"Hương{place}"),),
        )
        for place in range(1, parts.WINNERS + 20)
    ]
    paintings = [
        msgspec.structs.replace(
            show.entries[1], number=2000 + place, title=Bilingual(f"Tranh {place}."), picture=picture_of
        )
        for place in range(1, parts.ROWS * 3 + 30)
    ]
    return msgspec.structs.replace(show, entries=(*show.entries, *poems, *paintings))


def test_index_contents_and_openers_tell_the_pages_on_which_things_stand(large: CatalogueData, pages: Pages) -> None:
    text = pages(catalogue_pdf(large, at_once=10))
    at = dict(enumerate(text, 1))
    contents = next(page for page in text if page.startswith("Mục lục"))
    for words in ("Thơ Poems", "Toàn bộ tác phẩm", "Bảng tra tác giả"):
        number = int(contents[: contents.index(words)].split()[-1])
        assert words.split()[0] in at[number]
    opener = next(page for page in text if page.startswith("Thơ Poems"))
    assert opener
    last = parts.WINNERS + 19
    own = next(place for place, page in at.items() if f"Thơ {last}." in page and "Chữ đậu lên tay" in page)
    listed = next(place for place, page in at.items() if f"Thơ {last}." in page and place > own)
    index = " ".join(text[-8:])
    assert f"Lò Thị Hương{last} {own}, {listed}" in index


def test_folios_run_through_the_whole_book(large: CatalogueData, pages: Pages) -> None:
    text = pages(catalogue_pdf(large, at_once=10))
    numbered = [(place, page) for place, page in enumerate(text, 1) if page.endswith("Toàn bộ tác phẩm")]
    assert len(numbered) > 10
    assert all(f"{place} Toàn bộ tác phẩm" in page for place, page in numbered)


def test_winners_are_set_as_in_one_piece(show: CatalogueData, pages: Pages) -> None:
    whole, joined = pages(catalogue_pdf(show)), pages(catalogue_pdf(show, at_once=1))
    register = next(place for place, page in enumerate(whole) if page.startswith("Toàn bộ tác phẩm"))
    assert joined[:3] == whole[:3]
    assert joined[4:register] == whole[4:register], "the contents differ: categories of the register begin new pages"
    assert len(joined) % 2 == 0, "the back cover is a left page"


def test_it_is_tagged_bookmarked_and_the_same_every_time(show: CatalogueData) -> None:
    pdf = catalogue_pdf(show, at_once=1)
    assert pdf == catalogue_pdf(show, at_once=1)
    assert b"StructTreeRoot" in pdf
    assert b"pdfuaid" in pdf
    titles = [mark.get_title() for mark in pypdfium2.PdfDocument(io.BytesIO(pdf)).get_toc()]
    assert titles[0] == "Lời giới thiệu"
    assert {"Hội họa", "Ổ chim trên mái trường", "Toàn bộ tác phẩm", "Bảng tra tác giả"} <= set(titles)


def test_the_printers_copy_in_parts_has_its_boxes(show: CatalogueData) -> None:
    document = pypdfium2.PdfDocument(catalogue_pdf(show, variant="print", at_once=1))
    assert all(page.get_bleedbox() != page.get_mediabox() for page in document)


def test_no_work_is_lost_between_parts(large: CatalogueData) -> None:
    view, assets = catalogue_view(large, bleed=False)
    cut = list(parts.parts_of(view))
    marks = [mark for part in cut for mark in part.marks]
    assert len(marks) == len(set(marks))
    assert {f"entry-{entry.number}" for entry in large.entries} == {mark for mark in marks if mark.startswith("entry")}
    assert set(assets) == set().union(*(parts.pictures_of(part) for part in cut))
