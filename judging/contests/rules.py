"""The rules of a contest as frozen values. Pure: read from the contest file, kept as JSON, frozen by opening."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

import msgspec
from msgspec import UNSET, UnsetType

from judging.contests.enums import Media


class Texts(msgspec.Struct, frozen=True):
    """One text in both languages."""

    vi: str
    en: str

    def in_language(self, lang: str) -> str:
        return self.en if lang == "en" else self.vi


class Rule(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Base of every table in the contest file: unknown words are refused, never ignored."""


class Timeline(Rule, frozen=True, kw_only=True):
    """Local times in the contest's zone."""

    opens: datetime
    deadline: datetime
    grace_minutes: int = 0
    board: datetime | None = None
    announcement: datetime


class Caps(Rule, frozen=True, kw_only=True):
    entrant: int | None = None
    unit: int | None = None


class BoardRules(Rule, frozen=True, kw_only=True):
    """How the advisory board votes, in per cent: a motion counts where more than `quorum` of the members have voted,
    and carries where more than `majority` of the votes for and against are for it.
    """

    quorum: int = 50
    majority: int = 50


class AgeGroup(Rule, frozen=True, rename={"from_age": "from", "to_age": "to"}, kw_only=True):
    key: str
    name: Texts
    from_age: int
    to_age: int | None = None

    def holds(self, age: int) -> bool:
        return self.from_age <= age and (self.to_age is None or age <= self.to_age)


class Consent(Rule, frozen=True, rename={"from_age": "from", "to_age": "to"}, kw_only=True):
    key: str
    by: str = "entrant"
    required: bool = True
    text: Texts
    from_age: int | None = None
    to_age: int | None = None

    def asked_of(self, age: int) -> bool:
        return (self.from_age is None or age >= self.from_age) and (self.to_age is None or age <= self.to_age)


class Criterion(Rule, frozen=True, kw_only=True):
    key: str
    weight: Decimal
    name: Texts
    hint: Texts


class Tier(Rule, frozen=True, kw_only=True):
    key: str
    name: Texts
    quota: int
    threshold: Decimal | None = None


class CategoryRules(Rule, frozen=True, rename={"criteria": "criterion", "tiers": "tier"}, kw_only=True):
    key: str
    code: str
    name: Texts
    media: Media
    formats: tuple[str, ...]
    max_mb: int
    min_pixels: int | None = None
    max_seconds: int | None = None
    max_lines: int | None = None
    max_pages: int | None = None
    entries_per_entrant: int | None = None
    age_groups: tuple[str, ...] = ()
    details: tuple[str, ...] = ()
    details_optional: tuple[str, ...] = ()
    threshold: Decimal | None = None
    criteria: tuple[Criterion, ...]
    tiers: tuple[Tier, ...]

    @property
    def places(self) -> int:
        return sum(tier.quota for tier in self.tiers)

    def tier(self, key: str) -> Tier:
        return next(tier for tier in self.tiers if tier.key == key)


class JurorRules(Rule, frozen=True, kw_only=True):
    key: str
    name: str
    email: str
    title: Texts | None = None
    unit: str = ""
    conflicts: tuple[str, ...] = ()
    languages: tuple[str, ...] = ("vi",)


class PanelRules(Rule, frozen=True, kw_only=True):
    category: str
    chair: str | None = None
    jurors: tuple[str, ...]


class Scale(Rule, frozen=True, kw_only=True):
    lowest: int = 0
    highest: int = 10
    step: int = 1

    @property
    def marks(self) -> tuple[int, ...]:
        return tuple(range(self.lowest, self.highest + 1, self.step))


class Judging(Rule, frozen=True, kw_only=True):
    """How one category is judged in one round; `ballots` is jurors per entry, "all" for the whole panel.

    trim: of `trimmed`; clamp: of `clamp`; decimals: places that scores are rounded to; estimation (joint, marginal),
    steps (rating, partial): of `rasch`. What later releases added is not written where it is not set, so that rules
    frozen before keep their bytes.
    """

    category: str
    ballots: int | str
    anchors: int = 0
    method: str = "mean"
    trim: int | None = None
    clamp: Decimal | None = None
    decimals: int | UnsetType = UNSET
    estimation: str | UnsetType = UNSET
    steps: str | UnsetType = UNSET


class RoundRules(Rule, frozen=True, rename={"judgings": "judging"}, kw_only=True):
    key: str
    name: Texts
    opens: datetime
    closes: datetime
    scale: Scale = Scale()
    judgings: tuple[Judging, ...]

    def judging(self, category: str) -> Judging:
        return next(one for one in self.judgings if one.category == category)


class ContestTexts(Rule, frozen=True, kw_only=True):
    slug: str
    time_zone: str
    languages: tuple[str, ...] = ("vi", "en")
    address: str = "bạn"
    age_year: int | None = None
    name: Texts
    theme: Texts
    description: Texts
    rules: Texts
    place: Texts
    organiser: Texts
    email: str = ""
    phone: str = ""


class ContestRules(
    Rule,
    frozen=True,
    rename={
        "age_groups": "age_group",
        "consents": "consent",
        "categories": "category",
        "jurors": "juror",
        "panels": "panel",
        "rounds": "round",
    },
    kw_only=True,
):
    """Everything that was promised. One round, the last one, decides."""

    contest: ContestTexts
    timeline: Timeline
    caps: Caps = Caps()
    #: Not written where a contest file says nothing of it: rules that were frozen before keep their text and digest.
    board: BoardRules | msgspec.UnsetType = msgspec.UNSET
    age_groups: tuple[AgeGroup, ...] = ()
    consents: tuple[Consent, ...] = ()
    categories: tuple[CategoryRules, ...]
    jurors: tuple[JurorRules, ...] = ()
    panels: tuple[PanelRules, ...] = ()
    rounds: tuple[RoundRules, ...]

    def category(self, key: str) -> CategoryRules:
        return next(category for category in self.categories if category.key == key)

    def juror(self, key: str) -> JurorRules:
        return next(juror for juror in self.jurors if juror.key == key)

    @property
    def voting(self) -> BoardRules:
        return self.board if isinstance(self.board, BoardRules) else BoardRules()

    @property
    def final_round(self) -> RoundRules:
        return self.rounds[-1]

    @property
    def places(self) -> int:
        return sum(category.places for category in self.categories)

    def age(self, birth_year: int) -> int:
        return (self.contest.age_year or self.timeline.deadline.year) - birth_year

    def age_group(self, birth_year: int) -> AgeGroup | None:
        age = self.age(birth_year)
        return next((group for group in self.age_groups if group.holds(age)), None)

    def consents_for(self, birth_year: int) -> tuple[Consent, ...]:
        age = self.age(birth_year)
        return tuple(consent for consent in self.consents if consent.asked_of(age))


def encode(rules: ContestRules) -> str:
    """Canonical JSON: the same rules always give the same text, and so the same SHA-256."""
    return msgspec.json.encode(rules, order="deterministic").decode()


def decode(text: str) -> ContestRules:
    """From canonical JSON."""
    return msgspec.json.decode(text, type=ContestRules)
