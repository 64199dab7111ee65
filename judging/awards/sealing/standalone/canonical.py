"""One text for one value: JSON with sorted keys, so that the same content always has the same SHA-256."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from judging.awards.sealing.standalone.faults import Failure, demand


def canonical(value: Any) -> bytes:
    """A file of a bundle: one item a line, keys sorted, UTF-8, a line end at its end."""
    return (json.dumps(value, ensure_ascii=False, sort_keys=True, indent=1, allow_nan=False) + "\n").encode()


def canonical_line(value: Any) -> bytes:
    """The same on one line and without a line end: what is hashed as one record."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False).encode()


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def parsed(name: str, data: bytes, *, strict: bool = True) -> Any:
    """The value of a JSON file. A key twice, or with `strict` any other spelling than the canonical one, is refused:
    two readers could else read two different things."""
    try:
        value = json.loads(data.decode("utf-8"), object_pairs_hook=_once, parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        raise Failure(name, f"cannot be read ({error})") from None
    demand(not strict or canonical(value) == data, name, "is not written in the one form that counts")
    return value


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key stands there twice")
    return found


def _no_number(text: str) -> Any:
    raise ValueError(f"{text} is no number")
