"""The scores, from the ballots by the frozen method: exactly where the method is exact."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

from judging.awards.sealing.standalone.documents import Documents
from judging.awards.sealing.standalone.faults import demand
from judging.awards.sealing.standalone.mixed_model import model_error
from judging.awards.sealing.standalone.own_lists import borda_points, standard_scores

PLACES = Decimal("0.0000000001")
NEAR = 1e-6
"""How far a published score of the mixed model may be from its equations, in points."""
EXACT = ("mean", "median", "trimmed", "clamp")
ADDED = ("decimals", "estimation", "steps")
"""Options that stand in the rules, and in the result, only where they are set."""
INSTEAD = {"kemeny": "schulze", "bradley-terry": "schulze"}
"""The method that decides, as the rules say, where the marks leave theirs without an answer."""


def ballot_totals(found: Documents, category: Any) -> dict[str, dict[int, Fraction]]:
    """{code: {juror: the mean of the marks, weighted by criterion}} of the ballots that count."""
    criteria = found.category_rules(category["category"])["criterion"]
    weights = {one["key"]: Fraction(str(one["weight"])) for one in criteria}
    whole = sum(weights.values(), Fraction())
    totals: dict[str, dict[int, Fraction]] = defaultdict(dict)
    for ballot in found.counted(category):
        total = sum((weights[key] * mark for key, mark in ballot["scores"].items()), Fraction()) / whole
        totals[ballot["code"]][ballot["juror"]] = total
    return totals


def exact_mean(marks: Sequence[Fraction]) -> Fraction:
    return sum(marks, Fraction()) / len(marks)


def half_up(value: Fraction, places: int | None) -> Fraction:
    """Rounded to so many decimals, a half away from zero; None does not round."""
    if places is None:
        return value
    scaled = abs(value) * 10**places
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    return Fraction(whole if value >= 0 else -whole, 10**places)


def exact_score(method: str, marks: Sequence[Fraction], trim: int, clamp: Fraction, places: int | None) -> Fraction:
    """One entry's score by a method that needs its own marks only: at least one, and enough of them to trim."""
    ordered, middle = sorted(marks), len(marks) // 2
    if method == "median":
        ordered = ordered[middle : middle + 1] if len(ordered) % 2 else ordered[middle - 1 : middle + 1]
    if method == "trimmed":
        ordered = ordered[trim : len(ordered) - trim]
    if method == "clamp":
        centre = half_up(exact_mean(marks), places)
        ordered = [min(max(mark, centre - clamp), centre + clamp) for mark in marks]
    return half_up(exact_mean(ordered), places)


def written(score: Fraction) -> str:
    """As scores are published: ten places, half even."""
    return str((Decimal(score.numerator) / Decimal(score.denominator)).quantize(PLACES))


def check_scores(found: Documents) -> str:
    told = []
    for category in found.result["categories"]:
        key, judging, totals = category["category"], found.judging(category["category"]), ballot_totals(found, category)
        options = {name: judging[name] for name in ("clamp", "trim", *ADDED) if name in judging}
        known = (judging["method"], INSTEAD.get(judging["method"]))
        frozen = category["method"] in known and category["options"] == options
        demand(frozen, f"category {key}", "was not computed by the method of the rules")
        for entry in category["entries"]:
            demand(
                entry["ballots"] == len(totals.get(entry["code"], ())), entry["code"], "has another number of ballots"
            )
            scored = entry["code"] in totals
            demand(
                (entry["score"] is not None) == scored,
                entry["code"],
                "has a score without marks, or marks without a score",
            )
        told.append(f"{key}: {check_category(category, judging, totals)}")
    return "; ".join(told)


def check_category(category: Any, judging: Any, totals: dict[str, dict[int, Fraction]]) -> str:
    method = category["method"]
    scored = [entry for entry in category["entries"] if entry["score"] is not None]
    if method in EXACT or (method == "adjusted" and scored and category["fit"] is None):
        return check_own_marks(method, scored, judging, totals)
    if method in ("borda", "zscore"):
        return check_own_lists(method, scored, judging, totals)
    if method != "adjusted":
        return f"{method}, NOT recomputed here"
    fit = category["fit"] or {"mean": 0.0, "variances": {"entry": 0.0, "juror": 0.0, "error": 0.0}}
    if scored and not fit["variances"]["error"] > 0:
        return "adjusted, NOT recomputed here (the marks leave no error to estimate)"
    if "decimals" in judging:
        return "adjusted, NOT recomputed here (the scores are rounded)"
    scores = {entry["code"]: float(entry["score"]) for entry in scored}
    worst, code = model_error(scores, totals, fit["mean"], **fit["variances"])
    demand(worst < NEAR, code, f"has a score that is {worst:.6f} away from what the model's equations ask")
    return "adjusted, solves the model's equations for the published variances"


def check_own_marks(method: str, scored: Sequence[Any], judging: Any, totals: dict[str, dict[int, Fraction]]) -> str:
    trim, clamp, places = judging["trim"] or 1, Fraction(str(judging["clamp"] or 0)), judging.get("decimals")
    for entry in scored:
        marks = list(totals[entry["code"]].values())
        demand(method != "trimmed" or len(marks) > 2 * trim, entry["code"], "has too few marks for the method")
        due = exact_score(method, marks, trim, clamp, places)
        same = entry["score"] == written(due) if method in EXACT else abs(float(entry["score"]) - float(due)) < NEAR
        demand(same, entry["code"], f"has the score {entry['score']}; its marks give {written(due)}")
    return f"{method}, recomputed"


def check_own_lists(method: str, scored: Sequence[Any], judging: Any, totals: dict[str, dict[int, Fraction]]) -> str:
    """Borda's points exactly; standard scores as near as floating point, or half of the last decimal, lets them."""
    found = borda_points(totals) if method == "borda" else standard_scores(totals)
    near = 0.0 if method == "borda" else NEAR
    if "decimals" in judging:
        near += 0.5 * 10 ** -judging["decimals"]
    for entry in scored:
        due = found[entry["code"]]
        same = abs(Fraction(entry["score"]) - due) <= near
        demand(same, entry["code"], f"has the score {entry['score']}; the jurors' lists give {written(due)}")
    return f"{method}, recomputed"
