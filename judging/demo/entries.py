"""The 290 entries of the reference competition: who sends what. Cheap: nothing is painted, sounded or written here."""

import random
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace
from statistics import NormalDist

from judging.demo.initiatives import load_initiatives
from judging.demo.markers import Marks
from judging.demo.paintings import COUNT as PAINTINGS
from judging.demo.paintings import describe
from judging.demo.people import Person, draw_adult, draw_pupil, juror_names, plain_letters
from judging.demo.poems import FORMS, load_poems
from judging.demo.songs import load_songs

PREFIXES = {"songs": "CK", "paintings": "HV", "poems": "TH", "initiatives": "SK"}
_VOICES = {"child": (6, 10), "pupil": (11, 17), "adult": (19, 59), "elder": (60, 84)}
_SONG_FORMATS = ("wav", "flac", "mp3", "m4a", "ogg", "mp3", "m4a", "opus")
_SONG_VOICES = ("adult", "adult", "pupil", "adult", "elder", "pupil", "pupil", "adult")
_PAINTING_FORMATS = ("jpg", "jpg", "jpg", "png", "jpg", "jpg", "jpg", "heic", "jpg", "jpg", "jpg", "jpg", "png")
_PAINTING_AGES = (("child", 42), ("pupil", 47), ("adult", 8), ("elder", 3))
# Units of jurors' conflicts on the song panel, where every juror must be able to score every song.
_NOT_FOR_SONGS = ("Xã Chiềng Cọ",)
_POETS_RANK = 8


@dataclass(frozen=True)
class DemoEntry:
    """One entry as it will be handed in, with what only the demo knows: `quality` (0 to 10) and what is `planted`.

    `index` counts within the category and, with `seed`, makes the file. `typed_name` is the author's name as it was
    typed: a few are decomposed or hide zero-width characters. `name_mode` is full, initials or unit. `planted` are
    (channel, marker): what may be found in nothing that a juror can fetch.
    """

    key: str
    category: str
    index: int
    seed: int
    title_vi: str
    title_en: str
    language: str
    details: Mapping[str, str]
    author: Person
    typed_name: str
    co_authors: str
    credits: str
    name_mode: str
    format: str
    file_name: str
    quality: float
    planted: tuple[tuple[str, str], ...]

    @property
    def marks(self) -> Marks:
        return Marks(self.key, self.author.name, self.author.unit, self.format)


@dataclass(frozen=True)
class _Work:
    """What a work brings along before anybody has made it."""

    category: str
    title_vi: str
    title_en: str
    voice: str
    format: str
    details: Mapping[str, str]
    language: str = "vi"
    people: str = ""


def _songs() -> list[_Work]:
    return [
        _Work("songs", song.title_vi, song.title_en, voice, form, {"lyrics": song.lyrics})
        for song, voice, form in zip(load_songs(), _SONG_VOICES, _SONG_FORMATS, strict=True)
    ]


def _paintings(seed: int, rng: random.Random) -> list[_Work]:
    works = []
    for index in range(PAINTINGS):
        sheet = describe(seed, index)
        details = {
            "technique": sheet.technique_vi,
            "technique_en": sheet.technique_en,
            "width_cm": f"{sheet.width_cm:g}",
            "height_cm": f"{sheet.height_cm:g}",
        }
        voice = rng.choices([voice for voice, _ in _PAINTING_AGES], weights=[share for _, share in _PAINTING_AGES])[0]
        form = "tiff" if index % 23 == 11 else _PAINTING_FORMATS[index % len(_PAINTING_FORMATS)]
        works.append(_Work("paintings", sheet.title_vi, sheet.title_en, voice, form, details))
    return works


def _poems() -> list[_Work]:
    works = []
    for index, poem in enumerate(load_poems()):
        form_vi, form_en = FORMS[poem.form]
        details = {"form": form_vi, "form_en": form_en}
        if poem.translation:
            details["translation"] = poem.translation
        people = "Thái" if poem.language == "blt" else ""
        form = "docx" if index % 5 in (1, 3) else "txt"
        works.append(_Work("poems", poem.title_vi, poem.title_en, poem.voice, form, details, poem.language, people))
    return works


def _initiatives() -> list[_Work]:
    return [
        _Work(
            "initiatives",
            idea.title_vi,
            idea.title_en,
            idea.voice,
            "pdf" if index % 5 in (2, 4) else "docx",
            {"summary": idea.summary_vi, "summary_en": idea.summary_en},
        )
        for index, idea in enumerate(load_initiatives())
    ]


def _qualities(rng: random.Random, count: int) -> list[float]:
    """True qualities about 6 ± 1.05, spread evenly over the bell, in random order."""
    bell = NormalDist(6.0, 1.05)
    values = [bell.inv_cdf((place + 0.5) / count) + rng.uniform(-0.04, 0.04) for place in range(count)]
    rng.shuffle(values)
    return [round(value, 3) for value in values]


def _draw_author(rng: random.Random, seed: int, key: str, work: _Work, taken: set[str]) -> Person:
    while True:
        ages = _VOICES[work.voice]
        if work.voice in ("child", "pupil"):
            person = draw_pupil(rng, seed=seed, key=key, taken=taken, ages=ages)
        else:
            person = draw_adult(rng, key=key, taken=taken, ages=ages, people_name=work.people)
        if work.category != "songs" or person.unit not in _NOT_FOR_SONGS:
            return person


