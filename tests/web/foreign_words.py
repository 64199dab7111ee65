"""Finds the program's own English in a page that should be Vietnamese: whatever a message id says word for word."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from html.parser import HTMLParser

from judging.web.i18n import vietnamese
from judging.web.messages import PACKAGES, PLACEHOLDER, ROOT, find_messages

#: What a reader hears or reads besides the text itself.
SPOKEN = ("alt", "aria-label", "aria-description", "data-label", "placeholder", "title", "data-play", "data-pause")
#: Not prose: programs, styles, and what people typed.
SILENT = ("script", "style", "textarea", "code", "pre")
VOID = frozenset(["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"])
WORDS = re.compile(r"[^\W\d_]+")
MANY_LETTERS = 8


class _Reader(HTMLParser):
    """Text and spoken attributes of a page, but not of its parts in another language."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self._open: list[tuple[str, bool]] = []  # tag, and whether the page is silent for us inside it

    @property
    def _silent(self) -> bool:
        return bool(self._open) and self._open[-1][1]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        silent = self._silent or tag in SILENT or given.get("lang") not in (None, "vi")
        if not silent:
            self.texts += [str(given[name]) for name in SPOKEN if given.get(name)]
            if tag == "meta" and given.get("name") == "description":
                self.texts.append(str(given.get("content")))
        if tag not in VOID:
            self._open.append((tag, silent))

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if not self._silent and data.strip():
            self.texts.append(" ".join(data.split()))


def texts_of(page: str) -> list[str]:
    reader = _Reader()
    reader.feed(page)
    return reader.texts


@cache
def catalogue() -> tuple[frozenset[str], tuple[tuple[str, re.Pattern[str]], ...]]:
    """Message ids that Vietnamese says otherwise: whole ones, and the stretches of words between their places."""
    whole: set[str] = set()
    stretches: set[str] = set()
    for message in find_messages(ROOT / package for package in PACKAGES):
        told = " ".join(vietnamese().get(message.singular, ())).casefold()
        for text in filter(None, (message.singular, message.plural)):
            parts = [" ".join(part.replace("%%", "%").split()) for part in PLACEHOLDER.split(text)[::2]]
            whole |= {text} if len(parts) == 1 and text.casefold() not in told else set()
            for part in parts:
                words = WORDS.findall(part)
                if len(words) > 1 and sum(map(len, words)) >= MANY_LETTERS and part.casefold() not in told:
                    stretches.add(part.strip(" .,:;()“”"))
    return frozenset(whole), tuple((one, re.compile(rf"(?<!\w){re.escape(one)}(?!\w)")) for one in sorted(stretches))


def english_in(page: str) -> list[str]:
    """The message ids, or stretches of them, that the page says in English."""
    return english_among(texts_of(page))


def english_among(texts: Iterable[str]) -> list[str]:
    whole, stretches = catalogue()
    found = list(texts)
    together = "\n".join(found)
    said = [one for one, pattern in stretches if one in together and pattern.search(together)]
    return sorted({*whole.intersection(found), *said})
