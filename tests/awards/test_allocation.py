"""Prizes: quotas, caps, thresholds and ties; and every entry has its reason in both languages."""

import random
from collections import Counter
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from judging.awards.allocation import CategoryPlan, Plan, Ranked, Tier, allocate
from judging.awards.sentences import sentence
from judging.errors import Invalid

SCORES = st.decimals(0, 10, places=1)


def ranked(category, marks, owners):
    """Competition ranking of the marks (None: nobody scored it)."""
    return [
        Ranked(
            f"{category}{i}",
            category,
            None if mark is None else 1 + sum(other is not None and other > mark for other in marks),
            mark,
            *owner,
        )
        for i, (mark, owner) in enumerate(zip(marks, owners, strict=True))
    ]


@st.composite
def questions(draw):
    categories, entries = [], []
    for name in ("song", "poem")[: draw(st.integers(1, 2))]:
        limits = sorted(draw(st.lists(SCORES, min_size=3, max_size=3)), reverse=True)
        tiers = tuple(
            Tier(f"t{i}", draw(st.integers(0, 3)), draw(st.sampled_from([None, limits[i]]))) for i in range(3)
        )
        categories.append(CategoryPlan(name, tiers, draw(st.none() | SCORES)))
        marks = draw(st.lists(st.none() | SCORES, max_size=10))
        owner = st.tuples(st.sampled_from(["", "An", "Bình", "Chi"]), st.sampled_from(["", "U1", "U2"]))
        entries += ranked(name, marks, [draw(owner) for _ in marks])
    cap = st.none() | st.integers(1, 2)
    return entries, Plan(tuple(categories), draw(cap), draw(cap))


@settings(max_examples=300)
@given(questions())
def test_no_quota_and_no_cap_is_exceeded(question):
    entries, plan = question
    allocation = allocate(entries, plan)
    assert sorted(one.entry for one in allocation.decisions) == sorted(entry.entry for entry in entries)
    won = {one.entry for one in allocation.decisions if one.prize}
    given_out = Counter((one.category, one.prize) for one in allocation.decisions if one.prize)
    for outcome in allocation.outcomes:
        assert outcome.given == given_out[outcome.category, outcome.tier]
        assert outcome.given + outcome.waiting + outcome.not_awarded == outcome.quota
        assert min(outcome.given, outcome.waiting, outcome.not_awarded) >= 0
    for cap, kind in ((plan.entrant_cap, "entrant"), (plan.unit_cap, "unit")):
        owners = Counter(getattr(entry, kind) for entry in entries if entry.entry in won)
        assert cap is None or all(count <= cap for owner, count in owners.items() if owner)


@settings(max_examples=300)
@given(questions())
def test_who_is_ranked_worse_never_gets_a_better_prize(question):
    """Except past an entry that is capped or waits for the board."""
    entries, plan = question
    level = {tier.name: i for i, tier in enumerate(plan.categories[0].tiers)} | {"": 9}
    by_code = {entry.entry: entry for entry in entries}
    decisions = [one for one in allocate(entries, plan).decisions if one.rank is not None]
    for one in decisions:
        for other in decisions:
            if one.category == other.category and one.rank < other.rank and not one.waiting:
                assert level[one.prize] <= level[other.prize] or one.reason.code.startswith("capped")
            if one.category == other.category and one.rank == other.rank and not (plan.entrant_cap or plan.unit_cap):
                assert (one.prize, one.waiting) == (other.prize, other.waiting)
    for one in decisions:
        if one.prize:
            category = next(category for category in plan.categories if category.name == one.category)
            least = category.least(next(tier for tier in category.tiers if tier.name == one.prize))
            assert least is None or by_code[one.entry].score >= least


@settings(max_examples=200)
@given(questions())
def test_no_place_stays_empty_while_someone_deserves_it(question):
    entries, plan = question
    allocation = allocate(entries, plan)
    by_code = {entry.entry: entry for entry in entries}
    for outcome in allocation.outcomes:
        if outcome.not_awarded:
            category = next(category for category in plan.categories if category.name == outcome.category)
            least = category.least(next(tier for tier in category.tiers if tier.name == outcome.tier))
            for one in allocation.decisions:
                if one.category == outcome.category and not one.prize and not one.waiting and one.rank:
                    missed = least is not None and by_code[one.entry].score < least
                    assert missed or one.reason.code.startswith("capped")


