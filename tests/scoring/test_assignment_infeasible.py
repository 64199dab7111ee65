"""What cannot be assigned is refused with the smallest change that would help, by name."""

import pytest

from judging.scoring.assignment import EntryNeed, Infeasible, JurorCapacity, Lower, Raise, Short, Waive, assign
from judging.web.i18n import explain


def refused(entries, jurors, per_entry, conflicts=frozenset(), anchors=0):
    with pytest.raises(Infeasible) as refusal:
        assign(entries, jurors, per_entry=per_entry, conflicts=conflicts, anchors=anchors)
    return refusal.value


def entries_of(count, category=""):
    return [EntryNeed(f"{category}{i}", category) for i in range(count)]


def test_too_little_capacity_names_the_jurors():
    refusal = refused(entries_of(10), [JurorCapacity("A", 0, 4), JurorCapacity("B", 0, 3)], 1)
    assert sum(change.by for change in refusal.relaxations) == 3
    assert all(isinstance(change, Raise) for change in refusal.relaxations)
    assert "raise the maximum by 3 ballots" in str(refusal)


def test_minima_beyond_the_ballots_are_lowered():
    refusal = refused(entries_of(4), [JurorCapacity("A", 3), JurorCapacity("B", 3)], 1)
    assert sum(change.by for change in refusal.relaxations) == 2
    assert all(isinstance(change, Lower) for change in refusal.relaxations)
    assert "lower the minimum by 2 ballots" in str(refusal)


def test_a_minimum_that_the_category_cannot_fill():
    jurors = [JurorCapacity("A", 3, categories=frozenset(["song"])), JurorCapacity("B")]
    refusal = refused(entries_of(2, "song") + entries_of(5, "poem"), jurors, 1)
    assert refusal.relaxations == (Lower("A", 3, 1),)
    assert refusal.jurors == ("A",)


def test_conflicts_name_the_pair():
    jurors = [JurorCapacity("A"), JurorCapacity("B"), JurorCapacity("C")]
    refusal = refused(entries_of(5), jurors, 2, {("3", "A"), ("3", "B")})
    (waived,) = refusal.relaxations
    assert isinstance(waived, Waive)
    assert (waived.entry, refusal.entries) == ("3", ("3",))
    assert "waive 1 conflict (3 with" in str(refusal)


def test_too_few_jurors_for_a_category():
    jurors = [JurorCapacity(name, categories=frozenset(["poem"])) for name in "AB"] + [JurorCapacity("C")]
    refusal = refused(entries_of(7, "song") + entries_of(2, "poem"), jurors, 2)
    assert refusal.relaxations[0] == Short("song0", "song", 1, 2)
    assert len(refusal.relaxations) == 7
    assert "add 1 juror for song (song0 finds 1 of 2" in str(refusal)
    assert "and 2 more" in str(refusal)
    assert "--per-entry 1" in str(refusal)


def test_no_ballot_at_all_is_never_offered():
    refusal = refused(entries_of(1, "song"), [JurorCapacity("J", categories=frozenset(["poem"]))], 1)
    assert "add 1 juror for song (song0 finds 0 of 1)" in str(refusal)
    assert "--per-entry" not in str(refusal)


def test_anchors_beyond_a_maximum():
    refusal = refused(entries_of(6), [JurorCapacity("A", 0, 2), JurorCapacity("B"), JurorCapacity("C")], 1, anchors=4)
    assert refusal.relaxations == (Raise("A", 2, 2),)


def test_minima_left_when_every_entry_is_an_anchor():
    refusal = refused(entries_of(2), [JurorCapacity("A", 3), JurorCapacity("B")], 1, anchors=2)
    assert refusal.relaxations == (Lower("A", 3, 1),)


def test_the_message_is_said_in_both_languages():
    jurors = [JurorCapacity("A", 0, 4), JurorCapacity("B", 0, 3)]
    refusal = refused(entries_of(10), jurors, 1)
    assert explain(refusal, "en") == str(refusal)
    assert explain(refusal, "vi").startswith("không cách phân công nào giữ được mọi quy định; ")
    assert "nâng mức cao nhất thêm 3 phiếu (" in explain(refusal, "vi")
    short = [JurorCapacity(name, categories=frozenset(["poem"])) for name in "AB"] + [JurorCapacity("C")]
    told = explain(refused(entries_of(7, "song") + entries_of(2, "poem"), short, 2), "vi")
    assert "thêm 1 giám khảo cho song (song0 mới có 1 trong 2, " in told
    assert "và 2 mục nữa)" in told
    assert "hoặc giảm số phiếu mỗi bài còn 1" in told
    pairs = explain(refused(entries_of(5), [JurorCapacity(name) for name in "ABC"], 2, {("3", "A"), ("3", "B")}), "vi")
    assert "bỏ qua 1 xung đột lợi ích (3 với " in pairs
