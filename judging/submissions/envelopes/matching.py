"""Whose work a file is, by its name: the code, or the pupil's name with or without marks. Pure.

Nothing is guessed: a name matches when all of it stands in the file's name and all else there fits the same pupil.
Everything less is a doubt, said in words, with the pupil who may be meant.
"""

from __future__ import annotations

import re
import unicodedata
import uuid
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

import msgspec

from judging.submissions.envelopes.enums import MatchedBy
from judging.typed import unaccented
from judging.web.i18n import N_

NOBODY = N_("No pupil of the roster has this name or code.")
SEVERAL = N_("Several lines fit: %(names)s.")
UNSURE = N_("Perhaps %(name)s, but “%(rest)s” in the file's name does not fit.")
OTHER_NUMBER = N_("The name is that of %(name)s, the number %(number)s is not.")
OTHER_MARKS = N_("Perhaps %(name)s, whose marks are others.")
OTHER_SLIP = N_("The slip in the photo is that of %(slip)s, the file's name that of %(name)s.")
SEVERAL_SLIPS = N_("Several slips lie in this photo.")
SENT = N_("The work “%(title)s” of %(name)s is sent already. To send another file, open its line.")
OTHER_KIND = N_("The name is that of %(name)s, but this is no file for “%(title)s”.")
#: In the place of a slip's code, where several slips were found.
MANY: Final = "*"
#: Words that say nothing of who it is; “anh” without its mark may be a name.
EMPTY_WORDS: Final = frozenset(
    {"tranh", "bai", "du", "thi", "ve", "lop", "hinh", "buc", "img", "image", "photo", "scan", "copy", "ma", "phieu"}
)
EMPTY_MARKED: Final = frozenset({"ảnh"})
LONGEST: Final = 12  # words of a name that are looked at
SHOWN: Final = 4  # names in a doubt


class Known(msgspec.Struct, frozen=True):
    """A row. `suffixes` are the endings that its category takes; one that is `sent` takes no file any more."""

    id: uuid.UUID
    code: str
    number: str
    name: str
    class_name: str
    title: str
    suffixes: frozenset[str]
    sent: bool = False


class Match(msgspec.Struct, frozen=True):
    """`row` None: nobody was found; then `message` says why, and `perhaps` who may be meant."""

    row: uuid.UUID | None
    by: MatchedBy | None = None
    message: str = ""
    params: Mapping[str, str] = {}
    perhaps: uuid.UUID | None = None


class Index:
    """The rows of an envelope, found by name and by code."""

    def __init__(self, rows: Iterable[Known]) -> None:
        self._by_name: dict[tuple[str, ...], list[Known]] = {}
        self._by_code: dict[str, Known] = {}
        self._by_squeezed: dict[str, list[Known]] = {}
        for row in rows:
            words = tuple(words_of(row.name))
            self._by_name.setdefault(words, []).append(row)
            self._by_squeezed.setdefault("".join(words), []).append(row)
            self._by_code[_squeezed(row.code)] = row
        self._names = {row.id: row for rows in self._by_name.values() for row in rows}

    def match(self, file_name: str, slip: str = "") -> Match:
        """By the slip's code and the file's name together: where they speak of two pupils, neither is believed."""
        if slip == MANY:
            return Match(None, message=SEVERAL_SLIPS)
        by_name = self._by_file_name(file_name)
        row = self._by_code.get(_squeezed(slip)) if slip else None
        if row is None:
            return self._unsent(by_name)
        if by_name.row not in (None, row.id):
            params = {"slip": row.name, "name": self._names[by_name.row].name}
            return Match(None, message=OTHER_SLIP, params=params, perhaps=row.id)
        return self._unsent(Match(row.id, MatchedBy.SLIP))

    def _unsent(self, match: Match) -> Match:
        row = self._names[match.row] if match.row else None
        if row is None or not row.sent:
            return match
        return Match(None, message=SENT, params={"name": row.name, "title": row.title})

    def _by_file_name(self, file_name: str) -> Match:
        stem, suffix = _parts(file_name)
        if (row := self._coded(stem)) is not None:
            return _kind_fits(row, suffix, MatchedBy.CODE)
        tokens = words_of(stem)
        rows, rest = self._named(tokens)
        if not rows:
            return Match(None, message=NOBODY)
        rows = _narrowed(rows, stem, rest, suffix)
        if len(rows) > 1:
            names = "; ".join(f"{row.name} – {row.title}" for row in rows[:SHOWN])
            return Match(None, message=SEVERAL, params={"names": names}, perhaps=rows[0].id)
        return _certain(rows[0], stem, rest, suffix)

    def _coded(self, stem: str) -> Known | None:
        """The row whose code stands in the name, however it is written."""
        tokens = re.findall(r"[0-9A-Z]+", unaccented(stem).upper())
        for size in (2, 1):
            for at in range(len(tokens) - size + 1):
                if row := self._by_code.get("".join(tokens[at : at + size])):
                    return row
        return None

    def _named(self, tokens: Sequence[str]) -> tuple[list[Known], list[str]]:
        """Rows whose whole name stands in the file's, the longest names first, and the words that are left over."""
        for size in range(min(LONGEST, len(tokens)), 0, -1):
            for at in range(len(tokens) - size + 1):
                if rows := self._by_name.get(tuple(tokens[at : at + size])):
                    return list(rows), [*tokens[:at], *tokens[at + size :]]
        digits = [token for token in tokens if token.isdigit()]
        together = "".join(token for token in tokens if not token.isdigit())
        return list(self._by_squeezed.get(together, ())), digits


