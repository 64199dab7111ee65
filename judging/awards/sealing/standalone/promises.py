"""What was promised before judging, and whether it was kept: rules, works, assignment."""

from __future__ import annotations

from typing import Any

from judging.awards.sealing.standalone.canonical import canonical_line, parsed, sha256
from judging.awards.sealing.standalone.documents import (
    ASSIGNMENT,
    COMMITMENT,
    RULES,
    SEAL,
    SEALED,
    SIGNATURE,
    WORKS,
    Documents,
)
from judging.awards.sealing.standalone.faults import demand
from judging.awards.sealing.standalone.merkle import inclusion_proof, merkle_root, root_by_proof


def work_leaf(work: Any) -> bytes:
    """What is promised of one work: nobody can guess it from the root, because of the salt."""
    return canonical_line({key: work[key] for key in ("category", "code", "salt", "sha256")})


def pairs_digest(pairs: Any) -> str:
    """SHA-256 of who was to judge what: a sorted list of [blind code, juror's number]."""
    return sha256(canonical_line(sorted(list(pair) for pair in pairs)))


def check_commitment(found: Documents) -> str:
    commitment, seal = found.commitment, found.seal
    demand(commitment["format"] == "bangvang-commitment/1", COMMITMENT, "is of a form that this program does not know")
    demand(seal["format"] == "bangvang-seal/1", SEAL, "is of a form that this program does not know")
    demand(set(seal["files"]) == set(SEALED), SEAL, "does not cover what it should")
    for name in SEALED:
        demand(
            seal["files"][name] == sha256(found.files[name]), name, "is not the file that was sealed at the approval"
        )
    key = parsed(SIGNATURE, found.files[SIGNATURE])["public_key"]
    demand(commitment["public_key"] == key, COMMITMENT, "announced another key before judging than the one that signed")
    demand(seal["public_key"] == key, SEAL, "names another key than the one that signed")
    demand(
        commitment["contest"] == seal["contest"] == found.rules["contest"]["slug"], COMMITMENT, "is of another contest"
    )
    demand(commitment["at"] <= seal["at"], COMMITMENT, "is younger than the seal")
    for ballot in found.ballots:
        early = commitment["at"] <= ballot["at"]
        demand(early, f"ballot {ballot['number']}", f"was given before the promise of {commitment['at']}")
    return f"made at {commitment['at']}, before the first ballot; sealed at {seal['at']}"


def check_rules(found: Documents) -> str:
    promised = found.commitment["public_rules_sha256"]
    demand(sha256(found.files[RULES]) == promised, RULES, "are not the rules that were frozen")
    whole = found.commitment["rules_sha256"]
    return f"as frozen; the whole text, which also names the jurors, has the SHA-256 {whole}"


def check_works(found: Documents) -> str:
    """The works are those of which the root was published, and the result is about them."""
    promised = found.commitment["works"]
    root = merkle_root([work_leaf(work) for work in found.works]).hex()
    demand(
        len(found.works) == promised["count"] and root == promised["root"], WORKS, "are not those that were promised"
    )
    known = {work["code"]: work["category"] for work in found.works}
    demand(len(known) == len(found.works), WORKS, "have a code twice")
    allowed = {**{work["code"]: work["category"] for work in found.result["late"]}, **known}
    out = {work["code"] for work in found.result["out"]}
    judged: set[str] = set()
    for category in found.result["categories"]:
        for entry in category["entries"]:
            code = entry["code"]
            demand(code not in judged and code not in out, code, "is in the result twice")
            demand(allowed.get(code) == category["category"], code, "was not among the works of its category")
            judged.add(code)
    for code in sorted(set(known) - judged - out):
        demand(False, code, "was promised to be judged, and is not in the result")
    return f"{len(known)} works under the root {root}"


def check_assignment(found: Documents) -> str:
    """Who judged what was fixed before; every change since is written down."""
    promised = {one["category"]: one for one in found.commitment["assignments"]}
    demand(set(promised) == set(found.panels), ASSIGNMENT, "has other panels than were promised")
    for key, panel in found.panels.items():
        same = promised[key]["sha256"] == pairs_digest(panel["pairs"]) and promised[key]["seed"] == panel["seed"]
        demand(same, f"panel {key}", "is not assigned as it was promised")
        pairs, removed = pair_set(panel["pairs"]), pair_set(panel["removed"])
        demand(removed <= pairs, f"panel {key}", "gives up what was never assigned")
        for code, juror in pair_set(panel["added"]) | pairs:
            seated = juror in panel["jurors"]
            demand(seated, f"panel {key}, {code}", f"is assigned to juror {juror}, who is not on the panel")
    return f"{sum(len(panel['pairs']) for panel in found.panels.values())} ballots assigned as promised"


def pair_set(pairs: Any) -> set[tuple[str, int]]:
    return {(code, juror) for code, juror in pairs}


def work_proof(found: Documents, wanted: str) -> list[str]:
    """The short proof that a work, by its blind code or its file's SHA-256, is under the promised root."""
    leaves = [work_leaf(work) for work in found.works]
    places = [at for at, work in enumerate(found.works) if wanted in (work["code"], work["sha256"])]
    told = []
    for at in places:
        proof = inclusion_proof(leaves, at)
        root = root_by_proof(leaves[at], at, len(leaves), proof)
        told.append(f"{found.works[at]['code']} is number {at + 1} of {len(leaves)} works that were promised:")
        told.append(f"  record {leaves[at].decode()}")
        told += [f"  beside {one.hex()}" for one in proof]
        told.append(f"  root   {root.hex() if root else 'none'}")
    return told or [f"NOTE: no work with the code or SHA-256 {wanted} was promised."]
