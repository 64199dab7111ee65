"""From a song's tune to its samples: form A A B A with a bar before and a bar after, accompaniment, beat and room."""

import re
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from judging.demo.songs import instruments
from judging.demo.songs.instruments import RATE, Samples

INSTRUMENTS: dict[str, Callable[[float, int, np.random.Generator], Samples]] = {
    "flute": instruments.flute,
    "khen": instruments.khen,
    "lute": instruments.lute,
    "bamboo": instruments.bamboo,
}
_NOTE = re.compile(r"([0-5])([',]?)([_.\-]*)")
_SECTION_BEATS = 8
_INTRO_BEATS = 4
# Beat patterns over two beats: (moment in beats, sound, loudness).
_BEATS: dict[str, tuple[tuple[float, str, float], ...]] = {
    "none": (),
    "soft": ((0.0, "drum", 0.5), (1.5, "drum", 0.25)),
    "march": ((0.0, "drum", 0.6), (0.75, "drum", 0.3), (1.0, "drum", 0.45)),
    "xoe": ((0.0, "gong", 0.5), (0.0, "drum", 0.7), (1.0, "drum", 0.45), (1.5, "drum", 0.4)),
}


@dataclass(frozen=True)
class Tune:
    """What is needed to sound a song; see songs.toml for the meaning of every part."""

    tonic: float
    scale: tuple[int, ...]
    tempo: float
    a: str
    b: str
    chords: tuple[str, ...]
    lead: str
    second: str
    beat: str


@dataclass(frozen=True)
class Note:
    """`degree` 0 is silence; `start` and `length` in beats."""

    degree: int
    octave: int
    start: float
    length: float


def parse_tune(text: str) -> list[Note]:
    """Notes of a line such as "1_ 3_ 4 5- 0". Raises ValueError for anything else."""
    notes, start = [], 0.0
    for token in text.split():
        match = _NOTE.fullmatch(token)
        if match is None:
            raise ValueError(f"not a note: {token}")
        degree, octave, marks = match.groups()
        length = 0.5 if "_" in marks else 1.0 + marks.count("-") + 0.5 * marks.count(".")
        notes.append(Note(int(degree), {"'": 1, ",": -1, "": 0}[octave], start, length))
        start += length
    return notes


class _Mixer:
    """Two channels into which sounds are laid at a moment, in beats."""

    def __init__(self, beats: float, tempo: float) -> None:
        self.beat = 60.0 / tempo
        self.samples: NDArray[np.float32] = np.zeros((2, int((beats * self.beat + 1.5) * RATE)), dtype=np.float32)

    def size(self, beats: float) -> int:
        return int(beats * self.beat * RATE)

    def lay(self, sound: Samples, start: float, level: float, pan: float = 0.5) -> None:
        begin = int(start * self.beat * RATE)
        part = self.samples[:, begin : begin + len(sound)]
        part += np.outer((1.0 - pan, pan), sound[: part.shape[1]]).astype(np.float32) * np.float32(level)


def _frequency(tune: Tune, note: Note) -> float:
    return float(tune.tonic * 2 ** (tune.scale[note.degree - 1] / 12 + note.octave))


def _lay_melody(mixer: _Mixer, tune: Tune, rng: np.random.Generator) -> None:
    for section, text in enumerate((tune.a, tune.a, tune.b, tune.a)):
        answer = section in (1, 3)
        for note in parse_tune(text):
            if note.degree == 0:
                continue
            start = _INTRO_BEATS + section * _SECTION_BEATS + note.start
            size = mixer.size(note.length * 1.06)
            frequency = _frequency(tune, note)
            mixer.lay(INSTRUMENTS[tune.lead](frequency, size, rng), start, 0.42, 0.46)
            if answer:
                mixer.lay(INSTRUMENTS[tune.second](frequency / 2, size, rng), start, 0.22, 0.7)


def _lay_chords(mixer: _Mixer, tune: Tune, rng: np.random.Generator, beats: int) -> None:
    for bar in range(beats // 2):
        chord = tune.chords[bar % len(tune.chords)]
        root, third = int(chord.rstrip("m")), 3 if chord.endswith("m") else 4
        for step, offset in enumerate((0, 7, 12 + third, 7)):
            frequency = tune.tonic / 2 * 2 ** ((root + offset) / 12)
            sound = instruments.lute(frequency, mixer.size(1.2), rng)
            mixer.lay(sound, bar * 2 + step * 0.5, 0.16 if step else 0.22, 0.28)


def _lay_beat(mixer: _Mixer, tune: Tune, rng: np.random.Generator, beats: int) -> None:
    sounds = {
        "drum": instruments.drum(82.0, int(0.5 * RATE), rng),
        "gong": instruments.gong(tune.tonic / 4, int(2.2 * RATE), rng),
    }
    for bar in range(1, beats // 2):
        for moment, name, level in _BEATS[tune.beat]:
            if name == "gong" and bar % 2:
                continue
            mixer.lay(sounds[name], bar * 2 + moment, level * 0.55, 0.55)


def _room(samples: NDArray[np.float32], rng: np.random.Generator) -> NDArray[np.float32]:
    """A small hall: a dozen echoes, crossing from side to side."""
    wet = samples.copy()
    for n in range(12):
        delay = int(RATE * (0.019 + 0.021 * n + float(rng.uniform(0.0, 0.008))))
        wet[:, delay:] += samples[:: 1 if n % 2 else -1, :-delay] * np.float32(0.16 * 0.82**n)
    return wet


def render(tune: Tune, seed: int) -> NDArray[np.float32]:
    """Stereo samples, shape (2, n), at RATE; peak .89, the last second fading out."""
    rng = np.random.default_rng(seed)
    beats = _INTRO_BEATS + 4 * _SECTION_BEATS + 2
    mixer = _Mixer(beats, tune.tempo)
    _lay_chords(mixer, tune, rng, beats)
    _lay_melody(mixer, tune, rng)
    _lay_beat(mixer, tune, rng, beats)
    samples = _room(mixer.samples, rng)
    fade = min(RATE, samples.shape[1])
    samples[:, -fade:] *= np.linspace(1.0, 0.0, fade, dtype=np.float32)
    return samples * np.float32(0.89 / np.abs(samples).max())
