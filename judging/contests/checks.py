"""What a contest file must make sense of beyond its form. Pure: yields (path in the file, message, hint)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import datetime
from decimal import Decimal
from zoneinfo import available_timezones

from judging.contests.enums import Media
from judging.contests.rules import CategoryRules, ContestRules, RoundRules
from judging.toml_lines import Path

Finding = tuple[Path, str, str]

METHODS = ("mean", "median", "trimmed", "clamp", "adjusted")
DETAILS = ("technique", "size", "form", "lyrics", "credits", "language", "translation", "co_authors", "summary")
FORMATS = {
    Media.IMAGE: ("jpeg", "png", "webp", "avif", "heic", "tiff"),
    Media.AUDIO: ("mp3", "wav", "flac", "m4a", "ogg", "opus"),
    Media.TEXT: ("txt", "docx", "odt", "pdf"),
    Media.DOCUMENT: ("txt", "docx", "odt", "pdf"),
}
LONGEST_SLUG, LONGEST_KEY, LONGEST_NAME = 60, 40, 200
_KEY = re.compile(r"[a-z0-9][a-z0-9-]*")
_EMAIL = re.compile(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+")


def check(rules: ContestRules) -> Iterator[Finding]:
    yield from _texts(rules)
    yield from _keys(rules)
    yield from _times(rules)
    yield from _people(rules)
    yield from _unique("category", [category.key for category in rules.categories])
    yield from _unique("category", [category.code for category in rules.categories], field="code")
    yield from _unique("age_group", [group.key for group in rules.age_groups])
    yield from _unique("consent", [consent.key for consent in rules.consents])
    yield from _unique("round", [round_.key for round_ in rules.rounds])
    if not rules.categories:
        yield ("category",), "there is no category", "add at least one [[category]]"
    if not rules.rounds:
        yield ("round",), "there is no round", "add at least one [[round]]"
    judged = {panel.category for panel in rules.panels if panel.jurors}
    for position, category in enumerate(rules.categories):
        if category.key not in judged:
            yield ("category", position), f"nobody judges “{category.key}”", "add a [[panel]] with its jurors"
        yield from _category(rules, category, ("category", position))
    for position, round_ in enumerate(rules.rounds):
        yield from _round(rules, round_, ("round", position))


def _texts(rules: ContestRules) -> Iterator[Finding]:
    contest = rules.contest
    if not _KEY.fullmatch(contest.slug):
        yield ("contest", "slug"), f"the slug “{contest.slug}” cannot be an address", "use a-z, 0-9 and hyphens"
    if len(contest.slug) > LONGEST_SLUG:
        yield ("contest", "slug"), "the slug is too long for an address", f"at most {LONGEST_SLUG} characters"
    if contest.time_zone not in available_timezones():
        yield ("contest", "time_zone"), f"there is no time zone “{contest.time_zone}”", "for example Asia/Ho_Chi_Minh"
    if contest.address not in ("bạn", "em"):
        yield ("contest", "address"), f"“{contest.address}” is no form of address here", "use “bạn” or “em”"
    if not contest.languages or set(contest.languages) - {"vi", "en"}:
        yield ("contest", "languages"), "languages are “vi” and “en”", 'for example languages = ["vi", "en"]'


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
            hint = f"use a-z, 0-9 and hyphens, at most {LONGEST_KEY}"
            yield (*path, "key"), f"“{key[:LONGEST_KEY]}” cannot be a key", hint


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
        yield path, "times are local times in time_zone", "write 2024-09-30T17:00:00 without Z or +07:00"
    if zoned:
        return
    yield from _order(rules)


def _order(rules: ContestRules) -> Iterator[Finding]:
    line = rules.timeline
    if line.deadline <= line.opens:
        yield ("timeline", "deadline"), "the deadline is not after the opening", "check the dates"
    if line.grace_minutes < 0:
        yield ("timeline", "grace_minutes"), "minutes cannot be negative", "0 means no grace"
    last = line.deadline
    for position, round_ in enumerate(rules.rounds):
        path: Path = ("round", position)
        if round_.opens < last:
            yield (*path, "opens"), "this round opens before what precedes it is over", f"not before {last}"
        if round_.closes <= round_.opens:
            yield (*path, "closes"), "this round closes before it opens", "check the dates"
        last = round_.closes
    if line.board and line.board < last:
        yield ("timeline", "board"), "the board meets before the last round closes", f"not before {last}"
    if line.announcement < last:
        yield ("timeline", "announcement"), "the announcement comes before the last round closes", f"not before {last}"


def _people(rules: ContestRules) -> Iterator[Finding]:
    yield from _unique("juror", [juror.key for juror in rules.jurors])
    yield from _unique("juror", [juror.email.lower() for juror in rules.jurors], field="email")
    jurors = {juror.key for juror in rules.jurors}
    categories = {category.key for category in rules.categories}
    yield from _unique("panel", [panel.category for panel in rules.panels], field="category")
    for position, juror in enumerate(rules.jurors):
        if not _EMAIL.fullmatch(juror.email) or len(juror.email) > LONGEST_NAME:
            yield ("juror", position, "email"), f"“{juror.email}” is no e-mail address", "jurors are invited by e-mail"
        for field, text in (("name", juror.name), ("unit", juror.unit)):
            if not text.isprintable() or len(text) > LONGEST_NAME or (field == "name" and not text.strip()):
                yield ("juror", position, field), f"this {field} cannot be written on a letter", "one line of text"
    for position, panel in enumerate(rules.panels):
        path: Path = ("panel", position)
        if panel.category not in categories:
            yield (*path, "category"), f"there is no category “{panel.category}”", _one_of(categories)
        for key in panel.jurors:
            if key not in jurors:
                yield (*path, "jurors"), f"there is no juror “{key}”", "add a [[juror]] with this key, or correct it"
        if len(set(panel.jurors)) < len(panel.jurors):
            yield (*path, "jurors"), "a juror sits on this panel twice", "name each juror once"
        if panel.chair is not None and panel.chair not in panel.jurors:
            yield (*path, "chair"), f"the chair “{panel.chair}” does not sit on this panel", _one_of(panel.jurors)


def _category(rules: ContestRules, category: CategoryRules, path: Path) -> Iterator[Finding]:
    if not re.fullmatch(r"[A-Z]{2}", category.code):
        yield (*path, "code"), f"the code “{category.code}” is not two capital letters", "for example HV"
    if not category.criteria:
        yield path, f"“{category.key}” has no criterion", "add at least one [[category.criterion]]"
    weights = sum((criterion.weight for criterion in category.criteria), Decimal(0))
    if category.criteria and weights != 100:
        yield (*path, "criterion", 0), f"the weights of “{category.key}” sum to {weights}", "they must sum to 100"
    for position, criterion in enumerate(category.criteria):
        if criterion.weight <= 0:
            yield (
                (*path, "criterion", position, "weight"),
                "a weight must be above 0",
                "leave the criterion out instead",
            )
    yield from _unique_in(path, "criterion", [criterion.key for criterion in category.criteria])
    yield from _unique_in(path, "tier", [tier.key for tier in category.tiers])
    previous: Decimal | None = None
    for position, tier in enumerate(category.tiers):
        if tier.quota < 0:
            yield (*path, "tier", position, "quota"), f"{tier.quota} prizes cannot be given", "0 or more"
        if tier.threshold is not None:
            if previous is not None and tier.threshold > previous:
                where = (*path, "tier", position, "threshold")
                yield where, "this prize asks for more than the one above it", "tiers stand in falling order"
            previous = tier.threshold
    for word in sorted(set(category.formats) - set(FORMATS[category.media])):
        yield (*path, "formats"), f"“{word}” is no format of {category.media}", _one_of(FORMATS[category.media])
    for word in sorted({*category.details, *category.details_optional} - set(DETAILS)):
        where = (*path, "details" if word in category.details else "details_optional")
        yield where, f"“{word}” is no detail that can be asked", _one_of(DETAILS)
    groups = {group.key for group in rules.age_groups}
    for word in category.age_groups:
        if word not in groups:
            yield (*path, "age_groups"), f"there is no age group “{word}”", _one_of(groups)


def _round(rules: ContestRules, round_: RoundRules, path: Path) -> Iterator[Finding]:
    if not (0 <= round_.scale.lowest < round_.scale.highest <= 100) or round_.scale.step < 1:
        yield (*path, "scale"), "the scale must rise, from 0 at the lowest to 100 at the highest", "for example 0 to 10"
    panels = {panel.category: panel for panel in rules.panels}
    judged = [judging.category for judging in round_.judgings]
    for finding in _unique("judging", judged, field="category"):
        yield (*path, *finding[0]), finding[1], finding[2]
    for category in rules.categories:
        if category.key not in judged:
            yield path, f"this round does not say how “{category.key}” is judged", "add a [[round.judging]] for it"
    for position, judging in enumerate(round_.judgings):
        where: Path = (*path, "judging", position)
        if judging.category not in {category.key for category in rules.categories}:
            yield (*where, "category"), f"there is no category “{judging.category}”", "correct the name"
        if judging.method not in METHODS:
            yield (*where, "method"), f"“{judging.method}” is no method", _one_of(METHODS)
        if judging.method == "trimmed" and (judging.trim or 0) < 1:
            yield (*where, "method"), "“trimmed” needs to know how many marks it drops", "add trim = 1"
        if judging.method == "clamp" and judging.clamp is None:
            yield (*where, "method"), "“clamp” needs to know how far a mark may lie from the mean", "add clamp = 2"
        size = len(panels[judging.category].jurors) if judging.category in panels else None
        if isinstance(judging.ballots, str) and judging.ballots != "all":
            yield (*where, "ballots"), f"“{judging.ballots}” is no number of ballots", 'a whole number, or "all"'
        elif isinstance(judging.ballots, int) and judging.ballots < 1:
            yield (*where, "ballots"), "each entry needs at least one ballot", "1 or more"
        elif isinstance(judging.ballots, int) and size is not None and judging.ballots > size:
            yield (
                (*where, "ballots"),
                f"{judging.ballots} ballots from {size} jurors",
                f"at most {size}, or more jurors",
            )


def _unique(table: str, keys: list[str], *, field: str = "key") -> Iterator[Finding]:
    counts = Counter(keys)
    for position, key in enumerate(keys):
        if counts[key] > 1 and keys.index(key) != position:
            yield (table, position, field), f"“{key}” stands twice", f"each {field} stands once"


def _unique_in(path: Path, table: str, keys: list[str]) -> Iterator[Finding]:
    for finding in _unique(table, keys):
        yield (*path, *finding[0]), finding[1], finding[2]


def _one_of(words: Iterable[str]) -> str:
    return "one of: " + ", ".join(sorted(words))
