"""Whether evidence bears a sentence out: models over named features of the two, side by side."""

from models.entailment.comparison import CONTENT, NAMES, Compared, Kind, Line, Seen, Term
from models.entailment.features import FEATURES, values
from models.entailment.model import EntailmentModel, Judged, Part
from models.weights import WeightsError

__all__ = [
    "CONTENT",
    "FEATURES",
    "NAMES",
    "Compared",
    "EntailmentModel",
    "Judged",
    "Kind",
    "Line",
    "Part",
    "Seen",
    "Term",
    "WeightsError",
    "values",
]
