"""Whether a file is what its category asks for."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from judging.contests import contest_file
from judging.submissions.verdict import (
    TOO_FEW_PIXELS,
    TOO_LONG_SOUND,
    TOO_MANY_LINES,
    TOO_MANY_PAGES,
    WRONG_KIND,
    judge,
)
from judging.web.i18n import translate
from media_store.outcome import Facts, Format, Kind, Outcome
from media_store.reasons import MESSAGES, Reason, Refusal

RULES = contest_file.read((Path(__file__).parents[1] / "data" / "contest.toml").read_bytes())
PAINTINGS, POEMS = RULES.category("paintings"), RULES.category("poems")
SONGS = msgspec.structs.replace(PAINTINGS, formats=("mp3",), max_seconds=360)
PAPERS = msgspec.structs.replace(PAINTINGS, formats=("pdf",), max_pages=12)
GOOD = Outcome(size=9, sha256="0" * 64, verdict="accepted", kind=Kind.IMAGE, format=Format.PNG)


def looked_at(format: Format, **facts: float) -> Outcome:
    return msgspec.structs.replace(GOOD, format=format, kind=format.kind, facts=Facts(**facts))  # type: ignore[arg-type]


def test_a_picture_of_enough_pixels_is_taken() -> None:
    assert judge(PAINTINGS, looked_at(Format.PNG, width=100, height=100)).accepted


@pytest.mark.parametrize(
    ("found", "message"),
    [
        (looked_at(Format.PDF), WRONG_KIND),
        (looked_at(Format.PNG, width=100, height=99), TOO_FEW_PIXELS),
    ],
)
def test_a_painting_that_cannot_be_judged_is_told_why(found: Outcome, message: str) -> None:
    verdict = judge(PAINTINGS, found)
    assert (verdict.accepted, verdict.message) == (False, message)
    assert "%(" not in translate(message, verdict.params, "vi")


@given(st.floats(1, 5000))
def test_a_song_may_last_as_long_as_the_rules_say(seconds: float) -> None:
    verdict = judge(SONGS, looked_at(Format.MP3, duration=seconds))
    assert verdict.accepted == (seconds <= 360)
    assert verdict.message == (None if verdict.accepted else TOO_LONG_SOUND)


@given(st.integers(1, 40))
def test_a_document_may_have_as_many_pages_as_the_rules_say(pages: int) -> None:
    verdict = judge(PAPERS, looked_at(Format.PDF, pages=pages))
    assert verdict.accepted == (pages <= 12)
    assert verdict.message == (None if verdict.accepted else TOO_MANY_PAGES)


@given(st.integers(0, 200))
def test_a_poem_may_have_as_many_lines_as_the_rules_say(lines: int) -> None:
    verdict = judge(POEMS, looked_at(Format.TXT), lines=lines)
    assert verdict.accepted == (lines <= 60)
    assert verdict.message == (None if verdict.accepted else TOO_MANY_LINES)


def test_the_reason_of_the_machine_is_handed_on() -> None:
    refused = Outcome(
        size=9, sha256="0" * 64, verdict="quarantined", reason=Refusal(Reason.TRUNCATED, {"format": "JPEG"})
    )
    verdict = judge(PAINTINGS, refused)
    assert (verdict.message, verdict.params) == (MESSAGES[Reason.TRUNCATED], {"format": "JPEG"})


def test_a_refusal_without_a_reason_is_a_mistake_of_ours() -> None:
    with pytest.raises(ValueError, match="has a reason"):
        judge(PAINTINGS, Outcome(size=9, sha256="0" * 64, verdict="quarantined"))


@pytest.mark.parametrize("message", MESSAGES.values())
def test_every_reason_speaks_vietnamese(message: str) -> None:
    assert translate(message, locale="vi") != message
