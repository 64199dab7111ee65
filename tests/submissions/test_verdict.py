"""Whether a file is what its category asks for."""

from __future__ import annotations

import json
import re
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
    reason_words,
)
from judging.web.i18n import translate
from media_store import foreign
from media_store.outcome import Facts, Format, Kind, Outcome
from media_store.reasons import MESSAGES, UNNAMED_FORMAT, Reason, Refusal

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


FOREIGN = {(found.found, found.advice) for _, found in (*foreign._STARTS, *foreign._MARKUP)} | {
    ("a film", "Send the sound alone, as MP3 or M4A.")
}
SAMPLES = dict.fromkeys(("size", "limit", "width", "height", "pages", "characters", "seconds"), 7)


@pytest.mark.parametrize("code", [code for code in Reason if code != Reason.UNSUPPORTED])
@pytest.mark.parametrize("format", ["JPEG", UNNAMED_FORMAT])
def test_every_reason_is_said_in_the_readers_language(code: Reason, format: str) -> None:
    """What comes out of the tables, with every place filled and nothing left in English."""
    params = {**SAMPLES, "format": format, "why": "…", "suffix": "jpg"}
    reason = json.loads(json.dumps({"message": MESSAGES[code], "params": params}))
    assert reason_words(reason, "en") == MESSAGES[code] % params
    said = reason_words(reason, "vi")
    assert not re.search(r"%\(|\b(the|file|unknown|has|send)\b", said, re.IGNORECASE), said


@pytest.mark.parametrize(("found", "advice"), sorted(FOREIGN))
def test_what_is_not_accepted_is_named_in_vietnamese_too(found: str, advice: str) -> None:
    refused = msgspec.structs.replace(
        GOOD, verdict="quarantined", reason=Refusal(Reason.UNSUPPORTED, {"found": found, "advice": advice})
    )
    verdict = judge(PAINTINGS, refused)
    reason = json.loads(json.dumps({"message": verdict.message, "params": verdict.params}))
    said = reason_words(reason, "vi")
    assert translate(found, locale="vi") in said
    assert translate(advice, locale="vi") in said
    assert found not in said
    assert advice not in said


def test_what_people_write_is_never_taken_for_a_message() -> None:
    reason = {
        "message": "The organisers have taken this entry out of the contest: %(reason)s",
        "params": {"reason": "unknown"},
    }
    assert reason_words(reason, "vi").endswith("unknown")
    assert reason_words({"message": "100 % chép lại", "params": {}}, "vi") == "100 % chép lại"
    assert reason_words(None) == ""
