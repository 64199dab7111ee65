"""The demo's 41 initiatives: each a real proposal for Sơn La with problem, idea, steps, cost and result, in TOML."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

CHARTED = "4. Chi phí"
CHART_CAPTION = "Chi phí theo từng khoản"
_TOPICS = ("nuoc", "rac", "nang_luong", "hoc_tap", "rung_ruong", "an_toan")


@dataclass(frozen=True)
class Initiative:
    """One proposal. `costs` are (item, thousands of đồng); a topic's proposals share `learning` and `risk`."""

    title_vi: str
    title_en: str
    summary_vi: str
    summary_en: str
    voice: str
    problem: str
    idea: str
    steps: tuple[str, ...]
    costs: tuple[tuple[str, int], ...]
    result: str
    learning: str
    risk: str

    @property
    def total_cost(self) -> int:
        """Thousands of đồng."""
        return sum(amount for _, amount in self.costs)


@cache
def load_initiatives() -> tuple[Initiative, ...]:
    """All initiatives in the order of the files."""
    initiatives = []
    for topic in _TOPICS:
        document = tomllib.loads((files(__name__) / f"{topic}.toml").read_text("utf-8"))
        for record in document["initiative"]:
            record["steps"] = tuple(record["steps"])
            record["costs"] = tuple((item, amount) for item, amount in record["costs"])
            initiatives.append(Initiative(**document["topic"], **record))
    return tuple(initiatives)


def _money(thousands: int) -> str:
    return f"{thousands:,}.000 đồng".replace(",", ".") if thousands else "không mất tiền"


def sections(initiative: Initiative) -> list[tuple[str, list[str]]]:
    """The proposal as it is written down: headings with their paragraphs, in Vietnamese; steps and costs numbered."""
    money = [f"{item}: {_money(amount)}" for item, amount in initiative.costs]
    total = f"Tổng cộng: {_money(initiative.total_cost)}"
    return [
        ("Tóm tắt", [initiative.summary_vi]),
        ("1. Vấn đề", [initiative.problem]),
        ("2. Giải pháp", [initiative.idea]),
        ("3. Các bước thực hiện", [f"Bước {n}. {step}." for n, step in enumerate(initiative.steps, 1)]),
        (CHARTED, [*money, total]),
        ("5. Kết quả", [initiative.result]),
        ("6. Học tập suốt đời trong sáng kiến", [initiative.learning]),
        ("7. Rủi ro và cách phòng", [initiative.risk]),
    ]
