"""The demo's 62 poems: own texts, kept in the TOML files of this folder, one file for each form."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

FORMS = {
    "luc_bat": ("thơ lục bát", "lục bát"),
    "seven": ("thơ bảy chữ", "seven-syllable verse"),
    "five": ("thơ năm chữ", "five-syllable verse"),
    "four": ("thơ bốn chữ", "four-syllable verse"),
    "free": ("thơ tự do", "free verse"),
}
_FILES = {
    "luc_bat.toml": "luc_bat",
    "bay_chu.toml": "seven",
    "nam_chu.toml": "five",
    "tu_do.toml": "free",
    "thai.toml": "free",
}


@dataclass(frozen=True)
class Poem:
    """One poem. `form` is a key of FORMS; `voice` says whose poem it may be: child, pupil, adult or elder.

    `language` is a BCP 47 tag; `translation` is the Vietnamese text of a poem in another language, else empty.
    """

    title_vi: str
    title_en: str
    form: str
    voice: str
    text: str
    language: str = "vi"
    translation: str = ""


@cache
def load_poems() -> tuple[Poem, ...]:
    """All poems in the order of the files."""
    poems = []
    for name, form in _FILES.items():
        records = tomllib.loads((files(__name__) / name).read_text("utf-8"))["poem"]
        poems += [Poem(**{"form": form, **record}) for record in records]
    return tuple(poems)
