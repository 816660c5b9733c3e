"""Records measured against what people coded: figures, their intervals, and which values are right."""

from dateline.evaluate.intervals import Interval, intervals
from dateline.evaluate.scores import Figures, Scores, score
from dateline.evaluate.values import Value, values

__all__ = ["Figures", "Interval", "Scores", "Value", "intervals", "score", "values"]
