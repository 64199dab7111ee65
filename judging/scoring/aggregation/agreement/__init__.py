"""How far jurors agree, and what each of them is like: for the chair of the jury, never public."""

from judging.scoring.aggregation.agreement.krippendorff import METRICS, Metric
from judging.scoring.aggregation.agreement.panel import Agreement, Figure, JurorQuality, agreement

__all__ = ["METRICS", "Agreement", "Figure", "JurorQuality", "Metric", "agreement"]
