"""Values of options that several `scores` commands take; they raise what argparse makes a usage message of."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from judging.scoring.weights import Weights


def count(text: str) -> int:
    """A whole number, zero or more."""
    if not (text.isascii() and text.isdigit()):
        raise argparse.ArgumentTypeError(f"“{text}” is not a whole number, zero or more")
    return int(text)


def weights(text: str) -> Weights | Path:
    """`criterion=weight,…`, or the path of a file of weights."""
    from judging.scoring.weights import parse_weights

    try:
        return parse_weights(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from error


def weights_file(given: object) -> Path | None:
    """The file that the weights come from, if any."""
    return given if isinstance(given, Path) else None
