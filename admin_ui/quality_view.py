"""How well the jurors of each panel judged, in figures, small charts and plain words; jurors by number. Pure."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from admin_ui.quality_words import MEANINGS, Remark, meaning, remarks
from admin_ui.strips import Scale, even
from judging.awards.study.values import Study, said
from judging.contests.queries import ContestView
from judging.contests.rules import CategoryRules
from judging.scoring.quality import JurorQuality, PanelQuality, Share
from judging.web.formats import number
from judging.web.i18n import N_, say, translate

FIGURES = (
    ("alpha", N_("Krippendorff's alpha"), N_("agreement on single marks, beyond chance")),
    ("icc_2_1", N_("ICC(2,1)"), N_("share of a mark's differences that is due to the works")),
    ("icc_3_1", N_("ICC(3,1)"), N_("the same, once each juror's severity is taken off")),
    ("kendall_w", N_("Kendall's W"), N_("agreement on the order alone")),
)


class FigureView(msgspec.Struct, frozen=True):
    """A figure of agreement; `low`, `high`, `at` are places on the scale from 0 to 1 in hundredths."""

    name: str
    about: str
    value: float | None
    ends: tuple[float, float] | None
    low: float
    high: float
    at: float
    meaning: str


class JurorView(msgspec.Struct, frozen=True):
    """A juror's figures with places of the charts: `severity` (low, at, high), `box` of the five figures."""

    juror: JurorQuality
    severity: tuple[float, float, float] | None
    box: tuple[float, float, float, float, float] | None
    signed: str


class PanelView(msgspec.Struct, frozen=True):
    """`zero` is where severity 0 stands; `reach` the severity at the ends of its scale; `marks` the mark scale."""

    rules: CategoryRules
    quality: PanelQuality
    figures: list[FigureView]
    jurors: list[JurorView]
    remarks: list[Remark]
    warnings: list[str]
    zero: float
    reach: float
    marks: tuple[int, int]

    @property
    def fitted(self) -> bool:
        """Whether the Rasch model could be fitted."""
        return any(one.juror.infit is not None for one in self.jurors)


def panel_views(view: ContestView, studies: Mapping[str, Study]) -> list[PanelView]:
    """In the order of the rules; categories without a study are left out."""
    return [
        _panel(view, category, studies[category.key].quality)
        for category in view.rules.categories
        if category.key in studies
    ]


def _panel(view: ContestView, rules: CategoryRules, quality: PanelQuality) -> PanelView:
    marks = view.rules.final_round.scale
    told = [one for one in quality.jurors if one.severity is not None]
    severities = even(abs(one.severity or 0.0) + 1.96 * (one.se or 0.0) for one in told)
    scale = Scale(marks.lowest, marks.highest)
    return PanelView(
        rules=rules,
        quality=quality,
        figures=[_figure(name, title, about, getattr(quality, name)) for name, title, about in FIGURES],
        jurors=[_juror(one, severities, scale) for one in quality.jurors],
        remarks=remarks(quality, marks),
        warnings=[say(said(warning)) for warning in quality.warnings],
        zero=severities.at(0),
        reach=severities.high,
        marks=(marks.lowest, marks.highest),
    )


def _figure(key: str, title: str, about: str, share: Share | None) -> FigureView:
    scale = Scale(0, 1)
    name, words = translate(title), translate(about)
    if share is None:
        return FigureView(name, words, None, None, 0, 0, 0, translate(MEANINGS["none"]))
    ends = (share.low, share.high) if share.low is not None and share.high is not None else None
    low, high = ends or (share.value, share.value)
    return FigureView(name, words, share.value, ends, scale.at(low), scale.at(high), scale.at(share.value),
                      meaning(key, share.value))  # fmt: skip


def _juror(one: JurorQuality, severities: Scale, marks: Scale) -> JurorView:
    severity = None
    signed = "–"
    if one.severity is not None:
        error = 1.96 * (one.se or 0.0)
        severity = (
            severities.at(one.severity - error),
            severities.at(one.severity),
            severities.at(one.severity + error),
        )
        signed = number(one.severity, 2) if one.severity < 0 else f"+{number(one.severity, 2)}"
    box = None
    if one.five is not None:
        low, lower, middle, upper, high = (marks.at(value) for value in one.five)
        box = (low, lower, middle, upper, high)
    return JurorView(one, severity, box, signed.replace("-", "−"))
