"""Check-worthiness: whether a sentence or clause carries a claim that a record could settle."""

from models.worth.model import WorthModel
from models.worth.stretch import Clause, Stretch, Subject, Tense, Verb

__all__ = ["Clause", "Stretch", "Subject", "Tense", "Verb", "WorthModel"]
