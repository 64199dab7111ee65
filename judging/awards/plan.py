"""A prize plan from a TOML file, and ranks from a CSV file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from msgspec.structs import replace

from judging.awards.allocation import CategoryPlan, Plan, Ranked, Tier
from judging.awards.allocation.apportionment import APPORTIONMENTS, Apportionment, apportion
from judging.csvfile import FileProblem, Row, decimal, name, optional_name, read_rows, whole
from judging.errors import Refused
from judging.tomlfile import Table, read_toml

MOST_SHARED = 100_000
OPTIONAL = ("entrant", "unit", "age_group", "title", "se", "rank_low", "rank_high")


@dataclass(frozen=True)
class Share:
    """Places of the tiers of one name, shared out among their categories by numbers of entries."""

    tier: str
    places: int
    method: Apportionment
    table: Table


@dataclass(frozen=True)
class PlanFile:
    """`plan` has 0 places where a share stands for the quota."""

    plan: Plan
    shares: tuple[Share, ...]

    def for_entries(self, entries: Sequence[Ranked]) -> Plan:
        """The plan with its shares worked out. FileProblem where two categories have the same claim to a last place."""
        counts = Counter(entry.category for entry in entries)
        quotas: dict[tuple[str, str], int] = {}
        for share in self.shares:
            sizes = {
                category.name: counts[category.name]
                for category in self.plan.categories
                if any(tier.name == share.tier for tier in category.tiers)
            }
            try:
                places = apportion(sizes, share.places, share.method)
            except Refused as error:
                raise share.table.problem(str(error), "places") from error
            quotas |= {(category, share.tier): quota for category, quota in places.items()}
        categories = tuple(
            replace(
                category,
                tiers=tuple(
                    replace(tier, quota=quotas.get((category.name, tier.name), tier.quota)) for tier in category.tiers
                ),
            )
            for category in self.plan.categories
        )
        return replace(self.plan, categories=categories)


def read_plan(path: Path) -> PlanFile:
    """The plan; FileProblem names the line of what is wrong with it."""
    file = read_toml(path)
    file.only("caps", "category", "share")
    shares = _shares(file)
    caps = file.table("caps")
    caps.only("entrant", "unit")
    categories: dict[str, CategoryPlan] = {}
    for table in file.tables("category"):
        category = read_category(table, shares)
        if category.name in categories:
            raise table.problem(f"the category “{category.name}” stands there twice; keep one", "name")
        categories[category.name] = category
    if not categories:
        raise file.problem("there is no category; add [[category]] with its name and tiers")
    for share in shares.values():
        if not any(tier.name == share.tier for category in categories.values() for tier in category.tiers):
            raise share.table.problem(f"no category has a tier “{share.tier}”; add it, or remove the share", "tier")
    plan = Plan(
        tuple(categories.values()),
        caps.whole("entrant", minimum=1, optional=True),
        caps.whole("unit", minimum=1, optional=True),
    )
    return PlanFile(plan, tuple(shares.values()))


def _shares(file: Table) -> dict[str, Share]:
    shares: dict[str, Share] = {}
    for table in file.tables("share"):
        table.only("tier", "places", "method")
        tier, method = table.name("tier"), table.text("method", "hamilton")
        if method not in APPORTIONMENTS:
            raise table.problem(f"the method “{method}” is unknown (known are {', '.join(APPORTIONMENTS)})", "method")
        if tier in shares:
            raise table.problem(f"the tier “{tier}” is shared out twice; keep one", "tier")
        places = table.whole("places", minimum=0) or 0
        if places > MOST_SHARED:
            raise table.problem(f"more than {MOST_SHARED} places cannot be meant; correct it", "places")
        shares[tier] = Share(tier, places, method, table)
    return shares


def read_category(table: Table, shares: Mapping[str, Share]) -> CategoryPlan:
    table.only("name", "threshold", "tier")
    category = table.name("name")
    tiers: dict[str, Tier] = {}
    for part in table.tables("tier"):
        part.only("name", "quota", "threshold")
        shared = part.name("name") in shares
        if shared and "quota" in part.values:
            raise part.problem("the tier has a quota and a [[share]]; keep one of them", "quota")
        quota = part.whole("quota", minimum=0, optional=shared) or 0
        tier = Tier(part.name("name"), quota, part.decimal("threshold", optional=True))
        if tier.name in tiers:
            raise part.problem(f"the tier “{tier.name}” of “{category}” stands there twice; keep one", "name")
        tiers[tier.name] = tier
    if not tiers:
        raise table.problem(f"the category “{category}” has no tier; add [[category.tier]] with name and quota")
    return CategoryPlan(category, tuple(tiers.values()), table.decimal("threshold", optional=True))


def read_ranks(path: Path, plan: Plan) -> list[Ranked]:
    """The ranked entries; FileProblem names the line of what is wrong or what the plan cannot judge."""
    rows = read_rows(path, required=("entry", "category", "rank", "score"), optional=OPTIONAL)
    for column, cap in (("entrant", plan.entrant_cap), ("unit", plan.unit_cap)):
        if cap is not None and column not in rows[0].values:
            raise FileProblem(path, 1, f"the plan caps prizes by {column}; add the column “{column}”")
    seen: set[str] = set()
    entries = []
    for row in rows:
        entry = read_entry(row, {category.name: category for category in plan.categories})
        if entry.entry in seen:
            raise FileProblem(path, row.line, f"the entry “{entry.entry}” is listed twice; keep one line")
        seen.add(entry.entry)
        entries.append(entry)
    return entries


def read_entry(row: Row, categories: dict[str, CategoryPlan]) -> Ranked:
    entry = name(row, "entry")
    only = next(iter(categories)) if len(categories) == 1 else ""
    category = name(row, "category") if row.values["category"] or not only else only
    if category not in categories:
        known = ", ".join(categories)
        raise FileProblem(row.path, row.line, f"the category “{category}” is not in the plan (which has {known})")
    rank, score = whole(row, "rank", minimum=1), decimal(row, "score")
    if rank is None and score is not None:
        raise FileProblem(row.path, row.line, "there is a score but no rank; write the rank, or leave both empty")
    plan = categories[category]
    if rank is not None and score is None and any(plan.least(tier) is not None for tier in plan.tiers):
        raise FileProblem(row.path, row.line, "there is no score, but the plan has thresholds; write the score")
    return Ranked(entry, category, rank, score, optional_name(row, "entrant"), optional_name(row, "unit"))
