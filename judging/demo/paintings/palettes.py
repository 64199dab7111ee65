"""Palettes: a colour for every role a mark may play. Each hand has its own sets; a seed then shifts them a little."""

import colorsys
from dataclasses import dataclass

import numpy as np

RGB = tuple[float, float, float]

# Roles shared by all natural palettes; a set below overrides what its weather and season change.
_COMMON = """
skin e8b98c; hair 1d1a1c; skirt 1c1c30; white f6f1e4; silver d9dbe0; roof 8a4a2c; roof_light a9683c; wall c99a62; plank a87642
wood 6f452a; dark 3a2620; leaf 4f7d3a; leaf_light 86a84a; leaf_dark 2c5636; trunk 5a3f30; blossom fbf3f2; blossom_deep e9a9bd
sun e4572e; halo f7c566; water 6fa6b5; foam e3eff0; path d8b98a; ink 2a2426; red c8322f; yellow f0b83a; book fbf6e6; lamp ffd76a
cloud fdf7ea; rice e0b24a; panel 27507c; stone 8d8a86; bus f2b632; cloth_a b5344b; cloth_b 2f6f9e; cloth_c 3f8a5b; cloth_d e39a2d
cloth_e 7b3f86; room e6cf9f; floor a9723f; mist f1ead9; board 2f5a48; earth_land 5fa052; earth_sea 3d8fc0
"""

