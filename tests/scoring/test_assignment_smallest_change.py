"""The named change is a smallest one: none has fewer units, by linear programming with a slack beside every rule."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from judging.scoring.assignment import EntryNeed, Infeasible, JurorCapacity, Waive, assign


@st.composite
def questions(draw):
    entries = [EntryNeed(f"E{i}") for i in range(draw(st.integers(1, 6)))]
    bounds = st.tuples(st.integers(0, 3), st.integers(0, 3)).map(sorted)
    jurors = [JurorCapacity(f"J{j}", *draw(bounds)) for j in range(draw(st.integers(1, 5)))]
    pairs = [(need.entry, juror.juror) for need in entries for juror in jurors]
    return entries, jurors, draw(st.integers(1, len(jurors))), draw(st.sets(st.sampled_from(pairs), max_size=6))


def fewest_units(entries, jurors, per_entry, conflicts):
    """Ballots above a maximum and below a minimum plus conflicts used, at least (the matrix is totally unimodular)."""
    pairs = [(i, j) for i in range(len(entries)) for j in range(len(jurors))]
    judged = np.array([[float(i == e) for i, _ in pairs] for e in range(len(entries))])
    loads = np.array([[float(j == u) for _, j in pairs] for u in range(len(jurors))])
    slack, none = np.eye(len(jurors)), np.zeros((len(jurors), len(jurors)))
    used = [float((entries[i].entry, jurors[j].juror) in conflicts) for i, j in pairs]
    result = linprog(
        [*used, *[1.0] * (2 * len(jurors))],
        A_ub=np.block([[loads, -slack, none], [-loads, none, -slack]]),
        b_ub=[*(juror.max for juror in jurors), *(-juror.min for juror in jurors)],
        A_eq=np.hstack([judged, np.zeros((len(entries), 2 * len(jurors)))]),
        b_eq=[per_entry] * len(entries),
        bounds=[(0, 1)] * len(pairs) + [(0, None)] * (2 * len(jurors)),
    )
    return round(result.fun)


@settings(max_examples=60, deadline=None)
@given(questions())
def test_no_smaller_change_would_do(question):
    entries, jurors, per_entry, conflicts = question
    units = 0
    try:
        assign(entries, jurors, per_entry=per_entry, conflicts=conflicts)
    except Infeasible as refusal:
        units = sum(1 if isinstance(change, Waive) else change.by for change in refusal.relaxations)
    assert units == fewest_units(*question)
