"""Values that every printed sheet shares."""

from __future__ import annotations

import msgspec


class Bilingual(msgspec.Struct, frozen=True):
    """A text in Vietnamese and English, as people wrote it. An empty one is simply not printed."""

    vi: str = ""
    en: str = ""