# name: night? and what differs
_NATURAL = {
    "dawn": "sky f6c67a; sky_low fde9bd; far b3b7a0; near 1f5a48; field 2d6b4e; field_alt 4f8a5a; halo fbd38a; sun c8362c",
    "noon": "sky 8fc3dc; sky_low eaf3ea; far 9dbbcb; near 2c6b3c; field 3f8a45; field_alt 7fb452; sun f2b13c",
    "harvest": "sky f4dfae; sky_low fbf2d8; far c9b98a; near 7a6a2a; field d8a838; field_alt b98524; leaf 7f8a35; sun d9472b",
    "spring": "sky cfe3ea; sky_low fbeee9; far b9c4d2; near 4f8150; field 7fae5b; field_alt 9fc46c; sun f29b6b; halo fbd9c4",
    "monsoon": "sky 7e98a2; sky_low cfd9d4; far a5b7b8; near 2b5450; field 3a6f5c; field_alt 5c8a6c; sun e9d9a8; water 9c8a62; foam d9cfae",
    "rose": "sky d98a8a; sky_low f9d6b4; far b58aa0; near 4a3f62; field 54588a; field_alt 76709a; sun f6e0a0; halo f7b795; leaf 4c6a5c",
    "jade": "sky f0ead2; sky_low fbf8ea; far bcd0a4; near 2e6b2f; field 4f8d36; field_alt 79ad49; sun c3322e",
    "ochre": "sky e9c9a0; sky_low f5e6cc; far c8a184; near 6b3f2c; field 9a5f34; field_alt c08a4a; sun b8322a; leaf 6a7a3a",
    "azure": "sky 3f86b8; sky_low b9dbe2; far 7aa4c4; near 1d4f5f; field 2f7a68; field_alt 5aa67a; sun ffd65a; water 3f8fb0",
}
_NIGHT = {
    "indigo": "sky 1d2350; sky_low 5a5a94; far 4a4f86; near 12183a; field 1c2a4c; field_alt 28406a; sun f7e0a0; halo 8f86b8; leaf 20463f",
    "violet": "sky 2a1c46; sky_low a05a6a; far 74487f; near 1c1836; field 2a2a4a; field_alt 413a62; sun f9c65a; halo b0646a; leaf 2a3f3f",
    "teal": "sky 0f2f3f; sky_low 3f7a7a; far 2f6070; near 0a2228; field 12383a; field_alt 1f5450; sun f3ecc8; halo 6fa6a0; leaf 174538",
}
_NIGHT_COMMON = """
mist 6a6a92; cloud 6f6f9c; roof 6a3f3c; roof_light 8a5446; wall a9784c; plank 80573a; water 2c4a74; foam 8ea6c8; path 6a5a62; room 6a4a38
leaf_light 3f6a50; leaf_dark 10302c; trunk 2c2228; wood 4c3228; floor 5a3a2c; stone 4a4a58; blossom f6e6ee
"""
_PRINT = {
    "dong_ho": "paper eadfc4; base eadfc4; a c9402c; b e0a63a; c 3f6f4a; d 8fae9c",
    "indigo_print": "paper e6dfcc; base e6dfcc; a c94f32; b d9b36a; c 2d4a78; d 8fb0bf",
    "rust_print": "paper eee2c6; base eee2c6; a b5482a; b 5a7448; c d99a3a; d c9b48a",
    "moss_print": "paper e9e2c8; base e9e2c8; a a8332c; b d99a3a; c 4f6b34; d a9b683",
}
_PRINT_ROLES = """
sky base; sky_low base; far d; near c; field b; field_alt c; skin base; hair ink; skirt ink; white base; silver base; roof a; roof_light a
wall b; plank base; wood ink; dark ink; leaf c; leaf_light c; leaf_dark c; trunk ink; blossom base; blossom_deep a; sun a; halo b; water d
foam base; path base; red a; yellow b; book base; lamp b; cloud base; rice b; panel ink; stone d; bus b; cloth_a a; cloth_b c; cloth_c b
cloth_d a; cloth_e d; room base; floor b; mist base; board c; earth_land c; earth_sea d
"""
_LACQUER = {
    "cinnabar": "sky 1a0d0b; sky_low 5a170f; far 7d2416; near 120a09; field 3c140d; field_alt 84291a; water 2a1210",
    "black_gold": "sky 0d0b0a; sky_low 2c2012; far 5c4218; near 0e0c0a; field 241a10; field_alt 6f4f1c; water 171b18",
    "jade_night": "sky 0b100e; sky_low 1d2f26; far 2f4f3c; near 0a0e0c; field 15261d; field_alt 3c5a38; water 12201f",
}
_LACQUER_COMMON = """
skin d9a878; hair 0c0908; skirt 140e10; white efe6d2; silver d8d2c4; roof b4321c; roof_light d8a640; wall 6f3518; plank 8f4a20; wood 3a1c10
dark 0d0907; leaf 44562a; leaf_light a98a34; leaf_dark 232d1b; trunk 3f2413; blossom efe6d2; blossom_deep d8745a; sun dca83e; halo 8c3018
foam efe6d2; path 7d5a2a; ink 0c0908; red c2341c; yellow dcae46; book f1e8d4; lamp e9bc55; cloud 8a6a30; rice dcae46; panel 1c3a3c; stone 4f4a40
bus dcae46; cloth_a c2341c; cloth_b 2d5a50; cloth_c 6a7a2e; cloth_d dcae46; cloth_e 7d2416; room 2c120c; floor 4a1a10; mist 2a1a10; board 16261f
earth_land b48a34; earth_sea 1f4440
"""
_INK = {
    "cold": "paper efebe0; sky efebe0; sky_low efebe0; far c2c4c4; near 34383c; water e2e0d8",
    "warm": "paper eee4cd; sky eee4cd; sky_low eee4cd; far c4bba8; near 39332d; water e4d9c0",
    "tinted": "paper f0ead9; sky e4e6dd; sky_low f0ead9; far b6c4c2; near 2f4446; water dfe2d8",
}
_INK_COMMON = """
skin eee0cc; hair 22201f; skirt 2e2b2a; white f4efe2; silver cfcac0; roof 55504a; roof_light 7f786e; wall b3a998; plank 8d8474; wood 4a443e
dark 2a2725; leaf 55605a; leaf_light 8d9690; leaf_dark 2c3431; trunk 3a3430; blossom f2dcda; blossom_deep c9545a; sun b8402f; halo e6d5b8
foam 9a9d9a; path e2d9c4; ink 1f1d1c; red b3362b; yellow b99a58; book f6f1e4; lamp dcb872; cloud f4efe2; rice b9a878; panel 4a5258; stone 8a857c
bus a38a5a; cloth_a a8473c; cloth_b 5a6670; cloth_c 76807a; cloth_d a08a64; cloth_e 6a5a62; room e4d9c4; floor b3a48a; mist f1ecdf; board 4a524e
earth_land 76806a; earth_sea a9b6b8; field 7f847e; field_alt a2a59c
"""
_POSTER = {
    "sunrise": "sky f3c13a; sky_low f3c13a; far e8824a; near 1f4e5f; field 2f7f6f; field_alt 1f4e5f; sun d9362b; halo f7dc8a; water 2f9fb0; leaf 2f8f5a",
    "ocean": "sky bfe3e0; sky_low bfe3e0; far 6fb3b8; near 14506a; field 1f7a8c; field_alt 14506a; sun f26b3a; halo ffffff; water 1f7a9c; leaf 3fa06a",
    "coral": "sky f7e3c8; sky_low f7e3c8; far f0a584; near 7a2f4a; field c4504a; field_alt 7a2f4a; sun e23f3a; halo fbd0a8; water 4a8fa8; leaf 4f8a5a",
    "forest": "sky e6eec4; sky_low e6eec4; far a3c97a; near 1f5a3a; field 4a9a4a; field_alt 1f5a3a; sun f2a22c; halo f7e69a; water 4aa3c0; leaf 2f8a46",
    "midnight": "sky 14224a; sky_low 14224a; far 33508a; near 0d1730; field 1f3a6a; field_alt 2f5f8a; sun f7c93a; halo 2a3f78; water 2f6fa8; leaf 3fa07a",
}
_BROCADE = {
    "indigo_cloth": "sky 22305c; sky_low 22305c; far 6a4f86; near 1f4a48; field c9432f; field_alt e0a83a; halo e87f3a; sun e9b63c",
    "red_cloth": "sky b8342f; sky_low b8342f; far e07a3a; near 2a2348; field 3f6f4a; field_alt e9b34a; halo f2cf7a; sun f7d25a; water 2f7a8a",
    "night_cloth": "sky 1b1a24; sky_low 1b1a24; far 8a2f4a; near 2f5f5a; field d9a03a; field_alt b8432f; halo 4a3a6a; sun e25f35",
    "cream_cloth": "sky efe3c6; sky_low efe3c6; far b5c2a0; near 2f5a4c; field c9502f; field_alt d9a244; halo f0c88a; sun c8322f",
}
_NIGHT_NAMES = frozenset({*_NIGHT, "midnight", "night_cloth", *_LACQUER})


