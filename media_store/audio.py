"""Recordings: the sound alone is encoded anew at an even loudness. Tags, covers and chapters cannot follow."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from typing import Any

import av

from media_store.audio_leaks import audio_leaks
from media_store.framing import id3_length
from media_store.limits import Limits
from media_store.loudness import Loudness, even_out, measure
from media_store.outcome import Decoded, Facts, Format, Rendition
from media_store.reasons import N_, Quarantine, Reason
from media_store.renditions import save_bytes
from media_store.truncation import is_cut_off

# AAC in MP4 is what every browser plays, Safari on old phones included.
BIT_RATE = 128_000
PEAKS = 800
_DEMUXERS = {Format.M4A: "mov", Format.OPUS: "ogg"}
_SILENCE = 0.0005
_LAST = 0.25  # seconds: what breaks before them is no missing end


def decode_audio(path: Path, found: Format, work: Path, limits: Limits) -> Decoded:
    """`listen.m4a` and `peaks.json`; two decodings, one to measure and one to write."""
    with _opened(path, found) as (container, stream):
        _check_streams(container)
        declared = _declared_seconds(path, found, container)
        if declared and declared > limits.max_audio_seconds:
            raise _too_long(declared, limits)
        leaks = audio_leaks(path, found, container)
        broken: list[float] = []
        loudness = measure(_frames(container, stream, found, limits, broken), stream)
    _check_sound(path, found, loudness, declared, broken)
    with _opened(path, found) as (container, stream):
        peaks = _write_copy(_frames(container, stream, found, limits, []), stream, loudness, work / "listen.m4a")
    copy = (work / "listen.m4a").read_bytes()
    renditions = (
        save_bytes(copy, "listen.m4a", "audio/mp4", work),
        _save_peaks(peaks, work),
    )
    return Decoded(Facts(duration=round(loudness.seconds, 3)), leaks, renditions)


@contextmanager
def _opened(path: Path, found: Format) -> Iterator[tuple[Any, Any]]:
    """Container and its first sound stream. The demuxer is named, so that no playlist or other trick is followed."""
    av.logging.set_level(None)
    try:
        container = av.open(str(path), format=_DEMUXERS.get(found, str(found)), metadata_errors="ignore")
    except (av.error.FFmpegError, ValueError) as error:
        reason = Reason.TRUNCATED if is_cut_off(path, found) else Reason.DAMAGED
        raise Quarantine(reason, format=found.upper()) from error
    with container:
        if not container.streams.audio:
            raise Quarantine(Reason.NO_SOUND, format=found.upper())
        yield container, container.streams.audio[0]


def _check_streams(container: Any) -> None:
    """Covers are pictures that stand still; anything that moves makes it a film."""
    for stream in container.streams.video:
        if not stream.disposition & av.stream.Disposition.attached_pic:
            raise Quarantine(Reason.UNSUPPORTED, found=N_("a film"), advice=N_("Send the sound alone, as MP3 or M4A."))


def _declared_seconds(path: Path, found: Format, container: Any) -> float | None:
    """Length that the file itself declares; None where the reader could only guess it from the number of bytes."""
    if found is Format.MP3:
        return _noted_seconds(path, container.streams.audio[0].rate)
    return container.duration / 1_000_000 if container.duration else None


def _noted_seconds(path: Path, rate: int) -> float | None:
    """Encoders note the number of frames in the first one, under one of these names; whatever follows the sound."""
    with path.open("rb") as stream:
        stream.seek(id3_length(stream.read(10)))
        first = stream.read(2048)
    at = max(first.find(b"Xing"), first.find(b"Info"))
    if at < 0 or not rate or not int.from_bytes(first[at + 4 : at + 8], "big") & 1:
        return None
    return int.from_bytes(first[at + 8 : at + 12], "big") * (1152 if rate >= 32_000 else 576) / rate


def _frames(container: Any, stream: Any, found: Format, limits: Limits, broken: list[float]) -> Iterator[Any]:
    """Decoded frames. A few broken packets are passed over, as every player does; more than that is damage.

    The seconds at which packets were passed over are added to `broken`.
    """
    good = samples = 0
    for packet in container.demux(stream):
        try:
            frames = packet.decode()
        except av.error.FFmpegError as error:
            broken.append(samples / (stream.rate or 1))
            if len(broken) > 3 + good * 0.02:
                raise Quarantine(Reason.DAMAGED, format=found.upper()) from error
            continue
        good += 1
        for frame in frames:
            # Counted anew: broken or missing time stamps of the original play no part.
            frame.time_base, frame.pts = Fraction(1, frame.sample_rate), samples
            samples += frame.samples
            if samples > limits.max_audio_seconds * frame.sample_rate:
                raise _too_long(samples / frame.sample_rate, limits)
            yield frame


def _too_long(seconds: float, limits: Limits) -> Quarantine:
    return Quarantine(Reason.AUDIO_TOO_LONG, seconds=int(seconds), limit=limits.max_audio_seconds)


def _check_sound(path: Path, found: Format, loudness: Loudness, declared: float | None, broken: list[float]) -> None:
    missing = declared - loudness.seconds if declared is not None else 0.0
    # FLAC declares its samples exactly; elsewhere what an encoder put before and behind the sound may count or not.
    short = missing > (0.1 if found is Format.FLAC else max(1.0, (declared or 0.0) * 0.03))
    # Some encoders of MP3 count other bytes too: with every frame there, nothing is missing.
    whole = found is Format.MP3 and declared is not None and missing < 0.1
    if short and broken and broken[0] < loudness.seconds - _LAST:
        raise Quarantine(Reason.DAMAGED, format=found.upper())
    if short or (not whole and is_cut_off(path, found)):
        raise Quarantine(Reason.TRUNCATED, format=found.upper())
    if loudness.highest < _SILENCE:
        raise Quarantine(Reason.NO_SOUND, format=found.upper())


def _write_copy(frames: Iterator[Any], source: Any, loudness: Loudness, path: Path) -> list[float]:
    """Encode to AAC and return the highest sample, 0…1, of every frame of 1024."""
    rate = 44100 if source.rate % 11025 == 0 else 48000
    layout = "mono" if source.channels == 1 else "stereo"
    peaks: list[float] = []
    options = {"fflags": "+bitexact", "movflags": "+faststart"}
    with av.open(str(path), "w", format="mp4", options=options) as out:
        stream = out.add_stream("aac", rate=rate, layout=layout, bit_rate=BIT_RATE, options={"aac_coder": "fast"})
        stream.codec_context.flags |= av.codec.context.Flags.bitexact
        for number, frame in enumerate(even_out(frames, source, loudness, rate=rate, layout=layout)):
            frame.time_base, frame.pts = Fraction(1, rate), number * 1024
            peaks.append(float(abs(frame.to_ndarray()).max()))
            out.mux(stream.encode(frame))
        out.mux(stream.encode(None))
    return peaks


def _save_peaks(peaks: list[float], work: Path) -> Rendition:
    """`{"peaks": [0…1, …]}`, at most 800 of them, for drawing the waveform before the sound is fetched."""
    count = min(PEAKS, len(peaks))
    edges = [len(peaks) * each // count for each in range(count + 1)]
    values = [round(min(1.0, max(peaks[low:high])), 3) for low, high in pairwise(edges)]
    data = json.dumps({"peaks": values}, separators=(",", ":")).encode()
    return save_bytes(data, "peaks.json", "application/json", work)
