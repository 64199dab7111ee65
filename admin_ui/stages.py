"""The stage line of a contest and the sentence above it, in the reader's language. Pure."""

from __future__ import annotations

from datetime import datetime

import msgspec

from judging.contests.calendar import moment
from judging.contests.enums import Stage
from judging.contests.queries import ContestView
from judging.contests.rules import ContestRules
from judging.web.formats import bilingual, day_month, duration, format_datetime, number, percent
from judging.web.i18n import N_, active_locale, translate

STAGE_NAMES = {
    Stage.DRAFT: N_("Being prepared"),
    Stage.OPEN: N_("Taking entries"),
    Stage.CHECKING: N_("Checking"),
    Stage.JUDGING: N_("Judging"),
    Stage.BOARD: N_("With the board"),
    Stage.APPROVED: N_("Signed"),
    Stage.ANNOUNCED: N_("Announced"),
}
LEAST_SHOWN = 0.12  # of a stage: one that has just begun is seen to have begun


class StageItem(msgspec.Struct, frozen=True):
    name: str
    note: str
    current: bool


class StageLine(msgspec.Struct, frozen=True):
    """`share` of the whole line that is behind us."""

    items: list[StageItem]
    share: float


def stage_name(stage: Stage) -> str:
    return translate(STAGE_NAMES[stage])


def stage_line(view: ContestView, *, accepted: int, judged: float | None) -> StageLine:
    """`judged` is the answered share of all ballots, None before there are any."""
    rules = view.rules
    line = rules.timeline
    rounds = [
        (bilingual(one, "name"), _round_note(rules, place, view, judged)) for place, one in enumerate(rules.rounds)
    ]
    items = [
        (translate("Intake"), _days(line.opens, line.deadline)),
        (translate("Check"), translate("%(count)s accepted", {"count": number(accepted)})),
        *rounds,
        (translate("Board"), day_month(line.board.date()) if line.board else "–"),
        (translate("Announcement"), day_month(line.announcement.date())),
    ]
    current = _current(view.stage, len(rounds))
    within = max(LEAST_SHOWN, judged or 0.0) if view.stage == Stage.JUDGING else 0.5
    share = 1.0 if view.stage == Stage.ANNOUNCED else max(0.0, (current + within) / len(items))
    shown = [StageItem(name, note, place == current) for place, (name, note) in enumerate(items)]
    return StageLine(shown, share)


def _current(stage: Stage, rounds: int) -> int:
    if stage == Stage.DRAFT:
        return -1
    places = {Stage.OPEN: 0, Stage.CHECKING: 1, Stage.JUDGING: 1 + rounds, Stage.BOARD: 2 + rounds}
    return places.get(stage, 3 + rounds)


def _round_note(rules: ContestRules, place: int, view: ContestView, judged: float | None) -> str:
    round_ = rules.rounds[place]
    if place == len(rules.rounds) - 1 and view.reached(Stage.JUDGING) and judged is not None:
        return translate("%(share)s of ballots", {"share": percent(judged)})
    return _days(round_.opens, round_.closes)


def _days(first: datetime, last: datetime) -> str:
    """Local days of the contest file, which stand in its own zone already."""
    return f"{day_month(first.date())} – {day_month(last.date())}"


def headline(view: ContestView) -> str:
    if view.stage == Stage.JUDGING:
        name = bilingual(view.rules.final_round, "name")
        within = name[:1].lower() + name[1:] if active_locale() == "vi" else name
        return translate("%(round)s is being judged", {"round": within})
    return translate(
        {
            Stage.DRAFT: N_("The contest is being prepared"),
            Stage.OPEN: N_("Entries are being taken"),
            Stage.CHECKING: N_("Entries are being checked"),
            Stage.BOARD: N_("The result lies with the board"),
            Stage.APPROVED: N_("The result has been signed"),
            Stage.ANNOUNCED: N_("The winners have been announced"),
        }[view.stage]
    )


def lede(view: ContestView, now: datetime) -> str:
    """What the present stage means, and how long it lasts."""
    rules = view.rules
    if view.stage == Stage.OPEN:
        return _until(rules, rules.timeline.deadline, now, N_("%(left)s left; the deadline is %(when)s."),
                      N_("The deadline, %(when)s, has passed. Intake may be closed."))  # fmt: skip
    if view.stage == Stage.JUDGING:
        return _until(rules, rules.final_round.closes, now,
                      N_("%(left)s left. Scores are sealed until the round closes, %(when)s."),
                      N_("The round was to end %(when)s. Scores are sealed until you close it."))  # fmt: skip
    return translate(
        {
            Stage.DRAFT: N_("The rules may still change. Opening the contest freezes them."),
            Stage.CHECKING: N_("Intake is closed. Jurors are invited and works assigned before judging opens."),
            Stage.BOARD: N_("Scores are closed. The board sees blind codes only; names open when it has signed."),
            Stage.APPROVED: N_("Names are open to you. The public sees them when you announce the winners."),
            Stage.ANNOUNCED: N_(
                "Names and prizes are public. Print the award list, hang the works, publish the catalogue."
            ),
        }[view.stage]
    )


def _until(rules: ContestRules, local: datetime, now: datetime, before: str, after: str) -> str:
    end = moment(rules, local)
    when = format_datetime(end, rules.contest.time_zone)
    if end > now:
        return translate(before, {"left": duration(end - now), "when": when})
    return translate(after, {"when": when})
