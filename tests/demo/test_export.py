"""The sealed result that the demo leaves holds under the key that was published before judging."""

from __future__ import annotations

from pathlib import Path

import pytest

from judging.awards.sealing.packing import unpack
from judging.awards.sealing.service import bundle, bundle_bytes
from judging.cli import main
from judging.contests.enums import Stage
from judging.demo.export import BUNDLE, _verify, export_bundle
from tests.cast import make_contest


async def test_the_bundle_is_written_and_accepted(pool: None, tmp_path: Path) -> None:
    play = await make_contest(Stage.ANNOUNCED, entries={"poems": 3})
    path, told = await export_bundle(play.id, tmp_path)
    assert path == tmp_path / BUNDLE
    assert told.endswith("all 20 steps hold")
    key = told.partition("--key ")[2][:64]
    assert main(["verify", str(path), "--key", key]) == 0
    assert path.read_bytes() == await bundle_bytes(await bundle(play.id))
    assert "verify.py" in unpack(path.read_bytes())


async def test_a_bundle_that_does_not_hold_ends_the_demo(pool: None, tmp_path: Path) -> None:
    play = await make_contest(Stage.ANNOUNCED, entries={"poems": 1})
    path, _ = await export_bundle(play.id, tmp_path)
    with pytest.raises(RuntimeError, match="fails at signature"):
        _verify(path, "0" * 64)
    path.write_bytes(path.read_bytes()[:-1])
    with pytest.raises(RuntimeError, match="fails at container"):
        _verify(path, "")
