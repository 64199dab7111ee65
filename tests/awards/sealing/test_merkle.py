"""Merkle trees against the published ones of RFC 6962, and proofs for every place in trees of every shape."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from judging.awards.sealing.standalone.merkle import inclusion_proof, leaf_hash, merkle_root, node_hash, root_by_proof

LEAVES = [
    bytes.fromhex(text)
    for text in ("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f")
]
ROOTS = (
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
)
TREES = st.lists(st.binary(max_size=8), min_size=1, max_size=70)


def recursive(leaves: list[bytes]) -> bytes:
    """The definition of RFC 6962, word by word: split at the largest power of two below the size."""
    if len(leaves) < 2:
        return leaf_hash(leaves[0]) if leaves else hashlib.sha256(b"").digest()
    half = 1 << (len(leaves) - 1).bit_length() - 1
    return node_hash(recursive(leaves[:half]), recursive(leaves[half:]))


@pytest.mark.parametrize("size", range(1, 9))
def test_published_roots(size: int) -> None:
    assert merkle_root(LEAVES[:size]).hex() == ROOTS[size - 1]


def test_no_leaf_is_the_hash_of_nothing() -> None:
    assert merkle_root([]).hex() == hashlib.sha256(b"").hexdigest()


@given(TREES)
def test_every_tree_is_that_of_the_definition(leaves: list[bytes]) -> None:
    assert merkle_root(leaves) == recursive(leaves)


@given(TREES, st.data())
def test_a_proof_leads_to_the_root_and_nothing_else_does(leaves: list[bytes], data: st.DataObject) -> None:
    index = data.draw(st.integers(0, len(leaves) - 1))
    proof, root, size = inclusion_proof(leaves, index), merkle_root(leaves), len(leaves)
    assert root_by_proof(leaves[index], index, size, proof) == root
    assert root_by_proof(leaves[index] + b"x", index, size, proof) != root
    assert root_by_proof(leaves[index], index, size, [*proof, root]) is None
    assert root_by_proof(leaves[index], size, size, proof) is None
    assert root_by_proof(leaves[index], -1, size, proof) is None
    if proof:
        assert root_by_proof(leaves[index], index, size, proof[:-1]) is None
        assert root_by_proof(leaves[index], index, size, [b"\0" * 32, *proof[1:]]) != root
