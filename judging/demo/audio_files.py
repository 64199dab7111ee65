"""A song as the file that a recorder or a phone would make of it, with tags that tell whose song it is."""

import base64
import io
import struct
from pathlib import Path
from typing import Any

import av
import numpy as np
from mutagen import flac as _flac
from mutagen import id3 as _id3
from mutagen import mp3 as _mp3
from mutagen import mp4 as _mp4
from mutagen import oggopus as _oggopus
from mutagen import oggvorbis as _oggvorbis
from mutagen import wave as _wave
from numpy.typing import NDArray
from PIL import Image

from judging.demo.markers import Marks
from judging.demo.songs.instruments import RATE

# mutagen calls itself typed, but most of its functions are not.
flac: Any = _flac
id3: Any = _id3
mp3: Any = _mp3
mp4: Any = _mp4
oggopus: Any = _oggopus
oggvorbis: Any = _oggvorbis
wave: Any = _wave

# Format: (container, encoder, sample format, rate, bits a second, encoder options).
_ENCODERS: dict[str, tuple[str, str, str, int, int, dict[str, str]]] = {
    "mp3": ("mp3", "libmp3lame", "s16p", RATE, 160_000, {"compression_level": "7"}),
    "m4a": ("ipod", "aac", "fltp", RATE, 128_000, {}),
    "flac": ("flac", "flac", "s16", RATE, 0, {"compression_level": "3"}),
    "wav": ("wav", "pcm_s16le", "s16", RATE, 0, {}),
    "ogg": ("ogg", "vorbis", "fltp", RATE, 160_000, {"strict": "experimental"}),
    "opus": ("opus", "libopus", "flt", 48_000, 96_000, {}),
}
_FRAME = 44_100


def _encode(samples: NDArray[np.float32], path: Path, format_name: str) -> None:
    container_name, encoder, sample_format, rate, bits, options = _ENCODERS[format_name]
    steady = {"fflags": "+bitexact"}  # no random serial numbers, so that the same entry gives the same bytes
    with av.open(str(path), "w", format=container_name, container_options=steady) as container:
        stream: Any = container.add_stream(encoder, rate=rate, options=options)
        stream.layout = "stereo"
        stream.format = sample_format
        if bits:
            stream.bit_rate = bits
        resampler = av.AudioResampler(format=sample_format, layout="stereo", rate=rate)
        for start in range(0, samples.shape[1], _FRAME):
            part = np.ascontiguousarray(samples[:, start : start + _FRAME])
            frame = av.AudioFrame.from_ndarray(part, format="fltp", layout="stereo")
            frame.sample_rate, frame.pts = RATE, start
            for ready in resampler.resample(frame):
                container.mux(stream.encode(ready))
        for ready in resampler.resample(None):
            container.mux(stream.encode(ready))
        container.mux(stream.encode(None))


def _cover(marks: Marks) -> bytes:
    """A small picture for the tags, itself with a comment inside."""
    stream = io.BytesIO()
    image = Image.new("RGB", (96, 96), (165, 48, 30))
    image.save(stream, "JPEG", comment=marks.text("picture.data").encode())
    return stream.getvalue()


def _tag_mp3(path: Path, title: str, marks: Marks) -> None:
    file = mp3.MP3(path)
    if file.tags is None:
        file.add_tags()
    tags = file.tags
    tags.add(id3.TIT2(encoding=3, text=title))
    for frame, channel in (
        (id3.TPE1, "artist"),
        (id3.TCOM, "composer"),
        (id3.TEXT, "lyricist"),
        (id3.TPUB, "publisher"),
    ):
        tags.add(frame(encoding=3, text=marks.text(channel)))
    tags.add(id3.COMM(encoding=3, lang="vie", desc="", text=marks.text("comment")))
    tags.add(id3.TXXX(encoding=3, desc="Trường", text=marks.text("id3.TXXX")))
    tags.add(id3.USLT(encoding=3, lang="vie", desc="", text=marks.text("id3.USLT")))
    tags.add(id3.PRIV(owner="demo", data=marks.text("id3.PRIV").encode()))
    tags.add(id3.WOAR(url=f"https://example.org/{marks.marker('id3.WOAR')}"))
    tags.add(
        id3.APIC(encoding=3, mime="image/jpeg", type=3, desc=marks.text("picture.description"), data=_cover(marks))
    )
    file.save()


