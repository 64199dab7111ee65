"""Ports of supervisors that start at the same time, before any of their servers listens."""

from __future__ import annotations

import socket
from collections.abc import Iterator

import pytest

from judging.embedded import ports


@pytest.fixture
def two() -> Iterator[tuple[ports.Claims, ports.Claims]]:
    ours, theirs = ports.Claims(), ports.Claims()
    yield ours, theirs
    ours.release()
    theirs.release()


def test_a_port_that_somebody_means_to_use_is_not_chosen_again(two: tuple[ports.Claims, ports.Claims]) -> None:
    ours, theirs = two
    known = ports.choose(["web"], {}, ours)
    assert ports.choose(["web"], known, ours) == known
    assert ports.choose(["web"], known, theirs) != known
    ours.release()
    assert ports.choose(["web"], known, theirs) == known


def test_no_two_names_have_the_same_port(two: tuple[ports.Claims, ports.Claims]) -> None:
    known = ports.choose(["a"], {}, two[0])
    again = ports.choose(["a", "b"], {"a": known["a"], "b": known["a"]}, two[0])
    assert again["a"] == known["a"]
    assert again["b"] != known["a"]


def test_a_port_on_which_somebody_listens_is_not_ours(two: tuple[ports.Claims, ports.Claims]) -> None:
    with socket.create_server((ports.HOST, 0)) as taken:
        assert not two[0].take(taken.getsockname()[1])
