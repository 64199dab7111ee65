"""Everything that is printed of a show. Blocks: it fetches pictures and sets pages; call it in a thread."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import msgspec

from judging.awards.minutes_writer import Record, minutes_of
from judging.awards.printing.award_list import award_list_pdf
from judging.awards.printing.award_list_xlsx import award_list_xlsx
from judging.awards.printing.certificates import certificates_pdf
from judging.awards.printing.minutes import minutes_pdf
from judging.awards.printing.values import AwardListData
from judging.awards.publishing import award_list_data
from judging.awards.queries import ContestResult
from judging.awards.sentences import Lang
from judging.contests.enums import Media
from judging.contests.queries import ContestView
from judging.csvfile import to_csv, write_files
from judging.exhibition.catalogue_data import catalogue_data
from judging.exhibition.labels_data import labels_data
from judging.exhibition.plan_data import HEADER, plan_data, plan_rows
from judging.exhibition.printing.catalogue import catalogue_pdf
from judging.exhibition.printing.hanging_sheets import hanging_pdf
from judging.exhibition.printing.labels import labels_pdf
from judging.exhibition.printing.wall_texts import wall_texts_pdf
from judging.exhibition.result_data import result_json
from judging.exhibition.show import Show
from judging.settings import settings
from judging.storage import small_text, store
from judging.workfolder import work_folder

AT_ONCE = 8
FOR_SCREEN, FOR_PRESS = ("medium.jpg", "small.jpg"), ("large.jpg", "medium.jpg")
"""Pictures of a winner's page and of the register. At their printed sizes those for the press have 250 ppi and more."""
THUMB = "thumb.jpg"
TEXT = "text.txt"


class Printing(msgspec.Struct, frozen=True):
    """What a sheet is made from; `folder` takes the fetched pictures."""

    view: ContestView
    result: ContestResult
    show: Show
    folder: Path
    record: Record

    @property
    def base_url(self) -> str:
        return f"{settings().public_url}/c/{self.view.slug}/works"


def _awards(job: Printing) -> AwardListData:
    names = {work.entry_id: (work.on_list.author, work.on_list.unit) for work in job.show.works}
    return award_list_data(job.view, job.result, names)


def _minutes(job: Printing, *, lang: Lang = "vi") -> bytes:
    names = {work.entry_id: (work.on_list.author, work.on_list.unit) for work in job.show.works}
    return minutes_pdf(minutes_of(job.view, job.result, job.record, names, lang))


def _minutes_en(job: Printing) -> bytes:
    return _minutes(job, lang="en")


def _award_list(job: Printing) -> bytes:
    return award_list_pdf(_awards(job))


def _award_table(job: Printing) -> bytes:
    return award_list_xlsx(_awards(job))


def _certificates(job: Printing) -> bytes:
    return certificates_pdf(_awards(job), base_url=job.base_url)


def _catalogue(job: Printing, *, bleed: bool = False) -> bytes:
    large, small = FOR_PRESS if bleed else FOR_SCREEN
    roles = {work.code: large if work.won else small for work in job.show.works}
    data = catalogue_data(
        job.view.rules, job.show, base_url=job.base_url, pictures=_pictures(job, roles), texts=_poems(job)
    )
    return catalogue_pdf(data, variant="print" if bleed else "screen")


def _catalogue_print(job: Printing) -> bytes:
    return _catalogue(job, bleed=True)


def _labels(job: Printing) -> bytes:
    return labels_pdf(labels_data(job.show, base_url=job.base_url))


def _wall_texts(job: Printing) -> bytes:
    return wall_texts_pdf(catalogue_data(job.view.rules, job.show, base_url=job.base_url, pictures={}, texts={}))


def _plan(job: Printing) -> bytes:
    if job.show.hall is None:
        raise ValueError("the works do not hang")
    pictures = _pictures(job, {work.code: THUMB for work in job.show.hung})
    numbers = {work.code: work.number for work in job.show.hung}
    return hanging_pdf(plan_data(job.show, job.show.hall), "vi", thumbnails=pictures, numbers=numbers)


def _plan_table(job: Printing) -> bytes:
    if job.show.hall is None:
        raise ValueError("the works do not hang")
    return to_csv(HEADER, plan_rows(plan_data(job.show, job.show.hall)))


def _result(job: Printing) -> bytes:
    return result_json(job.show)


SHEETS: Mapping[str, Callable[[Printing], bytes]] = {
    "award-list.pdf": _award_list,
    "award-list.xlsx": _award_table,
    "minutes.pdf": _minutes,
    "minutes-en.pdf": _minutes_en,
    "certificates.pdf": _certificates,
    "catalogue.pdf": _catalogue,
    "catalogue-print.pdf": _catalogue_print,
    "labels.pdf": _labels,
    "wall-texts.pdf": _wall_texts,
    "hanging-plan.pdf": _plan,
    "hanging-plan.csv": _plan_table,
    "result.json": _result,
}
OF_THE_HANG = ("labels.pdf", "hanging-plan.pdf", "hanging-plan.csv")


def available(show: Show) -> list[str]:
    """The sheets that this show has: those of the hang need works on walls."""
    hung = bool(show.hung) and show.hall is not None
    return [name for name in SHEETS if hung or name not in OF_THE_HANG]


def make(view: ContestView, result: ContestResult, show: Show, record: Record, name: str) -> bytes:
    """One sheet by its file name."""
    with work_folder() as folder:
        return SHEETS[name](Printing(view, result, show, folder, record))


def write_all(
    view: ContestView,
    result: ContestResult,
    show: Show,
    record: Record,
    out_dir: Path,
    progress: Callable[[str], None],
) -> list[Path]:
    """All available sheets into the folder, which is made; all of them or none."""
    out_dir.mkdir(parents=True, exist_ok=True)
    files: dict[Path, bytes] = {}
    with work_folder() as folder:
        job = Printing(view, result, show, folder, record)
        for name in available(show):
            progress(name)
            files[out_dir / name] = SHEETS[name](job)
    write_files(files)
    return list(files)


def _pictures(job: Printing, roles: Mapping[str, str]) -> dict[str, Path]:
    """{code: JPEG in the job's folder} of the pictures that may be shown; each is fetched once a job."""
    keys = {
        work.code: work.files[roles[work.code]].key
        for work in job.show.works
        if work.shown and work.code in roles and roles[work.code] in work.files
    }
    paths = {key: job.folder / key.replace("/", "-") for key in set(keys.values())}
    owed = [(key, path) for key, path in sorted(paths.items()) if not path.exists()]
    with ThreadPoolExecutor(AT_ONCE) as pool:
        for _ in pool.map(lambda pair: store().get_to_file(*pair), owed):
            pass
    return {code: paths[key] for code, key in keys.items()}


def _poems(job: Printing) -> dict[str, str]:
    """The texts of the poems that are printed whole."""
    kinds = {one.key: one.media for one in job.view.rules.categories}
    keys = {
        work.code: work.files[TEXT].key
        for work in job.show.works
        if work.won and kinds[work.category] == Media.TEXT and TEXT in work.files
    }
    with ThreadPoolExecutor(AT_ONCE) as pool:
        return dict(zip(keys, pool.map(small_text, keys.values()), strict=True))
