"""Palettes: a colour for every role a mark may play. Each hand has its own sets; a seed then shifts them a little."""

import colorsys
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

RGB = tuple[float, float, float]

_OWN_SETS = ("woodcut", "lacquer", "ink", "poster", "brocade")
_NIGHT_SETS = frozenset({"indigo", "violet", "teal", "midnight", "night_cloth", "cinnabar", "black_gold", "jade_night"})
# How far a seed may turn the hues: few-colour media hold theirs.
_STEADY = {"woodcut": 0.008, "lacquer": 0.01, "ink": 0.006, "poster": 0.03, "brocade": 0.02}
_FREE = 0.022


@dataclass(frozen=True)
class Palette:
    """Colours (RGB in 0..1) by role; `night` where the sky is dark."""

    name: str
    colours: dict[str, RGB]
    night: bool = False

    def colour(self, role: str) -> RGB:
        return self.colours[role]

    def blend(self, a: str, b: str, t: float) -> RGB:
        (r0, g0, b0), (r1, g1, b1) = self.colours[a], self.colours[b]
        return (r0 + (r1 - r0) * t, g0 + (g1 - g0) * t, b0 + (b1 - b0) * t)


def choose(hand: str, night: bool | None, rng: np.random.Generator) -> Palette:
    """A palette for `hand`; `night` True or False asks for that light where the hand distinguishes it."""
    sets = _sets(hand)
    names = [name for name in sets if night is None or (name in _NIGHT_SETS) == night] or list(sets)
    name = names[int(rng.integers(len(names)))]
    spread = _STEADY.get(hand, _FREE)
    turn, lift, keep = rng.normal(0, spread), rng.normal(0, 0.02), 1 + rng.normal(0, 0.08)
    colours = {role: _shift(_rgb(value), turn, lift, keep) for role, value in sets[name].items()}
    return Palette(name, colours, name in _NIGHT_SETS)


@cache
def _sets(hand: str) -> dict[str, dict[str, str]]:
    data = tomllib.loads(Path(__file__).with_name("palettes.toml").read_text(encoding="utf-8"))
    found: dict[str, dict[str, str]] = {}
    for section in [hand] if hand in _OWN_SETS else ["natural_day", "natural_night"]:
        sets = {name: _pairs(text) for name, text in data[section].items()}
        common = sets.pop("common", {})
        for name, own in sets.items():
            if hand == "woodcut":
                own = own | {"ink": "1f1b19"}
                found[name] = {role: own[block] for role, block in common.items()} | own
            else:
                found[name] = _pairs(data["all"]["common"]) | common | own
    return found


def _pairs(text: str) -> dict[str, str]:
    return dict(item.split() for item in text.split(";"))


def _rgb(value: str) -> RGB:
    return (int(value[0:2], 16) / 255, int(value[2:4], 16) / 255, int(value[4:6], 16) / 255)


def _shift(colour: RGB, turn: float, lift: float, keep: float) -> RGB:
    hue, light, strength = colorsys.rgb_to_hls(*colour)
    return colorsys.hls_to_rgb((hue + turn) % 1, min(max(light + lift, 0), 1), min(strength * keep, 1))
