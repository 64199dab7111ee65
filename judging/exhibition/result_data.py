"""The result as JSON: one record for every entry that counts."""

from __future__ import annotations

import msgspec

from judging.exhibition.show import Show, ShownWork


def result_json(show: Show) -> bytes:
    """A list of `code, title, category, prize, reason, reason_vi` by category and code.

    `prize` is the tier's key or "". Codes and titles only: it can be published as it is.
    """
    works = sorted(show.works, key=lambda work: (work.category, work.code))
    return msgspec.json.format(msgspec.json.encode([_record(work) for work in works]), indent=1) + b"\n"


def _record(work: ShownWork) -> dict[str, str]:
    return {
        "code": work.code,
        "title": work.title.vi,
        "category": work.category,
        "prize": work.won.tier if work.won else "",
        "reason": work.reason.en,
        "reason_vi": work.reason.vi,
    }
