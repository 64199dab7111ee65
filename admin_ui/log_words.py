"""Lines of the log in words. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

import msgspec

from admin_ui.entry_words import ACTIONS, SURE
from judging.audit import Line
from judging.submissions.verdict import reason_words
from judging.web.formats import number
from judging.web.i18n import N_, translate

WORDS = {
    **ACTIONS,
    "contest.created": N_("Contest created from a file"),
    "contest.replaced": N_("Contest file replaced"),
    "contest.open": N_("Contest opened; rules frozen"),
    "contest.checking": N_("Intake closed"),
    "contest.judging": N_("Judging opened"),
    "contest.board": N_("Round closed; scores opened to the board"),
    "contest.approved": N_("Result signed; names opened"),
    "contest.announced": N_("Winners announced"),
    "envelope.begun": N_("School envelope begun"),
    "envelope.roster": N_("Roster of an envelope taken"),
    "envelope.sent": N_("Works of an envelope sent"),
    "envelope.replaced": N_("Teacher sent another file"),
    "envelope.withdrew": N_("Teacher took a work back"),
    "jury.invited": N_("Jurors invited"),
    "jury.assigned": N_("Works assigned to jurors"),
    "ballot.submitted": N_("Ballot handed in"),
    "ballot.abstained": N_("Juror gave no mark"),
    "ballot.recused": N_("Juror stepped back from a work"),
    "panel.finished": N_("Juror handed everything in"),
    "result.computed": N_("Result computed"),
    "result.tie_settled": N_("Tie settled by the board"),
    "board.met": N_("Noted who sits on the board's meeting"),
    "motion.proposed": N_("Motion put to the board"),
    "motion.voted": N_("Member of the board voted"),
    "motion.closed": N_("Motion closed"),
    "result.approved": N_("List of codes signed"),
    "result.committed": N_("Works, rules and assignment promised in public"),
    "jurors.looked": N_("Looked at how the jurors judged"),
    "result.sealed": N_("Result sealed and signed"),
    "exhibition.hall_set": N_("Hall described"),
    "exhibition.hung": N_("Works hung"),
    "grant organiser": N_("Made an organiser"),
    "grant secretary": N_("Made a secretary"),
    "grant juror": N_("Made a juror"),
    "grant board": N_("Made a member of the board"),
}
DETAILS = {
    "reason": N_("reason"),
    "sure": N_("made sure"),
    "shelf": N_("shelf"),
    "other": N_("the other work"),
    "size_before": N_("size before"),
    "size_after": N_("size now"),
    "statement": N_("statement"),
    "title_before": N_("title before"),
    "title_after": N_("title now"),
    "title_en_before": N_("English title before"),
    "title_en_after": N_("English title now"),
    "name_before": N_("fingerprint of the name before"),
    "name_after": N_("fingerprint of the name now"),
    "ballots": N_("ballots"),
    "jurors": N_("jurors"),
    "works": N_("works"),
    "walls": N_("walls"),
    "sha256": N_("SHA-256"),
    "list_sha256": N_("SHA-256 of the list"),
    "rules_sha256": N_("SHA-256 of the rules"),
}


class LineView(msgspec.Struct, frozen=True):
    seq: int
    at: datetime
    who: str
    what: str
    subject: str
    detail: str


def line_views(lines: list[Line], names: Mapping[str, str]) -> list[LineView]:
    return [
        LineView(
            seq=line.seq,
            at=line.at,
            who=_who(line, names),
            what=translate(WORDS[line.action]) if line.action in WORDS else line.action,
            subject=names.get(line.subject, line.subject),
            detail=_detail(line),
        )
        for line in lines
    ]


def _who(line: Line, names: Mapping[str, str]) -> str:
    if line.actor == "system":
        return translate("the system")
    return names.get(line.actor) or translate("an entrant")


def _detail(line: Line) -> str:
    """The few details that a person reads; digests by their first twelve digits."""
    parts = []
    for key, words in DETAILS.items():
        value = line.detail.get(key)
        if value in (None, ""):
            continue
        if key == "reason":
            text = reason_words({"message": value, "params": line.detail.get("params", {})})
        elif key == "sure" and value in SURE:
            text = translate(SURE[value])
        else:
            text = number(value) if isinstance(value, int) else str(value)
        parts.append(f"{translate(words)} {text[:12] + '…' if 'sha256' in key else text}")
    return " · ".join(parts)
