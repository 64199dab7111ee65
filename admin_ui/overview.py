"""The overview of one contest: categories, what needs a person, jurors' progress, what was just checked."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping

import msgspec

from admin_ui.desk import Desk
from admin_ui.stages import StageLine, headline, lede, stage_line
from admin_ui.steps import Facts, Step, next_step
from judging import clock
from judging.awards import queries as awards
from judging.contests.enums import Stage
from judging.contests.rules import CategoryRules
from judging.operations.queries import Integrity, integrity
from judging.scoring import desk as jury_desk
from judging.scoring.queries import JurorProgress, PanelProgress
from judging.submissions import checkin_queries as originals
from judging.submissions import desk as entry_desk
from judging.submissions.checkin import pictures_of
from judging.web.formats import bilingual, number
from judging.web.i18n import translate, translate_plural

NAMED = 5  # codes in a line; the command line tells all
BEHIND = 0.6  # a juror who has done less than this share of what the others did is shown in red


class CategoryRow(msgspec.Struct, frozen=True):
    category: CategoryRules
    entries: int
    answered: int
    assigned: int

    @property
    def share(self) -> float | None:
        return self.answered / self.assigned if self.assigned else None


class Call(msgspec.Struct, frozen=True):
    """Something that needs a person: how many, what, what to do."""

    count: int
    text: str
    hint: str
    href: str = ""
    urgent: bool = False


class Overview(msgspec.Struct, frozen=True):
    title: str
    lede: str
    line: StageLine
    step: Step | None
    rows: list[CategoryRow]
    total: CategoryRow | None
    calls: list[Call]
    panel: PanelProgress | None
    panel_name: str
    newest: list[entry_desk.Newest]
    stored: Integrity | None

    @property
    def behind(self) -> float:
        """Who has a smaller share than this lags behind the panel."""
        return BEHIND * share_of(self.panel.answered, self.panel.assigned) if self.panel else 0.0


def share_of(part: int, whole: int) -> float:
    return part / whole if whole else 0.0


class Outcome(msgspec.Struct, frozen=True):
    """Of the result, only what the overview tells."""

    computed: bool = False
    ties: int = 0


async def overview(desk: Desk) -> Overview:
    view, now = desk.view, clock.now()
    unassigned = await jury_desk.unassigned(view.id) if view.reached(Stage.CHECKING) else {}
    outcome = await _outcome(desk)
    facts = Facts(desk=desk, unassigned=unassigned, computed=outcome.computed, ties=outcome.ties, now=now)
    rows = [_row(desk, category) for category in view.rules.categories]
    judged = share_of(sum(row.answered for row in rows), sum(row.assigned for row in rows))
    panel = most_open(desk.panels)
    attention = await entry_desk.attention(view.id)
    stored = await integrity(view.id) if desk.sees_entries else None
    return Overview(
        title=headline(view),
        lede=lede(view, now),
        line=stage_line(view, accepted=desk.accepted, judged=judged if panel else None),
        step=next_step(facts),
        rows=rows,
        total=_total(rows),
        calls=[
            *stored_calls(stored),
            *calls(desk, attention, unassigned, outcome),
            *await _desk_calls(desk, attention.alike),
        ],
        panel=panel,
        panel_name=bilingual(view.rules.category(view.category_key(panel.category_id)), "name") if panel else "",
        newest=await entry_desk.newest(view.id) if desk.sees_entries else [],
        stored=stored,
    )


async def facts_of(desk: Desk) -> Facts:
    """What the next step depends on."""
    unassigned = await jury_desk.unassigned(desk.view.id) if desk.view.reached(Stage.CHECKING) else {}
    outcome = await _outcome(desk)
    return Facts(desk=desk, unassigned=unassigned, computed=outcome.computed, ties=outcome.ties, now=clock.now())


async def _outcome(desk: Desk) -> Outcome:
    if desk.sealed:
        return Outcome()
    result = await awards.result(desk.view)
    return Outcome(computed=bool(result.categories), ties=result.waiting)


def _row(desk: Desk, category: CategoryRules) -> CategoryRow:
    category_id = desk.view.category_ids[category.key]
    panels = [panel for panel in desk.panels if panel.category_id == category_id]
    found = desk.counts.get(category_id)
    return CategoryRow(
        category=category,
        entries=found.accepted if found else 0,
        answered=sum(panel.answered for panel in panels),
        assigned=sum(panel.assigned for panel in panels),
    )


def most_open(panels: list[PanelProgress]) -> PanelProgress | None:
    """The panel with the most ballots still open, else the largest; None while nothing is assigned."""
    working = [panel for panel in panels if panel.assigned]
    return max(working, key=lambda panel: (panel.assigned - panel.answered, panel.assigned), default=None)


def calls(
    desk: Desk, attention: entry_desk.Attention, unassigned: Mapping[uuid.UUID, int], outcome: Outcome
) -> Iterator[Call]:
    """What needs a person, the urgent first."""
    entries = f"{desk.path}/entries" if desk.sees_entries else ""
    if outcome.ties:
        yield Call(
            outcome.ties, translate("Works tied at the edge of a prize"),
            translate("the board puts them in an order, with its reason"), f"{desk.path}/result#board", urgent=True,
        )  # fmt: skip
    if attention.quarantined:
        yield Call(
            attention.quarantined, translate("Files that could not be accepted"),
            translate("their senders were told why; help them before the deadline")
            if desk.view.stage == Stage.OPEN
            else translate("their senders were told why"),
            entries and f"{entries}?status=quarantined", urgent=True,
        )  # fmt: skip
    if lacking := sum(unassigned.values()):
        yield Call(
            lacking, translate("Works without a juror"), translate("assign them before judging opens"),
            f"{desk.path}/jury", urgent=True,
        )  # fmt: skip
    yield from _jury_calls(desk)
    yield from _prize_calls(desk)
    if attention.waiting:
        yield Call(
            attention.waiting, translate("Files being checked now"),
            translate("nothing to do; it takes seconds a file"), entries and f"{entries}?status=received",
        )  # fmt: skip
    if attention.leaking:
        yield Call(
            attention.leaking, translate("Originals that tell who made them"),
            translate("jurors get copies that were made anew without it"), entries and f"{entries}?status=accepted",
        )  # fmt: skip


def stored_calls(stored: Integrity | None) -> Iterator[Call]:
    """Files in the store that are no longer what they were: only a backup brings an original back."""
    if stored is not None and (codes := stored.broken_originals):
        yield Call(
            len(codes), translate("Originals that are not as they were received"),
            translate(
                "%(codes)s: whoever runs the server gets them back from a backup (bangvang store repair)",
                {"codes": shortened(codes)},
            ),
            urgent=True,
        )  # fmt: skip
    if stored is not None and (codes := stored.broken_copies):
        yield Call(
            len(codes), translate("Works whose judging copies are damaged"),
            translate("%(codes)s: they are made anew from the originals by themselves", {"codes": shortened(codes)}),
        )  # fmt: skip


def shortened(codes: list[str]) -> str:
    return ", ".join(codes[:NAMED]) + (" …" if len(codes) > NAMED else "")


def _jury_calls(desk: Desk) -> Iterator[Call]:
    seats = [juror for panel in desk.panels for juror in panel.jurors]
    recused = [juror for juror in seats if juror.recused]
    if recused:
        works = sum(juror.recused for juror in recused)
        yield Call(
            len(recused),
            translate_plural("Juror who stepped back from works", "Jurors who stepped back from works", len(recused)),
            translate("%(count)s works in all; every other ballot stays", {"count": number(works)}),
            f"{desk.path}/jury", urgent=True,
        )  # fmt: skip
    idle = [juror for juror in seats if juror.assigned and not juror.answered]
    if desk.view.stage == Stage.JUDGING and idle:
        yield Call(
            len(idle), translate("Seats where nobody has begun to judge"),
            translate("ask whether the invitation has arrived"), f"{desk.path}/jury",
        )  # fmt: skip


async def _desk_calls(desk: Desk, pairs: int) -> list[Call]:
    """Before all is public: pairs to be decided, and originals that are missed where the desk checks them in."""
    if desk.view.reached(Stage.ANNOUNCED):
        return []
    found = []
    if pairs:
        alike = f"{desk.path}/alike" if desk.sees_entries else ""
        found.append(
            Call(pairs, translate("Pairs of works that are alike"), translate("look at both and decide"), alike)
        )
    missing = (await originals.tally(pictures_of(desk.view))).missing
    where = f"{desk.path}/checkin/missing" if desk.sees_entries else ""
    hint = translate("works that hang must be here; their units stand in the list")
    if missing:
        found.append(Call(missing, translate("Originals that have not come"), hint, where))
    return found


def _prize_calls(desk: Desk) -> Iterator[Call]:
    """Categories that cannot fill their prizes, once it is known which works they have."""
    if not desk.view.reached(Stage.CHECKING):
        return
    thin = [row for row in (_row(desk, category) for category in desk.view.rules.categories)
            if row.entries < row.category.places]  # fmt: skip
    if thin:
        names = ", ".join(f"{bilingual(row.category, 'name')} {row.entries}/{row.category.places}" for row in thin)
        yield Call(len(thin), translate("Categories with fewer works than prizes"), names)


def _total(rows: list[CategoryRow]) -> CategoryRow | None:
    """The last line of the table; a contest of one category needs none."""
    if len(rows) < 2:
        return None
    return msgspec.structs.replace(
        rows[0],
        entries=sum(row.entries for row in rows),
        answered=sum(row.answered for row in rows),
        assigned=sum(row.assigned for row in rows),
    )


def lags(juror: JurorProgress, behind: float) -> bool:
    return bool(juror.assigned) and share_of(juror.answered, juror.assigned) < behind
