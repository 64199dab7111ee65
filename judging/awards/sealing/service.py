"""Verbs of sealing: commit before judging, seal at the approval, make the bundle that anybody can check."""

from __future__ import annotations

import asyncio
import json
import uuid

import msgspec

from judging import audit, clock
from judging.awards import queries as results
from judging.awards.deliberation import queries as motions
from judging.awards.sealing import queries
from judging.awards.sealing.contents import (
    Assigned,
    Head,
    Work,
    assignment_file,
    ballots_file,
    commitment_file,
    public_rules,
    seal_file,
    works_file,
)
from judging.awards.sealing.keys import Signer, signer, work_salt
from judging.awards.sealing.packing import signed_bundle, unpack
from judging.awards.sealing.queries import BundleRow, CommitmentRow
from judging.awards.sealing.readme import readme
from judging.awards.sealing.result_file import board_file, names_file, result_file
from judging.awards.sealing.script import standalone_script
from judging.awards.sealing.standalone.canonical import sha256
from judging.awards.sealing.standalone.documents import (
    ASSIGNMENT,
    BALLOTS,
    BOARD,
    COMMITMENT,
    NAMES,
    RESULT,
    RULES,
    SEAL,
    SEALED,
    WORKS,
)
from judging.contests.enums import Stage
from judging.contests.queries import ContestView, contest
from judging.contests.service import on_entering
from judging.db import UnitOfWork, fetch, unit_of_work
from judging.errors import Refused
from judging.outbox import enqueue
from judging.settings import settings
from judging.storage import store
from judging.submissions import queries as submissions
from judging.web.actor import Actor
from media_store.objects import content_key

README, SCRIPT = "README.txt", "verify.py"


def _signer() -> Signer:
    return signer(settings().secret_key)


@on_entering(Stage.JUDGING)
async def commit(work: UnitOfWork, contest_id: uuid.UUID) -> None:
    """Publishes, before the first mark, what nobody may change any more: rules, works, who judges what."""
    view, key = await contest(id=contest_id), _signer()
    works = [
        msgspec.structs.replace(one, salt=work_salt(settings().secret_key, contest_id, one.code))
        for one in await queries.works(contest_id)
    ]
    assigned, head, now = await queries.assigned(view), Head(*await audit.head()), clock.now()
    content = commitment_file(
        contest=view.slug, at=now, rules=view.rules, rules_sha256=view.rules_sha256, works=works, assigned=assigned,
        head=head, public_key=key.public_key,
    )  # fmt: skip
    await fetch(
        "INSERT INTO commitment (id, contest, content, sha256, signature, public_key, works, pairs, audit_line,"
        " audit_hash, at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8::jsonb, $9, $10, $11)",
        uuid.uuid4(), contest_id, content.decode(), sha256(content), key.sign(COMMITMENT, content), key.public_key,
        works_file(works).decode(), msgspec.json.encode(assigned).decode(), head.line, head.hash, now,
    )  # fmt: skip
    audit.record(
        work, actor="system", action="result.committed", subject=view.slug, contest_id=contest_id,
        sha256=sha256(content), works=len(works), public_key=key.public_key,
    )  # fmt: skip


async def seal(work: UnitOfWork, *, member: Actor, contest_id: uuid.UUID) -> str:
    """Inside the approval's unit of work, once the approval is written. Returns the seal's SHA-256."""
    view, key = await contest(id=contest_id), _signer()
    if await queries.commitment(contest_id) is None:
        # A contest that was being judged before results were sealed: the bundle tells how late this is.
        await commit(work, contest_id)
    result = await results.result(view)
    files = await _sealed_files(view, result)
    head, now = Head(*await audit.head()), clock.now()
    content = seal_file(
        files, contest=view.slug, at=now, list_sha256=result.list_sha256, head=head, public_key=key.public_key
    )
    await fetch(
        "INSERT INTO seal (id, contest, content, sha256, signature, public_key, audit_line, audit_hash, at)"
        " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        uuid.uuid4(), contest_id, content.decode(), sha256(content), key.sign(SEAL, content), key.public_key, head.line,
        head.hash, now,
    )  # fmt: skip
    audit.record(
        work, actor=str(member.person_id), action="result.sealed", subject=view.slug, contest_id=contest_id,
        sha256=sha256(content), public_key=key.public_key,
    )  # fmt: skip
    await owe_bundle(work, contest_id, Stage.APPROVED)
    return sha256(content)


