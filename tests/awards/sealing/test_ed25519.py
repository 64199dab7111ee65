"""Signatures: the vectors of RFC 8032, agreement with the library that signs, and no second spelling."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from judging.awards.sealing.keys import fingerprint, signer, work_salt
from judging.awards.sealing.standalone.documents import signed_message
from judging.awards.sealing.standalone.ed25519 import ORDER, signature_holds

VECTORS = (  # RFC 8032, 7.1: public key, message, signature
    (
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
    ),
    (
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
    ),
    (
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
        "af82",
        "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a",
    ),
    (
        "ec172b93ad5e563bf4932c70e1245034c35467ef2efd4d64ebf819683467e2bf",
        "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f",
        "dc2a4459e7369633a52b1bf277839a00201009a3efbf3ecb69bea2186c26b58909351fc9ac90b3ecfdfbc7c66431e0303dca179c138ac17ad9bef1177331a704",
    ),
)
KEY = signer("a secret key of more than thirty-two characters")


@pytest.mark.parametrize(("key", "message", "signature"), VECTORS)
def test_published_vectors(key: str, message: str, signature: str) -> None:
    public, said, given_ = bytes.fromhex(key), bytes.fromhex(message), bytes.fromhex(signature)
    assert signature_holds(public, said, given_)
    assert not signature_holds(public, said + b"x", given_)
    assert not signature_holds(public, said, given_[:32] + bytes(32))


@settings(max_examples=10)
@given(st.binary(max_size=300), st.integers(0, 511))
def test_the_library_and_the_script_agree_and_no_bit_may_change(data: bytes, bit: int) -> None:
    public, signature = bytes.fromhex(KEY.public_key), bytes.fromhex(KEY.sign("seal.json", data))
    message = signed_message("seal.json", data)
    assert signature_holds(public, message, signature)
    assert not signature_holds(public, signed_message("manifest.json", data), signature)
    flipped = bytearray(signature)
    flipped[bit // 8] ^= 1 << bit % 8
    assert not signature_holds(public, message, bytes(flipped))


def test_a_second_spelling_of_a_signature_or_key_is_refused() -> None:
    public, message = bytes.fromhex(KEY.public_key), signed_message("a", b"b")
    signature = bytes.fromhex(KEY.sign("a", b"b"))
    scalar = int.from_bytes(signature[32:], "little")
    assert not signature_holds(public, message, signature[:32] + (scalar + ORDER).to_bytes(32, "little"))
    for wrong in (
        b"",
        public[:31],
        b"\xff" * 32,
        (1).to_bytes(32, "little"),
        bytes(32),
        (2**255 - 18).to_bytes(32, "little"),
    ):
        assert not signature_holds(wrong, message, signature)
    assert not signature_holds(public, message, signature[:63])


def test_a_key_of_small_order_signs_nothing() -> None:
    neutral = (1).to_bytes(32, "little")
    assert not signature_holds(neutral, b"anything", neutral + bytes(32))


def test_keys_and_salts_follow_from_the_secret_alone() -> None:
    import uuid

    assert signer("x" * 40).public_key == signer("x" * 40).public_key != signer("y" * 40).public_key
    contest = uuid.UUID(int=1)
    salts = {work_salt(secret, contest, code) for secret in ("x" * 40, "y" * 40) for code in ("TH-AAAA", "TH-BBBB")}
    assert len(salts) == 4
    assert len(fingerprint(KEY.public_key).split()) == 4
