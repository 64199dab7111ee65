import numpy as np
import pytest

from judging.demo.songs import Song, load_songs
from judging.demo.songs.compose import INSTRUMENTS, parse_tune, render
from judging.demo.songs.instruments import RATE


def test_there_are_eight_different_songs() -> None:
    songs = load_songs()
    assert len(songs) == 8
    assert len({song.title_vi for song in songs}) == len({(song.tune.a, song.tune.b) for song in songs}) == 8
    assert all(len(song.lyrics.splitlines()) >= 8 for song in songs)


@pytest.mark.parametrize("song", load_songs(), ids=lambda song: song.title_en)
def test_every_section_fills_its_bars(song: Song) -> None:
    for line in (song.tune.a, song.tune.b):
        last = parse_tune(line)[-1]
        assert last.start + last.length == 8
    assert {song.tune.lead, song.tune.second} <= set(INSTRUMENTS)


def test_a_wrong_note_is_refused() -> None:
    with pytest.raises(ValueError, match="not a note: 7x"):
        parse_tune("1 7x")


@pytest.mark.parametrize("number", [1, 4])
def test_sound_is_neither_clipped_nor_silent(number: int) -> None:
    tune = load_songs()[number].tune
    samples = render(tune, seed=number)
    assert 20 <= samples.shape[1] / RATE <= 36
    assert np.abs(samples).max() == pytest.approx(0.89, abs=1e-4)
    seconds = samples[0, : samples.shape[1] // RATE * RATE].reshape(-1, RATE)
    loudness = np.sqrt((seconds**2).mean(axis=1))
    assert loudness[:-2].min() > 0.01
    assert abs(samples.mean()) < 0.01


def test_the_melody_is_heard_at_its_pitch() -> None:
    """The first long note of the tune stands out of the spectrum where the score says it should."""
    tune = load_songs()[2].tune
    note = next(note for note in parse_tune(tune.a) if note.length >= 2)
    beat = 60 / tune.tempo
    start = int((4 + note.start) * beat * RATE)
    part = render(tune, seed=2)[0, start : start + int(note.length * beat * RATE)]
    spectrum = np.abs(np.fft.rfft(part * np.hanning(len(part))))
    frequency = tune.tonic * 2 ** (tune.scale[note.degree - 1] / 12)
    bins = np.fft.rfftfreq(len(part), 1 / RATE)
    near = spectrum[np.abs(bins - frequency) < 4].max()
    assert near > 20 * np.median(spectrum[(bins > 150) & (bins < 1500)])


def test_the_same_seed_gives_the_same_sound() -> None:
    tune = load_songs()[4].tune
    assert np.array_equal(render(tune, seed=3), render(tune, seed=3))
