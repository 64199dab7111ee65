"""The installation's key for signing results: it follows from SECRET_KEY, so a backup of that is a backup of it."""

from __future__ import annotations

import hashlib
import hmac
import uuid
from functools import cache

import msgspec
from Crypto.PublicKey.ECC import EccKey
from Crypto.Signature import eddsa

from judging.awards.sealing.standalone.documents import signed_message


class Signer(msgspec.Struct, frozen=True):
    """`public_key` is 32 bytes in hexadecimal digits."""

    key: EccKey
    public_key: str

    def sign(self, name: str, data: bytes) -> str:
        """The Ed25519 signature (hex) of a bundle's file by its name."""
        return eddsa.new(self.key, "rfc8032").sign(signed_message(name, data)).hex()


@cache
def signer(secret: str) -> Signer:
    """The signer of an installation by its SECRET_KEY; another purpose of the secret gives other bytes."""
    seed = hmac.new(secret.encode(), b"result signing key", hashlib.sha256).digest()
    key = eddsa.import_private_key(seed)
    return Signer(key, key.public_key().export_key(format="raw").hex())


def work_salt(secret: str, contest_id: uuid.UUID, code: str) -> str:
    """Kept back until the result: without it nobody can try out which work is behind a published root."""
    return hmac.new(secret.encode(), f"work salt:{contest_id}:{code}".encode(), hashlib.sha256).hexdigest()[:32]


def fingerprint(public_key: str) -> str:
    """To be read aloud: the first 16 digits of the key's SHA-256, in fours."""
    digest = hashlib.sha256(bytes.fromhex(public_key)).hexdigest()
    return " ".join(digest[at : at + 4] for at in range(0, 16, 4))