@settings(max_examples=200)
@given(questions(), st.randoms(use_true_random=False))
def test_reasons_are_said_in_both_languages_whatever_the_order(question, shuffler):
    entries, plan = question
    allocation = allocate(entries, plan)
    for one in allocation.decisions:
        for lang in ("vi", "en"):
            said = sentence(one.reason, lang)
            assert said.endswith(".")
            assert "{" not in said
            assert one.rank is None or str(one.rank) in said
    shuffler.shuffle(entries)
    assert allocate(entries, plan) == allocation


def plan_of(*tiers, threshold=None, **caps):
    return Plan((CategoryPlan("song", tuple(Tier(*tier) for tier in tiers), threshold),), **caps)


def prizes(entries, plan):
    allocation = allocate(entries, plan)
    return [(one.prize or one.reason.code) for one in allocation.decisions], allocation


def songs(*scores, owners=None):
    marks = [None if score is None else Decimal(score) for score in scores]
    return ranked("song", marks, owners or [("", "")] * len(marks))


def test_a_capped_entrant_is_skipped_and_the_next_moves_up():
    owners = [("An", ""), ("An", ""), ("Bình", ""), ("Chi", "")]
    given_out, allocation = prizes(
        songs("9", "8", "7", "6", owners=owners), plan_of(("1st", 1), ("2nd", 1), entrant_cap=1)
    )
    assert given_out == ["1st", "capped_entrant", "2nd", "full"]
    assert allocation.decisions[2].reason.code == "moved_up"


def test_the_unit_cap_counts_over_all_categories_and_leaves_the_better_prize():
    entries = [
        Ranked("s1", "song", 1, Decimal(9), "", "Mường La"),
        Ranked("s2", "song", 2, Decimal(8), "", "Thuận Châu"),
        Ranked("p1", "poem", 1, Decimal(9), "", "Thuận Châu"),
    ]
    both = (Tier("1st", 1), Tier("2nd", 1))
    plan = Plan((CategoryPlan("song", both), CategoryPlan("poem", both)), unit_cap=1)
    assert prizes(entries, plan)[0] == ["1st", "capped_unit", "1st"]


def test_a_place_that_nobody_deserves_does_not_pass_down():
    given_out, allocation = prizes(
        songs("7", "6", "3"), plan_of(("1st", 1, Decimal(8)), ("2nd", 1), threshold=Decimal(5))
    )
    assert given_out == ["2nd", "full", "below"]
    assert [outcome.not_awarded for outcome in allocation.outcomes] == [1, 0]


def test_fewer_entries_than_prizes():
    given_out, allocation = prizes(songs("7", None), plan_of(("1st", 1), ("2nd", 3)))
    assert given_out == ["1st", "unranked"]
    assert [outcome.not_awarded for outcome in allocation.outcomes] == [0, 3]


def test_two_exactly_tied_for_the_first_place_wait_and_the_next_keeps_what_is_certain():
    given_out, allocation = prizes(songs("9", "9", "8", "7"), plan_of(("1st", 1), ("2nd", 2)))
    assert given_out == ["waits_tied", "waits_tied", "2nd", "full"]
    assert [(outcome.given, outcome.waiting) for outcome in allocation.outcomes] == [(0, 1), (1, 1)]
    said = sentence(allocation.decisions[0].reason, "en")
    assert "2 entries are equal" in said
    assert "the board decides about 1st (1 place), 2nd (1 place)." in said


def test_a_tie_inside_a_tier_needs_no_decision():
    assert prizes(songs("9", "9", "8"), plan_of(("1st", 2), ("2nd", 1)))[0] == ["1st", "1st", "2nd"]


def test_the_score_decides_between_equal_ranks():
    entries = [Ranked("a", "song", 1, Decimal("8.1")), Ranked("b", "song", 1, Decimal("8.2"))]
    decisions = allocate(entries, plan_of(("1st", 1))).decisions
    assert [(one.entry, one.prize) for one in decisions] == [("b", "1st"), ("a", "")]


def test_a_tie_that_a_cap_resolves():
    owners = [("An", ""), ("An", ""), ("Bình", "")]
    assert prizes(songs("9", "8", "8", owners=owners), plan_of(("1st", 1), ("2nd", 1), entrant_cap=1))[0] == [
        "1st",
        "capped_entrant",
        "2nd",
    ]


def test_tied_works_of_one_entrant_wait_only_for_the_places_that_one_may_win():
    owners = [("An", ""), ("An", ""), ("Bình", ""), ("Chi", "")]
    given_out, allocation = prizes(songs("9", "9", "9", "8", owners=owners), plan_of(("1st", 3), entrant_cap=1))
    assert given_out == ["waits_tied", "waits_tied", "1st", "1st"]
    assert allocation.outcomes[0].waiting == 1


