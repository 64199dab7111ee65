"""A marker in every channel of every format: each is told with its place, and none is in any copy."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from media_store.outcome import Outcome
from tests.media_store.planted import PICTURES, marker
from tests.media_store.planted_office import DOCX_PLACES, ODT_PLACES, docx, odt
from tests.media_store.planted_pdf import PDF_PLACES, pdf
from tests.media_store.planted_sound import SOUNDS

Judge = Callable[[bytes, str], Outcome]
Spilled = Callable[[Outcome, list[str]], set[str]]
CASES = {**PICTURES, **SOUNDS, "docx": (docx, DOCX_PLACES), "odt": (odt, ODT_PLACES), "pdf": (pdf, PDF_PLACES)}


@pytest.mark.parametrize("found", CASES)
def test_every_marker_is_told_and_none_follows(judge: Judge, spilled: Spilled, found: str) -> None:
    make, places = CASES[found]
    outcome = judge(make(), "work.bin")
    assert outcome.accepted, outcome.reason
    assert outcome.format == found
    told = {channel: [leak.channel for leak in outcome.leaks if marker(channel) in leak.value] for channel in places}
    assert {
        channel: told[channel]
        for channel, place in places.items()
        if not any(re.fullmatch(place, each) for each in told[channel])
    } == {}
    assert spilled(outcome, [marker(channel) for channel in places]) == set()


def test_there_are_channels_enough() -> None:
    assert sum(len(places) for _, places in CASES.values()) >= 60
