"""Recordings with a marker in every channel that their format has."""

from __future__ import annotations

import base64
import io
import struct
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import mutagen
from mutagen import id3
from mutagen.apev2 import APEv2
from mutagen.flac import FLAC, Picture
from mutagen.mp4 import MP4, MP4Cover, MP4FreeForm

from media_store.framing import mp3_frame_length
from tests.media_store.planted import XMP_ID, XMP_PLACES, box, marker, picture, places, riff, text, words, xmp
from tests.media_store.sounds import recording

_TEXT_FRAMES = ("TIT2", "TPE1", "TPE2", "TCOM", "TEXT", "TPUB", "TOWN", "TOPE", "TALB", "TIT1", "TCOP", "TENC", "TSSE")
_INFO = ("INAM", "IART", "ICMT", "ICOP", "IENG", "ITCH", "ISRC", "ISFT", "IXYZ")
_OLD = ("title", "artist", "album", "comment")


def edited(data: bytes, edit: Callable[[Path], None]) -> bytes:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "sound"
        path.write_bytes(data)
        edit(path)
        return path.read_bytes()


def frames(prefix: str) -> Any:
    tags: Any = id3.ID3()  # type: ignore[no-untyped-call]
    found: list[Any] = [getattr(id3, name)(encoding=3, text=text(f"{prefix}.{name}")) for name in _TEXT_FRAMES]
    found += [
        id3.COMM(encoding=1, lang="vie", desc=text(f"{prefix}.COMM.desc"), text=text(f"{prefix}.COMM")),
        id3.USLT(encoding=3, lang="vie", desc="", text=text(f"{prefix}.USLT")),
        id3.SYLT(encoding=3, lang="vie", format=2, type=1, desc=text(f"{prefix}.SYLT"), text=[("la", 1)]),
        id3.TXXX(encoding=3, desc=text(f"{prefix}.TXXX.desc"), text=text(f"{prefix}.TXXX")),
        id3.WXXX(encoding=3, desc="", url=f"http://example.org/{marker(f'{prefix}.WXXX')}"),
        id3.WOAR(url=f"http://example.org/{marker(f'{prefix}.WOAR')}"),
        id3.PRIV(owner=marker(f"{prefix}.PRIV.owner"), data=words(f"{prefix}.PRIV")),
        id3.UFID(owner="http://example.org", data=marker(f"{prefix}.UFID").encode()),
        id3.GEOB(
            encoding=3, mime="text/plain", filename=text(f"{prefix}.GEOB.filename"), data=words(f"{prefix}.GEOB")
        ),
        id3.TIPL(encoding=3, people=[["producer", text(f"{prefix}.TIPL")]]),
        id3.POPM(email=f"{marker(f'{prefix}.POPM')}@example.org", rating=3),
        id3.CHAP(element_id="c1", sub_frames=[id3.TIT3(encoding=3, text=text(f"{prefix}.CHAP"))]),
        id3.APIC(mime="image/jpeg", desc=text(f"{prefix}.APIC"), data=picture(comment=words(f"{prefix}.cover"))),
    ]  # fmt: skip
    for frame in found:
        tags.add(frame)
    return tags


FRAME_PLACES = {
    **{name: f"id3:{name}" for name in (*_TEXT_FRAMES, "COMM", "USLT", "TXXX", "WXXX", "WOAR", "PRIV", "UFID", "GEOB")},
    "COMM.desc": "id3:COMM:desc", "SYLT": "id3:SYLT:desc", "TXXX.desc": "id3:TXXX:desc", "TIPL": "id3:TIPL:people",
    "PRIV.owner": "id3:PRIV:owner", "GEOB.filename": "id3:GEOB:filename", "POPM": "id3:POPM:email", "CHAP": "id3:TIT3",
    "APIC": "id3:APIC:description", "cover": "id3:APIC:jpeg:comment",
}  # fmt: skip


def tag_bytes(tags: Any, unknown: bytes = b"", padding: bytes = b"") -> bytes:
    buffer = io.BytesIO(b"")
    tags.save(buffer, v2_version=4, padding=lambda _: 0)
    plain = buffer.getvalue()[10:] + unknown + padding
    size = bytes(len(plain) >> shift & 0x7F for shift in (21, 14, 7, 0))
    return b"ID3\4\0\0" + size + plain


