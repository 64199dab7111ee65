"""Weights of criteria, from the command line or from a small file."""

from __future__ import annotations

import json
import tomllib
import unicodedata
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path
from typing import Any

from judging.csvfile import FileProblem, decimal, name, number, read_rows, read_text

Weights = dict[str, Decimal]


def parse_weights(text: str) -> Weights | Path:
    """`content=40,form=35` as weights; a text without an equals sign is the path of a file (for `read_weights`).

    Raises ValueError with the reason.
    """
    if "=" not in text:
        return Path(text)
    pairs = []
    for part in text.split(","):
        criterion, _, weight = part.rpartition("=")
        pairs.append((criterion, number(weight.strip())))
    return _checked(pairs)


def read_weights(path: Path) -> Weights:
    """A CSV file `criterion,weight`, a TOML file of lines `criterion = weight`, or a JSON object of the same."""
    if path.suffix == ".csv":
        rows = read_rows(path, required=("criterion", "weight"))
        pairs: Iterable[tuple[str, Decimal | None]] = [(name(row, "criterion"), decimal(row, "weight")) for row in rows]
    elif path.suffix in (".toml", ".json"):
        pairs = _pairs(path)
    else:
        raise FileProblem(path, None, "is neither criterion=weight,… nor a .csv, .toml or .json file of weights")
    try:
        return _checked(pairs)
    except ValueError as error:
        raise FileProblem(path, None, str(error)) from error


def _pairs(path: Path) -> list[tuple[str, Decimal | None]]:
    text = read_text(path)
    try:
        if path.suffix == ".toml":
            found = list(tomllib.loads(text, parse_float=Decimal).items())
        else:
            found = json.loads(text, parse_float=Decimal, object_pairs_hook=list)
    except ValueError as error:
        raise FileProblem(path, None, f"cannot be read: {error}") from error
    if not isinstance(found, list) or not all(isinstance(pair, tuple) for pair in found):
        raise FileProblem(path, None, "must be an object that gives each criterion its weight")
    return [(criterion, _exact(weight)) for criterion, weight in found]


def _exact(value: Any) -> Decimal | None:
    return Decimal(value) if isinstance(value, int | Decimal) and not isinstance(value, bool) else None


def _checked(pairs: Iterable[tuple[str, Decimal | None]]) -> Weights:
    weights: Weights = {}
    for criterion, weight in pairs:
        key = unicodedata.normalize("NFC", criterion).strip()
        if not key:
            raise ValueError("a weight has no criterion; write criterion=weight")
        if key in weights:
            raise ValueError(f"the criterion “{key}” has two weights; keep one")
        if weight is None or not weight.is_finite() or weight < 0:
            raise ValueError(f"the weight of “{key}” must be a number, zero or more")
        weights[key] = weight
    if not any(weights.values()):
        raise ValueError("at least one weight must be above zero")
    return weights
