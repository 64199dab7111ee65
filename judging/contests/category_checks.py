"""What a category and a round of a contest file must make sense of. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from judging.contests.enums import Media
from judging.contests.findings import Finding, one_of, unique, unique_in
from judging.contests.method_checks import check_method
from judging.contests.rules import CategoryRules, ContestRules, Judging, RoundRules
from judging.errors import phrase
from judging.toml_lines import Path

DETAILS = ("technique", "size", "form", "lyrics", "credits", "language", "translation", "co_authors", "summary")
FORMATS = {
    Media.IMAGE: ("jpeg", "png", "webp", "avif", "heic", "tiff"),
    Media.AUDIO: ("mp3", "wav", "flac", "m4a", "ogg", "opus"),
    Media.TEXT: ("txt", "docx", "odt", "pdf"),
    Media.DOCUMENT: ("txt", "docx", "odt", "pdf"),
}


def check_category(rules: ContestRules, category: CategoryRules, path: Path) -> Iterator[Finding]:
    if not re.fullmatch(r"[A-Z]{2}", category.code):
        yield (
            (*path, "code"),
            phrase("the code “%(code)s” is not two capital letters", code=category.code),
            phrase("for example HV"),
        )
    yield from _criteria(category, path)
    yield from unique_in(path, "criterion", [criterion.key for criterion in category.criteria])
    yield from unique_in(path, "tier", [tier.key for tier in category.tiers])
    yield from _tiers(category, path)
    yield from _words(rules, category, path)


def _criteria(category: CategoryRules, path: Path) -> Iterator[Finding]:
    if not category.criteria:
        yield (
            path,
            phrase("“%(key)s” has no criterion", key=category.key),
            phrase("add at least one [[category.criterion]]"),
        )
    weights = sum((criterion.weight for criterion in category.criteria), Decimal(0))
    if category.criteria and weights != 100:
        yield (
            (*path, "criterion", 0),
            phrase("the weights of “%(key)s” sum to %(sum)s", key=category.key, sum=weights),
            phrase("they must sum to 100"),
        )
    for position, criterion in enumerate(category.criteria):
        if criterion.weight <= 0:
            yield (
                (*path, "criterion", position, "weight"),
                phrase("a weight must be above 0"),
                phrase("leave the criterion out instead"),
            )


def _tiers(category: CategoryRules, path: Path) -> Iterator[Finding]:
    previous: Decimal | None = None
    for position, tier in enumerate(category.tiers):
        if tier.quota < 0:
            yield (
                (*path, "tier", position, "quota"),
                phrase("%(quota)s prizes cannot be given", quota=tier.quota),
                phrase("0 or more"),
            )
        if tier.threshold is not None:
            if previous is not None and tier.threshold > previous:
                where = (*path, "tier", position, "threshold")
                yield (
                    where,
                    phrase("this prize asks for more than the one above it"),
                    phrase("tiers stand in falling order"),
                )
            previous = tier.threshold


def _words(rules: ContestRules, category: CategoryRules, path: Path) -> Iterator[Finding]:
    for word in sorted(set(category.formats) - set(FORMATS[category.media])):
        yield (
            (*path, "formats"),
            phrase("“%(word)s” is no format of %(media)s", word=word, media=str(category.media)),
            one_of(FORMATS[category.media]),
        )
    for word in sorted({*category.details, *category.details_optional} - set(DETAILS)):
        where = (*path, "details" if word in category.details else "details_optional")
        yield where, phrase("“%(word)s” is no detail that can be asked", word=word), one_of(DETAILS)
    groups = {group.key for group in rules.age_groups}
    for word in category.age_groups:
        if word not in groups:
            yield (*path, "age_groups"), phrase("there is no age group “%(key)s”", key=word), one_of(groups)


def check_round(rules: ContestRules, round_: RoundRules, path: Path) -> Iterator[Finding]:
    if not (0 <= round_.scale.lowest < round_.scale.highest <= 100) or round_.scale.step < 1:
        yield (
            (*path, "scale"),
            phrase("the scale must rise, from 0 at the lowest to 100 at the highest"),
            phrase("for example 0 to 10"),
        )
    panels = {panel.category: panel for panel in rules.panels}
    judged = [judging.category for judging in round_.judgings]
    for finding in unique("judging", judged, field="category"):
        yield (*path, *finding[0]), finding[1], finding[2]
    for category in rules.categories:
        if category.key not in judged:
            yield (
                path,
                phrase("this round does not say how “%(key)s” is judged", key=category.key),
                phrase("add a [[round.judging]] for it"),
            )
    for position, judging in enumerate(round_.judgings):
        where: Path = (*path, "judging", position)
        if judging.category not in {category.key for category in rules.categories}:
            yield (
                (*where, "category"),
                phrase("there is no category “%(key)s”", key=judging.category),
                phrase("correct the name"),
            )
        jurors = len(panels[judging.category].jurors) if judging.category in panels else None
        yield from _ballots(judging, jurors, where)
        yield from check_method(rules, judging, jurors, where)


def _ballots(judging: Judging, jurors: int | None, where: Path) -> Iterator[Finding]:
    if isinstance(judging.ballots, str) and judging.ballots != "all":
        yield (
            (*where, "ballots"),
            phrase("“%(word)s” is no number of ballots", word=judging.ballots),
            phrase('a whole number, or "all"'),
        )
    elif isinstance(judging.ballots, int) and judging.ballots < 1:
        yield (*where, "ballots"), phrase("each entry needs at least one ballot"), phrase("1 or more")
    elif isinstance(judging.ballots, int) and jurors is not None and judging.ballots > jurors:
        yield (
            (*where, "ballots"),
            phrase("%(ballots)s ballots from %(jurors)s jurors", ballots=judging.ballots, jurors=jurors),
            phrase("at most %(jurors)s, or more jurors", jurors=jurors),
        )
