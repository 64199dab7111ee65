"""What the checks of a contest file find: where in the file, what is wrong, and what to do. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from judging.errors import Phrase, phrase
from judging.toml_lines import Path

Finding = tuple[Path, Phrase, Phrase]


def unique(table: str, keys: list[str], *, field: str = "key") -> Iterator[Finding]:
    counts = Counter(keys)
    for position, key in enumerate(keys):
        if counts[key] > 1 and keys.index(key) != position:
            yield (
                (table, position, field),
                phrase("“%(key)s” stands twice", key=key),
                phrase("each %(field)s stands once", field=field),
            )


def unique_in(path: Path, table: str, keys: list[str]) -> Iterator[Finding]:
    for finding in unique(table, keys):
        yield (*path, *finding[0]), finding[1], finding[2]


def one_of(words: Iterable[str]) -> Phrase:
    return phrase("one of: %(words)s", words=", ".join(sorted(words)))
