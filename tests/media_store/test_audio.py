"""Recordings: every container is heard, made evenly loud, and loses every word that rode along."""

from __future__ import annotations

import io
import json
import struct
from collections.abc import Callable
from pathlib import Path

import av
import mutagen
import numpy as np
import pytest
from mutagen.flac import FLAC, Picture
from mutagen.id3 import APIC, COMM, GEOB, PRIV, TIT2, TPE1, TXXX, UFID, USLT, WXXX
from mutagen.mp3 import MP3
from mutagen.mp4 import MP4, MP4Cover, MP4FreeForm
from mutagen.wave import WAVE

from media_store.audio import decode_audio
from media_store.limits import Limits
from media_store.loudness import TARGET, measure
from media_store.outcome import Format, Outcome
from media_store.reasons import Quarantine, Reason
from tests.media_store.sounds import CODECS, recording

Judge = Callable[[bytes, str], Outcome]
Spilled = Callable[[Outcome, list[str]], set[str]]


def heard(outcome: Outcome) -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
    with av.open(str(next(each.path for each in outcome.renditions if each.role == "listen.m4a"))) as container:
        return np.concatenate([frame.to_ndarray() for frame in container.decode(audio=0)], axis=1)


@pytest.mark.parametrize("kind", CODECS)
def test_every_container_is_heard(judge: Judge, kind: str) -> None:
    outcome = judge(recording(kind), "song")
    assert outcome.accepted, outcome.reason
    assert outcome.format == kind
    assert outcome.facts.duration == pytest.approx(2.0, abs=0.1)
    assert [each.role for each in outcome.renditions] == ["listen.m4a", "peaks.json"]
    sound = heard(outcome)
    assert sound.shape[1] / 48000 == pytest.approx(2.0, abs=0.1)
    assert np.abs(sound).max() > 0.1


@pytest.mark.parametrize("level", [0.01, 0.2, 0.9])
def test_loudness_is_evened_out(judge: Judge, level: float) -> None:
    outcome = judge(recording("wav", seconds=4, level=level), "song.wav")
    path = next(each.path for each in outcome.renditions if each.role == "listen.m4a")
    with av.open(str(path)) as container:
        stream = container.streams.audio[0]
        loudness = measure(container.decode(stream), stream)
    assert loudness.integrated == pytest.approx(TARGET, abs=0.7)
    assert loudness.highest < 1.0


def test_peaks_draw_the_wave(judge: Judge) -> None:
    outcome = judge(recording("flac", seconds=30), "song.flac")
    path = next(each.path for each in outcome.renditions if each.role == "peaks.json")
    peaks = json.loads(path.read_text())["peaks"]
    assert len(peaks) == 800
    assert all(0 <= each <= 1 for each in peaks)
    assert max(peaks) > 3 * min(peaks[10:-10])


def test_one_channel_stays_one(judge: Judge) -> None:
    assert heard(judge(recording("wav", channels=1), "mono.wav")).shape[0] == 1


def test_the_same_recording_gives_the_same_bytes(judge: Judge) -> None:
    data = recording("mp3")
    assert judge(data, "a.mp3").renditions == judge(data, "b.mp3").renditions


@pytest.mark.parametrize("kind", CODECS)
@pytest.mark.parametrize("part", [0.4, 0.9])
def test_a_recording_cut_off_is_told_so(judge: Judge, kind: str, part: float) -> None:
    data = recording(kind, seconds=20)
    outcome = judge(data[: int(len(data) * part)], "cut")
    assert outcome.reason is not None
    assert outcome.reason.code is Reason.TRUNCATED


@pytest.mark.parametrize("kind", CODECS)
def test_garbage_inside_gets_a_verdict(judge: Judge, kind: str) -> None:
    data = bytearray(recording(kind))
    random = np.random.default_rng(3)
    for at in random.integers(40, len(data), 300):
        data[at] = random.integers(0, 255)
    outcome = judge(bytes(data), "hostile")
    assert outcome.accepted or outcome.reason is not None


def test_silence_is_no_song(judge: Judge) -> None:
    outcome = judge(recording("wav", level=0.0), "silence.wav")
    assert outcome.reason is not None
    assert outcome.reason.code is Reason.NO_SOUND


def test_a_film_is_refused_by_name(judge: Judge) -> None:
    buffer = io.BytesIO()
    with av.open(buffer, "w", format="mp4") as out:
        stream = out.add_stream("mpeg4", rate=10)
        stream.width, stream.height, stream.pix_fmt = 64, 48, "yuv420p"
        sound = out.add_stream("aac", rate=48000, layout="mono")
        for _ in range(5):
            out.mux(stream.encode(av.VideoFrame.from_ndarray(np.zeros((48, 64, 3), np.uint8), format="rgb24")))
        out.mux(stream.encode(None))
        frame = av.AudioFrame.from_ndarray(np.zeros((1, 1024), np.float32), format="fltp", layout="mono")
        frame.sample_rate = 48000
        out.mux([*sound.encode(frame), *sound.encode(None)])
    outcome = judge(buffer.getvalue(), "film.m4a")
    assert outcome.reason is not None
    assert "a film" in str(outcome.reason)