async def owe_bundle(work: UnitOfWork, contest_id: uuid.UUID, stage: Stage) -> None:
    """A worker makes the bundle of this stage after the commit."""
    await enqueue(work, "result_bundle", key=f"{contest_id} {stage}", contest_id=str(contest_id))


async def _sealed_files(view: ContestView, result: results.ContestResult) -> dict[str, bytes]:
    """What the seal covers, from the data as they stand."""
    promise = await _promise(view.id)
    promised = msgspec.json.decode(promise.works, type=list[Work])
    commitment = promise.content.encode()
    return {
        COMMITMENT: commitment,
        RULES: public_rules(view.rules),
        WORKS: promise.works.encode(),
        ASSIGNMENT: assignment_file(
            msgspec.json.decode(promise.pairs, type=list[Assigned]),
            await queries.assigned(view),
            await queries.conflicts(view),
        ),
        BALLOTS: ballots_file(await queries.ballots(view), commitment),
        RESULT: result_file(
            view.rules,
            result,
            methods=await queries.methods(view.id),
            owners=await submissions.cap_keys(view.id),
            promised=promised,
            present=await queries.works(view.id),
            states=await queries.states(view.id),
        ),
        BOARD: board_file(result, await queries.ties(view.id), await motions.motions(view)),
    }


async def _promise(contest_id: uuid.UUID) -> CommitmentRow:
    found = await queries.commitment(contest_id)
    if found is None:
        raise Refused("This contest was judged before results were sealed; there is no bundle of it.")
    return found


async def bundle(contest_id: uuid.UUID) -> BundleRow:
    """The bundle of the contest's stage, made now where no worker has made it yet; afterwards it stays as it is.

    Raises Refused before the approval, and where the data are no longer those that were sealed.
    """
    view = await contest(id=contest_id)
    if not view.reached(Stage.APPROVED):
        raise Refused("The bundle is made when the result has been signed.")
    approved = await queries.bundle(contest_id, Stage.APPROVED) or await _make(view, Stage.APPROVED)
    if not view.reached(Stage.ANNOUNCED):
        return approved
    return await queries.bundle(contest_id, Stage.ANNOUNCED) or await _make(view, Stage.ANNOUNCED, approved)


async def bundle_bytes(row: BundleRow) -> bytes:
    return await asyncio.to_thread(store().get_bytes, row.storage_key)


async def _make(view: ContestView, stage: Stage, approved: BundleRow | None = None) -> BundleRow:
    """With names, the sealed files are taken from the bundle that was made at the approval."""
    result = await results.result(view)
    sealed = unpack(await bundle_bytes(approved)) if approved else await _sealed_files(view, result)
    files = {name: sealed[name] for name in SEALED}
    files[SEAL] = await _checked_seal(view.id, files)
    if stage == Stage.ANNOUNCED:
        files[NAMES] = names_file(_codes(files[RESULT]), result, await submissions.authors(view.id))
    files[README] = readme(view, settings().public_url, _signer().public_key)
    files[SCRIPT] = standalone_script()
    data = await asyncio.to_thread(signed_bundle, files, contest=view.slug, stage=str(stage), signer=_signer())
    key = content_key("bundles", sha256(data), ".zip")
    await asyncio.to_thread(store().put_bytes, key, data, "application/zip")
    async with unit_of_work():
        await fetch(
            "INSERT INTO bundle (id, contest, stage, storage_key, sha256, size, at) VALUES ($1, $2, $3, $4, $5, $6, $7)"
            " ON CONFLICT DO NOTHING",
            uuid.uuid4(), view.id, str(stage), key, sha256(data), len(data), clock.now(),
        )  # fmt: skip
    made = await queries.bundle(view.id, stage)  # somebody else's, if they were faster
    return made or BundleRow(str(stage), key, sha256(data), len(data))


async def _checked_seal(contest_id: uuid.UUID, files: dict[str, bytes]) -> bytes:
    row = await queries.seal(contest_id)
    if row is None:
        raise Refused("This contest was judged before results were sealed; there is no bundle of it.")
    digests = json.loads(row.content)["files"]
    changed = sorted(name for name, data in files.items() if digests[name] != sha256(data))
    if changed:
        raise Refused("The data are no longer those that were sealed: %(files)s. Look into the log.", files=changed[0])
    return row.content.encode()


def _codes(result: bytes) -> list[str]:
    return [entry["code"] for category in json.loads(result)["categories"] for entry in category["entries"]]
