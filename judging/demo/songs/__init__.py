"""The demo's eight songs: own words and tunes, kept in songs.toml, sounded by numpy."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from judging.demo.songs.compose import Tune

_TUNE_PARTS = ("tonic", "tempo", "a", "b", "lead", "second", "beat")


@dataclass(frozen=True)
class Song:
    """Title, words and tune."""

    title_vi: str
    title_en: str
    lyrics: str
    tune: Tune


@cache
def load_songs() -> tuple[Song, ...]:
    """All songs in the order of the file."""
    songs = []
    for record in tomllib.loads((files(__name__) / "songs.toml").read_text("utf-8"))["song"]:
        parts = {name: record[name] for name in _TUNE_PARTS}
        tune = Tune(scale=tuple(record["scale"]), chords=tuple(record["chords"]), **parts)
        songs.append(Song(record["title_vi"], record["title_en"], record["lyrics"].strip() + "\n", tune))
    return tuple(songs)
