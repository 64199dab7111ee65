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

PLACES = Decimal("0.0000000001")
NEAR = 1e-6
"""How far a published score of the mixed model may be from its equations, in points."""
EXACT = ("mean", "median", "trimmed", "clamp")


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


def exact_score(method: str, marks: Sequence[Fraction], trim: int, clamp: Fraction) -> Fraction:
    """One entry's score by a method that needs its own marks only: at least one, and enough of them to trim."""
    ordered, middle = sorted(marks), len(marks) // 2
    if method == "median":
        return ordered[middle] if len(ordered) % 2 else exact_mean(ordered[middle - 1 : middle + 1])
    if method == "trimmed":
        return exact_mean(ordered[trim : len(ordered) - trim])
    if method == "clamp":
        centre = exact_mean(marks)
        return exact_mean([min(max(mark, centre - clamp), centre + clamp) for mark in marks])
    return exact_mean(marks)


def written(score: Fraction) -> str:
    """As scores are published: ten places, half even."""
    return str((Decimal(score.numerator) / Decimal(score.denominator)).quantize(PLACES))


def check_scores(found: Documents) -> str:
    told = []
    for category in found.result["categories"]:
        key, judging, totals = category["category"], found.judging(category["category"]), ballot_totals(found, category)
        options = {"clamp": judging["clamp"], "trim": judging["trim"]}
        frozen = (category["method"], category["options"]) == (judging["method"], options)
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
        for entry in scored:
            marks = list(totals[entry["code"]].values())
            trim = judging["trim"] or 1
            demand(method != "trimmed" or len(marks) > 2 * trim, entry["code"], "has too few marks for the method")
            due = exact_score(method, marks, trim, Fraction(str(judging["clamp"] or 0)))
            same = entry["score"] == written(due) if method in EXACT else abs(float(entry["score"]) - float(due)) < NEAR
            demand(same, entry["code"], f"has the score {entry['score']}; its marks give {written(due)}")
        return f"{method}, recomputed"
    if method != "adjusted":
        return f"{method}, NOT recomputed here"
    fit = category["fit"] or {"mean": 0.0, "variances": {"entry": 0.0, "juror": 0.0, "error": 0.0}}
    if scored and not fit["variances"]["error"] > 0:
        return "adjusted, NOT recomputed here (the marks leave no error to estimate)"
    scores = {entry["code"]: float(entry["score"]) for entry in scored}
    worst, code = model_error(scores, totals, fit["mean"], **fit["variances"])
    demand(worst < NEAR, code, f"has a score that is {worst:.6f} away from what the model's equations ask")
    return "adjusted, solves the model's equations for the published variances"
