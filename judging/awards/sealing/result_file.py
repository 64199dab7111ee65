"""The result, the board's decisions and the names as files of a bundle. Pure."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from judging.awards.deliberation.queries import MotionView
from judging.awards.queries import CategoryResult, ContestResult, ResultEntry
from judging.awards.sealing.contents import Work, groups, moment_text
from judging.awards.sealing.queries import SettledTie
from judging.awards.sealing.standalone.canonical import canonical
from judging.contests.rules import CategoryRules, ContestRules
from judging.submissions.names import public_names
from judging.submissions.queries import Author

Methods = Mapping[str, tuple[dict[str, Any], dict[str, Any] | None]]


def result_file(
    rules: ContestRules,
    result: ContestResult,
    *,
    methods: Methods,
    owners: Mapping[uuid.UUID, tuple[str, str]],
    promised: Sequence[Work],
    present: Sequence[Work],
    states: Mapping[str, str],
) -> bytes:
    """`owners` are (entrant, unit) by entry, `promised` and `present` the works then and now, `states` by code."""
    codes = {entry.entry_id: entry.blind_code for category in result.categories for entry in category.entries}
    caps = {
        "entrant": groups(
            {codes[entry]: owner for entry, (owner, _) in owners.items() if entry in codes}, rules.caps.entrant
        ),
        "unit": groups(
            {codes[entry]: owner for entry, (_, owner) in owners.items() if entry in codes}, rules.caps.unit
        ),
    }
    known = {work.code for work in promised}
    counting = set(codes.values())
    late = [work for work in present if work.code not in known]
    out = [work for work in promised if work.code not in counting]
    return canonical(
        {
            "categories": [
                _category(rules.category(one.key), one, methods[one.key], caps) for one in result.categories
            ],
            "late": [{"category": work.category, "code": work.code, "sha256": work.sha256} for work in late],
            "out": [{"category": work.category, "code": work.code, "state": states[work.code]} for work in out],
        }
    )


def _category(
    rules: CategoryRules,
    found: CategoryResult,
    method: tuple[dict[str, Any], dict[str, Any] | None],
    caps: Mapping[str, Mapping[str, str]],
) -> dict[str, Any]:
    options, fit = method
    return {
        "category": found.key,
        "method": found.method,
        "options": options,
        "fit": fit,
        "input_sha256": found.input_sha256,
        "warnings": [str(warning) for warning in found.warnings],
        "entries": [
            _entry(rules, entry, {kind: owners.get(entry.blind_code, "") for kind, owners in caps.items()})
            for entry in found.entries
        ],
    }


def _entry(rules: CategoryRules, entry: ResultEntry, owners: Mapping[str, str]) -> dict[str, Any]:
    return {
        **owners,
        "code": entry.blind_code,
        "rank": entry.rank,
        "score": str(entry.score) if entry.score is not None else None,
        "se": round(entry.se, 6) if entry.se is not None else None,
        "rank_low": entry.rank_low,
        "rank_high": entry.rank_high,
        "ballots": entry.ballots,
        "tier": entry.tier,
        "reason": {"code": entry.reason.code, "params": dict(entry.reason.params)},
        "reason_vi": entry.why(rules, "vi"),
        "reason_en": entry.why(rules, "en"),
        **_planned(entry),
    }


def _planned(entry: ResultEntry) -> dict[str, Any]:
    """What the plan gives a work about which the board has decided otherwise; of the others nothing."""
    if entry.plan is None:
        return {}
    reason = {"code": entry.plan.reason.code, "params": dict(entry.plan.reason.params)}
    return {"plan": {"tier": entry.plan.tier, "reason": reason}}


def board_file(result: ContestResult, ties: Sequence[SettledTie], motions: Sequence[MotionView] = ()) -> bytes:
    """Motions stand there only where there were any: a result without them has the file that it always had."""
    decided = [_motion(one) for one in motions if one.closed_at is not None]
    return canonical(
        {
            **({"motions": decided} if decided else {}),
            "approvals": [
                {
                    "name": one.name,
                    "statement": one.statement,
                    "at": moment_text(one.at),
                    "list_sha256": one.list_sha256,
                }
                for one in result.approvals
            ],
            "ties": [
                {
                    "category": one.category,
                    "order": list(one.order),
                    "statement": one.statement,
                    "at": moment_text(one.at),
                }
                for one in ties
            ],
        }
    )


def _motion(motion: MotionView) -> dict[str, Any]:
    """With the votes by name, as the board's open vote is."""
    return {
        "number": motion.number,
        "category": motion.category,
        "kind": motion.kind,
        "undoes": motion.undoes,
        "changes": [{"code": one.code, "before": one.before, "after": one.after} for one in motion.changes],
        "reason": motion.reason,
        "breaches": [msgspec.structs.asdict(one) for one in motion.breaches],
        "proposer": motion.proposer.name,
        "proposed_at": moment_text(motion.proposed_at),
        "votes": [{"name": one.name, "vote": one.vote, "at": moment_text(one.at)} for one in motion.votes],
        "members": motion.members,
        "outcome": motion.outcome,
        "closed_by": motion.closed_by,
        "closed_at": moment_text(motion.closed_at) if motion.closed_at else None,
        "in_effect": motion.in_effect,
    }


def names_file(codes: Sequence[str], result: ContestResult, authors: Mapping[uuid.UUID, Author]) -> bytes:
    """Codes, titles, and the winners' names as each lets the public see them.

    The others are told by code and title alone: a child's low score is nobody's business. `codes` are those of the
    sealed result, each of which gets its line.
    """
    entries = {entry.blind_code: entry for category in result.categories for entry in category.entries}
    return canonical([_named(entries[code], authors.get(entries[code].entry_id)) for code in sorted(codes)])


def _named(entry: ResultEntry, author: Author | None) -> dict[str, Any]:
    winner = author if entry.tier is not None else None
    named = public_names(winner.name, winner.co_authors, winner.name_mode) if winner else []
    return {
        "code": entry.blind_code,
        "entry": entry.code,
        "title": entry.title,
        "title_en": entry.title_en,
        "author": ", ".join(named),
        "unit": winner.unit if winner else "",
    }
