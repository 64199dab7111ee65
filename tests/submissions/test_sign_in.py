"""Into one entry by the code and PIN of its receipt."""

from __future__ import annotations

import uuid

import pytest

from judging.errors import Invalid, TooMany
from judging.submissions import pins
from tests.cast import make_contest, make_entry

pytestmark = pytest.mark.usefixtures("pool")


async def test_code_and_pin_open_the_entry_and_nothing_else_does() -> None:
    play = await make_contest()
    made, address = await make_entry(play, checked=False), uuid.uuid4().hex
    pin = made.receipt.pin or ""
    wrong = f"{(int(pin) + 1) % 1_000_000:06d}"
    opened = await pins.sign_in_with_code(code=made.receipt.code.lower(), pin=f" {pin} ", address=address)
    assert opened.token
    for code, given in ((made.receipt.code, wrong), ("XX-0000", pin), (made.receipt.code, "")):
        with pytest.raises(Invalid, match="Code or PIN"):
            await pins.sign_in_with_code(code=code, pin=given, address=address)


async def test_guessing_is_slowed_down() -> None:
    play = await make_contest()
    made = await make_entry(play, checked=False)
    for attempt in range(10):
        with pytest.raises(Invalid):
            await pins.sign_in_with_code(code=made.receipt.code, pin="x", address=f"{made.id}{attempt}")
    with pytest.raises(TooMany):
        await pins.sign_in_with_code(code=made.receipt.code, pin=made.receipt.pin or "", address=f"{made.id}")