def test_too_long_a_recording_is_refused_before_it_is_heard(tmp_path: Path) -> None:
    path = tmp_path / "long.wav"
    path.write_bytes(recording("wav", seconds=5))
    with pytest.raises(Quarantine) as caught:
        decode_audio(path, Format.WAV, tmp_path, Limits(max_audio_seconds=3))
    assert caught.value.refusal.params == {"seconds": 5, "limit": 3}


def tagged_mp3(path: Path, name: str) -> None:
    file = MP3(path)
    if file.tags is None:
        file.add_tags()
    for tag in (
        TIT2(text=[f"{name}title"]), TPE1(text=[f"{name}artist"]), COMM(lang="vie", desc="x", text=[f"{name}comment"]),
        USLT(lang="vie", text=f"{name}lyrics"), TXXX(desc="y", text=[f"{name}own"]), WXXX(url=f"http://{name}url"),
        APIC(mime="image/png", type=3, desc=f"{name}cover", data=b"\x89PNG" + name.encode()),
        PRIV(owner="z", data=f"{name}private".encode()), UFID(owner="http://x", data=f"{name}id".encode()),
        GEOB(mime="text/plain", filename=f"{name}file", desc="d", data=name.encode()),
    ):  # fmt: skip
        file.tags.add(tag)
    file.save(v1=2)


def tagged_flac(path: Path, name: str) -> None:
    file = FLAC(path)
    file["title"], file["artist"], file["comment"] = f"{name}title", f"{name}artist", f"{name}comment"
    picture = Picture()
    picture.desc, picture.mime, picture.data = f"{name}cover", "image/png", name.encode()
    file.add_picture(picture)
    file.save()


def tagged_vorbis(path: Path, name: str) -> None:
    file = mutagen.File(path)
    file["title"], file["artist"], file["comment"] = f"{name}title", f"{name}artist", f"{name}comment"
    file.save()


def tagged_m4a(path: Path, name: str) -> None:
    file = MP4(path)
    file["\xa9nam"], file["\xa9ART"], file["\xa9cmt"] = f"{name}title", f"{name}artist", f"{name}comment"
    file["----:com.apple.iTunes:own"] = MP4FreeForm(f"{name}own".encode())
    file["covr"] = [MP4Cover(b"\x89PNG" + name.encode(), MP4Cover.FORMAT_PNG)]
    file.save()


def tagged_wav(path: Path, name: str) -> None:
    file = WAVE(path)
    file.add_tags()
    file.tags.add(TIT2(text=[f"{name}title"]))
    file.save()
    data = path.read_bytes()
    value = f"{name}artist".encode() + b"\0"
    value += b"\0" * (len(value) % 2)
    chunk = b"LIST" + struct.pack("<I", 12 + len(value)) + b"INFOIART" + struct.pack("<I", len(value)) + value
    extension = f"{name}originator".encode().ljust(602, b"\0")
    chunk += b"bext" + struct.pack("<I", len(extension)) + extension
    data = data[:12] + chunk + data[12:]
    path.write_bytes(data[:4] + struct.pack("<I", len(data) - 8) + data[8:])


TAGGED: dict[str, tuple[Callable[[Path, str], None], list[str]]] = {
    "mp3": (tagged_mp3, ["title", "artist", "comment", "lyrics", "own", "url", "cover", "private", "id"]),
    "flac": (tagged_flac, ["title", "artist", "comment", "cover"]),
    "ogg": (tagged_vorbis, ["title", "artist", "comment"]),
    "opus": (tagged_vorbis, ["title", "artist", "comment"]),
    "m4a": (tagged_m4a, ["title", "artist", "comment", "own"]),
    "wav": (tagged_wav, ["title", "artist", "originator"]),
}


@pytest.mark.parametrize("kind", TAGGED)
def test_no_tag_follows_and_each_is_told(judge: Judge, spilled: Spilled, tmp_path: Path, kind: str) -> None:
    tag, words = TAGGED[kind]
    name = f"Huong{kind}"
    path = tmp_path / f"tagged.{kind}"
    path.write_bytes(recording(kind))
    tag(path, name)
    outcome = judge(path.read_bytes(), "song")
    assert outcome.accepted, outcome.reason
    assert spilled(outcome, [name]) == set()
    told = " ".join(each.value for each in outcome.leaks)
    assert [word for word in words if name + word not in told] == []
