"""A file from a form to the store: first whole on this machine's disk, then kept, then acknowledged."""

from __future__ import annotations

import asyncio
import shutil
import tempfile
from datetime import datetime
from pathlib import Path

from litestar.datastructures import UploadFile

from judging.contests.queries import ContestView
from judging.contests.rules import CategoryRules
from judging.submissions import uploads
from judging.submissions.forms import check_file
from judging.submissions.uploads import Upload


async def receive_file(view: ContestView, category: CategoryRules, file: UploadFile, begun_at: datetime) -> Upload:
    """Raises Invalid (field file) for an empty or too large one, Refused after the deadline, StoreUnavailable."""
    with tempfile.NamedTemporaryFile(prefix="bangvang-") as target:
        size = await asyncio.to_thread(_copy, file, Path(target.name))
        check_file(category, size)
        return await uploads.receive(contest_id=view.id, path=Path(target.name), name=file.filename, begun_at=begun_at)


def _copy(file: UploadFile, target: Path) -> int:
    file.file.seek(0)
    with target.open("wb") as stream:
        shutil.copyfileobj(file.file, stream, 1 << 20)
        return stream.tell()
