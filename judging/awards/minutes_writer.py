"""The board's minutes from what is on record, in one language: by code until names are open, with names afterwards."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

import msgspec

from judging.awards.deliberation.queries import Meeting, Member, MotionView
from judging.awards.deliberation.words import breach_words, change_words, head, outcome_words
from judging.awards.printing.minutes_values import Item, Minutes, Prize, Section, Table
from judging.awards.printing.minutes_words import WORDS, spoken_day, spoken_time
from judging.awards.queries import CategoryResult, ContestResult, ResultEntry
from judging.awards.sealing.queries import SettledTie
from judging.awards.sentences import Lang
from judging.contests import methods
from judging.contests.queries import ContestView
from judging.typesetting.formats import number

Names = Mapping[uuid.UUID, tuple[str, str]]
"""{entry: (author, unit)} as they may be printed; empty until names are open."""


class Record(msgspec.Struct, frozen=True):
    """Everything that the minutes tell, apart from the result."""

    members: list[Member]
    meeting: Meeting | None
    ties: list[SettledTie]
    motions: list[MotionView]
    now: datetime


class Writer:
    """Writes the minutes in a language; times are those of the contest's zone."""

    def __init__(self, view: ContestView, result: ContestResult, found: Record, names: Names, lang: Lang) -> None:
        self.view, self.result, self.found, self.names, self.lang = view, result, found, names, lang
        self.zone = ZoneInfo(view.rules.contest.time_zone)

    def minutes(self) -> Minutes:
        contest = self.view.rules.contest
        ended = max((one.at for one in self.result.approvals), default=None)
        day = self._local(ended or self.found.now).date()
        place = contest.place.in_language(self.lang)
        meeting = self.found.meeting
        return Minutes(
            lang=self.lang,
            day=day,
            agency=contest.organiser.in_language(self.lang),
            date_line=f"{place[:1].upper()}{place[1:]}, {spoken_day(day, self.lang, official=True)}",
            about=self._say("about", contest=contest.name.in_language(self.lang)),
            facts=tuple(self._facts(meeting)),
            sections=(self._method(), self._ties(), self._motions(), self._result(), self._approval()),
            closing=self._say("ended", when=self._when(ended)) if ended else self._say("not_ended"),
            secretary=meeting.minute_taker if meeting else "",
            chair=meeting.chair.name if meeting else "",
            names_open=bool(self.names),
        )

    def _facts(self, meeting: Meeting | None) -> list[tuple[str, str]]:
        if meeting is None:
            members = ", ".join(one.name for one in self.found.members) or "–"
            return [(self._say("board"), members), (self._say("present"), self._say("not_noted"))]
        present = ", ".join(one.name for one in meeting.present)
        counted = self._say("counted", present=len(meeting.present), members=len(self.found.members))
        facts = [
            (self._say("began"), self._when(meeting.began_at)),
            (self._say("place"), meeting.place),
            (self._say("chair"), meeting.chair.name),
            (self._say("present"), f"{present} ({counted})"),
            (self._say("guests"), "; ".join(meeting.guests)),
            (self._say("taker"), meeting.minute_taker),
        ]
        return [(name, text) for name, text in facts if text]

    def _method(self) -> Section:
        """The method once where it is the same everywhere, else with each category."""
        categories = self.view.rules.categories
        how = {one.key: self._how(one.key) for one in categories}
        same = len(set(how.values())) == 1
        lines = tuple(
            f"{one.name.in_language(self.lang)}: {self._counted(one.key)}{'' if same else ' ' + how[one.key]}"
            for one in categories
        )
        told = f"{self._say('blind')} {how[categories[0].key]}" if same else self._say("blind")
        return Section(self._say("method"), told, (Item(self._say("counts"), lines),))

    def _how(self, key: str) -> str:
        return methods.explained(self.view.rules.final_round.judging(key)).in_language(self.lang)

    def _counted(self, key: str) -> str:
        entries = self.result.category(key).entries
        return self._say("works", works=len(entries), ballots=sum(one.ballots for one in entries))

    def _ties(self) -> Section:
        items = []
        for tie in self.found.ties:
            category = self.view.rules.category(tie.category)
            order = "; ".join(f"{place}) {self._work(tie.category, code)}" for place, code in enumerate(tie.order, 1))
            lines = (self._say("order", order=order), self._say("why", why=tie.statement))
            items.append(Item(f"{category.name.in_language(self.lang)}, {self._when(tie.at)}", lines))
        return Section(self._say("ties"), "" if items else self._say("no_ties"), tuple(items))

    def _motions(self) -> Section:
        items = tuple(self._motion(one) for one in self.found.motions)
        rules = self.view.rules.voting
        told = self._say("voting", quorum=rules.quorum, majority=rules.majority)
        return Section(self._say("motions"), told if items else self._say("no_motions"), items)

    def _motion(self, motion: MotionView) -> Item:
        category = self.view.rules.category(motion.category)
        lines = [
            self._say("proposed", name=motion.proposer.name, when=self._when(motion.proposed_at)),
            *(f"{self._work(motion.category, one.code)}: {change_words(one, category, self.lang)}."
              for one in motion.changes),
            self._say("why", why=motion.reason),
            *(self._say("breach", what=breach_words(one, category, self.lang)) for one in motion.breaches),
        ]  # fmt: skip
        if motion.votes:
            lines.append("; ".join(self._votes(motion, vote) for vote in ("for", "against", "abstain")) + ".")
        if motion.outcome and motion.closed_at:
            what = outcome_words(motion.outcome, self.lang)
            lines.append(self._say("outcome", what=what, when=self._when(motion.closed_at)))
        else:
            lines.append(self._say("pending"))
        name = category.name.in_language(self.lang)
        return Item(
            f"{self._say('motion', number=motion.number)} ({name}): {head(motion, category, self.lang)}", tuple(lines)
        )

    def _votes(self, motion: MotionView, vote: str) -> str:
        names = ", ".join(motion.names(vote))
        return f"{self._say(vote)}: {motion.count(vote)}" + (f" ({names})" if names else "")

    def _result(self) -> Section:
        told = self._say("open" if self.names else "closed")
        tables = tuple(self._table(one) for one in self.result.categories)
        if any(prize.decided for table in tables for prize in table.prizes):
            told = f"{told} {self._say('star')}"
        return Section(self._say("result"), told, (), tables)

    def _table(self, found: CategoryResult) -> Table:
        category = self.view.rules.category(found.key)
        rows: list[Prize] = []
        for tier in category.tiers:
            won = [one for one in found.entries if one.tier == tier.key]
            name = tier.name.in_language(self.lang)
            rows += [self._prize(name, one, scored=not methods.unit(found.method)) for one in won]
            if len(won) < tier.quota:
                left = self._say("not_awarded", count=tier.quota - len(won))
                rows.append(Prize(name, "", left, "", "", decided=False))
        return Table(category.name.in_language(self.lang), tuple(rows))

    def _prize(self, name: str, entry: ResultEntry, *, scored: bool) -> Prize:
        """`scored`: in points of the mark scale; what is told in anything else would read as points here."""
        author, unit = self.names.get(entry.entry_id, ("", ""))
        who = ", ".join(part for part in (author, unit) if part)
        score = number(entry.score, self.lang, decimals=2) if scored and entry.score is not None else ""
        return Prize(name, entry.blind_code, entry.title, who, score, decided=entry.plan is not None)

    def _approval(self) -> Section:
        items = tuple(
            Item(
                self._say("signed", name=one.name, when=self._when(one.at)),
                tuple(line for line in (one.statement, self._say("digest", sha256=one.list_sha256)) if line),
            )
            for one in self.result.approvals
        )
        return Section(self._say("approval"), "" if items else self._say("not_signed"), items)

    def _work(self, key: str, code: str) -> str:
        entries = self.result.category(key).entries
        title = next((one.title for one in entries if one.blind_code == code), "")
        return f"{code} “{title}”" if title else code

    def _when(self, moment: datetime | None) -> str:
        return spoken_time(self._local(moment), self.lang) if moment else ""

    def _local(self, moment: datetime) -> datetime:
        return moment.astimezone(self.zone)

    def _say(self, key: str, **params: object) -> str:
        return WORDS[key][self.lang].format(**params)


def minutes_of(view: ContestView, result: ContestResult, found: Record, names: Names, lang: Lang) -> Minutes:
    """The whole of it, ready to be set."""
    return Writer(view, result, found, names, lang).minutes()
