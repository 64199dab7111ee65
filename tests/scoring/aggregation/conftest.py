"""The published tables, read once."""

import csv
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from judging.scoring.aggregation import Ballot

REFERENCE = Path(__file__).parents[2] / "reference"


@pytest.fixture(scope="session")
def chopin() -> dict[str, Any]:
    return json.loads((REFERENCE / "chopin2025.json").read_text())


@pytest.fixture(scope="session")
def penicillin() -> list[Ballot]:
    """Plates as entries, samples as jurors."""
    with (REFERENCE / "penicillin.csv").open(newline="") as file:
        return [Ballot(row["plate"], row["sample"], Decimal(row["diameter"])) for row in csv.DictReader(file)]
