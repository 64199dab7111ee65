"""Files whose end is missing are told so; files with something behind their end are taken, and it is told."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from media_store.outcome import Outcome
from media_store.reasons import Reason
from tests.media_store.plain import FORMATS, whole_file

Judge = Callable[[bytes, str], Outcome]
FRAMED = tuple(each for each in FORMATS if each != "txt")


@pytest.mark.parametrize("part", [0.35, 0.7, 0.97])
@pytest.mark.parametrize("kind", FRAMED)
def test_a_file_that_is_cut_off_is_refused_as_cut_off(judge: Judge, kind: str, part: float) -> None:
    data = whole_file(kind)
    outcome = judge(data[: int(len(data) * part)], "cut")
    assert outcome.reason is not None
    assert outcome.reason.code is Reason.TRUNCATED
    assert outcome.renditions == ()


@pytest.mark.parametrize("kind", FRAMED)
def test_what_lies_behind_the_end_does_no_harm_and_is_told(judge: Judge, kind: str) -> None:
    outcome = judge(whole_file(kind) + b"\0\0sent by Lo Thi Huong, class 5A\n", "ballast")
    assert outcome.accepted, outcome.reason
    assert [leak.channel for leak in outcome.leaks if "Lo Thi Huong, class 5A" in leak.value]


@pytest.mark.parametrize("kind", FRAMED)
def test_zeros_behind_the_end_are_nothing(judge: Judge, kind: str) -> None:
    outcome = judge(whole_file(kind) + bytes(5_000), "zeros")
    assert outcome.accepted, outcome.reason
    assert [leak.channel for leak in outcome.leaks if "behind" in leak.channel or "between" in leak.channel] == []


@pytest.mark.parametrize("kind", FORMATS)
def test_a_whole_file_tells_no_more_than_it_holds(judge: Judge, kind: str) -> None:
    outcome = judge(whole_file(kind), "whole")
    assert outcome.accepted, outcome.reason
    told = {leak.channel for leak in outcome.leaks}
    assert told <= {"docx:creator", "docx:description", "docx:thumbnail"}
