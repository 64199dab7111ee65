"""What the tests of the exhibition share: one contest that is announced, and one that is still judged."""

from __future__ import annotations

import pytest

from judging.contests.enums import Stage
from tests.exhibition.showing import Cast, make_cast


@pytest.fixture(scope="session")
async def shown(pool: None) -> Cast:
    return await make_cast(Stage.ANNOUNCED)


@pytest.fixture(scope="session")
async def judged(pool: None) -> Cast:
    return await make_cast(Stage.BOARD)
