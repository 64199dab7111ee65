"""A hall kept as text in the database, read by the same reader as the command line's file."""

from __future__ import annotations

from functools import lru_cache

from judging.csvfile import FileProblem
from judging.errors import Invalid
from judging.exhibition.hall import Hall
from judging.exhibition.walls import parse_hall


@lru_cache(maxsize=16)
def hall_of(source: str) -> Hall:
    """Raises Invalid (field "source") that names the line."""
    try:
        return parse_hall(source)
    except FileProblem as problem:
        raise Invalid(
            "Line %(line)s of the hall: %(problem)s", field="source", line=problem.line or 1, problem=problem.what
        ) from problem
