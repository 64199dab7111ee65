"""The one next step of a contest, with what is still missing for it. Pure."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping
from datetime import datetime

import msgspec

from admin_ui.desk import Desk
from judging.contests.calendar import last_byte, moment
from judging.contests.enums import Stage
from judging.web.formats import bilingual, format_datetime, number
from judging.web.i18n import translate


class Check(msgspec.Struct, frozen=True):
    """A line of the checklist. What `must` be holds the step back; the rest is a warning."""

    text: str
    ok: bool
    must: bool = False


class Step(msgspec.Struct, frozen=True):
    """`final` steps cannot be undone: they are confirmed by typing. With `leads` the step is done on another page."""

    key: str
    title: str
    text: str
    button: str
    checks: list[Check] = []
    final: bool = False
    leads: str = ""

    @property
    def ready(self) -> bool:
        return all(check.ok or not check.must for check in self.checks)


class Facts(msgspec.Struct, frozen=True):
    """What the step depends on. `computed` once there is a result; `ties` wait for the board."""

    desk: Desk
    unassigned: Mapping[uuid.UUID, int]
    computed: bool
    ties: int
    now: datetime


def next_step(facts: Facts) -> Step | None:
    """None when everything has been done."""
    stage = facts.desk.view.stage
    seated = any(panel.jurors for panel in facts.desk.panels)
    if stage == Stage.DRAFT:
        return _open(facts)
    if stage in (Stage.OPEN, Stage.CHECKING) and not seated:
        return _invite(facts)
    if stage == Stage.OPEN:
        return _close(facts)
    if stage == Stage.CHECKING:
        return _assign(facts) if facts.unassigned else _judge(facts)
    if stage == Stage.JUDGING:
        return _board(facts)
    if stage == Stage.BOARD:
        return _sign(facts) if facts.computed else _compute()
    return _announce() if stage == Stage.APPROVED else None


def _open(facts: Facts) -> Step:
    return Step(
        "open",
        translate("Open the contest"),
        translate("From now on entries are taken. The rules are frozen: nobody can change them any more."),
        translate("Open the contest"),
        list(_before_opening(facts)),
        final=True,
    )


def _before_opening(facts: Facts) -> Iterator[Check]:
    rules = facts.desk.view.rules
    figures = {"categories": len(rules.categories), "prizes": rules.places, "jurors": len(rules.jurors)}
    yield Check(
        translate("The file is complete: %(categories)s categories, %(prizes)s prizes, %(jurors)s jurors.", figures),
        True,
    )
    judged = {panel.category for panel in rules.panels}
    lacking = [bilingual(category, "name") for category in rules.categories if category.key not in judged]
    yield Check(
        translate("These categories have no jury yet: %(names)s.", {"names": ", ".join(lacking)})
        if lacking
        else translate("Every category has a jury."),
        not lacking,
        must=True,
    )
    deadline = moment(rules, rules.timeline.deadline)
    when = {"when": format_datetime(deadline, rules.contest.time_zone)}
    ahead = deadline > facts.now
    yield Check(
        translate("The deadline is ahead: %(when)s.", when)
        if ahead
        else translate("The deadline, %(when)s, has passed already: nothing could be sent.", when),
        ahead,
    )
    reachable = bool(rules.contest.email or rules.contest.phone)
    yield Check(
        translate("Entrants find an address for questions.")
        if reachable
        else translate("There is no e-mail or telephone for entrants' questions."),
        reachable,
    )


def _invite(facts: Facts) -> Step:
    return Step(
        "invite",
        translate("Invite the jurors"),
        translate(
            "Each of the %(count)s jurors gets a letter with a link of their own.",
            {"count": len(facts.desk.view.rules.jurors)},
        ),
        translate("Send the invitations"),
    )


def _close(facts: Facts) -> Step:
    rules = facts.desk.view.rules
    passed = last_byte(rules) <= facts.now
    when = {"when": format_datetime(moment(rules, rules.timeline.deadline), rules.contest.time_zone)}
    checks = [
        Check(
            translate("The deadline has passed.")
            if passed
            else translate("Entrants were promised time until %(when)s.", when),
            passed,
        ),
        _all_checked(facts),
    ]
    return Step(
        "close",
        translate("Close intake"),
        translate("No entry is taken, changed or withdrawn any more."),
        translate("Close intake"),
        checks,
        final=True,
    )


def _all_checked(facts: Facts) -> Check:
    waiting = facts.desk.waiting
    return Check(
        translate("%(count)s files are still being checked.", {"count": number(waiting)})
        if waiting
        else translate("Every file has been checked."),
        not waiting,
    )


def _assign(facts: Facts) -> Step:
    return Step(
        "assign",
        translate("Assign the works"),
        translate(
            "%(count)s works have no juror yet. The fairest assignment that keeps every conflict out is computed.",
            {"count": number(sum(facts.unassigned.values()))},
        ),
        translate("To the jury"),
        [_all_checked(facts)],
        leads=f"{facts.desk.path}/jury",
    )


def _judge(facts: Facts) -> Step:
    empty = [
        bilingual(category, "name")
        for category in facts.desk.view.rules.categories
        if facts.desk.view.category_ids[category.key] not in facts.desk.counts
    ]
    checks = [Check(translate("Every accepted work has its jurors."), True), _all_checked(facts)]
    if empty:
        checks.append(Check(translate("There is no work in: %(names)s.", {"names": ", ".join(empty)}), False))
    return Step(
        "judge",
        translate("Open judging"),
        translate("Jurors see their works by blind code, each in an order of their own, and may give marks."),
        translate("Open judging"),
        checks,
        final=True,
    )


def _board(facts: Facts) -> Step:
    answered = sum(panel.answered for panel in facts.desk.panels)
    assigned = sum(panel.assigned for panel in facts.desk.panels)
    unfinished = sum(1 for panel in facts.desk.panels for juror in panel.jurors if juror.finished_at is None)
    figures = {"answered": number(answered), "assigned": number(assigned)}
    checks = [
        Check(translate("%(answered)s of %(assigned)s ballots are answered.", figures), answered >= assigned),
        Check(
            translate("%(count)s seats have not handed in.", {"count": unfinished})
            if unfinished
            else translate("All jurors have handed in."),
            not unfinished,
        ),
    ]
    return Step(
        "board",
        translate("Close the round"),
        translate(
            "Marks can no longer be changed. What is not answered counts as no mark. Scores are opened to the board."
        ),
        translate("Close the round"),
        checks,
        final=True,
    )


def _compute() -> Step:
    return Step(
        "compute",
        translate("Compute the result"),
        translate("Ranks by the method of the rules, prizes by the plan. Computing it again gives the same."),
        translate("Compute the result"),
    )


def _sign(facts: Facts) -> Step:
    settled = not facts.ties
    return Step(
        "sign",
        translate("Sign the list of blind codes") if settled else translate("Settle the ties"),
        translate("Names open with the signature and not before.")
        if settled
        else translate(
            "%(count)s works share a place at the edge of a prize. The board decides.", {"count": facts.ties}
        ),
        translate("To the result"),
        leads=f"{facts.desk.path}/result#board",
    )


def _announce() -> Step:
    return Step(
        "announce",
        translate("Announce the winners"),
        translate("Names, prizes and the online exhibition become public at once."),
        translate("Announce the winners"),
        final=True,
    )
