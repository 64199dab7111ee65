"""The colours of the design: readable by measure, the same in both ways into the dark."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

SHEET = (Path(__file__).parents[2] / "judging/web/static/css/tokens.css").read_text("utf-8")


def colours(selector: str) -> dict[str, str]:
    start = SHEET.index(selector)
    block = SHEET[SHEET.index("{", start) : SHEET.index("}", start)]
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", block))


LIGHT = colours(":root {")
DARK = LIGHT | colours(':root:not([data-theme="light"])')
CHOSEN_DARK = LIGHT | colours(':root[data-theme="dark"]')


def luminance(colour: str) -> float:
    channels = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("ground", ["ground", "surface"])
@pytest.mark.parametrize("text", ["ink", "muted", "cinnabar", "gold", "jade", "indigo", "amber"])
def test_text_is_readable(theme: dict[str, str], ground: str, text: str) -> None:
    assert contrast(theme[text], theme[ground]) >= 4.5


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(
    ("text", "ground"), [("on-cinnabar", "cinnabar"), ("on-cinnabar", "cinnabar-deep"), ("on-ink", "ink")]
)
def test_text_on_filled_buttons_is_readable(theme: dict[str, str], text: str, ground: str) -> None:
    assert contrast(theme[text], theme[ground]) >= 4.5


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_edges_of_controls_are_seen(theme: dict[str, str]) -> None:
    assert contrast(theme["edge"], theme["ground"]) >= 3
    assert contrast(theme["edge"], theme["surface"]) >= 3


def test_the_stage_is_neutral() -> None:
    for theme in (LIGHT, DARK):
        channels = [int(theme["stage"][place : place + 2], 16) for place in (1, 3, 5)]
        assert max(channels) - min(channels) <= 2


def test_dark_is_the_same_whether_chosen_or_followed() -> None:
    assert CHOSEN_DARK == DARK
    assert DARK != LIGHT


def test_sheets_name_no_colour_of_their_own() -> None:
    folder = Path(__file__).parents[2] / "judging/web/static/css"
    for path in folder.glob("*.css"):
        if path.name not in ("tokens.css", "print.css"):
            stray = re.findall(r"#[0-9a-fA-F]{3,8}\b", path.read_text("utf-8"))
            assert set(stray) <= {"#fff"}, path.name
