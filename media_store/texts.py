"""Plain text: Unicode only, composed, without characters that nobody sees but that change what is read."""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from media_store.leaks import as_leaks, decoded
from media_store.limits import Limits
from media_store.outcome import Decoded, Facts, Format, Rendition
from media_store.reasons import Quarantine, Reason
from media_store.renditions import save_bytes

# Bidirectional overrides and isolates, zero-width signs, fillers, annotation marks, tags, surplus variation selectors.
_UNSEEN = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0"
    "\ufff0-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
# Bytes can be written as these; an emoji needs one at a time, and only the last of the first sixteen.
_SELECTORS = re.compile("[\ufe00-\ufe0e\U000e0100-\U000e01ef]|(?<=[\ufe00-\ufe0f])\ufe0f")
_SUSPECT = 4
_LONGEST = 8  # bytes for each character that a text may have: letters with all their marks, and some unseen ones
_BLOCK = 1 << 20
_VERSE = 60  # letters of a long one
_CONTROLS = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f]")
_BREAKS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
# Joiners belong to scripts from Arabic to Malayalam and Sinhala to Mongolian and glue of emoji; elsewhere they hide.
_JOINED = (
    "\u0600-\u08ff\u0900-\u0dff\u0e80-\u109f\u1780-\u18af\ua840-\uabff\ufe0f\u200d\U0001f000-\U0001faff\u2600-\u27bf"
)
_STRAY_JOINERS = re.compile(f"(?<![{_JOINED}])[\u200c\u200d]|[\u200c\u200d](?![{_JOINED}])")


def clean_text(text: str) -> str:
    """NFC, line feeds only, no character that is unseen; ZWJ and ZWNJ stay where a script or an emoji needs them."""
    lines = (line.rstrip() for line in seen_letters(_BREAKS.sub("\n", text)).split("\n"))
    return "\n".join(lines).strip("\n")


def seen_letters(text: str) -> str:
    """The same for a piece of a line: composed, and nothing that nobody sees."""
    text = _STRAY_JOINERS.sub("", _SELECTORS.sub("", _UNSEEN.sub("", _CONTROLS.sub("", text))))
    return unicodedata.normalize("NFC", text)


def decode_text(path: Path, work: Path, limits: Limits) -> Decoded:
    if path.stat().st_size > _LONGEST * limits.max_characters:
        raise Quarantine(Reason.TEXT_TOO_LONG, characters=_count(path), limit=limits.max_characters)
    raw = _unicode(path.read_bytes())
    text = clean_text(raw)
    leaks = as_leaks(("text:hidden-characters", each) for each in _hidden(raw))
    return Decoded(Facts(characters=len(text)), leaks, (save_text(text, Format.TXT, work, limits),))


def _hidden(raw: str) -> Iterator[str]:
    """What letters without a shape spell (tags; bytes as variation selectors), and how many there are of the others."""
    yield "".join(chr(ord(each) - 0xE0000) for each in raw if 0xE0020 <= ord(each) <= 0xE007E)
    selectors = [ord(each) - (0xFE00 if ord(each) < 0xE0000 else 0xE00F0) for each in _SELECTORS.findall(raw)]
    if len(selectors) >= _SUSPECT:
        yield decoded(bytes(selectors))
    unseen = [each for each in _UNSEEN.findall(raw.removeprefix("\ufeff")) if ord(each) < 0xE0000]
    count = len(unseen) + len(selectors) + len(_STRAY_JOINERS.findall(raw))
    if count >= _SUSPECT:
        yield f"{count} characters that nobody sees"


def save_text(text: str, found: Format, work: Path, limits: Limits) -> Rendition:
    """`text.txt` from cleaned text. Raises Quarantine where there is nothing to read, or too much."""
    if not text.strip():
        raise Quarantine(Reason.NOTHING_INSIDE, format=found.upper())
    check_length(text, limits)
    return save_bytes(text.encode() + b"\n", "text.txt", Format.TXT.content_type, work)


def joined(paragraphs: list[str]) -> str:
    """Paragraphs with an empty line between two; but where each is a verse, only where the author left one."""
    written = sorted(len(each) for each in paragraphs if each.strip())
    verses = len(written) > 2 and written[len(written) // 2] <= _VERSE and not any("\n" in each for each in paragraphs)
    return re.sub("\n{3,}", "\n\n", clean_text(("\n" if verses else "\n\n").join(paragraphs)))


def check_length(text: str, limits: Limits) -> None:
    if len(text) > limits.max_characters:
        raise Quarantine(Reason.TEXT_TOO_LONG, characters=len(text), limit=limits.max_characters)


def _count(path: Path) -> int:
    """The characters of a text that is not worth keeping in memory."""
    count = 0
    with path.open("rb") as file:
        reader = codecs.getincrementaldecoder(_encoding(file.read(2)))()
        file.seek(0)
        try:
            while block := file.read(_BLOCK):
                count += len(reader.decode(block))
            return count + len(reader.decode(b"", final=True))
        except UnicodeDecodeError as error:
            raise Quarantine(Reason.LEGACY_ENCODING) from error


def _encoding(begin: bytes) -> str:
    return "utf-16" if begin.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else "utf-8-sig"


def _unicode(data: bytes) -> str:
    try:
        text = data.decode(_encoding(data))
    except UnicodeDecodeError as error:
        raise Quarantine(Reason.LEGACY_ENCODING) from error
    if "\0" in text:
        raise Quarantine(Reason.UNKNOWN)
    return text