@dataclass(frozen=True)
class Palette:
    name: str
    colours: dict[str, RGB]
    night: bool = False

    def colour(self, role: str) -> RGB:
        return self.colours[role]

    def blend(self, a: str, b: str, t: float) -> RGB:
        (r0, g0, b0), (r1, g1, b1) = self.colours[a], self.colours[b]
        return (r0 + (r1 - r0) * t, g0 + (g1 - g0) * t, b0 + (b1 - b0) * t)


def _parse(text: str) -> dict[str, str]:
    pairs = (item.split() for item in text.replace("\n", ";").split(";") if item.strip())
    return {role: value for role, value in pairs}


def _rgb(value: str) -> RGB:
    return (int(value[0:2], 16) / 255, int(value[2:4], 16) / 255, int(value[4:6], 16) / 255)


def _sets(hand: str) -> dict[str, dict[str, str]]:
    if hand == "woodcut":
        return {name: _printed(_parse(text)) for name, text in _PRINT.items()}
    if hand == "lacquer":
        return _layered(_COMMON, _LACQUER_COMMON, _LACQUER)
    if hand == "ink":
        return _layered(_COMMON, _INK_COMMON, _INK)
    if hand == "poster":
        return _layered(_COMMON, "", _POSTER)
    if hand == "brocade":
        return _layered(_COMMON, "", _BROCADE)
    return _layered(_COMMON, "", _NATURAL) | _layered(_COMMON, _NIGHT_COMMON, _NIGHT)


def _layered(common: str, special: str, sets: dict[str, str]) -> dict[str, dict[str, str]]:
    return {name: _parse(common) | _parse(special) | _parse(text) for name, text in sets.items()}


def _printed(inks: dict[str, str]) -> dict[str, str]:
    inks = inks | {"ink": "1f1b19"}
    return {role: inks[ink] for role, ink in _parse(_PRINT_ROLES).items()} | inks


_STEADY = {"woodcut": 0.008, "lacquer": 0.01, "ink": 0.006, "poster": 0.03, "brocade": 0.02}


def choose(hand: str, night: bool | None, rng: np.random.Generator) -> Palette:
    """A palette for `hand`; `night` True or False asks for that light where the hand distinguishes it."""
    sets = _sets(hand)
    fitting = [name for name in sets if night is None or (name in _NIGHT_NAMES) == night]
    names = fitting or list(sets)
    name = names[int(rng.integers(len(names)))]
    spread = _STEADY.get(hand, 0.022)
    turn, lift, keep = rng.normal(0, spread), rng.normal(0, 0.02), 1 + rng.normal(0, 0.08)
    colours = {role: _shift(_rgb(value), turn, lift, keep) for role, value in sets[name].items()}
    return Palette(name, colours, name in _NIGHT_NAMES)


def _shift(colour: RGB, turn: float, lift: float, keep: float) -> RGB:
    hue, light, strength = colorsys.rgb_to_hls(*colour)
    return colorsys.hls_to_rgb((hue + turn) % 1, min(max(light + lift, 0), 1), min(strength * keep, 1))
