"""Merkle trees as in RFC 6962 and RFC 9162: one hash for a list, and short proofs that something is in it."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence


def leaf_hash(data: bytes) -> bytes:
    return hashlib.sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()


def merkle_root(leaves: Sequence[bytes]) -> bytes:
    """The tree's head over the records in their order; that of no record is the hash of nothing."""
    if not leaves:
        return hashlib.sha256(b"").digest()
    level = [leaf_hash(leaf) for leaf in leaves]
    while len(level) > 1:
        level = level_above(level)
    return level[0]


def level_above(level: Sequence[bytes]) -> list[bytes]:
    """Pairs are joined; one that is left over moves up as it is, which is the tree of RFC 6962."""
    above = [node_hash(level[at], level[at + 1]) for at in range(0, len(level) - 1, 2)]
    return above + list(level[len(above) * 2 :])


def inclusion_proof(leaves: Sequence[bytes], index: int) -> list[bytes]:
    """The hashes beside the way from a leaf to the root, lowest first."""
    level = [leaf_hash(leaf) for leaf in leaves]
    proof = []
    while len(level) > 1:
        beside = index ^ 1
        if beside < len(level):
            proof.append(level[beside])
        level, index = level_above(level), index // 2
    return proof


def root_by_proof(leaf: bytes, index: int, size: int, proof: Sequence[bytes]) -> bytes | None:
    """The root that a proof leads to (RFC 9162, 2.1.3.2); None where it cannot be a proof for this place."""
    if not 0 <= index < size:
        return None
    last, found = size - 1, leaf_hash(leaf)
    for beside in proof:
        if last == 0:
            return None
        if index % 2 or index == last:
            found = node_hash(beside, found)
            while not index % 2 and index:
                index, last = index // 2, last // 2
        else:
            found = node_hash(found, beside)
        index, last = index // 2, last // 2
    return found if last == 0 else None