def _picture(marks: Marks) -> Any:
    picture = flac.Picture()
    picture.type, picture.mime, picture.data = 3, "image/jpeg", _cover(marks)
    picture.desc = marks.text("picture.description")
    picture.width = picture.height = 96
    picture.depth = 24
    return picture


def _tag_vorbis(file: Any, title: str, marks: Marks) -> None:
    file["title"] = title
    for channel in ("artist", "composer", "lyricist", "comment", "publisher", "contact"):
        file[channel] = marks.text(channel)


def _tag_flac(path: Path, title: str, marks: Marks) -> None:
    file = flac.FLAC(path)
    _tag_vorbis(file, title, marks)
    file.add_picture(_picture(marks))
    file.save()


def _tag_ogg(path: Path, title: str, marks: Marks) -> None:
    file = (oggopus.OggOpus if marks.format == "opus" else oggvorbis.OggVorbis)(path)
    _tag_vorbis(file, title, marks)
    file["metadata_block_picture"] = base64.b64encode(_picture(marks).write()).decode()
    file.save()


def _tag_m4a(path: Path, title: str, marks: Marks) -> None:
    file = mp4.MP4(path)
    file["\xa9nam"] = title
    for atom, channel in (
        ("\xa9ART", "artist"),
        ("\xa9wrt", "composer"),
        ("aART", "lyricist"),
        ("\xa9cmt", "comment"),
        ("\xa9grp", "publisher"),
        ("cprt", "copyright"),
        ("\xa9lyr", "lyrics"),
    ):
        file[atom] = marks.text(channel)
    file["----:org.example:SCHOOL"] = marks.text("freeform.School").encode()
    file["----:org.example:COVERNOTE"] = marks.text("picture.description").encode()
    file["covr"] = [mp4.MP4Cover(_cover(marks), mp4.MP4Cover.FORMAT_JPEG)]
    file.save()


def _chunk(name: bytes, data: bytes) -> bytes:
    return name + struct.pack("<I", len(data)) + data + b"\0" * (len(data) % 2)


def _tag_wav(path: Path, title: str, marks: Marks) -> None:
    """RIFF INFO and a broadcast chunk behind the sound, then ID3."""
    entries = [(b"INAM", title)]
    entries += [(name.encode(), marks.text(f"INFO.{name}")) for name in ("IART", "ICMT", "ICOP")]
    info = b"INFO" + b"".join(_chunk(name, text.encode() + b"\0") for name, text in entries)
    description = marks.text("bext.description").encode()[:255].ljust(256, b"\0")
    originator = marks.ascii("bext.originator").encode()[:31].ljust(32, b"\0")
    broadcast = (description + originator).ljust(602, b"\0")
    with path.open("r+b") as stream:
        stream.seek(0, io.SEEK_END)
        stream.write(_chunk(b"LIST", info) + _chunk(b"bext", broadcast))
        size = stream.tell() - 8
        stream.seek(4)
        stream.write(struct.pack("<I", size))
    file = wave.WAVE(path)
    file.add_tags()
    tags = file.tags
    tags.add(id3.TPE1(encoding=3, text=marks.text("id3.TPE1")))
    tags.add(id3.COMM(encoding=3, lang="vie", desc="", text=marks.text("id3.COMM")))
    file.save()


_TAGGERS = {
    "mp3": _tag_mp3,
    "flac": _tag_flac,
    "ogg": _tag_ogg,
    "opus": _tag_ogg,
    "m4a": _tag_m4a,
    "wav": _tag_wav,
}


def write_audio(samples: NDArray[np.float32], path: Path, title: str, marks: Marks) -> None:
    """Writes stereo `samples`, shape (2, n) at RATE, in the marks' format."""
    _encode(samples, path, marks.format)
    _TAGGERS[marks.format](path, title, marks)
