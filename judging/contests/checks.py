"""What a contest file must make sense of beyond its form. Pure: yields (path in the file, message, hint)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from zoneinfo import available_timezones

from judging.contests.category_checks import check_category, check_round
from judging.contests.findings import Finding, one_of, unique
from judging.contests.rules import ContestRules
from judging.errors import phrase
from judging.toml_lines import Path

LONGEST_SLUG, LONGEST_KEY, LONGEST_NAME = 60, 40, 200
_KEY = re.compile(r"[a-z0-9][a-z0-9-]*")
_EMAIL = re.compile(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+")


def check(rules: ContestRules) -> Iterator[Finding]:
    yield from _texts(rules)
    yield from _keys(rules)
    yield from _times(rules)
    yield from _people(rules)
    yield from _voting(rules)
    yield from unique("category", [category.key for category in rules.categories])
    yield from unique("category", [category.code for category in rules.categories], field="code")
    yield from unique("age_group", [group.key for group in rules.age_groups])
    yield from unique("consent", [consent.key for consent in rules.consents])
    yield from unique("round", [round_.key for round_ in rules.rounds])
    if not rules.categories:
        yield ("category",), phrase("there is no category"), phrase("add at least one [[category]]")
    if not rules.rounds:
        yield ("round",), phrase("there is no round"), phrase("add at least one [[round]]")
    judged = {panel.category for panel in rules.panels if panel.jurors}
    for position, category in enumerate(rules.categories):
        if category.key not in judged:
            yield (
                ("category", position),
                phrase("nobody judges “%(key)s”", key=category.key),
                phrase("add a [[panel]] with its jurors"),
            )
        yield from check_category(rules, category, ("category", position))
    for position, round_ in enumerate(rules.rounds):
        yield from check_round(rules, round_, ("round", position))


def _voting(rules: ContestRules) -> Iterator[Finding]:
    for field in ("quorum", "majority"):
        if not 0 <= getattr(rules.voting, field) <= 99:
            yield (
                ("board", field),
                phrase("“%(field)s” is a share in per cent, from 0 to 99", field=field),
                phrase("50 means more than half"),
            )


def _texts(rules: ContestRules) -> Iterator[Finding]:
    contest = rules.contest
    if not _KEY.fullmatch(contest.slug):
        yield (
            ("contest", "slug"),
            phrase("the slug “%(slug)s” cannot be an address", slug=contest.slug),
            phrase("use a-z, 0-9 and hyphens"),
        )
    if len(contest.slug) > LONGEST_SLUG:
        yield (
            ("contest", "slug"),
            phrase("the slug is too long for an address"),
            phrase("at most %(limit)s characters", limit=LONGEST_SLUG),
        )
    if contest.time_zone not in available_timezones():
        yield (
            ("contest", "time_zone"),
            phrase("there is no time zone “%(zone)s”", zone=contest.time_zone),
            phrase("for example Asia/Ho_Chi_Minh"),
        )
    if contest.address not in ("bạn", "em"):
        yield (
            ("contest", "address"),
            phrase("“%(word)s” is no form of address here", word=contest.address),
            phrase("use “bạn” or “em”"),
        )
    if not contest.languages or set(contest.languages) - {"vi", "en"}:
        yield (
            ("contest", "languages"),
            phrase("languages are “vi” and “en”"),
            phrase('for example languages = ["vi", "en"]'),
        )


def _keys(rules: ContestRules) -> Iterator[Finding]:
    """Keys are written into addresses, forms and tables."""
    keys: list[tuple[Path, str]] = [
        *((("age_group", place), group.key) for place, group in enumerate(rules.age_groups)),
        *((("consent", place), consent.key) for place, consent in enumerate(rules.consents)),
        *((("juror", place), juror.key) for place, juror in enumerate(rules.jurors)),
        *((("round", place), round_.key) for place, round_ in enumerate(rules.rounds)),
    ]
    for place, category in enumerate(rules.categories):
        path: Path = ("category", place)
        keys.append((path, category.key))
        keys += (((*path, "criterion", at), criterion.key) for at, criterion in enumerate(category.criteria))
        keys += (((*path, "tier", at), tier.key) for at, tier in enumerate(category.tiers))
    for path, key in keys:
        if not _KEY.fullmatch(key) or len(key) > LONGEST_KEY:
            hint = phrase("use a-z, 0-9 and hyphens, at most %(limit)s", limit=LONGEST_KEY)
            yield (*path, "key"), phrase("“%(key)s” cannot be a key", key=key[:LONGEST_KEY]), hint


def _times(rules: ContestRules) -> Iterator[Finding]:
    line = rules.timeline
    moments: dict[Path, datetime | None] = {
        ("timeline", "opens"): line.opens,
        ("timeline", "deadline"): line.deadline,
        ("timeline", "board"): line.board,
        ("timeline", "announcement"): line.announcement,
    }
    for position, round_ in enumerate(rules.rounds):
        moments["round", position, "opens"] = round_.opens
        moments["round", position, "closes"] = round_.closes
    zoned = [path for path, moment in moments.items() if moment is not None and moment.tzinfo is not None]
    for path in zoned:
        yield (
            path,
            phrase("times are local times in time_zone"),
            phrase("write 2024-09-30T17:00:00 without Z or +07:00"),
        )
    if zoned:
        return
    yield from _order(rules)


def _order(rules: ContestRules) -> Iterator[Finding]:
    line = rules.timeline
    if line.deadline <= line.opens:
        yield ("timeline", "deadline"), phrase("the deadline is not after the opening"), phrase("check the dates")
    if line.grace_minutes < 0:
        yield ("timeline", "grace_minutes"), phrase("minutes cannot be negative"), phrase("0 means no grace")
    last = line.deadline
    for position, round_ in enumerate(rules.rounds):
        path: Path = ("round", position)
        if round_.opens < last:
            yield (
                (*path, "opens"),
                phrase("this round opens before what precedes it is over"),
                phrase("not before %(moment)s", moment=last),
            )
        if round_.closes <= round_.opens:
            yield (*path, "closes"), phrase("this round closes before it opens"), phrase("check the dates")
        last = round_.closes
    if line.board and line.board < last:
        yield (
            ("timeline", "board"),
            phrase("the board meets before the last round closes"),
            phrase("not before %(moment)s", moment=last),
        )
    if line.announcement < last:
        yield (
            ("timeline", "announcement"),
            phrase("the announcement comes before the last round closes"),
            phrase("not before %(moment)s", moment=last),
        )


def _people(rules: ContestRules) -> Iterator[Finding]:
    yield from unique("juror", [juror.key for juror in rules.jurors])
    yield from unique("juror", [juror.email.lower() for juror in rules.jurors], field="email")
    jurors = {juror.key for juror in rules.jurors}
    categories = {category.key for category in rules.categories}
    yield from unique("panel", [panel.category for panel in rules.panels], field="category")
    for position, juror in enumerate(rules.jurors):
        if not _EMAIL.fullmatch(juror.email) or len(juror.email) > LONGEST_NAME:
            yield (
                ("juror", position, "email"),
                phrase("“%(text)s” is no e-mail address", text=juror.email),
                phrase("jurors are invited by e-mail"),
            )
        for field, text in (("name", juror.name), ("unit", juror.unit)):
            if not text.isprintable() or len(text) > LONGEST_NAME or (field == "name" and not text.strip()):
                yield (
                    ("juror", position, field),
                    phrase("this %(field)s cannot be written on a letter", field=field),
                    phrase("one line of text"),
                )
    for position, panel in enumerate(rules.panels):
        path: Path = ("panel", position)
        if panel.category not in categories:
            yield (*path, "category"), phrase("there is no category “%(key)s”", key=panel.category), one_of(categories)
        for key in panel.jurors:
            if key not in jurors:
                yield (
                    (*path, "jurors"),
                    phrase("there is no juror “%(key)s”", key=key),
                    phrase("add a [[juror]] with this key, or correct it"),
                )
        if len(set(panel.jurors)) < len(panel.jurors):
            yield (*path, "jurors"), phrase("a juror sits on this panel twice"), phrase("name each juror once")
        if panel.chair is not None and panel.chair not in panel.jurors:
            yield (
                (*path, "chair"),
                phrase("the chair “%(key)s” does not sit on this panel", key=panel.chair),
                one_of(panel.jurors),
            )
