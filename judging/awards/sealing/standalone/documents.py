"""The files of a bundle as values, and the three signed ones among them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from judging.awards.sealing.standalone.canonical import canonical_line, parsed, sha256
from judging.awards.sealing.standalone.ed25519 import signature_holds
from judging.awards.sealing.standalone.faults import Failure, demand

MANIFEST, SIGNATURE = "manifest.json", "signature.json"
COMMITMENT, SEAL, NAMES = "commitment.json", "seal.json", "names.json"
RULES, WORKS, ASSIGNMENT = "rules.json", "works.json", "assignment.json"
BALLOTS, RESULT, BOARD = "ballots.jsonl", "result.json", "board.json"
SEALED = (ASSIGNMENT, BALLOTS, BOARD, COMMITMENT, RESULT, RULES, WORKS)
"""What the signature of the approval covers; the names come later, and the manifest's signature covers them too."""
SIGNED = (COMMITMENT, MANIFEST, SEAL)
HEX = re.compile(r"[0-9a-f]+")


class Documents:
    """The parsed files. Every attribute is the file of that name."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self.files = files
        self.rules: Any = parsed(RULES, files[RULES], strict=False)
        self.commitment: Any = parsed(COMMITMENT, files[COMMITMENT])
        self.seal: Any = parsed(SEAL, files[SEAL])
        self.works: Any = parsed(WORKS, files[WORKS])
        self.panels: dict[str, Any] = {one["category"]: one for one in parsed(ASSIGNMENT, files[ASSIGNMENT])}
        self.result: Any = parsed(RESULT, files[RESULT])
        self.board: Any = parsed(BOARD, files[BOARD])
        self.stage: str = parsed(MANIFEST, files[MANIFEST])["stage"]
        self.names: Any = parsed(NAMES, files[NAMES]) if NAMES in files else None
        self.ballots: list[Any] = read_ballots(files[BALLOTS])

    def category_rules(self, key: str) -> Any:
        return next(one for one in self.rules["category"] if one["key"] == key)

    def judging(self, key: str) -> Any:
        return next(one for one in self.rules["round"][-1]["judging"] if one["category"] == key)

    def counted(self, category: Any) -> list[Any]:
        """The ballots with marks for the entries of a category (of result.json) that count."""
        codes = {entry["code"] for entry in category["entries"]}
        return [ballot for ballot in self.ballots if ballot["state"] == "submitted" and ballot["code"] in codes]


def ballot_lines(data: bytes) -> list[bytes]:
    demand(not data or data.endswith(b"\n"), BALLOTS, "are cut off")
    return data.split(b"\n")[:-1]


def read_ballots(data: bytes) -> list[Any]:
    """Each line is one ballot, in the one form that counts."""
    found = []
    for number, line in enumerate(ballot_lines(data), start=1):
        ballot = parsed(f"ballot {number}", line, strict=False)
        demand(canonical_line(ballot) == line, f"ballot {number}", "is not written in the one form that counts")
        demand(ballot["number"] == number, f"ballot {number}", f"has the number {ballot['number']}")
        found.append(ballot)
    return found


def check_manifest(files: Mapping[str, bytes]) -> str:
    """Every file is listed, and has the bytes that the list says."""
    for name in (MANIFEST, SIGNATURE, SEAL, *SEALED):
        demand(name in files, name, "is missing")
    manifest = parsed(MANIFEST, files[MANIFEST])
    parts = isinstance(manifest, dict) and set(manifest) == {"contest", "files", "format", "stage"}
    demand(parts, MANIFEST, "has other parts than it should have")
    demand(manifest["format"] == "bangvang-bundle/1", MANIFEST, "is of a form that this program does not know")
    demand(manifest["stage"] in ("approved", "announced"), MANIFEST, "names no stage")
    demand(all(map(is_entry, manifest["files"])), MANIFEST, "has an entry that is not of the form that it should have")
    listed = {one["name"]: one for one in manifest["files"]}
    demand(len(listed) == len(manifest["files"]), MANIFEST, "lists a file twice")
    for name in sorted((set(files) | set(listed)) - {MANIFEST, SIGNATURE}):
        if name in files and listed.get(name) == entry_of(name, files[name]):
            continue
        demand(not changed_alone(MANIFEST, files), MANIFEST, f"is not what was signed: its entry {name!a} is wrong")
        demand(name in listed, ascii(name)[1:-1], "is in the bundle, but not on its list")
        demand(name in files, ascii(name)[1:-1], "is on the list, but missing")
        raise Failure(name, "does not have the bytes that the list says: it was changed")
    demand(
        (NAMES in files) == (manifest["stage"] == "announced"), NAMES, "belongs to an announced result, and to no other"
    )
    return f"{len(listed)} files have the bytes that the list says"


def is_entry(one: Any) -> bool:
    return isinstance(one, dict) and set(one) == {"name", "sha256", "size"} and isinstance(one["name"], str)


def entry_of(name: str, data: bytes) -> dict[str, Any]:
    """A file as the list tells of it."""
    return {"name": name, "sha256": sha256(data), "size": len(data)}


def changed_alone(name: str, files: Mapping[str, bytes]) -> bool:
    """Whether the signature of this file does not hold, while that of another one does."""
    try:
        envelope = parsed(SIGNATURE, files[SIGNATURE])
        held = {one for one in SIGNED if signature_of(one, files[one], envelope)}
    except (Failure, KeyError, TypeError):
        return False
    return bool(held) and name not in held


def signature_of(name: str, data: bytes, envelope: Any) -> bool:
    """Whether the file's signature holds."""
    key, signature = envelope["public_key"], envelope["signatures"][name]
    return signature_holds(digits(SIGNATURE, key), signed_message(name, data), digits(SIGNATURE, signature))


def check_signatures(files: Mapping[str, bytes], pinned: str | None) -> str:
    """`pinned` is the key that the reader trusts, in hexadecimal digits."""
    envelope = parsed(SIGNATURE, files[SIGNATURE])
    parts = isinstance(envelope, dict) and set(envelope) == {"algorithm", "public_key", "signatures"}
    demand(parts, SIGNATURE, "has other parts than it should have")
    demand(envelope["algorithm"] == "Ed25519", SIGNATURE, "is made in a way that this program does not know")
    named = isinstance(envelope["signatures"], dict) and set(envelope["signatures"]) == set(SIGNED)
    demand(named, SIGNATURE, "does not sign what it should")
    key = envelope["public_key"]
    demand(pinned in (None, key), SIGNATURE, f"is made with another key than yours: {key}")
    for name in SIGNED:
        holds = signature_of(name, files[name], envelope)
        demand(
            holds,
            name,
            f"is not what was signed: it, or its signature in {SIGNATURE}, was changed, or somebody else signed",
        )
    return f"signed with the key {key}" + (", which is the one you gave" if pinned else "")


def signed_message(name: str, data: bytes) -> bytes:
    """What is signed: the file with its name, so that no file's signature is good for another one."""
    return b"bangvang/1\n" + name.encode() + b"\n" + data


def digits(record: str, text: Any) -> bytes:
    demand(
        isinstance(text, str) and len(text) % 2 == 0 and bool(HEX.fullmatch(text)),
        record,
        "has a key or signature that is none",
    )
    return bytes.fromhex(text)