def test_tied_works_of_one_entrant_in_two_units_take_no_more_of_a_unit_than_they_can_win():
    owners = [("An", "V"), ("An", "U"), ("", "V")]
    given_out, allocation = prizes(songs("8", "8", "7", owners=owners), plan_of(("1st", 3), entrant_cap=1, unit_cap=2))
    assert given_out == ["waits_tied", "waits_tied", "1st"]
    assert allocation.outcomes[0].waiting == 1


def test_a_cap_that_hangs_on_an_open_tie_waits_too():
    owners = [("An", ""), ("Bình", ""), ("An", ""), ("Chi", "")]
    given_out, allocation = prizes(
        songs("9", "9", "8", "7", owners=owners), plan_of(("1st", 1, Decimal(9)), ("2nd", 2, Decimal(0)), entrant_cap=1)
    )
    assert given_out == ["waits_tied", "waits_tied", "capped_entrant", "2nd"]
    given_out, allocation = prizes(
        [*songs("9", "9", "8", "7", owners=owners)], plan_of(("1st", 1), ("2nd", 0), ("3rd", 2), entrant_cap=1)
    )
    assert given_out[2] == "capped_entrant"
    poems = [Ranked("p1", "poem", 1, Decimal(5), "An"), Ranked("p2", "poem", 2, Decimal(4), "Chi")]
    plan = Plan((CategoryPlan("song", (Tier("1st", 1),)), CategoryPlan("poem", (Tier("1st", 1),))), entrant_cap=1)
    allocation = allocate([*songs("9", "9", owners=owners[:2]), *poems], plan)
    assert [one.reason.code for one in allocation.decisions] == [
        "waits_tied",
        "waits_tied",
        "waits_cap",
        "full_waiting",
    ]
    assert "a tie above decides" in sentence(allocation.decisions[2].reason, "en")


def test_ranks_that_contradict_scores_are_followed_and_said():
    entries = [Ranked("a", "song", 1, Decimal(4)), Ranked("b", "song", 2, Decimal(9))]
    decisions = allocate(entries, plan_of(("1st", 1, Decimal(5)))).decisions
    assert [one.reason.code for one in decisions] == ["below", "behind"]


def test_a_category_without_places_says_so():
    assert prizes(songs("9"), plan_of(("1st", 0)))[0] == ["no_prizes"]


@pytest.mark.parametrize(
    ("entries", "word"),
    [
        ([Ranked("a", "dance", 1, Decimal(1))], "dance"),
        ([Ranked("a", "song", 1, Decimal(1)), Ranked("a", "song", 2, Decimal(0))], "listed twice"),
    ],
)
def test_what_the_plan_cannot_judge_is_refused(entries, word):
    with pytest.raises(Invalid, match=word):
        allocate(entries, plan_of(("1st", 1)))


def test_the_sentences_of_the_design():
    drawn = random.Random(1)
    marks = sorted((Decimal(drawn.randrange(100, 771)) / 100 for _ in range(161)), reverse=True)
    top = [Decimal(mark) / 100 for mark in (930, 901, 880, 871, 860, 850, *range(845, 790, -5))]
    entries = ranked("song", [*top, Decimal("7.90"), *marks], [("", "")] * 179)
    plan = plan_of(("first prize", 1), ("second prize", 3), ("third prize", 4), ("consolation prize", 10))
    decisions = allocate(entries, plan).decisions
    assert sentence(decisions[3].reason, "en") == "Rank 4 of 179 with 8.71: second prize, one of 3 in its category."
    assert "the last consolation prize went to rank 18 with 7.90." in sentence(decisions[20].reason, "en")
    said = sentence(decisions[3].reason, "vi", {"second prize": "Nhì"})
    assert said == "Hạng 4 trong 179 bài với 8,71 điểm: đạt một trong 3 giải Nhì của thể loại."
    said = sentence(decisions[0].reason, "vi", {"first prize": "Nhất"})
    assert said == "Hạng 1 trong 179 bài với 9,30 điểm: đạt giải Nhất duy nhất của thể loại."


def test_figures_show_what_decided():
    _, allocation = prizes(songs("7.996"), plan_of(("1st", 1, Decimal("8.00"))))
    assert "with 7.996: no prize this time, because the 1st needs at least 8.000" in sentence(
        allocation.decisions[0].reason, "en"
    )
