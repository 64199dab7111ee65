"""Kind and format by content only; names are never asked. Reads heads, tails and directories, decodes nothing."""

from __future__ import annotations

import codecs
import zipfile
from pathlib import Path

from media_store.foreign import name_foreign
from media_store.framing import id3_length, mp3_frame_length
from media_store.limits import Limits
from media_store.outcome import SUFFIXES, Format
from media_store.reasons import Quarantine, Reason, Refusal

HEAD = 64 * 1024
_BOMS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_HEIC_BRANDS = frozenset({b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"msf1"})
_M4A_BRANDS = frozenset({b"M4A ", b"M4B ", b"mp42", b"mp41", b"isom", b"iso2", b"iso4", b"iso5", b"iso6", b"dash"})
_WRITTEN_BYTES = frozenset(range(32, 256)) | {7, 8, 9, 10, 12, 13, 27}


def identify(path: Path, limits: Limits) -> Format:
    """The format of the content. Raises Quarantine where it is none of those that are accepted."""
    size = path.stat().st_size
    if size == 0:
        raise Quarantine(Reason.EMPTY)
    if size > limits.max_bytes:
        raise Quarantine(Reason.TOO_LARGE, size=size // 2**20, limit=limits.max_bytes // 2**20)
    with path.open("rb") as stream:
        head = stream.read(HEAD)
    found = _by_signature(head) or _by_container(path, head, limits)
    if found:
        return found
    foreign = name_foreign(head)
    if foreign:
        raise Quarantine(Reason.UNSUPPORTED, found=foreign.found, advice=foreign.advice)
    return _text_or_refusal(head)


def misleading_name(name: str, found: Format) -> Refusal | None:
    """A note where the name promises something else than the content is; the content counts."""
    suffix = name.rpartition(".")[2].lower() if "." in name else ""
    if not suffix or suffix in SUFFIXES[found] or not any(suffix in each for each in SUFFIXES.values()):
        return None
    return Refusal(Reason.RENAMED, {"suffix": suffix, "format": found.upper()})


def _by_signature(head: bytes) -> Format | None:
    for signature, found in (
        (b"\xff\xd8\xff", Format.JPEG),
        (b"\x89PNG\r\n\x1a\n", Format.PNG),
        (b"II*\0", Format.TIFF),
        (b"MM\0*", Format.TIFF),
        (b"II+\0", Format.TIFF),
        (b"MM\0+", Format.TIFF),
        (b"fLaC", Format.FLAC),
    ):
        if head.startswith(signature):
            return found
    if head[:4] in (b"RIFF", b"RF64"):
        return {b"WEBP": Format.WEBP, b"WAVE": Format.WAV}.get(head[8:12])
    if b"%PDF-" in head[:1024]:
        return Format.PDF
    return None


def _by_container(path: Path, head: bytes, limits: Limits) -> Format | None:
    if head[4:8] == b"ftyp":
        return _by_brand(head)
    if head.startswith(b"OggS"):
        return _by_first_packet(head)
    if head.startswith(b"PK\x03\x04"):
        return _by_zip_members(path, limits)
    if head.startswith(b"ID3"):
        return _after_id3(path, head)
    return Format.MP3 if _is_mp3_frame(head) else None


def _by_brand(head: bytes) -> Format | None:
    length = min(max(int.from_bytes(head[:4], "big"), 16), 512)
    brands = {head[8:12]} | {head[at : at + 4] for at in range(16, length, 4)}
    if brands & {b"avif", b"avis"}:
        return Format.AVIF
    if brands & _HEIC_BRANDS:
        return Format.HEIC
    if head[8:12] == b"qt  ":
        return None
    # Whether pictures move in it, the decoder of sound will see.
    return Format.M4A if brands & _M4A_BRANDS else None


def _by_first_packet(head: bytes) -> Format | None:
    packet = head[27 + head[26] :] if len(head) > 27 else b""
    if packet.startswith(b"OpusHead"):
        return Format.OPUS
    return Format.OGG if packet.startswith((b"\x01vorbis", b"\x7fFLAC")) else None


def _by_zip_members(path: Path, limits: Limits) -> Format | None:
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
            names = {each.filename for each in members}
            declared = archive.read("mimetype")[:100] if _is_small(archive, "mimetype") else b""
    except (zipfile.BadZipFile, NotImplementedError, EOFError, ValueError, OSError, RuntimeError) as error:
        raise Quarantine(Reason.TRUNCATED, format="ZIP (DOCX, ODT)") from error
    if "word/document.xml" in names or any(each.startswith("word/document") for each in names):
        found = Format.DOCX
    elif declared == b"application/vnd.oasis.opendocument.text":
        found = Format.ODT
    else:
        return None
    if len(members) > 10_000 or sum(each.file_size for each in members) > limits.max_unpacked:
        raise Quarantine(Reason.EXPANDS_TOO_MUCH, format=found.upper())
    if any(each.flag_bits & 1 for each in members):
        raise Quarantine(Reason.ENCRYPTED)
    return found


def _is_small(archive: zipfile.ZipFile, name: str) -> bool:
    return name in archive.NameToInfo and archive.getinfo(name).file_size <= 200


def _after_id3(path: Path, head: bytes) -> Format | None:
    if id3_length(head) >= path.stat().st_size:
        raise Quarantine(Reason.TRUNCATED, format="MP3")
    with path.open("rb") as stream:
        stream.seek(id3_length(head))
        rest = stream.read(4096).lstrip(b"\0")
    if rest.startswith(b"fLaC"):
        return Format.FLAC
    return Format.MP3 if any(_is_mp3_frame(rest[at:]) for at in range(min(len(rest), 2048))) else None


def _is_mp3_frame(head: bytes) -> bool:
    """An MPEG frame header of layer III with no forbidden value, followed by another one where it says."""
    length = mp3_frame_length(head)
    return length > 0 and (len(head) < length + 4 or mp3_frame_length(head[length:]) > 0)


def _text_or_refusal(head: bytes) -> Format:
    if head.startswith(_BOMS):
        return Format.TXT
    if 0 in head:
        raise Quarantine(Reason.UNKNOWN)
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head, final=len(head) < HEAD)
    except UnicodeDecodeError as error:
        looks_written = sum(each in _WRITTEN_BYTES for each in head) >= len(head) * 0.99
        letters = sum(each in b" \r\n" or 65 <= each <= 122 for each in head) >= len(head) * 0.5
        raise Quarantine(Reason.LEGACY_ENCODING if looks_written and letters else Reason.UNKNOWN) from error
    if sum(each < 32 and each not in (9, 10, 12, 13) for each in head) > len(head) * 0.02:
        raise Quarantine(Reason.UNKNOWN)
    return Format.TXT
