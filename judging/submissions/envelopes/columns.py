"""The columns of a contest's roster, and the heads by which they are known again. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

import msgspec

from judging.contests.rules import Consent, ContestRules
from judging.submissions.enums import NameMode
from judging.typed import unaccented
from judging.web.i18n import LOCALES, N_, lookup

CONSENT: Final = "consent-"


class Column(msgspec.Struct, frozen=True):
    """`head` and `about` are msgids; `names` are other heads that teachers use; `choices` are msgids of a list."""

    key: str
    head: str
    about: str
    names: tuple[str, ...] = ()
    required: bool = False
    choices: tuple[str, ...] = ()
    width: int = 14
    consent: Consent | None = None


NAME_MODES: Final = {
    NameMode.FULL: N_("Full name"),
    NameMode.INITIALS: N_("Initials"),
    NameMode.UNIT: N_("School only"),
}
YES, NO = N_("yes"), N_("no")
#: How people write yes and no, without marks.
MEANS_YES: Final = frozenset(
    {"co", "yes", "y", "x", "v", "1", "true", "dong y", "roi", "da dong y", "ok", "✓", "✔", "☑"}
)
MEANS_NO: Final = frozenset({"", "khong", "k", "ko", "no", "n", "0", "false", "chua", "khong dong y", "-", "☐"})

_NUMBER = Column(
    "number",
    N_("No."),
    N_("The number in the class book, if you like. A photo named “07 …” is known by it."),
    ("stt", "so thu tu", "tt", "no"),
    width=6,
)
_NAME = Column(
    "name",
    N_("Full name"),
    N_("The pupil's full name, with all its marks."),
    ("ho ten", "ho va ten", "ho ten hoc sinh", "ten hoc sinh", "hoc sinh", "full name", "name"),
    required=True,
    width=26,
)
_BIRTH = Column(
    "birth_year",
    N_("Date or year of birth"),
    N_("Day/month/year, or the year alone, or the age. Only the year is kept."),
    ("ngay sinh", "nam sinh", "ngay thang nam sinh", "tuoi", "date of birth", "year of birth", "age"),
    required=True,
    width=16,
)
_CLASS = Column(
    "class_name", N_("Class"), N_("Only where it is not the class of the envelope."), ("lop", "class"), width=9
)
_CATEGORY = Column(
    "category", N_("Category"), N_("Choose it from the list."), ("the loai", "category"), required=True, width=16
)
_TITLE = Column(
    "title",
    N_("Title of the work"),
    N_("As it shall stand on the label."),
    ("ten tac pham", "ten tranh", "ten bai", "tac pham", "title"),
    required=True,
    width=30,
)
_GUARDIAN = Column(
    "guardian",
    N_("Parent or guardian"),
    N_("The full name of the grown-up who agrees, for pupils under 18."),
    ("phu huynh", "cha me", "cha me hoac nguoi giam ho", "nguoi giam ho", "ho ten phu huynh", "guardian"),
    width=26,
)
_MODE = Column(
    "name_mode",
    N_("Name in public"),
    N_("Full name, initials or the school only. Left empty, a child's name is shown by its initials."),
    ("cong bo ten", "cach cong bo ten", "hien ten", "public name"),
    choices=tuple(NAME_MODES.values()),
    width=18,
)
_CODE = Column(
    "code",
    N_("Slip code"),
    N_("Filled in by us. Leave it as it is, so that slips which are printed stay good."),
    ("ma phieu", "ma", "ma bai", "code"),
    width=13,
)
_DETAILS: Final = {
    "technique": (
        Column(
            "technique",
            N_("Technique"),
            N_("For example: gouache on paper"),
            ("chat lieu", "ky thuat", "technique"),
            width=20,
        ),
    ),
    "size": (
        Column(
            "width",
            N_("Width (cm)"),
            N_("From left to right, in centimetres, for example 42"),
            ("ngang", "rong", "chieu ngang", "chieu rong", "rong cm", "width"),
            width=10,
        ),
        Column(
            "height",
            N_("Height (cm)"),
            N_("From top to bottom, in centimetres, for example 29.7"),
            ("cao", "doc", "chieu cao", "chieu doc", "height"),
            width=10,
        ),
    ),
    "form": (
        Column("form", N_("Form"), N_("For example: six-eight verse, free verse"), ("the tho", "form"), width=16),
    ),
    "language": (
        Column(
            "language",
            N_("Language"),
            N_("The language of the work; left empty, it is Vietnamese."),
            ("ngon ngu", "tieng", "language"),
            width=14,
        ),
    ),
    "lyrics": (
        Column(
            "lyrics",
            N_("Words of the song"),
            N_("Without the author's name"),
            ("loi bai hat", "loi ca", "lyrics"),
            width=30,
        ),
    ),
    "translation": (
        Column(
            "translation",
            N_("Translation into Vietnamese"),
            N_("Where the work is in another language"),
            ("ban dich", "translation"),
            width=30,
        ),
    ),
    "summary": (
        Column(
            "summary",
            N_("Summary"),
            N_("In a few sentences: which problem, which idea, what it changes"),
            ("tom tat", "summary"),
            width=30,
        ),
    ),
    "credits": (
        Column(
            "credits",
            N_("Who took part"),
            N_("Singers, musicians, recording. The jury does not see this."),
            ("nguoi tham gia", "credits"),
            width=26,
        ),
    ),
    "co_authors": (
        Column(
            "co_authors",
            N_("Co-authors"),
            N_("Separated by commas. The jury does not see this."),
            ("dong tac gia", "co authors"),
            width=26,
        ),
    ),
}
_CONSENTS: Final = {
    "rules": (N_("Accepts the rules"), ("dong y the le", "the le")),
    "publication": (N_("May be published"), ("dong y cong bo", "cong bo", "dong y trung bay", "publication")),
    "guardian": (N_("Guardian agrees"), ("phu huynh dong y", "cha me dong y", "guardian agrees")),
    "child": (N_("The child agrees"), ("em dong y", "hoc sinh dong y", "tre dong y")),
}
#: A size in one column, as class books have it, is read too.
SIZE: Final = Column("size", N_("Size (cm)"), N_("Width × height, for example 40 × 30"), ("kich thuoc", "kho", "size"))


def columns_of(rules: ContestRules) -> tuple[Column, ...]:
    """In the order of the template. What no category asks is left out."""
    asked = {key for category in rules.categories for key in (*category.details, *category.details_optional)}
    details = (column for key, columns in _DETAILS.items() if key in asked for column in columns)
    birth = _BIRTH if rules.age_groups else msgspec.structs.replace(_BIRTH, required=False)
    return (_NUMBER, _NAME, birth, _CLASS, _CATEGORY, _TITLE, *details, _GUARDIAN, *_consents(rules), _MODE, _CODE)


def _consents(rules: ContestRules) -> Iterator[Column]:
    for consent in rules.consents:
        head, names = _CONSENTS.get(consent.key, (consent.key, ()))
        yield Column(
            CONSENT + consent.key, head, "", names,
            required=consent.required, choices=(YES, NO), width=15, consent=consent,
        )  # fmt: skip


def recognised(columns: Iterable[Column], heads: Mapping[int, str]) -> dict[str, int]:
    """Where each column stands, by the texts of a line: {key: column}. The first of two with the same head."""
    wanted = {name: column.key for column in (*columns, SIZE) for name in _names(column)}
    found: dict[str, int] = {}
    for place, head in sorted(heads.items()):
        key = wanted.get(plain(head))
        if key:
            found.setdefault(key, place)
    return found


def _names(column: Column) -> Iterator[str]:
    yield from column.names
    for locale in LOCALES:
        yield plain(lookup(column.head, locale))


def plain(text: str) -> str:
    """Without marks, signs, and what stands in brackets: `Ngang (cm)*` is `ngang`."""
    bare = re.sub(r"\([^)]*\)", " ", unaccented(text))
    return " ".join(re.findall(r"[^\W_]+|[✓✔☑☐]|^-$", bare))
