"""Codes that can be read aloud, and tell nothing."""

from __future__ import annotations

import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st

from judging.submissions.codes import ALPHABET, contest_prefix, make_code, make_pin, normal_code

SEED = "f" * 64


@pytest.mark.parametrize(
    ("slug", "prefix"),
    [("son-la-2024", "SL24"), ("thu", "T"), ("2024", "BV24"), ("son-la-hoc-tap-2025", "SLH25"), ("lop-5a-1999", "L99")],
)
def test_the_prefix_tells_the_contest(slug: str, prefix: str) -> None:
    assert contest_prefix(slug) == prefix


@given(st.uuids(), st.integers(4, 11))
def test_a_longer_code_extends_the_shorter(entry_id: uuid.UUID, length: int) -> None:
    short = make_code("HV", seed=SEED, purpose="blind", entry_id=entry_id, length=length)
    longer = make_code("HV", seed=SEED, purpose="blind", entry_id=entry_id, length=length + 1)
    assert longer[:-1] == short
    assert set(short.removeprefix("HV-")) <= set(ALPHABET)


@given(st.uuids())
def test_entry_code_and_blind_code_have_nothing_in_common(entry_id: uuid.UUID) -> None:
    told = make_code("X", seed=SEED, purpose="entry", entry_id=entry_id, length=11)
    blind = make_code("X", seed=SEED, purpose="blind", entry_id=entry_id, length=11)
    other_seed = make_code("X", seed="e" * 64, purpose="entry", entry_id=entry_id, length=11)
    assert len({told, blind, other_seed}) == 3


@pytest.mark.parametrize("typed", ["SL24-H7K2", "sl24-h7k2", " SL24 H7K2 ", "SL24–H7K2", "sl24 - h7k2", "SL24−H7K2"])
def test_a_code_may_be_typed_carelessly(typed: str) -> None:
    assert normal_code(typed) == "SL24-H7K2"


@given(st.uuids())
def test_a_pin_is_six_figures_and_stays_the_same(entry_id: uuid.UUID) -> None:
    pin = make_pin(secret="s", entry_id=entry_id)
    assert len(pin) == 6
    assert pin.isdecimal()
    assert pin == make_pin(secret="s", entry_id=entry_id)


def test_pins_differ_by_entry_and_by_installation() -> None:
    ids = [uuid.UUID(int=number) for number in range(300)]
    pins = {make_pin(secret="s", entry_id=entry_id) for entry_id in ids}
    assert len(pins) > 250
    assert [make_pin(secret="t", entry_id=entry_id) for entry_id in ids] != [
        make_pin(secret="s", entry_id=entry_id) for entry_id in ids
    ]