def mp3() -> bytes:
    own = words("mp3.unknown")
    unknown = b"XQZW" + bytes([0, 0, len(own) >> 7, len(own) & 0x7F]) + b"\0\0" + own
    tag = tag_bytes(frames("mp3.id3"), unknown)
    second = tag_bytes(_single(id3.TPE3(encoding=3, text=text("mp3.second-tag"))))
    title, artist, album, comment = (marker(f"mp3.v1.{name}").encode().ljust(30, b"\0") for name in _OLD)
    old = b"TAG" + title + artist + album + b"2024" + comment + b"\0"
    lyrics = b"LYRICSBEGININD0000200LYR%05d" % len(words("mp3.lyrics3")) + words("mp3.lyrics3")
    lyrics += b"%06dLYRICS200" % len(lyrics)
    items: Any = APEv2()  # type: ignore[no-untyped-call]
    items["Artist"] = text("mp3.ape")
    ape = io.BytesIO()
    items.save(ape)
    sound = recording("mp3")
    at = sound.find(b"\xff\xfb")
    while at < len(sound) // 2:
        at += mp3_frame_length(sound[at : at + 4])
    sound = sound[:at] + b"\0\0" + words("mp3.between") + b"\0\0" + sound[at:]
    return tag + second + sound + words("mp3.behind") + ape.getvalue() + lyrics + old


def _single(frame: Any) -> Any:
    tags: Any = id3.ID3()  # type: ignore[no-untyped-call]
    tags.add(frame)
    return tags


MP3_PLACES = {
    **places("mp3", id3=FRAME_PLACES),
    "mp3.unknown": "id3:XQZW", "mp3.second-tag": "id3:TPE3", "mp3.lyrics3": "lyrics3", "mp3.ape": "ape:Artist",
    "mp3.between": "mp3:between", "mp3.behind": "mp3:behind-the-end",
    **{f"mp3.v1.{name}": f"id3v1:{name}" for name in _OLD},
}  # fmt: skip


def wav() -> bytes:
    sound = recording("wav")
    info = b"INFO" + b"".join(riff(name.encode(), words(f"wav.{name}") + b"\0") for name in _INFO)
    cue = struct.pack("<I", 1)
    labels = b"adtl" + riff(b"labl", cue + words("wav.labl") + b"\0") + riff(b"note", cue + words("wav.note") + b"\0")
    labels += riff(b"ltxt", cue + bytes(16) + words("wav.ltxt") + b"\0")
    cast = words("wav.description").ljust(256, b"\0") + words("wav.originator")[:32].ljust(32, b"\0")
    cast = (cast + words("wav.reference")[:32]).ljust(602, b"\0") + b"A=PCM,F=48000\r\n" + words("wav.history")
    ixml = b"<BWFXML><PROJECT>" + words("wav.project") + b"</PROJECT><USER id='" + words("wav.user") + b"'/></BWFXML>"
    chunks = riff(b"LIST", info) + riff(b"LIST", labels) + riff(b"bext", cast) + riff(b"iXML", ixml)
    chunks += riff(b"id3 ", tag_bytes(frames("wav.id3"))) + riff(b"_PMX", xmp("wav.xmp"))
    chunks += riff(b"JUNK", b"\0" * 20 + words("wav.junk")) + riff(b"cart", words("wav.cart"))
    at = sound.find(b"data")
    data = sound[:at] + riff(b"OWN ", words("wav.private")) + sound[at:] + chunks
    return data[:4] + struct.pack("<I", len(data) - 8) + data[8:] + words("wav.behind")


WAV_PLACES = {
    **places("wav", id3=FRAME_PLACES, xmp=XMP_PLACES),
    **{f"wav.{name}": f"riff:{name}" for name in (*_INFO, "labl", "note", "ltxt")},
    **{f"wav.{name}": f"bext:{name}" for name in ("description", "originator", "reference", "history")},
    "wav.project": "ixml:PROJECT", "wav.user": "ixml:id", "wav.junk": "riff:JUNK", "wav.cart": "riff:cart",
    "wav.private": "riff:OWN", "wav.behind": "riff:behind-the-end",
}  # fmt: skip
_COMMENTS = ("title", "artist", "composer", "lyricist", "comment", "description", "contact", "encoder", "trường")


