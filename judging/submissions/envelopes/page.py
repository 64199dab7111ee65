"""What an envelope's page shows, put together."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

import msgspec

from judging.contests.queries import ContestView
from judging.contests.rules import CategoryRules
from judging.submissions.enums import EntryState
from judging.submissions.envelopes.columns import SIZE, columns_of
from judging.submissions.envelopes.enums import MatchedBy, RowState
from judging.submissions.envelopes.queries import Contents, EnvelopeView, Refusal, Row, WaitingFile
from judging.submissions.envelopes.rules import Finding
from judging.submissions.page import Intake, accept, intake
from judging.submissions.verdict import reason_words
from judging.web.i18n import N_, lookup, translate, translate_plural, use_zone

ROWS_OF_PAGE: Final = 100
LOOSE_OF_PAGE: Final = 24
PRINTED_AT_ONCE: Final = 400  # lines of a PDF that is waited for
CHOICES: Final = 400  # rows that are offered for a file

MATCHED: Final = {
    MatchedBy.SLIP: N_("by the slip in the photo"),
    MatchedBy.CODE: N_("by the code in its name"),
    MatchedBy.NAME: N_("by the pupil's name"),
    MatchedBy.HAND: N_("by hand"),
}
STATES: Final = {
    RowState.NO_FILE: (N_("no file yet"), "idle"),
    RowState.SEVERAL_FILES: (N_("several files: please keep one"), "call"),
    RowState.READY: (N_("ready to be sent"), "wait"),
    RowState.REFUSED: (N_("could not be sent"), "call"),
    RowState.SENT: (N_("received"), "ok"),
}
ENTRY_STATES: Final = {
    EntryState.RECEIVED: (N_("received, being looked at"), "ok"),
    EntryState.ACCEPTED: (N_("received and checked"), "ok"),
    EntryState.QUARANTINED: (N_("needs another file"), "call"),
    EntryState.WITHDRAWN: (N_("taken back"), "idle"),
    EntryState.DISQUALIFIED: (N_("takes no part"), "idle"),
}

#: What was done, by the word in the address; a sentence for each count that is not 0.
NEWS: Final = {
    "roster": (
        (N_("The roster is in: %(num)s new line."), N_("The roster is in: %(num)s new lines.")),
        (N_("%(num)s line is kept."), N_("%(num)s lines are kept.")),
        (N_("%(num)s line is gone."), N_("%(num)s lines are gone.")),
        (
            N_("%(num)s line was sent already and is left as it is."),
            N_("%(num)s lines were sent already and are left as they are."),
        ),
    ),
    "sent": (
        (N_("%(num)s work has been received."), N_("%(num)s works have been received.")),
        (
            N_("%(num)s work could not be sent; its line says why."),
            N_("%(num)s works could not be sent; their lines say why."),
        ),
    ),
    "file": (
        (N_("%(num)s file has arrived."), N_("%(num)s files have arrived.")),
        (N_("%(num)s file was not taken."), N_("%(num)s files were not taken.")),
    ),
}


class EnvelopePage(msgspec.Struct, frozen=True):
    view: ContestView
    envelope: EnvelopeView
    contents: Contents
    refusal: Refusal | None
    intake: Intake
    number: int
    done: tuple[str, ...]
    left: int

    @classmethod
    def of(
        cls, view: ContestView, envelope: EnvelopeView, contents: Contents, refusal: Refusal | None, *, page: str,
        done: str, left: str,
    ) -> EnvelopePage:  # fmt: skip
        use_zone(view.rules.contest.time_zone)
        last = max(1, -(-len(contents.rows) // ROWS_OF_PAGE))
        wanted = int(page) if re.fullmatch(r"[0-9]{1,4}", page) else 1
        told = tuple(done.split("-")) if re.fullmatch(r"(?:roster|sent|file)(?:-[0-9]{1,5}){1,4}", done) else ()
        remaining = int(left) if re.fullmatch(r"[0-9]{1,5}", left) else 0
        return cls(view, envelope, contents, refusal, intake(view), min(max(1, wanted), last), told, remaining)

    @property
    def address(self) -> str:
        return f"/envelopes/{self.envelope.id}"

    @property
    def pages(self) -> int:
        return max(1, -(-len(self.contents.rows) // ROWS_OF_PAGE))

    @property
    def rows(self) -> list[Row]:
        return self.contents.rows[(self.number - 1) * ROWS_OF_PAGE : self.number * ROWS_OF_PAGE]

    @property
    def loose(self) -> list[WaitingFile]:
        return self.contents.loose[:LOOSE_OF_PAGE]

    @property
    def choices(self) -> list[Row]:
        """To whom a file may be given: those without one first."""
        free = [row for row in self.contents.rows if row.state != RowState.SENT]
        return sorted(free, key=lambda row: row.state != RowState.NO_FILE)[:CHOICES]

    @property
    def parts(self) -> int:
        """Into how many files slips and rosters are divided."""
        return -(-len(self.contents.rows) // PRINTED_AT_ONCE)

    @property
    def receipt_parts(self) -> int:
        return -(-len(self.contents.sent) // PRINTED_AT_ONCE)

    @property
    def looking(self) -> int:
        """Files in which nobody has looked for a slip yet."""
        waiting = [*self.contents.loose, *(file for row in self.contents.rows for file in row.files)]
        return sum(file.looked_at is None for file in waiting)

    @property
    def pupils(self) -> int:
        return len({(row.name, row.birth_year, row.class_name) for row in self.contents.rows})

    @property
    def largest(self) -> CategoryRules:
        """The category whose files may be largest: of its size a file may be when nobody knows yet whose it is."""
        return max(self.view.rules.categories, key=lambda category: category.max_mb)

    @property
    def accept(self) -> str:
        return ",".join(dict.fromkeys(part for one in self.view.rules.categories for part in accept(one).split(",")))

    @property
    def upload_address(self) -> str:
        return f"/c/{self.view.slug}/enter/{self.largest.key}/uploads"

    def category(self, row: Row) -> CategoryRules:
        return self.view.rules.category(self.view.category_key(row.category_id))

    def state_words(self, row: Row) -> tuple[str, str]:
        """(words, tone)."""
        words, tone = STATES[row.state]
        if row.entry_state:
            words, tone = ENTRY_STATES[EntryState(row.entry_state)]
        return lookup(words), tone

    def matched_words(self, file: WaitingFile) -> str:
        return lookup(MATCHED[file.matched_by]) if file.matched_by else ""

    def reason(self, told: Mapping[str, Any] | None) -> str:
        return reason_words(told)

    def doubt(self, file: WaitingFile) -> str:
        return reason_words(file.doubt)

    def perhaps(self, file: WaitingFile) -> str:
        """The row that may be meant, for the choice to begin with."""
        return str(file.doubt.get("perhaps", "")) if file.doubt else ""

    def said(self, finding: Finding) -> str:
        return translate(finding.message, dict(finding.params))

    def head(self, finding: Finding) -> str:
        """The head of the column in which a finding stands."""
        return next((lookup(one.head) for one in (*columns_of(self.view.rules), SIZE) if one.key == finding.key), "")

    @property
    def news(self) -> str:
        """What was just done, in sentences; what was not done at all is not told."""
        if not self.done:
            return ""
        sentences = NEWS[self.done[0]]
        told = [(words, int(count)) for words, count in zip(sentences, self.done[1:], strict=False) if int(count)]
        return " ".join(translate_plural(*words, count) for words, count in told)
