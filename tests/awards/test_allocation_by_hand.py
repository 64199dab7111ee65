"""Prizes where every rank is a place of its own, against the rules written down a second time."""

from collections import Counter
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from judging.awards.allocation import CategoryPlan, Plan, Ranked, Tier, allocate

OWNERS = st.tuples(st.sampled_from(["", "An", "Bình"]), st.sampled_from(["", "U1", "U2"]))
LIMITS = st.none() | st.integers(0, 9).map(Decimal)


@st.composite
def questions(draw):
    categories, entries = [], []
    for name in ("song", "poem", "picture")[: draw(st.integers(1, 3))]:
        tiers = tuple(Tier(f"t{i}", draw(st.integers(0, 3)), draw(LIMITS)) for i in range(draw(st.integers(1, 3))))
        categories.append(CategoryPlan(name, tiers, draw(LIMITS)))
        marks = sorted(draw(st.sets(st.integers(0, 12), max_size=7)), reverse=True)
        entries += [Ranked(f"{name}{i}", name, i, Decimal(m), *draw(OWNERS)) for i, m in enumerate(marks, start=1)]
    cap = st.none() | st.integers(1, 2)
    return draw(st.permutations(entries)), Plan(tuple(categories), draw(cap), draw(cap))


def by_hand(entries, plan):
    """{entry: prize} of those who win."""
    queues = {category.name: [] for category in plan.categories}
    for entry in sorted(entries, key=lambda one: one.rank):
        queues[entry.category].append(entry)
    won, prizes = {}, Counter()
    caps = ((plan.entrant_cap, "entrant"), (plan.unit_cap, "unit"))
    for level in range(3):
        for category in plan.categories:
            queue = queues[category.name]
            places = category.tiers[level].quota if level < len(category.tiers) else 0
            while places and queue:
                least = max(limit or 0 for limit in (category.threshold, category.tiers[level].threshold))
                if queue[0].score < least:
                    break
                entry = queue.pop(0)
                owners = [(kind, getattr(entry, kind)) for cap, kind in caps if cap and getattr(entry, kind)]
                if any(prizes[owner] >= getattr(plan, f"{owner[0]}_cap") for owner in owners):
                    continue
                won[entry.entry] = category.tiers[level].name
                prizes.update(owners)
                places -= 1
    return won


@settings(max_examples=200, deadline=None)
@given(questions())
def test_without_ties_the_prizes_are_those_of_the_rules_and_nothing_waits(question):
    entries, plan = question
    decisions = allocate(entries, plan).decisions
    assert {one.entry: one.prize for one in decisions if one.prize} == by_hand(entries, plan)
    assert not any(one.waiting for one in decisions)
    size = Counter(entry.category for entry in entries)
    by_name = {entry.entry: entry for entry in entries}
    for one in decisions:
        told = one.reason.params
        entry = by_name[one.entry]
        assert (told["rank"], told["of"], Decimal(told["score"])) == (entry.rank, size[entry.category], entry.score)
