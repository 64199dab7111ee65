"""A contest's dates: moments from local times, and the whole calendar moved to another day. Pure."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import msgspec

from judging.contests.rules import ContestRules


def moment(rules: ContestRules, local: datetime) -> datetime:
    """An aware datetime from a local time of the contest file."""
    return local.replace(tzinfo=ZoneInfo(rules.contest.time_zone))


def last_byte(rules: ContestRules) -> datetime:
    """Until when an upload that was begun in time may finish."""
    return moment(rules, rules.timeline.deadline) + timedelta(minutes=rules.timeline.grace_minutes)


def carried(rules: ContestRules, *, before: ContestRules, draft: ContestRules) -> ContestRules:
    """Rules read from a draft's changed file. A draft may have been moved to another address and another day than its
    file says (`before`): what the file leaves as it was stays as the draft has it.
    """
    slug = draft.contest.slug if rules.contest.slug == before.contest.slug else rules.contest.slug
    opens = draft.timeline.opens
    if rules.timeline.opens == before.timeline.opens != opens:
        return moved(rules, opens_on=opens, slug=slug)
    return msgspec.structs.replace(rules, contest=msgspec.structs.replace(rules.contest, slug=slug))


def moved(rules: ContestRules, *, opens_on: datetime, slug: str) -> ContestRules:
    """The same contest with every date moved by whole days so that it opens on the local day of `opens_on`, under
    another address: to practise with, or to repeat it next year."""
    by = timedelta(days=(opens_on.date() - rules.timeline.opens.date()).days)
    line = rules.timeline
    timeline = msgspec.structs.replace(
        line,
        opens=line.opens + by,
        deadline=line.deadline + by,
        board=line.board + by if line.board else None,
        announcement=line.announcement + by,
    )
    rounds = tuple(msgspec.structs.replace(one, opens=one.opens + by, closes=one.closes + by) for one in rules.rounds)
    year = opens_on.year if rules.contest.age_year else None
    contest = msgspec.structs.replace(rules.contest, slug=slug, age_year=year)
    return msgspec.structs.replace(rules, contest=contest, timeline=timeline, rounds=rounds)
