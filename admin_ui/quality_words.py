"""What stands out about a panel and its jurors, in words that a chair reads without a statistician. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from statistics import median

import msgspec

from judging.contests.rules import Scale
from judging.scoring.quality import JurorQuality, PanelQuality
from judging.web.formats import duration, number
from judging.web.i18n import N_, translate

SURE = 2.0
"""Standard errors, beyond which a severity is no chance."""
FAR = 0.04
"""Share of the mark scale, beyond which a severity matters."""
NARROW, WIDE = 0.6, 1.6
"""Of the panel's median spread."""
ERRATIC = 1.5
STRANGE = 0.2
UNSCORED = 0.2
HASTY = 0.25
"""Of the panel's median time a work."""
FEW = 10
"""With fewer ballots neither order nor spread tells much."""
MEANINGS = {
    "good": N_("good"),
    "fair": N_("fair"),
    "low": N_("low"),
    "none": N_("cannot be told"),
}
LIMITS = {"alpha": (0.8, 0.667), "icc_2_1": (0.75, 0.5), "icc_3_1": (0.75, 0.5), "kendall_w": (0.7, 0.5)}
"""From which value on a figure is called good, or fair: Krippendorff 2004; Koo and Li 2016; Schmidt 1997."""


LOWER = N_("Juror %(number)s marks about %(points)s points lower than the others.")
HIGHER = N_("Juror %(number)s marks about %(points)s points higher than the others.")
NARROWER = N_(
    "Juror %(number)s tells works apart less than the others: marks differ by about %(own)s points, with the panel by "
    "%(others)s."
)
WIDER = N_(
    "Juror %(number)s uses more of the scale than the others: marks differ by about %(own)s points, with the panel by "
    "%(others)s."
)
UNFITTING = N_("The marks of juror %(number)s are often far from what those of the others let expect.")
OTHER_ORDER = N_("Juror %(number)s puts the works into quite another order than the others.")
SILENT = N_("Juror %(number)s gave no mark to %(count)s of %(all)s works.")
HASTIER = N_("Juror %(number)s took %(own)s a work, the panel %(others)s.")


class Remark(msgspec.Struct, frozen=True):
    """Something that the chair may want to talk about with a juror."""

    juror: int
    text: str


def meaning(figure: str, value: float) -> str:
    good, fair = LIMITS[figure]
    word = "good" if value >= good else "fair" if value >= fair else "low"
    return translate(MEANINGS[word])


def remarks(quality: PanelQuality, scale: Scale) -> list[Remark]:
    """By juror, the weightiest first."""
    return [Remark(juror.number, text) for juror in quality.jurors for text in _of(juror, quality, scale)]


def _of(juror: JurorQuality, quality: PanelQuality, scale: Scale) -> Iterator[str]:
    words = {"number": juror.number}
    yield from _severity(juror, quality, scale)
    if juror.ballots >= FEW:
        yield from _spread(juror, quality)
        if juror.fit is not None and juror.fit > ERRATIC:
            yield translate(UNFITTING) % words
        if juror.correlation is not None and juror.correlation < STRANGE:
            yield translate(OTHER_ORDER) % words
        yield from _pace(juror, quality)
    if juror.assigned and juror.abstained / juror.assigned > UNSCORED:
        yield translate(SILENT) % {**words, "count": juror.abstained, "all": juror.assigned}


def _spread(juror: JurorQuality, quality: PanelQuality) -> Iterator[str]:
    spreads = [one.spread for one in quality.jurors if one.spread is not None]
    if juror.spread is None or len(spreads) < 3 or not median(spreads) > 0:
        return
    words = {"number": juror.number, "own": number(juror.spread, 1), "others": number(median(spreads), 1)}
    share = juror.spread / median(spreads)
    if share < NARROW:
        yield translate(NARROWER) % words
    elif share > WIDE:
        yield translate(WIDER) % words


def _severity(juror: JurorQuality, quality: PanelQuality, scale: Scale) -> Iterator[str]:
    told = [one for one in quality.jurors if one.severity is not None]
    if juror.severity is None or juror.se is None or len(told) < 2:
        return
    away = juror.severity * len(told) / (len(told) - 1)  # severities sum to 0: this is how far it is from the others'
    if abs(juror.severity) < SURE * juror.se or abs(away) < FAR * (scale.highest - scale.lowest):
        return
    words = {"number": juror.number, "points": number(abs(away), 1)}
    if away > 0:
        yield translate(LOWER) % words
    else:
        yield translate(HIGHER) % words


def _pace(juror: JurorQuality, quality: PanelQuality) -> Iterator[str]:
    paces = [one.seconds for one in quality.jurors if one.seconds is not None]
    if juror.seconds is None or len(paces) < 3 or juror.seconds >= HASTY * median(paces):
        return
    words = {"number": juror.number, "own": duration(juror.seconds), "others": duration(median(paces))}
    yield translate(HASTIER) % words
