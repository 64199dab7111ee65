"""The assignment keeps its promises: exact loads, no conflict, the least cost, the same answer in any order of rows."""

import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from judging.errors import Invalid
from judging.scoring.assignment import EntryNeed, Infeasible, JurorCapacity, Lower, Raise, Short, Waive, assign


@st.composite
def questions(draw):
    entries = [EntryNeed(f"E{i}", draw(st.sampled_from(["", "song", "poem"]))) for i in range(draw(st.integers(1, 7)))]
    kinds = st.frozensets(st.sampled_from(["song", "poem"]))
    jurors = []
    for j in range(draw(st.integers(1, 6))):
        low = draw(st.integers(0, 3))
        high = draw(st.none() | st.integers(low, 7))
        jurors.append(JurorCapacity(f"J{j}", low, high, draw(kinds)))
    pairs = [(need.entry, juror.juror) for need in entries for juror in jurors]
    conflicts = draw(st.sets(st.sampled_from(pairs), max_size=4))
    costs = draw(st.dictionaries(st.sampled_from(pairs), st.integers(-20, 20)))
    return entries, jurors, draw(st.integers(1, 3)), conflicts, costs


def cheapest(entries, jurors, per_entry, conflicts, costs):
    """The least cost by linear programming (the matrix is totally unimodular); None where there is no solution."""
    pairs = [
        (i, j)
        for i, need in enumerate(entries)
        for j, juror in enumerate(jurors)
        if (need.entry, juror.juror) not in conflicts
        and (not need.category or not juror.categories or need.category in juror.categories)
    ]
    if not pairs:
        return None
    entry_rows = np.array([[float(i == e) for i, _ in pairs] for e in range(len(entries))])
    loads = np.array([[float(j == u) for _, j in pairs] for u in range(len(jurors))])
    high = [len(entries) if juror.max is None else juror.max for juror in jurors]
    result = linprog(
        [costs.get((entries[i].entry, jurors[j].juror), 0) for i, j in pairs],
        A_ub=np.vstack([loads, -loads]),
        b_ub=[*high, *(-juror.min for juror in jurors)],
        A_eq=entry_rows,
        b_eq=[per_entry] * len(entries),
        bounds=(0, 1),
    )
    return round(result.fun) if result.status == 0 else None


@settings(max_examples=150, deadline=None)
@given(questions(), st.integers(0, 3))
def test_keeps_every_rule_at_the_least_cost(question, seed):
    entries, jurors, per_entry, conflicts, costs = question
    least = cheapest(*question)
    if least is None:
        with pytest.raises(Infeasible) as refusal:
            assign(entries, jurors, per_entry=per_entry, conflicts=conflicts, costs=costs, seed=seed)
        assert refusal.value.relaxations
        return
    plan = assign(entries, jurors, per_entry=per_entry, conflicts=conflicts, costs=costs, seed=seed)
    assert plan.cost == sum(costs.get(pair, 0) for pair in plan.pairs) == least
    assert len(set(plan.pairs)) == len(plan.pairs)
    assert not conflicts & set(plan.pairs)
    for need in entries:
        assert sum(entry == need.entry for entry, _ in plan.pairs) == per_entry
    for juror in jurors:
        load = sum(name == juror.juror for _, name in plan.pairs)
        assert plan.loads[juror.juror] == load
        assert juror.min <= load <= (len(entries) if juror.max is None else juror.max)


@settings(max_examples=40, deadline=None)
@given(questions(), st.randoms(use_true_random=False))
def test_order_of_rows_never_matters(question, shuffler):
    entries, jurors, per_entry, conflicts, costs = question

    def answer():
        try:
            return assign(entries, jurors, per_entry=per_entry, conflicts=conflicts, costs=costs, anchors=1, seed=5)
        except Infeasible as refusal:
            return refusal.relaxations

    first = answer()
    shuffler.shuffle(entries)
    shuffler.shuffle(jurors)
    assert answer() == first


@settings(max_examples=60, deadline=None)
@given(questions())
def test_the_named_relaxation_is_enough(question):
    entries, jurors, per_entry, conflicts, costs = question
    try:
        assign(entries, jurors, per_entry=per_entry, conflicts=conflicts, costs=costs)
    except Infeasible as refusal:
        if any(isinstance(change, Short) for change in refusal.relaxations):
            return
        waived = {(change.entry, change.juror) for change in refusal.relaxations if isinstance(change, Waive)}
        changed = [relaxed(juror, refusal.relaxations) for juror in jurors]
        plan = assign(entries, changed, per_entry=per_entry, conflicts=conflicts - waived, costs=costs)
        assert len(plan.pairs) == per_entry * len(entries)
    else:
        assert cheapest(*question) is not None


def relaxed(juror, changes):
    low, high = juror.min, juror.max
    for change in changes:
        if isinstance(change, Raise) and change.juror == juror.juror:
            high = change.bound + change.by
        if isinstance(change, Lower) and change.juror == juror.juror:
            low = change.bound - change.by
    return JurorCapacity(juror.juror, low, high, juror.categories)


def panel(entries, jurors):
    return [EntryNeed(f"E{i:04d}") for i in range(entries)], [JurorCapacity(f"J{j:03d}") for j in range(jurors)]


