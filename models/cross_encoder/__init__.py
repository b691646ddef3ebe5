"""A small network that reads a claim beside its evidence, and says word by word what the evidence does not bear out."""

from models.cross_encoder.model import CrossEncoder, PairReading, WordMark

__all__ = ["CrossEncoder", "PairReading", "WordMark"]