def _typed(name: str, number: int) -> str:
    """The name as typed: now and then decomposed, or with characters that nobody sees."""
    if number % 37 == 5:
        return unicodedata.normalize("NFD", name)
    if number % 53 == 7:
        return "\u200b" + name.replace(" ", "\u200b ", 1) + "\ufeff"
    return name


def _file_name(rng: random.Random, work: _Work, author: Person) -> str:
    """As people call their files: by name and class, by title, or as the phone numbered it."""
    style = rng.random()
    suffix = work.format.upper() if work.format == "jpg" and rng.random() < 0.2 else work.format
    if style < 0.4:
        stem = f"{author.name} {author.class_name}".strip()
    elif style < 0.65:
        stem = f"{plain_letters(author.name).replace('.', '_')}_{plain_letters(work.title_vi).replace('.', '_')}"
    elif work.category == "paintings":
        stem = f"IMG_{rng.randrange(10000):04d}_{plain_letters(author.name)}"
    else:
        stem = f"Bài dự thi - {work.title_vi} - {author.name}"
    return f"{stem}.{suffix}"


def _planted(entry: DemoEntry) -> tuple[tuple[str, str], ...]:
    author = entry.author
    fields = {
        "field.name": author.name,
        "field.unit": author.unit,
        "field.teacher": author.teacher,
        "field.guardian": author.guardian,
        "field.email": author.email,
        "field.phone": author.phone,
        "field.co_authors": entry.co_authors,
        "field.credits": entry.credits,
        "file.name": entry.file_name,
    }
    return (*((channel, value) for channel, value in fields.items() if value), *entry.marks.planted())


def _companions(rng: random.Random, seed: int, key: str, work: _Work, taken: set[str]) -> str:
    """Names of up to two co-authors, for some songs and initiatives."""
    if work.category not in ("songs", "initiatives") or rng.random() < 0.6:
        return ""
    count = rng.randint(1, 2)
    return ", ".join(_draw_author(rng, seed, f"{key}-{n}", work, taken).name for n in range(count))


def _entry(
    rng: random.Random, seed: int, number: int, index: int, work: _Work, quality: float, taken: set[str]
) -> DemoEntry:
    key = f"{work.category}-{index + 1:03d}"
    author = _draw_author(rng, seed, key, work, taken)
    co_authors = _companions(rng, seed, key, work, taken)
    return DemoEntry(
        key=key,
        category=work.category,
        index=index,
        seed=seed,
        title_vi=work.title_vi,
        title_en=work.title_en,
        language=work.language,
        details=work.details,
        author=author,
        typed_name=_typed(author.name, number),
        co_authors=co_authors,
        credits=f"Nhạc và lời: {author.name}" if work.category == "songs" else "",
        name_mode=rng.choices(("full", "initials", "unit"), weights=(62, 28, 10))[0],
        format=work.format,
        file_name=_file_name(rng, work, author),
        quality=quality,
        planted=(),
    )


def _with_author(entry: DemoEntry, author: Person, rng: random.Random) -> DemoEntry:
    """The same work by somebody who has another entry too."""
    work = _Work(entry.category, entry.title_vi, entry.title_en, "", entry.format, entry.details)
    return replace(entry, author=author, typed_name=author.name, file_name=_file_name(rng, work, author))


def _share_authors(entries: list[DemoEntry], rng: random.Random) -> list[DemoEntry]:
    """Lets a few people enter twice: eight painters, and the poet of the best grown-up's poem, who paints well too."""
    places = {entry.key: place for place, entry in enumerate(entries)}
    paintings = sorted(
        (entry for entry in entries if entry.category == "paintings"), key=lambda entry: (-entry.quality, entry.key)
    )
    painters = [entry for entry in paintings if entry.author.email]
    for first, second in zip(painters[2:10], painters[-8:], strict=True):
        entries[places[second.key]] = _with_author(second, first.author, rng)
    poems = [entry for entry in entries if entry.category == "poems" and entry.author.email and entry.language == "vi"]
    poem = max(poems, key=lambda entry: (entry.quality, entry.key))
    entries[places[poem.key]] = _with_author(poem, painters[0].author, rng)
    # The poet's painting is among the winners too, so that the cap of one prize for an entrant has work to do.
    good, own = paintings[_POETS_RANK], painters[0]
    entries[places[good.key]] = replace(good, quality=own.quality)
    entries[places[own.key]] = replace(own, quality=good.quality)
    return entries


def make_entries(seed: int) -> list[DemoEntry]:
    """All entries, songs first, then paintings, poems and initiatives; the same seed gives the same entries."""
    rng = random.Random(f"entries/{seed}")
    taken = set(juror_names())
    entries: list[DemoEntry] = []
    for works in (_songs(), _paintings(seed, rng), _poems(), _initiatives()):
        qualities = _qualities(rng, len(works))
        for index, (work, quality) in enumerate(zip(works, qualities, strict=True)):
            entries.append(_entry(rng, seed, len(entries) + 1, index, work, quality, taken))
    return [replace(entry, planted=_planted(entry)) for entry in _share_authors(entries, rng)]