def cover(prefix: str) -> Any:
    found: Any = Picture()  # type: ignore[no-untyped-call]
    found.type, found.mime, found.desc = 3, "image/png", text(f"{prefix}.picture")
    found.data = picture("PNG") + words(f"{prefix}.cover")
    return found


COVER_PLACES = {"picture": "vorbis:picture:description", "cover": "vorbis:picture:png:behind-the-end"}


def flac() -> bytes:
    def edit(path: Path) -> None:
        file: Any = FLAC(path)  # type: ignore[no-untyped-call]
        for name in _COMMENTS[:-1]:
            file[name] = text(f"flac.{name}")
        file.add_picture(cover("flac"))
        file.tags.vendor = text("flac.vendor")
        file.save()

    data = edited(recording("flac"), edit)
    at = 42  # behind the mark and the first block
    own = b"OWNR" + words("flac.application")
    padding = b"\0" * 30 + words("flac.padding")
    extra = b"\2" + len(own).to_bytes(3, "big") + own + b"\1" + len(padding).to_bytes(3, "big") + padding
    before = tag_bytes(_single(id3.TPE1(encoding=3, text=text("flac.before"))))
    return before + data[:at] + extra + data[at:] + words("flac.behind")


FLAC_PLACES = {
    **{f"flac.{name}": f"vorbis:{name}" for name in (*_COMMENTS[:-1], "vendor")},
    **{f"flac.{name}": place for name, place in COVER_PLACES.items()},
    "flac.application": "flac:application", "flac.padding": "flac:padding", "flac.before": "id3:TPE1",
    "flac.behind": "flac:behind-the-end",
}  # fmt: skip


def ogg(kind: str) -> bytes:
    def edit(path: Path) -> None:
        file: Any = mutagen.File(path)  # type: ignore[attr-defined]
        for name in _COMMENTS[:-1]:
            file[name] = text(f"{kind}.{name}")
        file["metadata_block_picture"] = base64.b64encode(cover(kind).write()).decode()
        file.save()

    return edited(recording(kind), edit) + b"\0\0" + words(f"{kind}.behind")


def ogg_places(kind: str) -> dict[str, str]:
    found = {f"{kind}.{name}": f"vorbis:{name}" for name in _COMMENTS[:-1]}
    found |= {f"{kind}.{name}": place for name, place in COVER_PLACES.items()}
    return found | {f"{kind}.behind": "ogg:behind-the-end"}


_ATOMS = ("©nam", "©ART", "aART", "©wrt", "©cmt", "©lyr", "cprt", "desc", "ldes", "©grp", "©too", "apID", "ownr")


def m4a() -> bytes:
    def edit(path: Path) -> None:
        file: Any = MP4(path)  # type: ignore[no-untyped-call]
        for name in _ATOMS:
            file[name] = text(f"m4a.{name}")
        file["----:org.example:School"] = [MP4FreeForm(words("m4a.freeform"))]  # type: ignore[no-untyped-call]
        file["covr"] = [MP4Cover(picture(comment=words("m4a.cover")), MP4Cover.FORMAT_JPEG)]  # type: ignore[no-untyped-call]
        file.save()

    data = edited(recording("m4a"), edit)
    extra = box(b"free", words("m4a.free")) + box(b"uuid", XMP_ID + xmp("m4a.xmp"))
    extra += box(b"udta", box(b"\xa9own", words("m4a.udta"))) + box(b"Ownr", words("m4a.private"))
    return data + extra + b"\xff\xff\xff\xff" + words("m4a.behind")


M4A_PLACES = {
    **{f"m4a.{name}": f"mp4:{name}" for name in _ATOMS},
    **places("m4a", xmp=XMP_PLACES),
    "m4a.freeform": "mp4:----:org.example:School", "m4a.cover": "mp4:covr:jpeg:comment", "m4a.free": "mp4:free",
    "m4a.udta": "mp4:©own", "m4a.private": "mp4:Ownr", "m4a.behind": "mp4:behind-the-end",
}  # fmt: skip
SOUNDS: dict[str, tuple[Callable[[], bytes], dict[str, str]]] = {
    "mp3": (mp3, MP3_PLACES),
    "wav": (wav, WAV_PLACES),
    "flac": (flac, FLAC_PLACES),
    "ogg": (lambda: ogg("ogg"), ogg_places("ogg")),
    "opus": (lambda: ogg("opus"), ogg_places("opus")),
    "m4a": (m4a, M4A_PLACES),
}
