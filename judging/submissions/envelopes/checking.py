"""A roster is asked the same questions as a single entrant's form."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import msgspec

from judging.contests.rules import ContestRules
from judging.errors import Invalid
from judging.submissions.envelopes.answers import one_of
from judging.submissions.envelopes.columns import columns_of
from judging.submissions.envelopes.rules import Finding, Pupil, Roster, in_order
from judging.submissions.forms import LANGUAGES, entry_from
from judging.submissions.rules import NewEntry, check_entry

#: Where the finding on a field of the form stands in a roster.
COLUMN_OF: Final = {"size": "width"}
#: What the envelope itself says; its own form has asked.
ENVELOPE_FIELDS: Final = ("unit", "teacher", "phone", "email")


def entry_of(rules: ContestRules, category_key: str, answers: dict[str, str]) -> NewEntry:
    """The entry that a row becomes."""
    return entry_from(rules.category(category_key), answers)


def checked(rules: ContestRules, roster: Roster) -> Roster:
    """The roster with languages as the form has them, and with what the contest's rules find on every line."""
    findings, pupils = list(roster.findings), []
    for pupil in roster.pupils:
        ready, problem = _in_the_forms_words(rules, pupil)
        pupils.append(ready)
        if problem is not None:
            findings.append(
                Finding(pupil.line, roster.columns.get("language"), problem.message, _said(problem), "language")
            )
        if pupil.category_key:
            findings += _findings(rules, roster, ready)
    return msgspec.structs.replace(roster, pupils=tuple(pupils), findings=in_order(findings))


def _in_the_forms_words(rules: ContestRules, pupil: Pupil) -> tuple[Pupil, Invalid | None]:
    """The language by its code; where a category asks for one and the cell is empty, it is Vietnamese."""
    written = pupil.answers.get("language", "")
    asks = pupil.category_key and "language" in (
        *rules.category(pupil.category_key).details, *rules.category(pupil.category_key).details_optional
    )  # fmt: skip
    if not written and not asks:
        return pupil, None
    try:
        code = one_of(written, LANGUAGES.items()) if written else "vi"
    except Invalid as error:
        return pupil, error
    return msgspec.structs.replace(pupil, answers={**pupil.answers, "language": code}), None


def _findings(rules: ContestRules, roster: Roster, pupil: Pupil) -> Iterator[Finding]:
    entry = entry_of(rules, pupil.category_key, dict(pupil.answers))
    missing = {column.key for column in columns_of(rules) if column.required} - roster.columns.keys()
    for problem in check_entry(rules, rules.category(pupil.category_key), entry):
        if problem.field in ENVELOPE_FIELDS or problem.field in missing:
            continue  # told once, of the column
        key = COLUMN_OF.get(problem.field, problem.field)
        place = roster.columns.get(key, roster.columns.get(problem.field))
        yield Finding(pupil.line, place, problem.message, _said(problem), key)


def _said(error: Invalid) -> dict[str, str | int]:
    return {name: value if isinstance(value, int) else str(value) for name, value in error.params.items()}
