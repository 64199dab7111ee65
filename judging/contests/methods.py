"""The methods of a rule book in words that an entrant's parents understand. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Literal

from msgspec import UNSET

from judging.contests.rules import Judging, Texts

Unit = Literal["", "standard", "logit", "borda", "order"]
"""What scores are told in: points of the mark scale, units of a juror's spread, logits, Borda points; or nothing but
the order."""
UNITS: Mapping[str, Unit] = {
    "mean": "",
    "median": "",
    "trimmed": "",
    "clamp": "",
    "zscore": "standard",
    "adjusted": "",
    "rasch": "logit",
    "borda": "borda",
    "schulze": "order",
    "kemeny": "order",
    "bradley-terry": "logit",
}
METHODS = tuple(UNITS)
POINTS = tuple(method for method, unit in UNITS.items() if not unit)
NAMES: Mapping[str, Texts] = {
    "mean": Texts("trung bình cộng", "mean of the jurors' totals"),
    "median": Texts("điểm đứng giữa (trung vị)", "middle one of the jurors' totals (median)"),
    "trimmed": Texts("trung bình, bỏ điểm cao nhất và thấp nhất", "mean without the highest and lowest totals"),
    "clamp": Texts("trung bình, kéo về các điểm lệch xa", "mean with far totals drawn in"),
    "zscore": Texts("trung bình điểm chuẩn hóa theo giám khảo", "mean of totals standardised by juror"),
    "adjusted": Texts("trung bình, bù mức chặt rộng của giám khảo", "mean adjusted for each juror's severity"),
    "rasch": Texts("đo lường Rasch nhiều mặt", "many-facet Rasch measurement"),
    "borda": Texts("cộng điểm thứ hạng (Borda)", "sum of places (Borda)"),
    "schulze": Texts("so từng cặp bài (Schulze)", "pairwise comparison (Schulze)"),
    "kemeny": Texts("thứ tự được đồng tình nhất (Kemeny)", "order most agreed with (Kemeny)"),
    "bradley-terry": Texts("sức mạnh khi so từng cặp (Bradley–Terry)", "strength in pairs (Bradley–Terry)"),
}
SHORT: Mapping[str, Texts] = {
    "mean": Texts("Trung bình", "Mean"),
    "median": Texts("Trung vị", "Median"),
    "trimmed": Texts("Bỏ hai đầu", "Trimmed"),
    "clamp": Texts("Kéo về", "Drawn in"),
    "zscore": Texts("Chuẩn hóa", "Standardised"),
    "adjusted": Texts("Bù chặt rộng", "Severity-adjusted"),
    "rasch": Texts("Rasch", "Rasch"),
    "borda": Texts("Borda", "Borda"),
    "schulze": Texts("Schulze", "Schulze"),
    "kemeny": Texts("Kemeny", "Kemeny"),
    "bradley-terry": Texts("Bradley–Terry", "Bradley–Terry"),
}
"""For the heads of narrow columns."""
_ORDER = Texts(
    "Chỉ tính thứ tự mà mỗi giám khảo xếp các bài, không tính điểm cao hay thấp bao nhiêu. ",
    "Only the order in which each juror places the works counts, not how high the marks are. ",
)
_SENTENCES: Mapping[str, Texts] = {
    "mean": Texts(
        "Điểm của mỗi bài là trung bình cộng điểm của các giám khảo đã chấm bài đó.",
        "The score of a work is the mean of what its jurors gave it.",
    ),
    "median": Texts(
        "Xếp điểm của các giám khảo từ thấp đến cao, điểm đứng giữa là điểm của bài; một điểm quá cao hay quá thấp "
        "không làm kết quả lệch đi.",
        "The score of a work is the middle one of its jurors' scores, so a single very high or very low one does not "
        "move it.",
    ),
    "trimmed": Texts(
        "Với mỗi bài, {low_vi} và {high_vi} được bỏ ra; điểm của bài là trung bình cộng các điểm còn lại.",
        "{low_en} and {high_en} of each work are left out; its score is the mean of the others.",
    ),
    "clamp": Texts(
        "Điểm nào lệch quá {clamp_vi} điểm so với trung bình của bài thì được kéo về đúng mức ấy rồi mới tính trung "
        "bình, nên không giám khảo nào một mình quyết định được kết quả.",
        "A score more than {clamp_en} points away from the work's mean is drawn in to that distance before the mean is "
        "taken, so no juror decides alone.",
    ),
    "zscore": Texts(
        "Điểm của từng giám khảo được quy về một thước đo chung: bài cao hay thấp hơn mức trung bình của chính giám "
        "khảo đó bao nhiêu, so với độ chênh thường thấy của người đó. Trung bình các số này quyết định thứ hạng; đó "
        "không phải điểm trên thang chấm.",
        "Each juror's scores are first brought to a common measure: how far a work lies above or below that juror's "
        "own average, compared with how much that juror's scores usually differ. The mean of these decides; it is not "
        "in points of the mark scale.",
    ),
    "adjusted": Texts(
        "Có giám khảo chấm chặt, có giám khảo chấm rộng, và không phải bài nào cũng gặp cùng những người chấm. Từ tất "
        "cả các bài đã chấm, máy tính xem mỗi giám khảo chặt hay rộng bao nhiêu rồi bù lại, để bài gặp người chấm chặt "
        "không bị thiệt. Bài càng ít phiếu chấm thì điểm càng được kéo gần mức trung bình chung.",
        "Some jurors are stricter than others, and not every work meets the same ones. From all the works that were "
        "scored it is worked out how strict each juror is, and that is made up for, so a work that met strict jurors "
        "is not worse off. The fewer ballots a work has, the more its score is drawn towards the mean of all.",
    ),
    "rasch": Texts(
        "Một mô hình đo lường (Rasch) cân ba điều với nhau: bài hay đến đâu, mỗi giám khảo chặt đến đâu, mỗi tiêu chí "
        "khó được điểm đến đâu. Số đo của bài quyết định thứ hạng, tính bằng đơn vị logit chứ không phải điểm trên "
        "thang chấm. Các tiêu chí có giá trị như nhau.{steps_vi}",
        "A model of measurement (Rasch) weighs three things against one another: how good a work is, how strict each "
        "juror is, and how hard marks are to get on each criterion. The work's measure decides; it is told in logits, "
        "not in points of the mark scale. All criteria count alike.{steps_en}",
    ),
    "borda": Texts(
        _ORDER.vi + "Với mỗi giám khảo, bài được 1 điểm cho mỗi bài khác xếp dưới nó và nửa điểm cho mỗi bài ngang nó; "
        "cộng lại của tất cả giám khảo (cách tính Borda).",
        _ORDER.en + "With each juror a work gets one point for every other work placed below it and half a point for "
        "every equal one; the points from all jurors are added up (Borda).",
    ),
    "schulze": Texts(
        _ORDER.vi + "Từng cặp bài được so với nhau: bài nào được nhiều giám khảo xếp trên hơn? Bài thắng, trực tiếp "
        "hay qua các bài khác, thì đứng trên (cách tính Schulze). Không có điểm số.",
        _ORDER.en + "Every two works are compared: which one do more jurors place higher? The one that wins, directly "
        "or by way of others, stands above (Schulze). There is no score.",
    ),
    "kemeny": Texts(
        _ORDER.vi + "Trong mọi thứ tự có thể có, chọn thứ tự hợp ý các giám khảo nhất (cách tính Kemeny). Không có "
        "điểm số. Nếu quá nhiều bài thắng nhau vòng tròn nên không tìm được, thì tính theo cách Schulze.",
        _ORDER.en + "Of all possible orders the one is taken that agrees most with the jurors' own (Kemeny). There is "
        "no score. If too many works beat one another in circles for it to be found, Schulze's comparison decides.",
    ),
    "bradley-terry": Texts(
        _ORDER.vi + "Từng cặp bài được so với nhau; bài càng hay được xếp trên thì sức mạnh càng lớn (cách tính "
        "Bradley–Terry), tính bằng đơn vị logit chứ không phải điểm trên thang chấm. Nếu có những bài không thua bài "
        "nào nên không đo được, thì tính theo cách Schulze.",
        _ORDER.en + "Every two works are compared; the more often a work is placed above others, the greater its "
        "strength (Bradley–Terry), told in logits, not in points of the mark scale. If some works never lose to the "
        "others, so that their strength cannot be measured, Schulze's comparison decides.",
    ),
}
_STEPS = Texts(
    " Mỗi tiêu chí có các bậc điểm riêng.",
    " Every criterion has steps of its own.",
)
_ROUNDED = Texts(
    " Điểm được làm tròn đến {decimals} chữ số thập phân; bài có điểm làm tròn bằng nhau là bằng điểm.",
    " Scores are rounded to {decimals} decimals; works whose rounded scores are the same are equal.",
)
_WHOLE = Texts(
    " Điểm được làm tròn đến số nguyên; bài có điểm làm tròn bằng nhau là bằng điểm.",
    " Scores are rounded to whole numbers; works whose rounded scores are the same are equal.",
)


def unit(method: str) -> Unit:
    """What the scores of a method are told in."""
    return UNITS[method]


def name(method: str) -> Texts:
    return NAMES.get(method, Texts(method, method))


def short(method: str) -> Texts:
    return SHORT[method]


def explained(judging: Judging) -> Texts:
    """How places are found in a category, in plain sentences."""
    words = _words(judging)
    texts = [_SENTENCES[judging.method]]
    if judging.decimals is not UNSET:
        texts.append(_ROUNDED if judging.decimals else _WHOLE)
    vi, en = ("".join(getattr(one, lang) for one in texts).format_map(words) for lang in ("vi", "en"))
    return Texts(vi, en)


def _words(judging: Judging) -> dict[str, object]:
    trim = judging.trim or 1
    partial = judging.steps == "partial"
    clamp = f"{(judging.clamp or Decimal(0)).normalize():f}"
    return {
        "low_vi": "điểm thấp nhất" if trim == 1 else f"{trim} điểm thấp nhất",
        "high_vi": "điểm cao nhất" if trim == 1 else f"{trim} điểm cao nhất",
        "low_en": "The lowest score" if trim == 1 else f"The {trim} lowest",
        "high_en": "the highest score" if trim == 1 else f"the {trim} highest scores",
        "clamp_vi": clamp.replace(".", ","),
        "clamp_en": clamp,
        "steps_vi": _STEPS.vi if partial else "",
        "steps_en": _STEPS.en if partial else "",
        "decimals": judging.decimals,
    }
