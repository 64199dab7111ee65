"""A bundle as one ZIP file: the same files give the same bytes. Pure."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

from judging.awards.sealing.keys import Signer
from judging.awards.sealing.standalone.canonical import canonical, sha256
from judging.awards.sealing.standalone.documents import MANIFEST, SIGNATURE, SIGNED

_DAY = (1980, 1, 1, 0, 0, 0)


def pack(files: Mapping[str, bytes]) -> bytes:
    """Stored, sorted by name, without times and attributes of any machine."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for name in sorted(files):
            info = zipfile.ZipInfo(name, _DAY)
            info.create_system, info.create_version, info.external_attr = 3, 20, 0o644 << 16
            archive.writestr(info, files[name])
    return buffer.getvalue()


def unpack(data: bytes) -> dict[str, bytes]:
    """The files of a bundle of our own making."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def signed_bundle(files: Mapping[str, bytes], *, contest: str, stage: str, signer: Signer) -> bytes:
    """The ZIP file with its list of files, signed together with commitment and seal."""
    listed = [{"name": name, "sha256": sha256(data), "size": len(data)} for name, data in sorted(files.items())]
    manifest = canonical({"format": "bangvang-bundle/1", "contest": contest, "stage": stage, "files": listed})
    whole = {**files, MANIFEST: manifest}
    signatures = {name: signer.sign(name, whole[name]) for name in SIGNED}
    envelope = canonical({"algorithm": "Ed25519", "public_key": signer.public_key, "signatures": signatures})
    return pack({**whole, SIGNATURE: envelope})
