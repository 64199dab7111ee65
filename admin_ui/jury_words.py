"""Panels with their assignment's report, and what to relax where there is none, in the reader's language. Pure."""

from __future__ import annotations

import uuid
from collections.abc import Mapping

import msgspec

from admin_ui.desk import Desk
from judging.contests.rules import CategoryRules, Judging
from judging.scoring.assignment import Infeasible
from judging.scoring.assignment.values import Lower, Raise, Short, Waive
from judging.scoring.desk import JurorContact
from judging.scoring.queries import JurorProgress, PanelProgress
from judging.web.formats import number
from judging.web.i18n import translate

FIRST = 6  # relaxations told one by one


class SeatView(msgspec.Struct, frozen=True):
    juror: JurorProgress
    contact: JurorContact | None


class PanelView(msgspec.Struct, frozen=True):
    """`begun` when a ballot was answered: the assignment can then no longer be drawn anew."""

    category: CategoryRules
    judging: Judging
    panel: PanelProgress
    seats: list[SeatView]
    entries: int
    unassigned: int
    report: list[tuple[str, str]]

    @property
    def begun(self) -> bool:
        return self.panel.answered > 0


def panel_views(
    desk: Desk, contacts: Mapping[uuid.UUID, JurorContact], lacking: Mapping[uuid.UUID, int]
) -> list[PanelView]:
    """The panels of the deciding round, by category."""
    view = desk.view
    found = []
    for panel in desk.panels:
        if panel.round_key != view.rules.final_round.key:
            continue
        category = view.rules.category(view.category_key(panel.category_id))
        counted = desk.counts.get(panel.category_id)
        found.append(
            PanelView(
                category=category,
                judging=view.rules.final_round.judging(category.key),
                panel=panel,
                seats=[SeatView(juror, contacts.get(juror.seat_id)) for juror in panel.jurors],
                entries=counted.accepted if counted else 0,
                unassigned=lacking.get(panel.category_id, 0),
                report=report_words(panel),
            )
        )
    return found


def report_words(panel: PanelProgress) -> list[tuple[str, str]]:
    """What the assignment says of itself; empty before there is one."""
    report = panel.report
    if not report:
        return []
    loads = [int(load) for load in report["loads"].values()]
    spread = f"{min(loads)}–{max(loads)}" if loads and min(loads) < max(loads) else str(max(loads, default=0))
    pairs = [
        (translate("Ballots"), number(report["ballots"])),
        (translate("Ballots a juror"), spread),
        (
            translate("Jurors can be compared"),
            translate("yes, all with all")
            if report["groups"] <= 1
            else translate("only within %(count)s groups", {"count": report["groups"]}),
        ),
    ]
    if report["anchors"]:
        pairs.append((translate("Works that every juror sees"), number(report["anchors"])))
    if report["variance"] is not None:
        pairs.append((translate("Variance of a difference in severity"), number(report["variance"], 3)))
    return pairs


def relaxation_words(error: Infeasible) -> list[str]:
    """Every change that would make an assignment possible, as a sentence."""
    words = [_relaxation(one) for one in error.relaxations[:FIRST]]
    more = len(error.relaxations) - len(words)
    return [*words, translate("and %(count)s more", {"count": more})] if more > 0 else words


def _relaxation(one: Raise | Lower | Waive | Short) -> str:
    if isinstance(one, Raise):
        return translate("Let %(juror)s judge %(by)s more than %(bound)s.", _named(one))
    if isinstance(one, Lower):
        return translate("Let %(juror)s judge %(by)s fewer than %(bound)s.", _named(one))
    if isinstance(one, Waive):
        return translate("Waive the conflict between %(juror)s and the work %(entry)s.", _named(one))
    return translate(
        "The work %(entry)s finds only %(found)s of %(needed)s jurors: seat more jurors without a conflict.",
        _named(one),
    )


def _named(one: msgspec.Struct) -> dict[str, object]:
    return {name: getattr(one, name) for name in one.__struct_fields__}
