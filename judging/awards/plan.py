"""A prize plan from a TOML file, and ranks from a CSV file."""

from __future__ import annotations

from pathlib import Path

from judging.awards.allocation import CategoryPlan, Plan, Ranked, Tier
from judging.csvfile import FileProblem, Row, decimal, name, optional_name, read_rows, whole
from judging.tomlfile import Table, read_toml

OPTIONAL = ("entrant", "unit", "age_group", "title", "se", "rank_low", "rank_high")


def read_plan(path: Path) -> Plan:
    """The plan; FileProblem names the line of what is wrong with it."""
    file = read_toml(path)
    file.only("caps", "category")
    caps = file.table("caps")
    caps.only("entrant", "unit")
    categories: dict[str, CategoryPlan] = {}
    for table in file.tables("category"):
        category = read_category(table)
        if category.name in categories:
            raise table.problem(f"the category “{category.name}” stands there twice; keep one", "name")
        categories[category.name] = category
    if not categories:
        raise file.problem("there is no category; add [[category]] with its name and tiers")
    return Plan(
        tuple(categories.values()),
        caps.whole("entrant", minimum=1, optional=True),
        caps.whole("unit", minimum=1, optional=True),
    )


def read_category(table: Table) -> CategoryPlan:
    table.only("name", "threshold", "tier")
    category = table.name("name")
    tiers: dict[str, Tier] = {}
    for part in table.tables("tier"):
        part.only("name", "quota", "threshold")
        tier = Tier(part.name("name"), part.whole("quota", minimum=0) or 0, part.decimal("threshold", optional=True))
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
