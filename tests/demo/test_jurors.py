import tomllib
from importlib.resources import files
from statistics import mean

from judging.demo.jurors import JURORS, DemoJuror, simulate_ballot

_CRITERIA = ("content", "composition", "creativity")


def _ballot(juror: DemoJuror, number: int, quality: float = 6.0) -> dict[str, int] | None:
    key = f"paintings-{number:03d}"
    return simulate_ballot(seed=7, entry_key=key, quality=quality, juror=juror, criteria=_CRITERIA)


def _mean_mark(juror: DemoJuror, quality: float) -> float:
    ballots = [_ballot(juror, number, quality) for number in range(150)]
    return mean(mark for ballot in ballots if ballot for mark in ballot.values())


def test_every_juror_of_the_contest_file_is_simulated() -> None:
    contest = tomllib.loads(files("judging.demo").joinpath("contest.toml").read_text("utf-8"))
    assert {juror["key"] for juror in contest["juror"]} == set(JURORS)


def test_severe_jurors_mark_lower_by_what_is_known_of_them() -> None:
    severe, mild = JURORS["pham-ngoc-lan"], JURORS["dinh-thi-nga"]
    gap = _mean_mark(mild, 6.0) - _mean_mark(severe, 6.0)
    assert abs(gap - (severe.severity - mild.severity)) < 0.3


def test_better_works_get_better_marks() -> None:
    assert all(_mean_mark(juror, 8.0) > _mean_mark(juror, 5.0) + 1.5 for juror in JURORS.values())


def test_a_ballot_depends_on_nothing_but_seed_juror_and_entry() -> None:
    juror = JURORS["vi-van-thong"]
    first = [_ballot(juror, number) for number in range(20)]
    assert [_ballot(juror, number) for number in reversed(range(20))] == first[::-1]
    assert len({tuple(sorted(ballot.items())) for ballot in first if ballot}) > 5


def test_marks_stay_on_the_scale_and_some_jurors_abstain_now_and_then() -> None:
    juror = DemoJuror("x", severity=0.0, spread=1.0, noise=3.0, abstains=0.1)
    ballots = [_ballot(juror, number, quality) for number in range(100) for quality in (0.0, 10.0)]
    marks = [mark for ballot in ballots if ballot for mark in ballot.values()]
    assert (min(marks), max(marks)) == (0, 10)
    assert 5 <= ballots.count(None) <= 40
