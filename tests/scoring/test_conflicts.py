"""Conflicts that follow from units and teachers."""

from __future__ import annotations

from judging.contests.rules import JurorRules
from judging.scoring.conflicts import suggested

LAN = JurorRules(key="lan", name="Phạm Ngọc Lan", email="lan@example.org", unit="Trường A", conflicts=("Trường B",))
FREE = JurorRules(key="free", name="Vì Văn Thông", email="t@example.org")


def found(unit: str, teacher: str = "", juror: JurorRules = LAN) -> list[str]:
    return [one.source for one in suggested([juror], {"x": (unit, teacher)})]


def test_own_units_declared_units_and_own_pupils() -> None:
    assert found("Trường A") == ["unit"]
    assert found(" trường  a") == ["unit"]
    assert found("Trường B") == ["declared"]
    assert found("Trường C", "phạm ngọc  lan") == ["declared"]
    assert found("Trường C", "Phạm Ngọc Linh") == []


def test_a_juror_without_a_unit_has_none_by_that() -> None:
    assert found("", juror=FREE) == []
    assert found("Trường A", juror=FREE) == []


def test_one_finding_a_work_and_juror() -> None:
    assert found("Trường A", "Phạm Ngọc Lan") == ["unit"]
    both = list(suggested([LAN, FREE], {"y": ("Trường B", ""), "x": ("Trường A", "Vì Văn Thông")}))
    assert [(one.juror, one.entry) for one in both] == [("lan", "x"), ("lan", "y"), ("free", "x")]
