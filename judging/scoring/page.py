"""What a juror's page shows of a work, put together from reads that know no author."""

from __future__ import annotations

import asyncio
import json
import uuid
from decimal import Decimal

import msgspec

from judging.contests.queries import rules_by_digest
from judging.contests.rules import CategoryRules, ContestRules
from judging.scoring import queries
from judging.scoring.ballots import missing, running_total
from judging.scoring.queries import MyBallot
from judging.storage import small_text
from judging.submissions.queries import BlindWork
from judging.web.actor import Actor
from judging.web.formats import bilingual, dimensions

PAGE_ROLES = 40
BARS = 200  # of the waveform


class ScoringPage(msgspec.Struct, frozen=True):
    rules: ContestRules
    category: CategoryRules
    ballot: MyBallot
    text: str
    peaks: list[int]
    total: Decimal
    missing: list[str]

    @property
    def work(self) -> BlindWork:
        return self.ballot.work

    @property
    def pages(self) -> list[str]:
        """Roles of the page images, in order."""
        return page_roles(self.work)

    @property
    def size(self) -> str:
        """Real size, "" where the entrant gave none."""
        return real_size(self.work)

    @property
    def meta(self) -> list[str]:
        """What may be said of a work beside its title: technique, form, size, length, age group."""
        return work_meta(self.rules, self.work)


def page_roles(work: BlindWork) -> list[str]:
    """Roles of a document's page images, in order."""
    roles = (f"page-{number}.webp" for number in range(1, PAGE_ROLES + 1))
    return [role for role in roles if role in work.renditions]


def real_size(work: BlindWork) -> str:
    width, height = (work.details.get(side) for side in ("width_cm", "height_cm"))
    return dimensions(Decimal(width), Decimal(height)) if width and height else ""


def work_meta(rules: ContestRules, work: BlindWork) -> list[str]:
    parts = [work.details.get("technique", ""), work.details.get("form", ""), real_size(work)]
    if seconds := work.facts.get("duration"):
        parts.append(f"{int(seconds) // 60}:{int(seconds) % 60:02d}")
    parts += [bilingual(group, "name") for group in rules.age_groups if group.key == work.age_group]
    return [part for part in parts if part]


async def scoring_page(juror: Actor, panel_id: uuid.UUID, blind_code: str) -> ScoringPage:
    """Raises NotFound for a work that is not this juror's."""
    ballot = await queries.my_ballot(juror, panel_id, blind_code)
    rules = await rules_by_digest(ballot.rules_sha256)
    category = rules.category(ballot.category_key)
    return ScoringPage(
        rules=rules,
        category=category,
        ballot=ballot,
        text=await work_text(ballot.work),
        peaks=await work_peaks(ballot.work),
        total=running_total(category, ballot.scores),
        missing=missing(category, ballot.scores),
    )


async def work_text(work: BlindWork) -> str:
    return await _stored(work, "text.txt")


async def work_peaks(work: BlindWork) -> list[int]:
    """A song's waveform, as heights in per cent."""
    return _bars(await _stored(work, "peaks.json"))


async def _stored(work: BlindWork, role: str) -> str:
    found = work.renditions.get(role)
    return await asyncio.to_thread(small_text, found.key) if found else ""


def _bars(peaks: str) -> list[int]:
    """Heights in per cent for a waveform of at most BARS bars."""
    if not peaks:
        return []
    found = json.loads(peaks)
    values: list[float] = found["peaks"] if isinstance(found, dict) else found
    step = max(1, len(values) // BARS)
    highest = max(values, default=0) or 1
    return [max(2, round(100 * max(values[at : at + step]) / highest)) for at in range(0, len(values), step)]
