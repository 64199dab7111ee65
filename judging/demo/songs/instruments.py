"""Sounds of single notes: bamboo flute, khèn (mouth organ), đàn tính (lute), bamboo bars, drum and gong.

Every function takes frequency in Hz and length in samples and gives float32 samples of about ±1 at RATE.
"""

from functools import cache

import numpy as np
from numpy.typing import NDArray

Samples = NDArray[np.float32]
RATE = 44_100
_TABLE = 8192


@cache
def _wave(harmonics: tuple[float, ...]) -> Samples:
    """One period of a sum of harmonics, with an extra first sample at its end."""
    phase = np.arange(_TABLE) * (2 * np.pi / _TABLE)
    total = sum(level * np.sin((n + 1) * phase) for n, level in enumerate(harmonics))
    wave: Samples = np.asarray(total, dtype=np.float32)
    wave /= np.abs(wave).max()
    return wave


def _tone(harmonics: tuple[float, ...], frequency: float, size: int, vibrato: float = 0.0) -> Samples:
    """Wavetable tone; `vibrato` is its depth as a part of the frequency, swelling in after a third of a second."""
    phase = np.arange(size, dtype=np.float64) * (frequency / RATE)
    if vibrato:
        time = np.arange(size) / RATE
        depth = np.minimum(time * 3.0, 1.0) * vibrato * frequency / (2 * np.pi * 5.2)
        phase += depth * np.sin(2 * np.pi * 5.2 * time)
    return _wave(harmonics)[(phase * _TABLE).astype(np.int64) % _TABLE]


def _envelope(size: int, attack: float, release: float) -> Samples:
    """Rise and fall in seconds, level 1 between."""
    rise = min(size, int(attack * RATE))
    fall = min(size - rise, int(release * RATE))
    shape = np.ones(size, dtype=np.float32)
    shape[:rise] = np.linspace(0.0, 1.0, rise, dtype=np.float32)
    shape[size - fall :] *= np.linspace(1.0, 0.0, fall, dtype=np.float32)
    return shape


def _decay(size: int, seconds: float) -> Samples:
    falling: Samples = np.exp(np.arange(size, dtype=np.float32) * np.float32(-1.0 / (seconds * RATE)))
    return falling


def flute(frequency: float, size: int, rng: np.random.Generator) -> Samples:
    """Bamboo flute: nearly a sine, with breath and a late vibrato."""
    breath = rng.standard_normal(size // 4 + 1).astype(np.float32).repeat(4)[:size] * 0.035
    tone = _tone((1.0, 0.22, 0.1, 0.03), frequency, size, vibrato=0.006)
    sound: Samples = (tone + breath) * _envelope(size, 0.05, 0.09)
    return sound


def khen(frequency: float, size: int, rng: np.random.Generator) -> Samples:
    """Free reeds: bright, two pipes a little apart, the fifth sounding along."""
    reed = (1.0, 0.6, 0.7, 0.35, 0.42, 0.2, 0.22, 0.1, 0.1)
    detune = 1.0 + 0.0015 * float(rng.uniform(0.6, 1.4))
    pipes = _tone(reed, frequency, size) + 0.6 * _tone(reed, frequency * detune, size)
    fifth = 0.25 * _tone(reed, frequency * 1.5, size)
    sound: Samples = (pipes + fifth) * np.float32(0.55) * _envelope(size, 0.03, 0.06)
    return sound


def lute(frequency: float, size: int, rng: np.random.Generator) -> Samples:
    """Plucked gourd lute: high harmonics die first."""
    bright = _tone((0.4, 0.5, 0.45, 0.4, 0.3, 0.22, 0.16), frequency, size) * _decay(size, 0.11)
    body = _tone((1.0, 0.35, 0.12), frequency, size) * _decay(size, 0.42)
    pluck = rng.standard_normal(size).astype(np.float32) * _decay(size, 0.004)
    sound: Samples = (body + np.float32(0.7) * bright + np.float32(0.15) * pluck) * _envelope(size, 0.002, 0.02)
    return sound


def bamboo(frequency: float, size: int, rng: np.random.Generator) -> Samples:
    """Struck bamboo tube: a hollow, short tone."""
    knock = rng.standard_normal(size).astype(np.float32) * _decay(size, 0.006)
    bar = _tone((1.0,), frequency, size) + np.float32(0.35) * _tone((1.0,), frequency * 2.76, size) * _decay(size, 0.05)
    return (bar * _decay(size, 0.22) + np.float32(0.2) * knock) * _envelope(size, 0.001, 0.02)


def drum(frequency: float, size: int, rng: np.random.Generator) -> Samples:
    """Skin drum: the pitch falls as it dies."""
    time = np.arange(size, dtype=np.float32) / RATE
    pitch = frequency * (time + 0.03 * (1 - np.exp(-time / 0.03)))
    skin = np.sin(2 * np.pi * pitch, dtype=np.float32) * _decay(size, 0.14)
    return skin + np.float32(0.25) * rng.standard_normal(size).astype(np.float32) * _decay(size, 0.01)


def gong(frequency: float, size: int, rng: np.random.Generator) -> Samples:
    """Knobbed gong: partials that do not fit one another, the high ones shorter."""
    total = np.zeros(size, dtype=np.float32)
    for n, ratio in enumerate((1.0, 1.52, 2.03, 2.71, 3.64)):
        level = np.float32(float(rng.uniform(0.8, 1.0)) / (n + 1.2))
        total += level * _tone((1.0,), frequency * ratio, size) * _decay(size, 1.4 / (n + 1))
    return total * _envelope(size, 0.008, 0.1)
