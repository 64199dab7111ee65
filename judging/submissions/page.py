"""What the entrant's pages show, put together: how long is left, the receipt, and how an entry goes on."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import msgspec
from markupsafe import Markup

from judging import clock
from judging.contests.calendar import last_byte, moment
from judging.contests.enums import Media, Stage
from judging.contests.queries import ContestView
from judging.contests.rules import CategoryRules
from judging.settings import settings
from judging.submissions.enums import EntryState
from judging.submissions.own import EntryStatus
from judging.submissions.service import CHANGEABLE
from judging.submissions.verdict import reason_words
from judging.typesetting.qr import qr_inline
from judging.web.formats import day_month, format_date
from judging.web.i18n import N_, lookup
from media_store.outcome import SUFFIXES, Format

ACCEPT = {Media.IMAGE: "image/*", Media.AUDIO: "audio/*"}
SHOWN = 4  # figures in a group of a shortened digest


class Intake(msgspec.Struct, frozen=True):
    """Whether a contest takes entries at this moment, and from when until when."""

    opens: datetime
    deadline: datetime
    is_early: bool
    is_open: bool
    left: timedelta


def intake(view: ContestView) -> Intake:
    now = clock.now()
    opens, deadline = (moment(view.rules, at) for at in (view.rules.timeline.opens, view.rules.timeline.deadline))
    is_early = view.stage == Stage.DRAFT or (view.stage == Stage.OPEN and now < opens)
    is_open = view.stage == Stage.OPEN and opens <= now <= deadline
    return Intake(opens, deadline, is_early, is_open, deadline - now)


def accept(category: CategoryRules) -> str:
    """The `accept` of the file field: what the device offers first. It hides nothing from those who insist."""
    endings = sorted(f".{suffix}" for name in category.formats for suffix in SUFFIXES[Format(name)])
    return ",".join([*filter(None, [ACCEPT.get(category.media)]), *endings])


class ReceiptPage(msgspec.Struct, frozen=True):
    view: ContestView
    category: CategoryRules
    entry: EntryStatus
    pin: str

    @property
    def address(self) -> str:
        """Where the receipt lies: this is what its QR code says."""
        return f"{settings().public_url}/entry/{self.entry.code}"

    @property
    def qr(self) -> Markup:
        return Markup(qr_inline(self.address))  # noqa: S704 - made here, from our own address

    @property
    def short_digest(self) -> str:
        """`9c1f 40ab 77d2 … 0e53`."""
        groups = [self.entry.sha256[at : at + SHOWN] for at in (0, 4, 8, 60)]
        return f"{' '.join(groups[:3])} … {groups[3]}"

    @property
    def may_change(self) -> bool:
        """A file that began to be sent in time may arrive a little later, so replacing ends with the last byte."""
        taken = self.view.stage == Stage.OPEN and clock.now() <= last_byte(self.view.rules)
        return taken and self.entry.state in CHANGEABLE

    @property
    def is_open(self) -> bool:
        return intake(self.view).is_open

    @property
    def deadline(self) -> datetime:
        return moment(self.view.rules, self.view.rules.timeline.deadline)

    @property
    def reason(self) -> str:
        """Why a file waits for another one."""
        return reason_words(self.entry.reason)

    @property
    def timeline(self) -> list[dict[str, Any]]:
        """The way of an entry, for the timeline macro. The first step that is not done is now."""
        if self.entry.state in (EntryState.WITHDRAWN, EntryState.DISQUALIFIED):
            return []
        steps = [(lookup(text), when, done) for text, when, done in self._steps()]
        first_open = next((place for place, (_, _, done) in enumerate(steps) if not done), len(steps))
        states = ["done" if done else "now" if place == first_open else "later"
                  for place, (_, _, done) in enumerate(steps)]  # fmt: skip
        return [{"text": text, "when": when, "state": state}
                for (text, when, _), state in zip(steps, states, strict=True)]  # fmt: skip

    def _steps(self) -> list[tuple[str, str, bool]]:
        accepted = self.entry.state == EntryState.ACCEPTED
        steps = [(N_("File received"), "", True)]
        if accepted:
            steps.append((CHECKED[self.category.media], "", True))
        elif self.entry.state == EntryState.QUARANTINED:
            steps.append((N_("This file cannot be used yet: please send another one"), "", False))
        else:
            steps.append((N_("We are checking that the file opens"), "", False))
        if self.category.media == Media.IMAGE:
            steps.append((HAND_IN, "", self.view.reached(Stage.JUDGING)))
        steps.append((N_("Blind judging"), self._judging_days(), self.view.reached(Stage.BOARD)))
        announced = moment(self.view.rules, self.view.rules.timeline.announcement)
        steps.append((N_("Results"), format_date(announced), self.view.reached(Stage.ANNOUNCED)))
        return steps

    def _judging_days(self) -> str:
        rounds = self.view.rules.rounds
        first, last = moment(self.view.rules, rounds[0].opens), moment(self.view.rules, rounds[-1].closes)
        return f"{day_month(first)} – {day_month(last)}"


CHECKED = {
    Media.IMAGE: N_("File checked, the picture can be seen"),
    Media.AUDIO: N_("File checked, the recording can be heard"),
    Media.TEXT: N_("File checked, the text can be read"),
    Media.DOCUMENT: N_("File checked, the document can be read"),
}
HAND_IN = N_("Hand the original in at your school or ward, with this slip on its back")
