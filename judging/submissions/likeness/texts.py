"""Fingerprints of texts, and which share passages. Pure.

A text is cut into every run of four words that follow each other, written without marks and in small letters; of each
run a number is kept. Of a long text only the numbers that a power of two divides are kept, so that the same passages
are kept in every text; two texts are compared by the coarser of their two powers.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Sequence

from judging.typed import unaccented

RUN = 4  # words
MOST = 512  # numbers kept of one text
SAME = 0.45  # share of the shorter text's runs from which two texts are shown; below lie forms with the same headings
FEWEST = 8  # runs that must be the same: proverbs and refrains are anybody's

_WORD = re.compile(r"[^\W_]+")


def text_marks(text: str) -> list[int]:
    """At most MOST numbers (signed, 64 bits), in order."""
    marks = sorted({_number(run) for run in _runs(_WORD.findall(unaccented(text)))})
    power = 1
    while len(marks) > MOST:
        power *= 2
        marks = [mark for mark in marks if mark % power == 0]
    return marks


def sameness(one: Collection[int], other: Collection[int]) -> float:
    """The share of the shorter text's runs that stand in the other: 1 for a copy; 0 where too few are the same."""
    power = max(_power(one), _power(other))
    mine, theirs = ({mark for mark in marks if mark % power == 0} for marks in (one, other))
    shared = len(mine & theirs)
    return shared / min(len(mine), len(theirs)) if shared >= FEWEST else 0.0


def shared_lines(text: str, other: str) -> list[tuple[str, bool]]:
    """The lines of `text`, each with whether most of its words stand in runs that `other` has too."""
    lines = text.splitlines()
    words = [(word, place) for place, line in enumerate(lines) for word in _WORD.findall(unaccented(line))]
    theirs = set(_runs(_WORD.findall(unaccented(other))))
    shared = set[int]()
    for at, run in enumerate(_runs([word for word, _ in words])):
        if run in theirs:
            shared.update(range(at, at + RUN))
    counts = [[0, 0] for _ in lines]
    for at, (_, place) in enumerate(words):
        counts[place][at in shared] += 1
    return [(line, same > own) for line, (own, same) in zip(lines, counts, strict=True)]


def _runs(words: Sequence[str]) -> list[str]:
    return [" ".join(words[at : at + RUN]) for at in range(len(words) - RUN + 1)]


def _number(run: str) -> int:
    return int.from_bytes(hashlib.blake2b(run.encode(), digest_size=8).digest(), "big", signed=True)


def _power(marks: Collection[int]) -> int:
    """By which power of two the text was thinned; only long ones are."""
    power = 1
    while len(marks) > MOST // 4 and power < 2**20 and all(mark % (power * 2) == 0 for mark in marks):
        power *= 2
    return power
