"""The index of authors."""

from judging.exhibition.printing.index import index_of
from judging.exhibition.printing.values import CatalogueEntry, IndexName
from judging.typesetting.values import Bilingual


def work(number: int, *names: IndexName) -> CatalogueEntry:
    return CatalogueEntry(
        number=number, code=str(number), category="c", kind="poem", title=Bilingual("T"), indexed=names
    )


def test_letters_and_names_stand_in_vietnamese_order() -> None:
    letters = index_of(
        [
            work(1, IndexName("Giàng", "A", "Páo")),
            work(2, IndexName("Lò", "Thị", "Ửng")),
            work(3, IndexName("Cà", "", "Ấn"), IndexName("Đèo", "", "An")),
            work(4, IndexName("Lò", "", "Đức")),
            work(5, IndexName("Lò", "", "Dua")),
        ]
    )
    assert [group.letter for group in letters] == ["A", "Â", "D", "Đ", "P", "Ư"]
    assert [(line.before, line.given) for line in letters[0].lines] == [("Đèo", "An")]


def test_a_name_stands_once_with_all_its_works() -> None:
    (letter,) = index_of([work(7, IndexName("Lò", "", "An")), work(2, IndexName("Lò", "", "An"))])
    assert letter.lines[0].numbers == (2, 7)


def test_names_of_one_word_and_no_name() -> None:
    letters = index_of([work(1, IndexName(family="Mây")), work(2, IndexName()), work(3)])
    assert [(line.before, line.given) for group in letters for line in group.lines] == [("", "Mây")]
