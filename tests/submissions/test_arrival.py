"""A bare body comes piece by piece, however the connection cuts it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from judging.submissions import arrival
from tests.submissions.tus import Cuts


@given(
    size=st.integers(0, 3 * arrival.PIECE),
    cuts=st.lists(st.integers(0, 3 * arrival.PIECE), max_size=12),
    broken=st.booleans(),
)
async def test_pieces_are_the_body(size: int, cuts: list[int], broken: bool) -> None:
    data = (b"0123456789abcdef" * (size // 16 + 1))[:size]
    found = [piece async for piece in arrival.pieces(Cuts(data, cuts, broken=broken))]  # type: ignore[arg-type]
    assert b"".join(found) == data
    assert all(len(piece) == arrival.PIECE for piece in found[:-1])
