"""What an entry must have: pure rules, without a database."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from judging.contests import contest_file
from judging.contests.enums import Stage
from judging.errors import Refused
from judging.submissions.rules import LIMITS, NewEntry, check_entry, check_open, decimal, tidy
from judging.typed import clean

RULES = contest_file.read((Path(__file__).parents[1] / "data" / "contest.toml").read_bytes())
PAINTINGS, POEMS = RULES.category("paintings"), RULES.category("poems")
DEADLINE = datetime(2024, 1, 31, 10, 0, tzinfo=UTC)  # 17:00 in Sơn La
GOOD = NewEntry(
    category_key="paintings",
    title="Ruộng bậc thang quê em",
    name="Lò Thị Hương",
    unit="Trường THCS Chiềng Lề",
    birth_year=1990,
    details={"technique": "Màu bột", "width_cm": "40", "height_cm": "30"},
    consents=frozenset({"rules"}),
)


def fields(entry: NewEntry, *, poem: bool = False) -> list[str]:
    return [finding.field for finding in check_entry(RULES, POEMS if poem else PAINTINGS, tidy(entry))]


def change(**changes: object) -> NewEntry:
    return msgspec.structs.replace(GOOD, **changes)


def takes(stage: Stage, now: datetime, begun: datetime) -> bool:
    try:
        check_open(RULES, stage, now, begun_at=begun)
    except Refused:
        return False
    return True


def test_a_whole_entry_has_no_finding() -> None:
    assert fields(GOOD) == []


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"title": " \u200b "}, "title"),
        ({"name": "\u202e"}, "name"),
        ({"unit": ""}, "unit"),
        ({"birth_year": None}, "birth_year"),
        ({"birth_year": 0}, "birth_year"),
        ({"birth_year": 2025}, "birth_year"),
        ({"birth_year": 2020}, "birth_year"),  # four years old: no age group
        ({"details": {"technique": "Màu bột", "width_cm": "40"}}, "size"),
        ({"details": {"technique": "Màu bột", "width_cm": "40", "height_cm": "0"}}, "size"),
        ({"details": {"technique": "Màu bột", "width_cm": "NaN", "height_cm": "30"}}, "size"),
        ({"details": {"technique": "", "width_cm": "40", "height_cm": "30"}}, "technique"),
        ({"details": {**GOOD.details, "technique": "x" * 20_001}}, "technique"),
        ({"co_authors": "x" * 20_001}, "co_authors"),
        ({"consents": frozenset({"guardian"})}, "consent-rules"),
    ],
)
def test_what_is_missing_or_wrong_is_found_at_its_field(changes: dict[str, object], field: str) -> None:
    agreed = {"guardian": "Lò Văn Thân", "consents": frozenset({"rules", "guardian"})}
    assert fields(change(**{**agreed, **changes})) == [field]


@pytest.mark.parametrize("field", LIMITS)
def test_no_line_is_longer_than_its_column(field: str) -> None:
    assert fields(change(**{field: "x" * LIMITS[field]})) == []
    assert fields(change(**{field: "x" * (LIMITS[field] + 1)})) == [field]


def test_a_child_needs_a_guardian_who_agrees_and_is_named() -> None:
    child = change(birth_year=2013)
    assert fields(child) == ["consent-guardian"]
    agreed = msgspec.structs.replace(child, consents=frozenset({"rules", "guardian"}))
    assert fields(agreed) == ["guardian"]
    assert fields(msgspec.structs.replace(agreed, guardian="Lò Văn Thân")) == []


def test_a_poem_needs_its_language_and_no_size() -> None:
    poem = change(category_key="poems", details={})
    assert fields(poem, poem=True) == ["language"]
    assert fields(msgspec.structs.replace(poem, language="blt"), poem=True) == []


def test_questions_about_people_are_asked_of_the_author() -> None:
    category = msgspec.structs.replace(PAINTINGS, details=("technique", "size", "credits", "co_authors"))
    found = [finding.field for finding in check_entry(RULES, category, GOOD)]
    assert found == ["credits", "co_authors"]
    told = change(credits="Vẽ cùng cô Hà", co_authors="Lò Văn An")
    assert list(check_entry(RULES, category, told)) == []


def test_a_decimal_comma_is_kept_as_a_point() -> None:
    entry = tidy(change(details={"technique": "Màu bột", "width_cm": " 40,5 ", "height_cm": "30", "form": " "}))
    assert entry.details == {"technique": "Màu bột", "width_cm": "40.5", "height_cm": "30"}


@given(st.text(max_size=40), st.text(max_size=40))
def test_tidying_twice_is_tidying_once(name: str, lyrics: str) -> None:
    entry = change(name=name, details={"lyrics": lyrics}, phone=name)
    assert tidy(tidy(entry)) == tidy(entry)
    assert tidy(entry).name == clean(name)


@given(st.text(max_size=20))
def test_a_number_is_finite_or_none(text: str) -> None:
    value = decimal(text)
    assert value is None or value.is_finite()


@pytest.mark.parametrize(
    ("stage", "now", "begun", "message"),
    [
        (Stage.DRAFT, DEADLINE - timedelta(days=1), DEADLINE - timedelta(days=1), "not open yet"),
        (
            Stage.OPEN,
            datetime(2023, 12, 31, 16, 59, tzinfo=UTC),
            datetime(2023, 12, 31, 16, 59, tzinfo=UTC),
            "not open",
        ),
        (Stage.OPEN, DEADLINE + timedelta(seconds=1), DEADLINE + timedelta(seconds=1), "deadline has passed"),
        (Stage.OPEN, DEADLINE + timedelta(minutes=31), DEADLINE - timedelta(minutes=1), "deadline has passed"),
        (Stage.CHECKING, DEADLINE - timedelta(days=1), DEADLINE - timedelta(days=1), "deadline has passed"),
    ],
)
def test_nothing_is_taken_outside_the_time(stage: Stage, now: datetime, begun: datetime, message: str) -> None:
    with pytest.raises(Refused, match=message):
        check_open(RULES, stage, now, begun_at=begun)


@pytest.mark.parametrize(
    ("now", "begun"),
    [
        (datetime(2023, 12, 31, 17, 0, tzinfo=UTC), datetime(2023, 12, 31, 17, 0, tzinfo=UTC)),
        (DEADLINE, DEADLINE),
        (DEADLINE + timedelta(minutes=30), DEADLINE),  # begun in time, finished in the grace
    ],
)
def test_what_begins_in_time_is_taken(now: datetime, begun: datetime) -> None:
    assert takes(Stage.OPEN, now, begun)
