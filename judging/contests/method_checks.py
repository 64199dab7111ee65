"""What the choice of a method in a contest file must make sense of. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import UNSET

from judging.contests.findings import Finding, one_of
from judging.contests.methods import METHODS, POINTS
from judging.contests.rules import CategoryRules, ContestRules, Judging
from judging.errors import phrase
from judging.toml_lines import Path

MOST_DECIMALS = 10
ESTIMATIONS = ("joint", "marginal")
STEPS = ("rating", "partial")
ROUNDED = (*POINTS, "zscore", "rasch", "bradley-terry")
"""Methods whose scores have decimals; the others count works or places."""
OWNERS = {"trim": ("trimmed",), "clamp": ("clamp",), "decimals": ROUNDED, "estimation": ("rasch",), "steps": ("rasch",)}
EVEN = 1
"""Weights that differ by less than this are those of criteria that count alike: 33, 33 and 34."""


def check_method(rules: ContestRules, judging: Judging, jurors: int | None, where: Path) -> Iterator[Finding]:
    """`jurors` is the size of the panel, None where there is none."""
    if judging.method not in METHODS:
        yield (*where, "method"), phrase("“%(word)s” is no method", word=judging.method), one_of(METHODS)
        return
    yield from _options(judging, where)
    yield from _values(judging, jurors, where)
    category = next((one for one in rules.categories if one.key == judging.category), None)
    if category is not None:
        yield from _category(category, judging, where)
    if judging.method == "borda" and judging.ballots != "all":
        yield (
            (*where, "ballots"),
            phrase("“borda” adds points up, so works with more ballots would stand higher"),
            phrase('write ballots = "all", or choose another method'),
        )
    if judging.method == "rasch" and isinstance(judging.ballots, int) and judging.ballots < 2:
        yield (
            (*where, "ballots"),
            phrase("“rasch” cannot tell a strict juror from a weak work by one ballot"),
            phrase("2 or more"),
        )


def _options(judging: Judging, where: Path) -> Iterator[Finding]:
    """An option that the method does not use is a promise that nobody keeps."""
    for option, owners in OWNERS.items():
        if getattr(judging, option) not in (None, UNSET) and judging.method not in owners:
            yield (
                (*where, option),
                phrase("“%(option)s” does nothing with “%(method)s”", option=option, method=judging.method),
                phrase("leave it out; it belongs to: %(words)s", words=", ".join(owners)),
            )


def _values(judging: Judging, jurors: int | None, where: Path) -> Iterator[Finding]:
    if judging.method == "trimmed":
        yield from _trim(judging, jurors, where)
    if judging.method == "clamp" and judging.clamp is None:
        yield (
            (*where, "method"),
            phrase("“clamp” needs to know how far a mark may lie from the mean"),
            phrase("add clamp = 2"),
        )
    if judging.clamp is not None and judging.clamp <= 0:
        yield (*where, "clamp"), phrase("a mark cannot be kept to less than its mean"), phrase("above 0")
    if judging.decimals is not UNSET and not 0 <= judging.decimals <= MOST_DECIMALS:
        yield (
            (*where, "decimals"),
            phrase("scores cannot be rounded to %(count)s decimals", count=judging.decimals),
            phrase("0 to %(most)s", most=MOST_DECIMALS),
        )
    for option, known in (("estimation", ESTIMATIONS), ("steps", STEPS)):
        word = getattr(judging, option)
        if word is not UNSET and word not in known:
            yield (
                (*where, option),
                phrase("“%(word)s” is not known as %(option)s", word=word, option=option),
                one_of(known),
            )


def _trim(judging: Judging, jurors: int | None, where: Path) -> Iterator[Finding]:
    if (judging.trim or 0) < 1:
        yield (*where, "method"), phrase("“trimmed” needs to know how many marks it drops"), phrase("add trim = 1")
        return
    ballots = judging.ballots if isinstance(judging.ballots, int) else jurors
    if judging.trim is not None and ballots is not None and 2 * judging.trim >= ballots > 0:
        yield (
            (*where, "trim"),
            phrase(
                "of %(ballots)s ballots nothing is left when %(trim)s are dropped at each end",
                ballots=ballots,
                trim=judging.trim,
            ),
            phrase("drop fewer, or have more ballots"),
        )


def _category(category: CategoryRules, judging: Judging, where: Path) -> Iterator[Finding]:
    least = [category.threshold, *(tier.threshold for tier in category.tiers)]
    if judging.method not in POINTS and any(one is not None for one in least):
        yield (
            (*where, "method"),
            phrase("“%(key)s” asks for a least score, and “%(method)s” gives no points of the scale",
                   key=category.key, method=judging.method),
            phrase("leave threshold out, or choose one of: %(words)s", words=", ".join(POINTS)),
        )  # fmt: skip
    weights = [criterion.weight for criterion in category.criteria]
    if judging.method == "rasch" and weights and max(weights) - min(weights) > EVEN:
        yield (
            (*where, "method"),
            phrase("“rasch” lets all criteria of “%(key)s” count alike, but their weights differ", key=category.key),
            phrase("give them the same weight, or choose “adjusted”"),
        )
