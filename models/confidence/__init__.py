"""How sure a verdict of the rules may be: what is known of it, mapped to the share of such verdicts that are right."""

from models.confidence.model import ConfidenceModel, Ground, calibrated

__all__ = ["ConfidenceModel", "Ground", "calibrated"]
