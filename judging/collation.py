"""Vietnamese alphabetical order of people's names: by given name, then family name, then what stands between.

Letters first (a ă â b c d đ e ê g h i k l m n o ô ơ p q r s t u ư v x y, with f j w z where Latin has them), tones only
between words whose letters are the same: ngang huyền hỏi ngã sắc nặng, as Vietnamese dictionaries do.
"""

from __future__ import annotations

import unicodedata

_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_LETTERS = {letter: place for place, letter in enumerate(_ALPHABET)}
_TONES = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}
_SHAPES = ("\u0302", "\u0306", "\u031b")
"""Circumflex, breve and horn make a letter of their own; the other marks are tones."""

Key = tuple[tuple[tuple[int, ...], ...], tuple[tuple[int, ...], ...], str]


def split_name(name: str) -> tuple[str, str, str]:
    """(family, middle, given) of a Vietnamese name: first word, those between, last word; one word alone is given."""
    words = name.split()
    if len(words) < 2:
        return "", "", " ".join(words)
    return words[0], " ".join(words[1:-1]), words[-1]


def vietnamese_key(name: str) -> tuple[Key, Key, Key]:
    """Sort key of a full name, whether its diacritics are composed or not: given name, family name, middle names."""
    return name_key(*split_name(name))


def name_key(family: str, middle: str, given: str) -> tuple[Key, Key, Key]:
    """Sort key of a name whose parts are known."""
    return word_key(given), word_key(family), word_key(middle)


def word_key(text: str) -> Key:
    """Sort key of any words: letters word by word (the shorter first), then tones, then the text as written."""
    words = text.split()
    return tuple(map(_letters, words)), tuple(map(_tones, words)), unicodedata.normalize("NFC", text)


def initial(text: str) -> str:
    """The letter of the alphabet under which a word stands, in capitals; "#" for what has none."""
    letters = _base_letters(text)
    return letters[0].upper() if letters else "#"


def _base_letters(word: str) -> list[str]:
    """Letters with their shape but without their tone; digits and signs of other scripts as they are."""
    letters: list[str] = []
    for char in unicodedata.normalize("NFD", word.casefold()):
        if char in _SHAPES and letters:
            letters[-1] = unicodedata.normalize("NFC", letters[-1] + char)
        elif char.isalnum():
            letters.append(char)
    return letters


def _letters(word: str) -> tuple[int, ...]:
    return tuple(_LETTERS.get(letter, len(_ALPHABET) + ord(letter[0])) for letter in _base_letters(word))


def _tones(word: str) -> tuple[int, ...]:
    """The tone of each letter, 0 for none."""
    tones: list[int] = []
    for char in unicodedata.normalize("NFD", word.casefold()):
        if char in _TONES and tones:
            tones[-1] = _TONES[char]
        elif char.isalnum():
            tones.append(0)
    return tuple(tones)