def words_of(text: str) -> list[str]:
    """Words in small letters without marks; figures apart from letters where they lead: `07lo` is `07`, `lo`."""
    return re.findall(r"\d+[a-z](?![a-z])|\d+|[^\W\d_]+", unaccented(text))


def _parts(file_name: str) -> tuple[str, str]:
    stem, dot, suffix = file_name.rpartition(".")
    stem = re.sub(r"\(\d+\)\s*$", "", stem if dot else file_name)
    return unicodedata.normalize("NFC", stem), suffix.lower() if dot else ""


def _squeezed(code: str) -> str:
    return re.sub(r"[^0-9A-Z]", "", code.upper())


def _narrowed(rows: list[Known], stem: str, rest: list[str], suffix: str) -> list[Known]:
    """Fewer, by whatever in the file's name can only mean some of them; as many as before where nothing tells."""
    tests = (
        lambda row: suffix in row.suffixes,
        lambda row: bool(rest) and rest[0].isdigit() and row.number == rest[0].lstrip("0"),
        lambda row: set(words_of(row.class_name)) & set(rest),
        lambda row: _same_marks(row.name, stem),
        lambda row: (title := set(words_of(row.title))) and title <= set(rest),
    )
    for test in tests:
        if len(rows) > 1 and (fewer := [row for row in rows if test(row)]):
            rows = fewer
    return rows


def _certain(row: Known, stem: str, rest: list[str], suffix: str) -> Match:
    if rest and rest[0].isdigit() and len(rest[0]) <= 3 and row.number and rest[0].lstrip("0") != row.number:
        return Match(None, message=OTHER_NUMBER, params={"name": row.name, "number": rest[0]}, perhaps=row.id)
    fitting = {*words_of(row.title), *words_of(row.class_name), *EMPTY_WORDS}
    fitting |= {unaccented(word) for word in EMPTY_MARKED if word in re.findall(r"\w+", stem.casefold())}
    odd = [word for word in rest if word not in fitting and not word.isdigit()]
    if odd:
        return Match(None, message=UNSURE, params={"name": row.name, "rest": " ".join(odd)}, perhaps=row.id)
    if _has_marks(stem) and not _same_marks(row.name, stem):
        return Match(None, message=OTHER_MARKS, params={"name": row.name}, perhaps=row.id)
    return _kind_fits(row, suffix, MatchedBy.NAME)


def _kind_fits(row: Known, suffix: str, by: MatchedBy) -> Match:
    if suffix and suffix not in row.suffixes:
        return Match(None, message=OTHER_KIND, params={"name": row.name, "title": row.title}, perhaps=row.id)
    return Match(row.id, by)


def _has_marks(text: str) -> bool:
    return unaccented(text) != text.casefold()


def _same_marks(name: str, stem: str) -> bool:
    """Whether the name stands in the text with its marks, wherever in the word the tone is put: Hoà is Hòa."""
    wanted, found = _marked(name), _marked(stem)
    together = "".join(letters for letters, _ in wanted), "".join(sorted("".join(marks for _, marks in wanted)))
    return together in found or any(
        found[at : at + len(wanted)] == wanted for at in range(len(found) - len(wanted) + 1)
    )


def _marked(text: str) -> list[tuple[str, str]]:
    """Each word's letters and, apart from them, its marks."""
    words = []
    for word in re.findall(r"[^\W\d_]+", unicodedata.normalize("NFC", text.casefold())):
        flat = unicodedata.normalize("NFD", word)
        letters = "".join(char for char in flat if not unicodedata.combining(char))
        words.append((letters, "".join(sorted(char for char in flat if unicodedata.combining(char)))))
    return words
