"""A tone in each container, for tests."""

from __future__ import annotations

import io

import av
import numpy as np

CODECS = {
    "mp3": ("mp3", "libmp3lame"), "wav": ("wav", "pcm_s16le"), "flac": ("flac", "flac"), "m4a": ("ipod", "aac"),
    "ogg": ("ogg", "vorbis"), "opus": ("opus", "libopus"),
}  # fmt: skip


def recording(kind: str, *, seconds: float = 2.0, level: float = 0.2, channels: int = 2) -> bytes:
    """A tone that swells and falls, in the container of its kind."""
    container, codec = CODECS[kind]
    rate, layout = 48000, "stereo" if channels == 2 else "mono"
    time = np.arange(int(rate * seconds)) / rate
    wave = (level * np.sin(2 * np.pi * 440 * time) * (0.6 + 0.4 * np.sin(np.pi * time))).astype(np.float32)
    frame = av.AudioFrame.from_ndarray(np.stack([wave] * channels), format="fltp", layout=layout)
    frame.sample_rate, frame.pts = rate, 0
    buffer = io.BytesIO()
    with av.open(buffer, "w", format=container) as out:
        stream = out.add_stream(codec, rate=rate, layout=layout, options={"strict": "-2"})
        out.start_encoding()
        sample_format = stream.codec_context.format.name
        resampler = av.AudioResampler(sample_format, layout, rate, frame_size=stream.codec_context.frame_size or 1024)
        for piece in [*resampler.resample(frame), *resampler.resample(None)]:
            out.mux(stream.encode(piece))
        out.mux(stream.encode(None))
    return buffer.getvalue()