@pytest.mark.parametrize(("entries", "jurors", "per_entry"), [(60, 12, 3), (61, 12, 3), (500, 60, 3)])
def test_free_loads_differ_by_one_at_most_and_tie_all_jurors_together(entries, jurors, per_entry):
    plan = assign(*panel(entries, jurors), per_entry=per_entry)
    assert max(plan.loads.values()) - min(plan.loads.values()) <= 1
    assert len(plan.components) == 1
    assert plan.variance is not None


def test_the_few_arcs_tried_first_still_give_the_least_cost():
    """The first arcs of 40 entries crowd on the same few cheap jurors, who may take one ballot each."""
    entries, _ = panel(40, 1)
    jurors = [JurorCapacity(f"J{j:03d}", 0, 2) for j in range(80)]
    drawn = random.Random(3)
    costs = {
        (need.entry, juror.juror): j // 2 + drawn.randrange(3) for need in entries for j, juror in enumerate(jurors)
    }
    plan = assign(entries, jurors, per_entry=3, costs=costs)
    assert plan.cost == cheapest(entries, jurors, 3, set(), costs)


def test_seed_draws_among_equal_plans():
    entries, jurors = panel(30, 6)
    first = assign(entries, jurors, per_entry=2, seed=1)
    assert first == assign(entries, jurors, per_entry=2, seed=1)
    assert first.pairs != assign(entries, jurors, per_entry=2, seed=2).pairs


def test_anchors_are_judged_by_all_of_their_category_without_a_conflict():
    entries = [EntryNeed(f"P{i}", "painting") for i in range(9)] + [EntryNeed(f"S{i}", "song") for i in range(5)]
    jurors = [JurorCapacity(f"A{j}", categories=frozenset(["painting"])) for j in range(6)]
    jurors += [JurorCapacity(f"B{j}", categories=frozenset(["song"])) for j in range(3)]
    plan = assign(entries, jurors, per_entry=2, conflicts={("P3", "A1")}, anchors=2)
    assert len([name for name in plan.anchors if name.startswith("P")]) == 2
    assert "P3" not in plan.anchors
    for need in entries:
        wanted = 2 if need.entry not in plan.anchors else 6 if need.category == "painting" else 3
        assert sum(entry == need.entry for entry, _ in plan.pairs) == wanted
    assert len(plan.components) == 2
    assert plan.variance is None


def test_every_entry_may_be_an_anchor():
    plan = assign(*panel(3, 4), per_entry=2, anchors=5)
    assert len(plan.pairs) == 12


def test_language_is_a_rule_where_both_sides_name_it():
    entries = [EntryNeed("E1", language="vi"), EntryNeed("E2", language="blt"), EntryNeed("E3")]
    jurors = [JurorCapacity("J1", languages=frozenset(["vi"])), JurorCapacity("J2", languages=frozenset(["blt", "vi"]))]
    plan = assign(entries, jurors, per_entry=1)
    assert ("E2", "J2") in plan.pairs


def test_variance_of_everyone_judging_everything():
    """Each of J jurors judges all n entries: the difference of two severities has variance 2/n."""
    plan = assign(*panel(10, 4), per_entry=4)
    assert plan.variance == pytest.approx(2 / 10)


@pytest.mark.parametrize(
    ("entries", "jurors", "options", "word"),
    [
        (3, 0, {}, "no juror"),
        (0, 3, {}, "no entry"),
        (3, 3, {"per_entry": 0}, "at least one ballot"),
        (3, 3, {"conflicts": {("E0000", "nobody")}}, "nobody"),
        (3, 3, {"conflicts": {("E0000", "J000"), ("nothing", "J000")}}, "nothing"),
        (3, 3, {"costs": {("E0000", "J000"): 10**10}}, "smaller numbers"),
        (3, 3, {"costs": {("E0000", "nobody"): 1}}, "nobody"),
        (3, 3, {"seed": -1}, "seed"),
        (3, 3, {"anchors": -1}, "anchors"),
    ],
)
def test_senseless_input_is_refused(entries, jurors, options, word):
    with pytest.raises(Invalid, match=word):
        assign(*panel(entries, jurors), **{"per_entry": 2} | options)


@pytest.mark.parametrize("bounds", [(-1, 3), (4, 3)])
def test_bounds_that_exclude_each_other_are_refused(bounds):
    with pytest.raises(Invalid, match="J0"):
        assign([EntryNeed("E0")], [JurorCapacity("J0", *bounds)], per_entry=1)


def test_names_twice_are_refused():
    with pytest.raises(Invalid, match="E0 is listed twice"):
        assign([EntryNeed("E0"), EntryNeed("E0")], [JurorCapacity("J0")], per_entry=1)
    with pytest.raises(Invalid, match="J0 is listed twice"):
        assign([EntryNeed("E0")], [JurorCapacity("J0"), JurorCapacity("J0")], per_entry=1)


def test_costs_too_large_for_many_entries_stay_exact():
    """A milliard a pair leaves no room for the lot, and less for evenness, but the cost stays the least."""
    entries, jurors = panel(300, 20)
    drawn = random.Random(1)
    costs = {(need.entry, juror.juror): drawn.randrange(10**9) for need in entries for juror in jurors}
    plan = assign(entries, jurors, per_entry=2, costs=costs)
    expected = sum(sum(sorted(costs[need.entry, juror.juror] for juror in jurors)[:2]) for need in entries)
    assert plan.cost == expected
